/** The ledger's records and what was read just now, to the records that come next. Pure: the clock is an argument. */

import { pagePathOf, urlOf } from '../article/page.ts';
import type { Reading } from '../article/parse.ts';
import { nameOf, placeOf } from '../article/path.ts';
import { indexBeside } from '../article/picture.ts';
import { buildEntry } from '../feed/entry.ts';
import { groupsOf } from '../feed/group.ts';
import { explicitId, tagUri } from '../feed/id.ts';
import type { Article, Channel, Entry, Instant, Withdrawal } from '../model.ts';
import { inFile, type Problem, warning } from '../problem.ts';
import type { StoredFile } from '../store/store.ts';
import { type Clash, findClashes } from './clash.ts';
import { entryDigestOf, type LedgerRecord, type PendingEdits } from './ledger.ts';
import { matchRecords } from './match.ts';
import { weightOf } from './weight.ts';

/** One article file that was read in this run. */
export interface ReadFile {
  readonly version: string;
  readonly digest: string;
  readonly reading: Reading;
  /** The files beside the article that it was read with, and their versions. */
  readonly beside: Readonly<Record<string, string | null>>;
}

export interface AdvanceInput {
  readonly records: readonly LedgerRecord[];
  /** The article files that are there, by path. */
  readonly source: readonly StoredFile[];
  readonly read: ReadonlyMap<string, ReadFile>;
  readonly channel: Channel;
  readonly now: Instant;
  /** Edits that an earlier run began to date. */
  readonly pending: PendingEdits;
}

export interface Advance {
  readonly records: readonly LedgerRecord[];
  /** The entries that were made in this run, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly refused: readonly { readonly path: string; readonly kept: boolean }[];
  readonly problems: readonly Problem[];
  /** Edits that no author dated: their date is that of the run that found them first. */
  readonly dated: PendingEdits;
}

export interface Changes extends Pick<AdvanceInput, 'records' | 'source' | 'now'> {
  /** Pictures and side files, by path. */
  readonly beside: readonly StoredFile[];
}

/** The files that must be read: new, changed, due by now, shown with other pictures; or all where the way of reading has changed. */
export function filesToRead({ records, source, beside, now }: Changes, sameReading: boolean): readonly StoredFile[] {
  const known = new Map(records.filter(({ version }) => version !== '').map((record) => [record.path, record]));
  const versions = new Map(beside.map(({ path, version }) => [path, version]));
  const { byStem } = indexBeside([...versions.keys()]);
  return source.filter(({ path, version }) => {
    const record = known.get(path);
    if (!sameReading || record === undefined || record.version !== version) return true;
    if (record.nextReading !== null && record.nextReading <= now) return true;
    const named = record.state === 'published' ? (byStem.get(nameOf(path)) ?? []) : [];
    const looked = Object.entries(record.beside);
    return (
      named.some((it) => !Object.hasOwn(record.beside, it)) ||
      looked.some(([it, seen]) => (versions.get(it) ?? null) !== seen)
    );
  });
}

/** Carries every record on; a file that is refused keeps what it had, and a record without a file is withdrawn. */
export function advance(input: AdvanceInput): Advance {
  const matches = matchRecords(input);
  const pages = new Map(input.records.flatMap(({ page, id }) => (page === null ? [] : [[page, id] as const])));
  const context = { ...input, ids: idsInUse(input.records, matches), pages };
  const steps = input.source.map(({ path }) => stepOf(path, { ...context, before: matches.get(path) ?? null }));
  const clashes = findClashes(steps);
  const spare = spareRecords(input.records, matches);
  const settled = steps.map((step) =>
    settle(step, { clash: clashes.get(step.path), own: spare.get(step.path) ?? null }),
  );
  const carried = new Set(settled.map(({ before }) => before));
  const left = input.records.filter((record) => !carried.has(record)).flatMap((record) => withdraw(record, context));
  const apart = separateUpdates(settled, left);
  return {
    records: [...apart.flatMap(({ record }) => record ?? []), ...left],
    entries: new Map(apart.flatMap(({ entry }) => (entry === null ? [] : [[entry.id, entry]]))),
    refused: apart.filter(({ refused }) => refused).map(({ path, record }) => ({ path, kept: isOut(record) })),
    problems: apart.flatMap(({ problems }) => problems),
    dated: Object.fromEntries([...apart.flatMap(datedEdit), ...datedWithdrawals(input, [...apart, ...left])]),
  };
}

/** What becomes of one file. */
export interface Step {
  readonly path: string;
  /** The record that the file carries on. */
  readonly before: LedgerRecord | null;
  readonly record: LedgerRecord | null;
  readonly entry: Entry | null;
  readonly refused: boolean;
  /** True where this run gives an edit its date. */
  readonly dated: boolean;
  readonly problems: readonly Problem[];
}

/** What all steps share. */
interface Context extends AdvanceInput {
  /** The path that each id was published from. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id that each page belongs to. */
  readonly pages: ReadonlyMap<string, string>;
}

interface StepContext extends Context {
  readonly before: LedgerRecord | null;
}

const plainStep = { entry: null, refused: false, dated: false, problems: [] };

