/** What rules of aggregators ask about the HTML of an entry: its tags, how deep they are nested, and the hosts of its frames. */
import { fromHtml } from 'hast-util-from-html';
import { paragraphsOf } from '../article/tree/plain-text.ts';
import { elementsOf, parentsOf } from '../article/tree/walk.ts';

export interface HtmlFacts {
  /** Each name once, in the order of the text. */
  readonly tags: readonly string[];
  readonly depth: number;
  readonly frameHosts: readonly string[];
}

export function factsOfHtml(html: string): HtmlFacts {
  const tree = fromHtml(html, { fragment: true });
  const parents = parentsOf(tree);
  const depths = new Map<unknown, number>([[tree, 0]]);
  const elements = elementsOf(tree);
  for (const element of elements) depths.set(element, (depths.get(parents.get(element)) ?? 0) + 1);
  const frames = elements.filter(({ tagName }) => tagName === 'iframe');
  return {
    tags: [...new Set(elements.map(({ tagName }) => tagName))],
    depth: [...depths.values()].reduce((deepest, depth) => Math.max(deepest, depth), 0),
    frameHosts: frames.map(({ properties }) => hostOf(String(properties['src'] ?? ''))),
  };
}

/** The words of a text, without those of its figures. */
export function plainTextOf(html: string): string {
  return paragraphsOf(fromHtml(html, { fragment: true })).join(' ');
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}
