/** Decides what one article file becomes: published with an entry, scheduled (its date or the end of its embargo is in the future), a draft, withdrawn or refused. Pure. */

import { articleOf, type Held, plainFacts, type Reading, type Skipped, withdrawalOf } from '../article/reading.ts';
import { hidePath } from '../article/story/hidden-names.ts';
import { notStory, type SkippedKind } from '../article/story/no-story.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import { addSeconds, earliest, type Instant, isAfter, latest } from '../model/instant.ts';
import type { Withdrawal } from '../model/metadata.ts';
import { urlOf } from '../model/url.ts';
import { internalFault } from '../problem/internal-fault.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import { buildEntry, entryInFeeds } from './build-entry.ts';
import { dateUpdate, updatedFindings } from './edit-dates.ts';
import { bytesOfEntry } from './entry-bytes.ts';
import { groupsOf } from './groups.ts';
import { explicitId } from './id.ts';
import { newId, newPage, reservedFindings, type Taken } from './identity.ts';
import {
  type EntryRecord,
  type Expiry,
  entryDigestOf,
  entryOf,
  type Former,
  type Item,
  isWithdrawn,
  newEntryRecord,
  type PendingEdits,
  type Published,
  type Unlisted,
  type Withdrawn,
  withdrawnDigest,
} from './item.ts';
import type { FileRead } from './source-change.ts';
import { withdrawnBefore } from './visibility.ts';

/** The result for one file. */
export interface NextItem {
  readonly path: string;
  /** The item with which the file was matched. */
  readonly before: Item | null;
  readonly item: Item | null;
  /** Null if this run made no entry. */
  readonly entry: Entry | null;
  readonly refused: boolean;
  /** What the file is if it is not a story. */
  readonly skipped: SkippedKind | null;
  /** True if this run dates an edit. */
  readonly dated: boolean;
  readonly problems: readonly Problem[];
}

/** The context that all files of a run share. */
export interface RunContext extends Taken {
  readonly channel: Channel;
  readonly now: Instant;
  /** The instant of the last run that changed anything. Null if there was none, or if it was not recorded. */
  readonly lastRun: Instant | null;
  /** Dates that an unfinished run assigned. */
  readonly pendingEdits: PendingEdits;
}

interface ItemContext extends RunContext {
  /** The item with which the file was matched. */
  readonly before: Item | null;
}

/** Makes the next item from what was read in a file. If a fault of this program fails on it, only this file is refused. */
export function nextItem(file: FileRead, context: ItemContext): NextItem {
  try {
    return nextItemOf(file, context);
  } catch (thrown) {
    const problems = [...file.reading.problems, ...inFile(file.path, [internalFault('publish this file', thrown)])];
    return { ...refuse(file.path, context.before), problems };
  }
}

function nextItemOf(file: FileRead, context: ItemContext): NextItem {
  const { path } = file;
  const reading = killedInPlace(file, context) ?? file.reading;
  const { problems } = reading;
  if (reading.state === 'refused') return { ...refuse(path, context.before), problems };
  if (reading.state === 'skipped') return nextSkipped(file, reading, context);
  const { before, now } = context;
  const isDue = reading.state === 'accepted' && !isAfter(reading.article.published, now);
  if (isDue && (entryOf(before) !== null || !hasExpired(reading.article, now))) {
    return nextPublished(reading.article, file, context);
  }
  const item = isDue ? nextExpired(file, reading.article, context) : nextWaiting(file, reading, context);
  return { path, before, item, entry: null, refused: false, skipped: null, dated: false, problems };
}

/** A text such as `KILL` that replaces the file of a published story withdraws that story. Null for any other file. */
function killedInPlace({ path, reading }: FileRead, { before }: ItemContext): Held | null {
  const word = reading.advisory?.isKill === true && reading.state === 'refused' ? reading.advisory.word : null;
  if (word === null || before?.state !== 'published' || hidePath(before.path) !== hidePath(path)) return null;
  const message = `"${before.entry.title}" is withdrawn, because its file says ${word} now`;
  const problems = inFile(path, [warning('killed-item', message)]);
  return {
    ...plainFacts,
    state: 'held',
    mark: { kind: 'withdrawn', withdrawal: noWithdrawal },
    article: null,
    problems,
  };
}

const noWithdrawal: Withdrawal = { notice: null, withdrawn: null };

function hasExpired({ expires }: Article, now: Instant): boolean {
  return expires !== null && !isAfter(expires, now);
}

