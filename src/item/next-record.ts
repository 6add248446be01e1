/** What becomes of one article file: an entry, a wait, a refusal. Pure. */
import { articleOf, withdrawalOf } from '../article/reading.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { StoredFile } from '../model/file.ts';
import { addSeconds, type Instant } from '../model/instant.ts';
import type { Withdrawal } from '../model/metadata.ts';
import { urlOf } from '../model/url.ts';
import { inFile } from '../problem/problem.ts';
import { buildEntry } from './build-entry.ts';
import { dateUpdate, isLater, updatedFindings } from './edit-dates.ts';
import { weightOf } from './entry-size.ts';
import { groupsOf } from './groups.ts';
import { newId, newPage, reservedFindings } from './identity.ts';
import type { PendingEdits, ReadFile, Step } from './item-record.ts';
import { entryDigestOf, type LedgerRecord } from './item-record.ts';

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

/** What all steps share. */
export interface Context extends AdvanceInput {
  /** The path that each id was published from. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id that each page belongs to. */
  readonly pages: ReadonlyMap<string, string>;
}

export interface StepContext extends Context {
  readonly before: LedgerRecord | null;
}

export const plainStep = { entry: null, refused: false, dated: false, problems: [] };

/** Reads nothing: what was read decides. */
export function stepOf(path: string, context: StepContext): Step {
  const { before, read, now } = context;
  const file = read.get(path);
  if (file === undefined) return { ...plainStep, path, before, record: before };
  const { reading } = file;
  const { problems } = reading;
  if (reading.state === 'refused') return { ...plainStep, ...refusedRecord({ path, before }), problems };
  const isDue = reading.state === 'accepted' && reading.article.published <= now;
  if (isDue) return publishedStep(reading.article, file, context);
  return { ...plainStep, path, before, record: waitingRecord(path, file, context), problems };
}

/** Read again in every run until it is mended. What was published of it stays. */
export function refusedRecord({ path, before }: Pick<Step, 'path' | 'before'>) {
  const kept = before === null || before.state === 'withdrawn' ? null : { ...before, path, version: '' };
  return { path, before: kept === null ? null : before, record: kept, refused: true };
}

export function isOut(record: LedgerRecord | null): boolean {
  return record?.state === 'published';
}

/** Nothing of the text of an article that is not out is kept, but for the instant when it is due. */
function waitingRecord(path: string, { version, digest, reading }: ReadFile, context: StepContext): LedgerRecord {
  const { before } = context;
  const withdrawal = withdrawalOf(reading);
  const article = articleOf(reading);
  const gone = before === null ? { withdrawn: null, noticed: null } : goneDates(before, context, withdrawal);
  const published = article?.published ?? null;
  return {
    ...carriedRecord(before),
    path,
    version,
    digest,
    name: article?.id ?? before?.name ?? null,
    state: reading.state === 'held' ? reading.mark.kind : 'scheduled',
    firstPublished: before?.firstPublished ?? published,
    published,
    nextReading: reading.state === 'held' ? null : published,
    ...gone,
    notice: withdrawal?.notice ?? null,
  };
}

/** What a file takes on from the record that it carries on, and what has nothing to say while it is not out. */
function carriedRecord(before: LedgerRecord | null) {
  return {
    id: before?.id ?? '',
    updated: before?.updated ?? null,
    entrySource: before?.entrySource ?? null,
    entryDigest: before?.entryDigest ?? null,
    groups: before?.groups ?? [],
    archive: before?.archive ?? null,
    page: before?.page ?? null,
    pageFile: before?.pageFile ?? null,
    expires: null,
    beside: {},
    assets: [],
    weight: 0,
    withdrawn: null,
  };
}

/** What stands for the digest of an entry that is taken out. */
export const takenOut = 'withdrawn';

/**
 * When an entry went out of the feeds, and when a run found that. Null where it never was in. Its author may say that it
 * went earlier, but not before its last change: readers keep what is newer than its withdrawal (RFC 6721, 3).
 */
function goneDates(
  before: LedgerRecord,
  context: Pick<StepContext, 'pending' | 'now'>,
  withdrawal: Withdrawal | null = null,
): Pick<LedgerRecord, 'withdrawn' | 'noticed'> {
  if (before.id === '') return { withdrawn: null, noticed: null };
  const noticed = noticedAt(before, context);
  const said = withdrawal?.withdrawn ?? null;
  if (said === null) return { withdrawn: noticed, noticed };
  const least = before.updated === null ? said : addSeconds(before.updated, 1);
  return { withdrawn: earlier(noticed, said > least ? said : least), noticed };
}

/** When a run found first that an entry is gone. */
function noticedAt(before: LedgerRecord, { pending, now }: Pick<StepContext, 'pending' | 'now'>): Instant {
  const known = before.state === 'published' ? null : (before.noticed ?? before.withdrawn);
  if (known !== null) return known;
  const begun = pending[before.id];
  return begun?.entryDigest === takenOut ? begun.updated : now;
}

/** Where an article that is out gets a past `expires`: then it goes today, whatever that says. */
function expiryNoticed({ expires }: Article, { before, pending, now }: StepContext): Instant | null {
  if (before === null || before.state !== 'published' || !hasPassed(expires, now)) return null;
  return hasPassed(before.expires, now) ? before.noticed : noticedAt(before, { pending, now });
}

function hasPassed(instant: Instant | null, now: Instant): boolean {
  return instant !== null && instant <= now;
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

function publishedStep(article: Article, { version, digest, reading, beside }: ReadFile, context: StepContext): Step {
  const { channel, now, before } = context;
  const id = before !== null && before.id !== '' ? before.id : newId(article, context);
  const reserved = inFile(article.path, reservedFindings(id, { article, channel }));
  if (reserved.length > 0)
    return {
      ...plainStep,
      ...refusedRecord({ path: article.path, before }),
      problems: [...reading.problems, ...reserved],
    };
  const isPaged = channel.pages && article.url === null;
  const page = isPaged ? (before?.page ?? newPage(article, { ...context, id })) : null;
  const url = page === null ? null : urlOf(page, channel);
  const undated = buildEntry(article, { channel, id, url, updated: article.published });
  const entryDigest = entryDigestOf(undated);
  // The pictures are a part of the article: a new one is an edit too.
  const sourceDigest = [digest, ...reading.assets.map(({ publishedPath }) => publishedPath)].join(' ');
  const { updated, dated } = dateUpdate(article, { ...context, id, digest: sourceDigest, entryDigest });
  const record: LedgerRecord = {
    ...carriedRecord(before),
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
    page,
    noticed: expiryNoticed(article, context),
    notice: null,
  };
  const problems = [...reading.problems, ...inFile(article.path, updatedFindings(article, now))];
  return { path: article.path, before, record, entry: { ...undated, updated }, refused: false, dated, problems };
}

/** What is remembered of an entry that is gone: enough to know it again. One that was never out leaves nothing. */
export function withdraw(record: LedgerRecord, context: Context): LedgerRecord[] {
  if (record.id === '') return [];
  const gone = { version: '', state: 'withdrawn', expires: null, nextReading: null, beside: {}, assets: [] } as const;
  return [{ ...record, ...gone, weight: 0, ...goneDates(record, context) }];
}
