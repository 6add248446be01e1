/** What the page of the preview shows of a round, as data: the answer of `/api/overview`. */
import type { EntryChange } from '../../item/entry-changes.ts';
import type { HeldBack } from '../../item/visibility.ts';
import { formatNames } from '../../model/feed.ts';
import type { Instant } from '../../model/instant.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Layout, Look } from '../readers/reader.ts';
import { readers } from '../readers/readers.ts';
import type { Failure, Round } from '../round/round.ts';
import { type AggregatorView, viewAggregators } from './aggregators.ts';
import type { EntryState, PreviewEntry } from './preview-entry.ts';
import { findPublished, type PublishedStores } from './published-file.ts';
import { type SizeOfFeed, sizeOfFeed } from './size-of-feed.ts';

export interface Overview {
  readonly round: number;
  readonly now: Instant;
  /** True if `now` is not the clock, but the instant of `--future`. */
  readonly isFuture: boolean;
  readonly from: string;
  readonly to: string;
  /** True if nothing was published there yet. */
  readonly isFirst: boolean;
  readonly failure: Failure | null;
  readonly guards: readonly Failure[];
  readonly problems: readonly Problem[];
  readonly readers: readonly ReaderView[];
  /** Null if the round failed. */
  readonly publication: PublicationView | null;
}

/** What the page needs to know of a reader. */
export interface ReaderView {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly version: string;
  readonly layout: Layout;
  readonly viewport: { readonly desktop: string; readonly phone: string };
  readonly look: Look;
}

export interface PublicationView {
  readonly title: string;
  readonly language: string;
  readonly timeZone: string;
  readonly feedUrl: string;
  readonly articles: number;
  readonly skipped: readonly string[];
  readonly entries: readonly EntryLine[];
  readonly entryChanges: readonly EntryChange[];
  readonly heldBack: readonly HeldBack[];
  readonly nextDue: Instant | null;
  readonly size: SizeOfFeed;
  readonly aggregators: readonly AggregatorView[];
  /** True if the next publish writes or removes no file. */
  readonly isUnchanged: boolean;
}

/** One line in the list of entries. */
export interface EntryLine {
  readonly path: string;
  readonly state: EntryState;
  readonly change: EntryChange['kind'] | null;
  readonly held: HeldBack | null;
  readonly title: string;
  readonly published: Instant | null;
  readonly section: string | null;
  readonly errors: number;
  readonly warnings: number;
}

export interface OverviewInput extends PublishedStores {
  readonly round: Round;
  readonly isFuture: boolean;
  readonly entries: readonly PreviewEntry[];
}

export async function buildOverview(input: OverviewInput): Promise<Overview> {
  const { round, isFuture, from, to } = input;
  const { ahead, failure } = round;
  return {
    round: round.number,
    now: round.now,
    isFuture,
    from: from.location,
    to: to.location,
    isFirst: ahead?.before.ledger.stored === null,
    failure,
    guards: round.guards,
    problems: ahead?.report.problems ?? failure?.problems ?? [],
    readers: readers.map(({ id, name, url, version, layout, viewport, look }) => ({
      id,
      name,
      url,
      version,
      layout,
      viewport,
      look,
    })),
    publication: await viewPublication(input),
  };
}

async function viewPublication({ round, entries, ...stores }: OverviewInput): Promise<PublicationView | null> {
  const { ahead } = round;
  if (ahead === null) return null;
  const { report, before } = ahead;
  const { channel } = before.source;
  const lengths = await Promise.all(
    formatNames.map(
      async (name) => [name, (await findPublished(channel.files[name], ahead, stores))?.length ?? 0] as const,
    ),
  );
  const bytes = new Map(lengths);
  const live = entries.flatMap(({ path, state, entry }) =>
    state === 'live' && entry !== null ? [{ path, entry }] : [],
  );
  return {
    title: channel.title,
    language: channel.language,
    timeZone: channel.timeZone,
    feedUrl: channel.feedUrl,
    articles: report.articles,
    skipped: report.skipped,
    entries: entries.map((it) => lineOf(it, report.problems)),
    entryChanges: report.entryChanges,
    heldBack: report.heldBack,
    nextDue: report.nextDue,
    size: sizeOfFeed({
      channel,
      entries: report.entries,
      archived: report.archived,
      bytesOf: (format) => bytes.get(format) ?? 0,
    }),
    aggregators: viewAggregators(live, { channel, now: round.now }),
    isUnchanged: report.changes.every(({ action }) => action === 'unchanged') && report.entryChanges.length === 0,
  };
}

function lineOf({ path, state, change, held, entry, isDated }: PreviewEntry, problems: readonly Problem[]): EntryLine {
  const own = problems.filter(({ file }) => file === path);
  return {
    path,
    state,
    change,
    held,
    title: entry?.title ?? '',
    published: isDated ? (entry?.published ?? null) : null,
    section: entry?.section ?? null,
    errors: own.filter(({ severity }) => severity === 'error').length,
    warnings: own.filter(({ severity }) => severity === 'warning').length,
  };
}