/** A story that has become a file of no known kind may be one that is being written, so its last good version stays. */
function nextSkipped(file: FileRead, { what }: Skipped, context: ItemContext): NextItem {
  const { before } = context;
  const isLost = what === 'other file' && before?.state === 'published' && before.path === file.path;
  if (!isLost) return { ...keepSkipped(file, context), skipped: what };
  return { ...refuse(file.path, before), problems: inFile(file.path, [notStory(what)]) };
}

/** A file that is not a story is remembered, so that it is not read again. If it was a story before, that one is withdrawn. */
function keepSkipped(file: FileRead, context: ItemContext): NextItem {
  const { before } = context;
  const former = formerOf(before, { ...context, withdrawal: null });
  const item: Item = { ...fileOf(file, before), name: null, state: 'draft', mark: 'skipped', date: null, former };
  return { ...refuse(file.path, before), item, refused: false };
}

/** An article that had expired before a run first read it was never published, so there is nothing to withdraw. */
function nextExpired(file: FileRead, { id, published }: Article, { before }: ItemContext): Item {
  return { ...fileOf(file, before), name: id, state: 'draft', mark: 'expired', date: published, former: null };
}

/** Refuses a file. It is read again in every run until it is repaired, and its last published version stays. */
export function refuse(path: string, before: Item | null): NextItem {
  const kept = before === null || isWithdrawn(before) ? null : before;
  const item = kept === null ? null : { ...kept, path, version: null };
  return { path, before: kept, item, entry: null, refused: true, skipped: null, dated: false, problems: [] };
}

/** Makes a scheduled or held item. It contains no text of the article, only dates and its name. */
function nextWaiting(
  file: FileRead,
  reading: Exclude<Reading, { state: 'refused' | 'skipped' }>,
  context: ItemContext,
): Item {
  const { before } = context;
  const article = articleOf(reading);
  const known = { ...fileOf(file, before), name: article?.id ?? reading.item?.id ?? before?.name ?? null };
  const former = formerOf(before, { ...context, withdrawal: withdrawalOf(reading) });
  if (reading.state === 'accepted') {
    return { ...known, state: 'scheduled', due: reading.article.published, former };
  }
  return nextHeld(reading, { known, former });
}

interface KnownBefore {
  readonly known: Pick<Item, 'path' | 'version' | 'digest' | 'name' | 'versions'>;
  readonly former: Former | null;
}

/** An article that was never published becomes a draft, because there is nothing to withdraw. */
function nextHeld({ mark, article }: Held, { known, former }: KnownBefore): Item {
  if (mark.kind === 'withdrawn' && former !== null) {
    return { ...known, state: 'withdrawn', former, notice: mark.withdrawal.notice };
  }
  return { ...known, state: 'draft', mark: mark.kind, date: article?.published ?? null, former };
}

function fileOf({ path, version, digest }: FileRead, before: Item | null) {
  return { path, version, digest: digest ?? before?.digest ?? '', versions: [] };
}

interface GoneContext extends Pick<RunContext, 'pendingEdits' | 'now'> {
  readonly withdrawal: Withdrawal | null;
}

/**
 * The record of an entry that is no longer published, with the instants when it was withdrawn and when a run noticed that.
 * Returns null if it was never published. The author can set an earlier withdrawal date, but not one before the last change,
 * because readers keep an entry that is newer than its withdrawal (RFC 6721, 3).
 */
function formerOf(before: Item | null, { withdrawal, ...context }: GoneContext): Former | null {
  const entry = entryOf(before);
  if (before === null || entry === null) return null;
  const noticed = noticedAt(before, context);
  const written = withdrawal?.withdrawn ?? null;
  if (written === null) return { ...entry, withdrawn: noticed, noticed };
  return { ...entry, withdrawn: earliest([noticed, latest([written, addSeconds(entry.updated, 1)])]), noticed };
}

/** When a run first noticed that an entry is no longer published. */
function noticedAt(before: Item, { pendingEdits, now }: Pick<RunContext, 'pendingEdits' | 'now'>): Instant {
  if (before.state !== 'published' && before.former !== null) return before.former.noticed;
  const begun = pendingEdits[entryOf(before)?.id ?? ''];
  return begun?.entryDigest === withdrawnDigest ? begun.updated : now;
}

/** A published article that gets an expiry date in the past expires in this run, whatever the date is. */
function nextExpiry({ expires }: Article, { before, pendingEdits, now }: ItemContext): Expiry | null {
  if (expires === null) return null;
  if (before?.state !== 'published' || isAfter(expires, now)) return { at: expires, noticed: null };
  const known = before.expiry;
  const hadPassed = known !== null && !isAfter(known.at, now);
  return { at: expires, noticed: hadPassed ? known.noticed : noticedAt(before, { pendingEdits, now }) };
}

