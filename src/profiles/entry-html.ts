/** Facts about the HTML of an entry for the rules of aggregators: its tags, their depth, the hosts of its frames, its plain text. */
import { parseHtmlTree } from '../article/tree/html-tree.ts';
import { paragraphsOf } from '../article/tree/plain-text.ts';
import { elementsOf, parentsOf } from '../article/tree/walk.ts';

export interface HtmlFacts {
  /** The name of each tag once, in document order. */
  readonly tags: readonly string[];
  /** How deep tags are nested; 0 if there are none. */
  readonly depth: number;
  readonly frameHosts: readonly string[];
}

export function factsOfHtml(html: string): HtmlFacts {
  const tree = parseHtmlTree(html);
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

/** Returns the text of the HTML on one line, without that of its figures. */
export function plainTextOf(html: string): string {
  return paragraphsOf(parseHtmlTree(html)).join(' ');
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
