/** Assigns ids to entries and pages to articles, once, and never the same one to two articles. Pure. */

import { hiddenStem } from '../article/story/hidden-names.ts';
import { pagePathOf } from '../article/story/page-path.ts';
import { stemOf } from '../article/story/path.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { error } from '../problem/problem.ts';
import { explicitId, isAbsoluteId, isFeedId, tagUri } from './id.ts';
import { entryOf, type Item } from './item.ts';

/** The ids and pages that are in use. */
export interface Taken {
  /** The path of the file of each id. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id that each page belongs to. */
  readonly pages: ReadonlyMap<string, string>;
}

/**
 * The id of a new article: the id by the setting `ids`, or the name that its author set, or else its path without the extension. If a file that was moved
 * from that path still has this id, the new id contains the extension.
 */
export function newId(article: Article, { channel, ids }: Pick<Taken, 'ids'> & { readonly channel: Channel }): string {
  const { authority } = channel;
  if (article.id !== null && isAbsoluteId(article.id)) return article.id;
  if (article.siteId !== null) return article.siteId;
  if (article.id !== null) return explicitId(authority, article.id);
  const id = tagUri(authority, stemOf(article.path));
  const holder = ids.get(id);
  return holder === undefined || hiddenStem(holder) === hiddenStem(article.path) ? id : tagUri(authority, article.path);
}

/** Reports an article whose id is reserved for a feed. */
export function reservedFindings(
  id: string,
  { article, channel }: { readonly article: Article; readonly channel: Channel },
) {
  if (!isFeedId(id, channel)) return [];
  const message = `The id of an article must not begin with "feed:", which is reserved for feeds: got "${article.id ?? stemOf(article.path)}"`;
  return [error('reserved-id', message, { line: 1, column: 1 })];
}

/** The path of a new page, made from the name of the article, or from its whole id if another article has that page. */
export function newPage(article: Article, { pages, id }: Pick<Taken, 'pages'> & { readonly id: string }): string {
  const page = pagePathOf(article);
  const holder = pages.get(page);
  return holder === undefined || holder === id ? page : pagePathOf({ path: article.path, id });
}

/** The ids and pages of items. An id belongs to the file that is matched with its item, or else to the last file of the item. */
export function takenBy(items: readonly Item[], matches: ReadonlyMap<string, Item>): Taken {
  const paths = new Map([...matches].map(([path, item]) => [item, path]));
  const entries = items.flatMap((item) => {
    const entry = entryOf(item);
    return entry === null ? [] : [{ path: paths.get(item) ?? item.path, entry, isMatched: paths.has(item) }];
  });
  const inOrder = entries.toSorted((one, other) => Number(one.isMatched) - Number(other.isMatched));
  return {
    ids: new Map(inOrder.map(({ path, entry }) => [entry.id, path])),
    pages: new Map(entries.flatMap(({ entry: { page, id } }) => (page === null ? [] : [[page.path, id]]))),
  };
}
