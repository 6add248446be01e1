/** The link of a link post at the foot of its text, so that a reader of any feed can follow it. */
import type { Element, Root } from 'hast';
import { h } from 'hastscript';
import { elementsOf } from './walk.ts';

/** None where the text leads there already. */
export function buildExternalLink(url: string | null, tree: Root): readonly Element[] {
  if (url === null || elementsOf(tree).some(({ properties }) => isSame(properties['href'], url))) return [];
  return [h('p', h('a', { href: url }, wordsOf(new URL(url))))];
}

function isSame(href: unknown, url: string): boolean {
  return typeof href === 'string' && withoutEnd(href) === withoutEnd(url);
}

function withoutEnd(url: string): string {
  return url.replace(/#.*$/, '').replace(/\/$/, '');
}

const maximumLength = 60;

/** `host/path`, cut where it is long. */
function wordsOf({ hostname, pathname }: URL): string {
  const words = `${hostname.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}`;
  return words.length > maximumLength ? `${words.slice(0, maximumLength)}…` : words;
}
