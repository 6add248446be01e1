/** The ledger's records and what was read just now, to the records that come next. Pure: the clock is an argument. */
import type { Reading } from '../article/parse.ts';
import { nameOf } from '../article/path.ts';
import { buildEntry } from '../feed/entry.ts';
import { explicitId, sameSpecific, tagUri } from '../feed/id.ts';
import type { Article, Channel, Entry, Instant } from '../model.ts';
import { error, inFile, type Problem, warning } from '../problem.ts';
import type { StoredFile } from '../store/store.ts';
import { entryDigest, type LedgerRecord } from './ledger.ts';

/** One article file that was read in this run. */
export interface ReadFile {
  readonly version: string;
  readonly digest: string;
  readonly reading: Reading;
}

export interface AdvanceInput {
  readonly records: readonly LedgerRecord[];
  /** The article files that are there, by path. */
  readonly source: readonly StoredFile[];
  readonly read: ReadonlyMap<string, ReadFile>;
  readonly channel: Channel;
  readonly now: Instant;
}

export interface Advance {
  readonly records: readonly LedgerRecord[];
  /** The entries that were made in this run, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly refused: readonly { readonly path: string; readonly kept: boolean }[];
  readonly problems: readonly Problem[];
}

/** The files that must be read: new, changed, due by now, or all where the way of reading has changed. */
export function filesToRead(
  { records, source, now }: Pick<AdvanceInput, 'records' | 'source' | 'now'>,
  sameReading: boolean,
): readonly StoredFile[] {
  const known = new Map(records.map((record) => [record.path, record]));
  return source.filter(({ path, version }) => {
    const record = known.get(path);
    const due = record?.state === 'scheduled' && record.published !== null && record.published <= now;
    return !sameReading || record === undefined || record.version !== version || due;
  });
}

/** Carries every record on; a file that is refused keeps what it had. */
export function advance(input: AdvanceInput): Advance {
  const history = historyOf(input);
  const steps = input.source.map((file) => stepOf(file, { ...input, history }));
  const clashes = findClashes(steps, history);
  const kept = steps.filter(({ record }) => record !== null && !clashes.has(record.path));
  return {
    records: kept.map(({ record }) => record as LedgerRecord),
    entries: new Map(kept.flatMap(({ entry }) => (entry === null ? [] : [[entry.id, entry]]))),
    refused: [
      ...steps.filter(({ refused }) => refused).map(({ path, record }) => ({ path, kept: record !== null })),
      ...[...clashes.keys()].map((path) => ({ path, kept: false })),
    ],
    problems: [...steps.flatMap(({ problems }) => problems), ...clashes.values()],
  };
}

interface History {
  readonly byPath: ReadonlyMap<string, LedgerRecord>;
  /** Records whose file is gone: a file of another name may carry them on. */
  readonly orphans: readonly LedgerRecord[];
}

function historyOf({ records, source }: AdvanceInput): History {
  const there = new Set(source.map(({ path }) => path));
  return {
    byPath: new Map(records.map((record) => [record.path, record])),
    orphans: records.filter(({ path }) => !there.has(path)),
  };
}

interface Step {
  readonly path: string;
  readonly record: LedgerRecord | null;
  readonly entry: Entry | null;
  readonly refused: boolean;
  readonly problems: readonly Problem[];
}

interface StepContext extends AdvanceInput {
  readonly history: History;
}

function stepOf({ path }: StoredFile, context: StepContext): Step {
  const before = context.history.byPath.get(path) ?? null;
  const file = context.read.get(path);
  if (file === undefined) return { path, record: before, entry: null, refused: false, problems: [] };
  const { article, draft, problems } = file.reading;
  if (article === null && !draft) return { path, record: before, entry: null, refused: true, problems };
  const state = waitingState({ article, draft, now: context.now });
  if (article !== null && state === null) return publishedStep(article, file, context);
  const record = waitingRecord({ path, file, state: state ?? 'draft', before });
  return { path, record, entry: null, refused: false, problems };
}

interface Waiting {
  readonly article: Article | null;
  readonly draft: boolean;
  readonly now: Instant;
}

function waitingState({ article, draft, now }: Waiting): 'draft' | 'scheduled' | null {
  if (draft || article === null) return 'draft';
  return article.published > now ? 'scheduled' : null;
}

interface WaitingFile {
  readonly path: string;
  readonly file: ReadFile;
  readonly state: 'draft' | 'scheduled';
  readonly before: LedgerRecord | null;
}

/** Nothing of the text of an article that is not out is kept, but for the instant when it is due. */
function waitingRecord({ path, file, state, before }: WaitingFile): LedgerRecord {
  const published = file.reading.article?.published ?? null;
  const { version, digest } = file;
  const history = {
    id: before?.id ?? '',
    firstPublished: before?.firstPublished ?? published,
    updated: before?.updated ?? null,
    entryDigest: before?.entryDigest ?? null,
  };
  return { path, version, digest, state, published, expires: null, ...history };
}

function publishedStep(article: Article, { version, digest, reading }: ReadFile, context: StepContext): Step {
  const { channel, now } = context;
  const before = inherited(article, { digest, context });
  const id = before?.id ?? newId(article, channel);
  const draft = buildEntry(article, { channel, id, updated: article.published });
  const edited = before !== null && before.digest !== digest && before.entryDigest !== entryDigest(draft);
  const updated = updatedOf(article, { before, edited, now });
  const record: LedgerRecord = {
    path: article.path,
    version,
    digest,
    id,
    state: 'published',
    firstPublished: before?.firstPublished ?? article.published,
    published: article.published,
    updated,
    expires: article.expires,
    entryDigest: entryDigest(draft),
  };
  const problems = [...reading.problems, ...inFile(article.path, updatedFindings(article, now))];
  return { path: article.path, record, entry: { ...draft, updated }, refused: false, problems };
}

/**
 * The record that this article carries on: of the same path; of a file that is gone and had the same name or the same
 * bytes. An id that the author wrote must be the same, but for its authority.
 */
function inherited(
  article: Article,
  { digest, context }: { digest: string; context: StepContext },
): LedgerRecord | null {
  const { history, channel } = context;
  const own = history.byPath.get(article.path);
  const id = newId(article, channel);
  const candidates = [...(own === undefined ? [] : [own]), ...history.orphans].filter(({ id: known }) => known !== '');
  const same = candidates.find((record) => sameSpecific(record.id, id));
  if (same !== undefined || article.id !== null) return same ?? null;
  return candidates.find((record) => record === own || record.digest === digest) ?? null;
}

function newId(article: Article, { authority }: Channel): string {
  return article.id === null ? tagUri(authority, nameOf(article.path)) : explicitId(authority, article.id);
}

interface UpdatedContext {
  readonly before: LedgerRecord | null;
  readonly edited: boolean;
  readonly now: Instant;
}

/** What the author wrote where it is later than what is out; else an edit is dated by the run that found it, once. */
function updatedOf(article: Article, { before, edited, now }: UpdatedContext): Instant {
  const written = article.updated !== null && article.updated <= now ? article.updated : article.published;
  const known = before?.updated ?? null;
  if (known === null) return latest(written, article.published);
  if (!edited) return known;
  return written > known ? written : now;
}

function updatedFindings({ updated }: Article, now: Instant) {
  if (updated === null || updated <= now) return [];
  return [warning('updated-in-future', `"updated" must not be later than now: got ${updated}, which was left out`)];
}

function latest(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

/** Two files with one id: the one that had it stays, else the first by path. Gives the problem of each file that yields. */
function findClashes(steps: readonly Step[], { byPath }: History): ReadonlyMap<string, Problem> {
  const owners = new Map<string, string>();
  const claims = steps.flatMap(({ record }) => (record?.state === 'published' ? [record] : []));
  const first = (record: LedgerRecord) => (byPath.get(record.path)?.id === record.id ? 0 : 1);
  const clashes = new Map<string, Problem>();
  for (const { id, path } of [...claims].sort((a, b) => first(a) - first(b))) {
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, path);
    else clashes.set(path, clash({ id, path, owner }));
  }
  return clashes;
}

function clash({ id, path, owner }: { id: string; path: string; owner: string }): Problem {
  const message = `"${path}" and "${owner}" have the same id "${id}": rename one, or give it an "id" of its own`;
  return inFile(path, [error('repeated-id', message)])[0] as Problem;
}
