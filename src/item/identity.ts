/** The ids of entries and the pages of articles: given once, and never to two. Pure. */
import { stemOf } from '../article/story/path.ts';
import { safePath } from '../article/text/slug.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { error } from '../problem/problem.ts';
import { explicitId, isFeedId, tagUri } from './id.ts';
import { entryOf, type Item } from './item.ts';

/** What is taken already. */
export interface Taken {
  /** The path that each id was published from. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id that each page belongs to. */
  readonly pages: ReadonlyMap<string, string>;
}

/** The author's own name for it; else its path without the extension, or with it if a file that moved took that id along. */
export function newId(article: Article, { channel, ids }: Pick<Taken, 'ids'> & { readonly channel: Channel }): string {
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

/** A page by its name; if another article has that one, a page by its whole id. */
export function newPage(article: Article, { pages, id }: Pick<Taken, 'pages'> & { readonly id: string }): string {
  const page = pagePathOf(article);
  const holder = pages.get(page);
  return holder === undefined || holder === id ? page : pagePathOf({ path: article.path, id });
}

/** The ids and pages that items have. An id belongs to the path of the file that carries its item on, or to where that was last. */
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

/** What names the page: the author's own name for the article, else its place. */
export interface PageName {
  readonly path: string;
  readonly id: string | null;
}

/** The path of the page in the publication: `articles/<place>.html`. */
export function pagePathOf({ path, id }: PageName): string {
  return `articles/${safePath(id ?? stemOf(path))}.html`;
}
