/** The ids of entries and the pages of articles: given once, and never to two. Pure. */
import { stemOf } from '../article/story/path.ts';
import { safePath } from '../article/text/slug.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { error } from '../problem/problem.ts';
import { explicitId, isFeedId, tagUri } from './id.ts';
import type { LedgerRecord } from './item-record.ts';

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
  const id = tagUri(authority, stemOf(article.path));
  const holder = ids.get(id);
  return holder === undefined || stemOf(holder) === stemOf(article.path) ? id : tagUri(authority, article.path);
}

/** No entry may have the id of a feed. */
export function reservedFindings(
  id: string,
  { article, channel }: { readonly article: Article; readonly channel: Channel },
) {
  if (!isFeedId(id, channel)) return [];
  const message = `The id of an article must not begin with "feed:", which names feeds: got "${article.id ?? stemOf(article.path)}"`;
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

/** What names the page: the author's own name for the article, else its place. */
export interface PageName {
  readonly path: string;
  readonly id: string | null;
}

/** The path of the page in the publication: `articles/<place>.html`. */
export function pagePathOf({ path, id }: PageName): string {
  return `articles/${safePath(id ?? stemOf(path))}.html`;
}
