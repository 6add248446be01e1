/** Gives articles the ids and dates that they have in the feed that a site had before. Pure. */
import { articleOf } from '../../article/reading.ts';
import type { Article } from '../../model/article.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Instant } from '../../model/instant.ts';
import { type Item, newEntryRecord, plainPublished, readBackDigest } from '../item.ts';
import type { FileRead } from '../source-change.ts';

/** An entry of the feed that a site had before. */
export interface FormerEntry {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly published: Instant | null;
  readonly updated: Instant | null;
}

export interface FormerMatches {
  /** The entry of each article, by the path of its file. */
  readonly matched: ReadonlyMap<string, FormerEntry>;
  /** Entries without an article. */
  readonly left: readonly FormerEntry[];
}

/** Finds the article of each entry: by id, by URL, by title and date, and by a title that occurs once. */
export function matchFormer(entries: readonly FormerEntry[], files: readonly FileRead[]): FormerMatches {
  const articles = files.flatMap(({ path, reading }) => {
    const article = reading.state === 'accepted' ? articleOf(reading) : null;
    return article === null ? [] : [{ path, keys: keysOfArticle(article) }];
  });
  const known = entries.map((entry) => ({ entry, keys: keysOf(entry) }));
  const matched = new Map<string, FormerEntry>();
  const taken = new Set<FormerEntry>();
  for (const sign of signs) {
    const free = known.filter(({ entry }) => !taken.has(entry));
    const keyOf = ({ keys }: { readonly keys: FormerKeys }) => [sign(keys)].filter((key) => key !== null);
    const byKey = groupBy(free, keyOf);
    const wanted = groupBy(
      articles.filter(({ path }) => !matched.has(path)),
      keyOf,
    );
    for (const [key, [article, ...others]] of wanted) {
      const [found, ...more] = byKey.get(key) ?? [];
      if (found === undefined || article === undefined || others.length > 0 || more.length > 0) continue;
      matched.set(article.path, found.entry);
      taken.add(found.entry);
    }
  }
  return { matched, left: entries.filter((entry) => !taken.has(entry)) };
}

interface FormerKeys {
  readonly id: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly published: Instant | null;
}

function keysOfArticle({ id, url, title, published }: Article): FormerKeys {
  return { id, url: url === null ? null : comparableUrl(url), title: comparableTitle(title), published };
}

function keysOf({ id, url, title, published }: FormerEntry): FormerKeys {
  return { id, url: url === null ? null : comparableUrl(url), title: comparableTitle(title), published };
}

/** What an article and an entry can have in common, from the strongest sign to the weakest. Only what occurs once counts. */
const signs: readonly ((keys: FormerKeys) => string | null)[] = [
  ({ id }) => id,
  ({ url }) => url,
  ({ title, published }) => (title === null || published === null ? null : `${title} ${published}`),
  ({ title, published }) => (title === null || published === null ? null : `${title} ${published.slice(0, 10)}`),
  ({ title }) => title,
];

/** A URL without its scheme, `www.`, percent-encoding, `index.html` and closing slash, which move without anyone noticing. */
function comparableUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { host, pathname, search } = new URL(url);
  const path = decoded(pathname).replace(/(?:\/index\.html?|\/|\.html?)$/, '');
  return `${host.replace(/^www\./, '')}${path}${search}`.normalize('NFC');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function comparableTitle(title: string): string | null {
  const text = title.normalize('NFKC').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
  return text === '' ? null : text.toLowerCase();
}

/** The items of the first run: as if it had published the entries before, so that subscribers see nothing new. */
export function formerItems(entries: readonly FormerEntry[], files: readonly FileRead[]): readonly Item[] {
  const { matched } = matchFormer(entries, files);
  return files.flatMap(({ path, reading }) => {
    const entry = matched.get(path);
    const article = articleOf(reading);
    return entry === undefined || article === null ? [] : [formerItem(entry, { path, article })];
  });
}

/** The version is null, and the digest that of an entry that was read back, so that nothing counts as an edit. */
function formerItem(entry: FormerEntry, { path, article }: { readonly path: string; readonly article: Article }): Item {
  const published = entry.published ?? article.published;
  return {
    ...plainPublished,
    path,
    version: null,
    digest: readBackDigest,
    name: null,
    versions: [],
    state: 'published',
    published,
    entry: {
      ...newEntryRecord,
      id: entry.id,
      title: entry.title,
      url: entry.url ?? article.url,
      firstPublished: published,
      updated: entry.updated ?? published,
      sourceDigest: readBackDigest,
      entryDigest: readBackDigest,
    },
  };
}