function stepOf(path: string, context: StepContext): Step {
  const { before, read, now } = context;
  const file = read.get(path);
  if (file === undefined) return { ...plainStep, path, before, record: before };
  const { article, draft, withdrawal, problems } = file.reading;
  const isHeld = draft || withdrawal !== null;
  if (article === null && !isHeld) return { ...plainStep, ...refuse({ path, before }), problems };
  if (article !== null && !isHeld && article.published <= now) return publishedStep(article, file, context);
  return { ...plainStep, path, before, record: waitingRecord(path, file, context), problems };
}

/** Read again in every run until it is mended. What was published of it stays. */
function refuse({ path, before }: Pick<Step, 'path' | 'before'>) {
  const kept = before === null || before.state === 'withdrawn' ? null : { ...before, path, version: '' };
  return { path, before: kept === null ? null : before, record: kept, refused: true };
}

function isOut(record: LedgerRecord | null): boolean {
  return record?.state === 'published';
}

/** Nothing of the text of an article that is not out is kept, but for the instant when it is due. */
function waitingRecord(path: string, { version, digest, reading }: ReadFile, context: StepContext): LedgerRecord {
  const { before } = context;
  const published = reading.article?.published ?? null;
  const { withdrawal } = reading;
  return {
    path,
    version,
    digest,
    name: reading.article?.id ?? before?.name ?? null,
    id: before?.id ?? '',
    state: withdrawal !== null ? 'withdrawn' : reading.draft ? 'draft' : 'scheduled',
    firstPublished: before?.firstPublished ?? published,
    published,
    updated: before?.updated ?? null,
    expires: null,
    nextReading: reading.draft || withdrawal !== null ? null : published,
    entrySource: before?.entrySource ?? null,
    entryDigest: before?.entryDigest ?? null,
    beside: {},
    assets: [],
    groups: before?.groups ?? [],
    weight: 0,
    archive: before?.archive ?? null,
    page: before?.page ?? null,
    pageFile: before?.pageFile ?? null,
    withdrawn: before === null ? null : withdrawnAt(before, context, withdrawal),
    notice: withdrawal?.notice ?? null,
  };
}

/** What stands for the digest of an entry that is taken out. */
const takenOut = 'withdrawn';

/** When an entry went out of the feeds: as its author says, else as the run that found it first. Null where it never was in. */
function withdrawnAt(
  before: LedgerRecord,
  { pending, now }: Pick<StepContext, 'pending' | 'now'>,
  withdrawal: Withdrawal | null = null,
): Instant | null {
  if (before.id === '') return null;
  const said = withdrawal?.withdrawn ?? null;
  if (said !== null && said <= now) return said;
  if (before.state !== 'published' && before.withdrawn !== null) return before.withdrawn;
  const begun = pending[before.id];
  return begun?.entryDigest === takenOut ? begun.updated : now;
}

function publishedStep(article: Article, { version, digest, reading, beside }: ReadFile, context: StepContext): Step {
  const { channel, now, before } = context;
  const id = before !== null && before.id !== '' ? before.id : newId(article, context);
  const isPaged = channel.pages && article.url === null;
  const page = isPaged ? (before?.page ?? newPage(article, { ...context, id })) : null;
  const url = page === null ? null : urlOf(page, channel);
  const undated = buildEntry(article, { channel, id, url, updated: article.published });
  const entryDigest = entryDigestOf(undated);
  // The pictures are a part of the article: a new one is an edit too.
  const sourceDigest = [digest, ...reading.assets.map(({ publishedPath }) => publishedPath)].join(' ');
  const { updated, dated } = dateUpdate(article, { ...context, id, digest: sourceDigest, entryDigest });
  const record: LedgerRecord = {
    path: article.path,
    version,
    digest,
    name: article.id,
    id,
    state: 'published',
    firstPublished: before?.firstPublished ?? article.published,
    published: article.published,
    updated,
    expires: article.expires,
    nextReading: isLater(article.updated, now) ? article.updated : null,
    entrySource: sourceDigest,
    entryDigest,
    beside,
    assets: reading.assets,
    groups: groupsOf(article),
    weight: weightOf(undated),
    archive: before?.archive ?? null,
    page,
    pageFile: before?.pageFile ?? null,
    withdrawn: null,
    notice: null,
  };
  const problems = [...reading.problems, ...inFile(article.path, updatedFindings(article, now))];
  return { path: article.path, before, record, entry: { ...undated, updated }, refused: false, dated, problems };
}

/** The author's own name for it; else its place, or the whole path where a file that moved took that id along. */
function newId(article: Article, { channel, ids }: StepContext): string {
  const { authority } = channel;
  if (article.id !== null) return explicitId(authority, article.id);
  const id = tagUri(authority, placeOf(article.path));
  const holder = ids.get(id);
  return holder === undefined || placeOf(holder) === placeOf(article.path) ? id : tagUri(authority, article.path);
}

/** A page by its name; where another article has that one, a page by its whole id. */
function newPage(article: Article, { pages, id }: StepContext & { readonly id: string }): string {
  const page = pagePathOf(article);
  const holder = pages.get(page);
  return holder === undefined || holder === id ? page : pagePathOf({ path: article.path, id });
}

