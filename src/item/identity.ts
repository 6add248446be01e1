/** The ids of entries and the pages of articles: given once, and never to two. Pure. */
import { pagePathOf } from '../article/text/page.ts';
import { placeOf } from '../article/story/path.ts';
import { explicitId, isFeedId, tagUri } from './id.ts';
import type { Article, Channel } from '../model/model.ts';
import { error } from '../problem/problem.ts';
import type { LedgerRecord } from '../ledger/ledger.ts';

/** What is taken already. */
interface Named {
  readonly channel: Channel;
  /** The path that each id was published from. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id that each page belongs to. */
  readonly pages: ReadonlyMap<string, string>;
}

/** The author's own name for it; else its place, or the whole path where a file that moved took that id along. */
export function newId(article: Article, { channel, ids }: Named): string {
  const { authority } = channel;
  if (article.id !== null) return explicitId(authority, article.id);
  const id = tagUri(authority, placeOf(article.path));
  const holder = ids.get(id);
  return holder === undefined || placeOf(holder) === placeOf(article.path) ? id : tagUri(authority, article.path);
}

/** No entry may have the id of a feed. */
export function reservedFindings(
  id: string,
  { article, channel }: { readonly article: Article; readonly channel: Channel },
) {
  if (!isFeedId(id, channel)) return [];
  const message = `The id of an article must not begin with "feed:", which names feeds: got "${article.id ?? placeOf(article.path)}"`;
  return [error('reserved-id', message, { line: 1, column: 1 })];
}

/** A page by its name; where another article has that one, a page by its whole id. */
export function newPage(article: Article, { pages, id }: Pick<Named, 'pages'> & { readonly id: string }): string {
  const page = pagePathOf(article);
  const holder = pages.get(page);
  return holder === undefined || holder === id ? page : pagePathOf({ path: article.path, id });
}

/** The path that each id belongs to now, or belonged to when it was withdrawn. */
export function idsInUse(
  records: readonly LedgerRecord[],
  matches: ReadonlyMap<string, LedgerRecord>,
): ReadonlyMap<string, string> {
  const known = records.map(({ id, path }) => [id, path] as const);
  return new Map([...known, ...[...matches].map(([path, { id }]) => [id, path] as const)]);
}