/** An article that leaves the feeds keeps the instant at which a run noticed that, until it comes back. */
function nextUnlisted({ visibility }: Article, { before, pendingEdits, now }: ItemContext): Unlisted | null {
  if (visibility !== 'unlisted') return null;
  if (before?.state === 'published' && before.unlisted !== null) return before.unlisted;
  if (before === null || entryOf(before)?.wasListed !== true) return { noticed: null };
  return { noticed: noticedAt(before, { pendingEdits, now }) };
}

/** An id that an author adds after the entry was published has no effect, because subscribers would see the entry twice. */
function unusedId(
  { id }: Article,
  { known, before, channel }: Pick<ItemContext, 'before' | 'channel'> & { readonly known: EntryRecord | null },
): readonly Finding[] {
  if (id === null || known === null || before?.name !== null) return [];
  if (id === known.id || explicitId(channel.authority, id) === known.id) return [];
  const message = `"id" has no effect: the article is published with the id "${known.id}", which stays, so that subscribers do not see it twice`;
  return [warning('unused-id', message, { line: 1, column: 1 })];
}

function nextPublished(article: Article, file: FileRead, context: ItemContext): NextItem {
  const { channel, now, before } = context;
  const { reading, path } = file;
  const known = entryOf(before);
  const id = known?.id ?? newId(article, context);
  const reserved = inFile(path, reservedFindings(id, { article, channel }));
  if (reserved.length > 0) return { ...refuse(path, before), problems: [...reading.problems, ...reserved] };
  const page = channel.pages && article.url === null ? nextPage(article, { ...context, known, id }) : null;
  const url = page === null ? null : urlOf(page.path, channel);
  const undated = buildEntry(article, { channel, id, url, updated: article.published });
  const digests = { entryDigest: entryDigestOf(undated), sourceDigest: sourceDigestOf(file) };
  const isInFeeds = article.visibility !== 'unlisted' && !hasExpired(article, now);
  const withdrawn = isInFeeds ? withdrawnBefore(before, context) : null;
  const { updated, dated } = dateUpdate(article, { ...context, ...digests, known, withdrawn });
  const entry = { ...undated, updated };
  const record: EntryRecord = {
    ...newEntryRecord,
    id,
    title: entry.title,
    url: entry.url,
    firstPublished: known?.firstPublished ?? article.published,
    updated,
    ...digests,
    corrections: entry.corrections.length,
    groups: groupsOf(article),
    wasListed: article.visibility !== 'unlisted' || known?.wasListed === true,
    archive: known?.archive ?? null,
    page,
  };
  const item: Published = {
    ...fileOf(file, before),
    name: article.id,
    state: 'published',
    entry: record,
    published: article.published,
    expiry: nextExpiry(article, context),
    unlisted: nextUnlisted(article, context),
    nextReading: article.updated !== null && isAfter(article.updated, now) ? article.updated : null,
    beside: file.beside,
    assets: reading.assets,
    entryBytes: bytesOfEntry(entryInFeeds(undated)),
  };
  const findings = [...updatedFindings(article, now), ...unusedId(article, { known, before, channel })];
  const problems = [...reading.problems, ...inFile(path, findings)];
  return { path, before, item, entry, refused: false, skipped: null, dated, problems };
}

interface PageContext extends ItemContext {
  readonly known: EntryRecord | null;
  readonly id: string;
}

function nextPage(article: Article, context: PageContext) {
  return context.known?.page ?? { path: newPage(article, context) };
}

/** The digest includes the files beside the article, because a new picture is an edit, too. */
function sourceDigestOf({ digest, reading }: FileRead): string {
  return [digest ?? '', ...reading.assets.map(({ publishedPath }) => publishedPath)].join(' ');
}

/** Withdraws an item whose file was removed. Keeps what is needed to recognise it later. Empty if it was never published. */
export function withdraw(item: Item, context: Pick<RunContext, 'pendingEdits' | 'now'>): readonly Withdrawn[] {
  const former = formerOf(item, { ...context, withdrawal: null });
  if (former === null) return [];
  const { path, digest, name } = item;
  const versions = item.versions.filter((version) => !version.hasFile);
  const notice = item.state === 'withdrawn' ? item.notice : null;
  return [{ path, version: null, digest, name, versions, state: 'withdrawn', former, notice }];
}