/** The path that each id belongs to now, or belonged to when it was withdrawn. */
function idsInUse(
  records: readonly LedgerRecord[],
  matches: ReadonlyMap<string, LedgerRecord>,
): ReadonlyMap<string, string> {
  const known = records.map(({ id, path }) => [id, path] as const);
  return new Map([...known, ...[...matches].map(([path, { id }]) => [id, path] as const)]);
}

/** Records that no file carries on though theirs is there, by path: its author gave it another name. */
function spareRecords(
  records: readonly LedgerRecord[],
  matches: ReadonlyMap<string, LedgerRecord>,
): ReadonlyMap<string, LedgerRecord> {
  const carried = new Set(matches.values());
  return new Map(records.filter((record) => !carried.has(record)).map((record) => [record.path, record]));
}

interface UpdateContext extends StepContext {
  readonly id: string;
  readonly digest: string;
  readonly entryDigest: string;
}

/** What the author wrote where it is later than what is out; else the run that found the edit first dates it, once. */
function dateUpdate(article: Article, { before, now, pending, id, digest, entryDigest }: UpdateContext) {
  const written = latest(isLater(article.updated, now) ? null : article.updated, article.published);
  const known = before?.updated ?? null;
  const edited = before !== null && before.entrySource !== digest && before.entryDigest !== entryDigest;
  if (known === null) return { updated: written, dated: false };
  if (!edited || written > known) return { updated: latest(known, written), dated: false };
  const begun = pending[id];
  const first = begun?.entryDigest === entryDigest && begun.updated > known ? begun.updated : now;
  return { updated: latest(first, known), dated: true };
}

function updatedFindings({ updated }: Article, now: Instant) {
  if (!isLater(updated, now)) return [];
  return [warning('updated-in-future', `"updated" must not be later than now: got ${updated}, which waits until then`)];
}

function isLater(instant: Instant | null, now: Instant): boolean {
  return instant !== null && instant > now;
}

function latest(one: Instant | null, other: Instant): Instant {
  return one !== null && one > other ? one : other;
}

/** A file that may not have its id is refused, and what was published of it before stays. */
function settle(step: Step, { clash, own }: { clash: Clash | undefined; own: LedgerRecord | null }): Step {
  if (clash === undefined) return step;
  const refused = refuse({ path: step.path, before: step.before ?? own });
  return { ...plainStep, ...refused, problems: [...step.problems, clash.problem] };
}

/** What is remembered of an entry that is gone: enough to know it again. One that was never out leaves nothing. */
function withdraw(record: LedgerRecord, context: Context): LedgerRecord[] {
  if (record.id === '') return [];
  const withdrawn = withdrawnAt(record, context);
  const gone = { version: '', state: 'withdrawn', expires: null, nextReading: null, beside: {}, assets: [] } as const;
  return [{ ...record, ...gone, weight: 0, withdrawn }];
}

/** In Atom no two entries may have one `updated` (feed validators): of several, the later in order are a second later each. */
function separateUpdates(steps: readonly Step[], left: readonly LedgerRecord[]): readonly Step[] {
  const others = [...steps.filter(({ entry }) => entry === null).flatMap(({ record }) => record ?? []), ...left];
  const taken = new Set(others.flatMap(({ updated, state }) => (state === 'published' ? (updated ?? []) : [])));
  const free = new Map<string, Instant>();
  for (const { id, updated } of entriesInOrder(steps)) {
    free.set(id, nextFree(updated, taken));
    taken.add(free.get(id) ?? updated);
  }
  return steps.map((step) => {
    const { entry, record } = step;
    if (entry === null || record === null) return step;
    const updated = free.get(entry.id) ?? entry.updated;
    return { ...step, entry: { ...entry, updated }, record: { ...record, updated } };
  });
}

/** In an order that does not depend on that of the files. */
function entriesInOrder(steps: readonly Step[]): readonly Entry[] {
  return steps.flatMap(({ entry }) => entry ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function nextFree(instant: Instant, taken: ReadonlySet<Instant>): Instant {
  let free = instant;
  while (taken.has(free)) free = `${new Date(new Date(free).getTime() + 1000).toISOString().slice(0, 19)}Z`;
  return free;
}

function datedEdit({ dated, entry, record }: Step): [string, PendingEdits[string]][] {
  if (!dated || entry === null || record?.entryDigest == null) return [];
  return [[entry.id, { entryDigest: record.entryDigest, updated: entry.updated }]];
}

/** Entries that this run takes out, and whose author did not say when. */
function datedWithdrawals(
  { records, now }: AdvanceInput,
  after: readonly (Step | LedgerRecord)[],
): [string, PendingEdits[string]][] {
  const out = new Set(records.filter(({ state }) => state === 'published').map(({ id }) => id));
  return after.flatMap((it): [string, PendingEdits[string]][] => {
    const record = 'record' in it ? it.record : it;
    if (record === null || record.withdrawn === null || !out.has(record.id) || record.withdrawn > now) return [];
    return [[record.id, { entryDigest: takenOut, updated: record.withdrawn }]];
  });
}
