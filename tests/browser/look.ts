/** Examines a page for accessibility, with axe, and for its links, as a crawler does. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, as `rule: element`. It is injected through the debugger, because the page allows no scripts. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await debug.send('Runtime.evaluate', {
    expression: 'axe.run(document, { iframes: false }).then(({ violations }) => JSON.stringify(violations))',
    awaitPromise: true,
  });
  await debug.detach();
  const violations = JSON.parse(result.value) as axe.Result[];
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** The URLs below a folder that a page links to, without their fragments. */
export async function ownLinks(page: Page, folder: string): Promise<readonly string[]> {
  const script = "[...document.querySelectorAll('a[href], link[href]')].map((it) => it.href)";
  const links = (await page.evaluate(script)) as string[];
  return links.map((it) => it.replace(/#.*/, '')).filter((it) => it.startsWith(folder));
}
