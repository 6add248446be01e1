/** Finds the articles to read and those that are gone, from what differs between the source and the index of the ledger. Pure. */
import { stemsOf } from '../../article/attachments/beside.ts';
import { hidePath } from '../../article/story/hidden-names.ts';
import { fileOfPart, nameOf } from '../../article/story/path.ts';
import type { SourceListing } from '../../item/source-change.ts';
import type { Facts } from '../../ledger/facts.ts';
import { keysWith } from '../../ledger/rows.ts';
import { besideKey, type OpenTables } from '../../ledger/state.ts';
import type { StoredFile } from '../../model/file.ts';
import type { Instant } from '../../model/instant.ts';
import { byPath } from '../../store/store.ts';
import { dueItems } from '../plan/touched.ts';
import type { IndexComparison } from './compare-index.ts';

/** What changed in the source. */
export interface SourceChanges extends Pick<IndexComparison, 'gone' | 'beside' | 'besideGone'> {
  /** The articles that are new, changed or due, or whose files beside them changed. */
  readonly articles: readonly StoredFile[];
}

export interface ChangesInput {
  readonly listing: SourceListing;
  /** How the listing differs from the index. */
  readonly compared: IndexComparison;
  readonly facts: Facts;
  readonly now: Instant;
  /** The path from which unchanged articles are read again. Null if they are not. */
  readonly readFrom: string | null;
  /** How many articles are read at most. */
  readonly most: number;
  /** The path from which changed articles are read: those before it were read by the run before this one. */
  readonly startAt: string;
}

/** The changes, and what is left for the next run. */
export interface Portion extends SourceChanges {
  /** Where the next run continues to read unchanged articles. Null if it does not. */
  readonly readFrom: string | null;
  /** The path from which changed articles are left to the next run; null if none are. */
  readonly next: string | null;
}

/** The changes of one run: at most `most` articles, and more only if they are due. */
export function sourceChanges(open: OpenTables, input: ChangesInput): Portion {
  const { listing, compared, facts, now, readFrom, most, startAt } = input;
  const { changed, fresh, beside, gone, besideGone, hidden } = compared;
  const { lastRun } = facts;
  const due = new Set(
    dueItems(open, { lastRun, now })
      .map(fileOfPart)
      .map((key) => hidden.get(key) ?? key),
  );
  const toRead = new Set([
    ...changed,
    ...due,
    ...articlesOf({ beside, besideGone }, { open, listing }),
    ...linkingTo([...changed, ...due, ...gone], open),
  ]);
  const wanted = listing.articles.filter(({ path }) => toRead.has(path) && path >= startAt);
  // The next run no longer finds what is due now, and a new file may be one that is gone, under another name.
  const isUrgent = ({ path }: StoredFile) => due.has(path) || (gone.length > 0 && fresh.has(path));
  const rest = wanted.filter((file) => !isUrgent(file));
  const articles = [...wanted.filter(isUrgent), ...rest.slice(0, most)].sort(byPath);
  const next = rest[most]?.path ?? null;
  const more = listing.articles.filter(({ path }) => readFrom !== null && path >= readFrom && !toRead.has(path));
  const again = more.slice(0, Math.max(0, most - articles.length));
  return {
    articles: [...articles, ...again],
    // An article that is left to the next run must find its files beside it changed again.
    ...(next === null ? { beside, besideGone } : { beside: [], besideGone: [] }),
    gone,
    readFrom: more[again.length]?.path ?? null,
    next,
  };
}

/** The keys of articles that use files beside them, by the keys of these. */
export function articlesUsing(keys: readonly string[], { uses }: Pick<OpenTables, 'uses'>): readonly string[] {
  return keys.flatMap((key) =>
    [...uses.range(keysWith(`${key}\n`))].map(([it]) => fileOfPart(it.slice(key.length + 1))),
  );
}

/** The published articles that link to articles that are new, changed, due or gone. */
function linkingTo(paths: readonly string[], open: OpenTables): readonly string[] {
  return articlesUsing(paths.map(linkedKey), open).filter((path) => open.index.get(path) !== undefined);
}

/** The key of an article that others link to. */
export function linkedKey(path: string): string {
  return besideKey(hidePath(path));
}

/** The published articles that use files, or that new files are named after. */
function articlesOf(
  { beside, besideGone }: Pick<SourceChanges, 'beside' | 'besideGone'>,
  { open, listing }: { readonly open: OpenTables; readonly listing: SourceListing },
): readonly string[] {
  if (beside.length === 0 && besideGone.length === 0) return [];
  const stems = new Set(beside.flatMap(({ path }) => stemsOf(path)));
  const named = listing.articles.filter(({ path }) => stems.has(nameOf(path))).map(({ path }) => path);
  const isOut = (path: string) => open.index.get(path) !== undefined;
  const keys = [...beside.map(({ path }) => besideKey(path)), ...besideGone];
  return [...articlesUsing(keys, open), ...named].filter(isOut);
}
