/** Looks at a page as a person with a screen reader would, and as a crawler. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, as `rule: element`. It comes in by the debugger, because the page lets no script in. */
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

/** The addresses below a folder that a page leads to, without their fragments. */
export async function ownLinks(page: Page, folder: string): Promise<readonly string[]> {
  const script = "[...document.querySelectorAll('a[href], link[href]')].map((it) => it.href)";
  const links = (await page.evaluate(script)) as string[];
  return links.map((it) => it.replace(/#.*/, '')).filter((it) => it.startsWith(folder));
}
