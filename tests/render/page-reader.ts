/** Reads a rendered page with the parser of the HTML standard. */
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { elementsOf } from '../../src/article/tree/walk.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { ListContext } from '../../src/render/page/list-page.ts';
import { channel as plainChannel } from '../support/channel.ts';

export interface ReadPage {
  readonly html: string;
  readonly tree: Root;
  /** All elements with a tag name, in the order of the page. */
  readonly all: (tagName: string) => readonly Element[];
  /** The text of the first element with a class or a tag name. */
  readonly textOf: (name: string) => string | null;
  /** The content of a meta element, by name or property. */
  readonly meta: (name: string) => string | null;
  /** The JSON-LD. */
  readonly data: () => Record<string, unknown>;
}

/** Reads a page. */
export function readPage(html: string): ReadPage {
  const tree = fromHtml(html);
  const elements = elementsOf(tree);
  const all = (tagName: string) => elements.filter((it) => it.tagName === tagName);
  const named = (name: string) =>
    elements.find((it) => it.tagName === name || (it.properties['className'] as string[] | undefined)?.includes(name));
  return {
    html,
    tree,
    all,
    textOf: (name) => {
      const found = named(name);
      return found === undefined ? null : textOf(found).replace(/\s+/g, ' ').trim();
    },
    meta: (name) => {
      const found = all('meta').find(({ properties }) => [properties['name'], properties['property']].includes(name));
      return found === undefined ? null : String(found.properties['content']);
    },
    data: () => JSON.parse(textOf(all('script')[0] as Element)) as Record<string, unknown>,
  };
}

/** The context of the pages of a channel; `pages` has the names of the groups that have a page. */
export function contextWith(settings: Partial<Channel> = {}, pages: readonly string[] = []): ListContext {
  const channel = { ...plainChannel, ...settings };
  return {
    channel,
    groupUrl: (grouping, name) => (pages.includes(name) ? `${channel.feedUrl}${grouping}/${name}/index.html` : null),
  };
}
