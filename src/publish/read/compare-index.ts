/** Compares a listing of the source with the index of the ledger. Of very many rows, only those of a few chunks are in memory at a time. */
import { hidePath, isHiddenName } from '../../article/story/hidden-names.ts';
import type { SourceListing } from '../../item/source-change.ts';
import { type ChunkSource, withChunks } from '../../ledger/chunks.ts';
import type { KeyRange } from '../../ledger/rows.ts';
import { besideKey, isBesideKey, type LedgerState, openTables } from '../../ledger/state.ts';
import type { StoredFile } from '../../model/file.ts';
import { request } from '../plan/relevant-items.ts';

/** How a listing differs from the index. */
export interface IndexComparison {
  /** The paths of articles that are new or changed. */
  readonly changed: readonly string[];
  /** The paths of articles that are new. */
  readonly fresh: ReadonlySet<string>;
  /** The paths of listed articles that are not out, by hidden path. */
  readonly hidden: ReadonlyMap<string, string>;
  /** The paths of articles that are gone, as the ledger stores them. */
  readonly gone: readonly string[];
  /** Files beside articles that are new or changed, and the keys of those that are gone. */
  readonly beside: readonly StoredFile[];
  readonly besideGone: readonly string[];
}

/** How many chunks of the index are loaded at the same time. */
const loadedAtOnce = 8;

/** If the index has more chunks, they are not kept: those that the run needs again are read again. */
const mostKept = 16;

/** Compares the listing with the index. */
export async function compareIndex(
  { state, chunks }: { readonly state: LedgerState; readonly chunks: ChunkSource },
  listing: SourceListing,
): Promise<IndexComparison> {
  const { index } = openTables(state);
  const references = state.tables.index.chunks;
  const rows = walkListing(listing.articles);
  for (let from = 0; from === 0 || from < references.length; from += loadedAtOnce) {
    const first = from === 0 ? '' : (references[from]?.first ?? '');
    const next = references[from + loadedAtOnce]?.first;
    const range: KeyRange = { from: first, ...(next === undefined ? {} : { before: next }) };
    const paths = references.slice(from, from + loadedAtOnce).map(({ path }) => path);
    await withChunks(chunks, () => request(paths.filter((path) => !chunks.chunks.has(path))));
    for (const [key, version] of index.range(range)) rows.add(key, version);
    if (references.length > mostKept) for (const path of paths) chunks.chunks.delete(path);
  }
  return comparisonOf(rows.end(), listing);
}

interface Walked {
  /** The paths of articles that are in the index with another version. */
  readonly changed: readonly string[];
  /** Listed articles whose path is not in the index. */
  readonly unmatched: readonly StoredFile[];
  /** Rows of the index with the path of no listed article. */
  readonly unseen: Map<string, string>;
}

/** Walks the listed articles beside the rows of the index, both in the order of their paths. */
function walkListing(articles: readonly StoredFile[]) {
  const changed: string[] = [];
  const unmatched: StoredFile[] = [];
  const unseen = new Map<string, string>();
  let at = 0;
  return {
    add: (key: string, version: string) => {
      for (let file = articles[at]; file !== undefined && file.path < key; file = articles[at]) {
        unmatched.push(file);
        at += 1;
      }
      const file = articles[at];
      if (file?.path !== key) {
        unseen.set(key, version);
        return;
      }
      at += 1;
      if (file.version !== version) changed.push(key);
    },
    end: (): Walked => {
      for (; at < articles.length; at += 1) unmatched.push(articles[at] as StoredFile);
      return { changed, unmatched, unseen };
    },
  };
}

/** The path of an article that is not out is hidden in the index. */
function comparisonOf({ changed, unmatched, unseen }: Walked, listing: SourceListing): IndexComparison {
  const hidden = new Map<string, string>();
  const fresh = new Set<string>();
  const isSame = ({ path, version }: StoredFile): boolean => {
    const key = unseen.size === 0 ? '' : hidePath(path);
    const known = unseen.get(key);
    if (known === undefined) {
      fresh.add(path);
      return false;
    }
    hidden.set(key, path);
    unseen.delete(key);
    return known === version;
  };
  const others = unmatched.filter((file) => !isSame(file)).map(({ path }) => path);
  const again = seenAgain(listing, { unseen, hidden });
  const beside = listing.beside.filter(({ path, version }) => {
    const key = besideKey(path);
    const known = unseen.get(key);
    unseen.delete(key);
    return known !== version;
  });
  const keys = [...unseen.keys()];
  return {
    changed: [...new Set([...changed, ...others, ...again])],
    fresh,
    hidden,
    beside,
    gone: keys.filter((key) => !isBesideKey(key)),
    besideGone: keys.filter(isBesideKey),
  };
}

/**
 * Takes the rows of listed files that are in the index twice, with their path and hidden, because one of their items is out and
 * another is not. Returns the paths of those that changed.
 */
function seenAgain(
  { articles }: SourceListing,
  { unseen, hidden }: { readonly unseen: Map<string, string>; readonly hidden: Map<string, string> },
): readonly string[] {
  if (![...unseen.keys()].some(isHiddenName)) return [];
  return articles.flatMap(({ path, version }) => {
    const key = hidePath(path);
    const known = unseen.get(key);
    if (known === undefined) return [];
    unseen.delete(key);
    hidden.set(key, path);
    return known === version ? [] : [path];
  });
}
