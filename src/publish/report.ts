/** Builds the report of a run: the data for `--json`, for the response of the function, and for the messages on a terminal. */
import { type EntryChange, withdrawnEntry } from '../item/entry-changes.ts';
import type { RefusedFile } from '../item/next-items.ts';
import type { HeldBack } from '../item/visibility.ts';
import type { FormatName } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';
import { formats } from '../render/feed/formats.ts';
import { isFeedPath } from '../render/outputs.ts';
import { stageOf } from './plan/document.ts';
import type { Plan } from './plan/plan.ts';
import type { RunOptions } from './publish-options.ts';
import type { Before } from './read.ts';
import type { Rendering } from './render.ts';
import type { Written } from './write.ts';

/**
 * What a run did.
 *
 * @example
 * const isQuiet = ({ entryChanges, refused }: Report): boolean => entryChanges.length + refused.length === 0;
 */
export interface Report {
  readonly from: string;
  readonly to: string;
  readonly now: Instant;
  readonly dryRun: boolean;
  /** How many article files there are. */
  readonly articles: number;
  /** How many of them were read because they are new or changed. */
  readonly read: number;
  /** Paths of files with unknown extensions. */
  readonly skipped: readonly string[];
  /** How many entries are in the live feed. */
  readonly entries: number;
  /** How many entries are in archive documents. */
  readonly archived: number;
  /** What subscribers see change in this run. */
  readonly entryChanges: readonly EntryChange[];
  readonly heldBack: readonly HeldBack[];
  /** Files with errors. `kept` is true if the last good version stays in the feed. */
  readonly refused: readonly RefusedFile[];
  /** When the next scheduled article is due or the next published one expires; null if neither. */
  readonly nextDue: Instant | null;
  readonly changes: readonly ReportedChange[];
  /** How many files of the ledger were written. */
  readonly ledgerWrites: number;
  /** The generation of the ledger. Of two simultaneous runs, the one with the higher number has newer data. */
  readonly generation: number;
  readonly problems: readonly Problem[];
  readonly feeds: readonly { readonly format: FormatName; readonly url: string }[];
  /** The URL of the page with the newest articles; null if the setting `pages` is off. */
  readonly page: string | null;
}

/** The response of the function: a report with long lists cut. */
export interface Answer extends Report {
  /** How many items were cut from the end of a list, by the name of the list. Lists that were not cut are left out. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * What became of one published file.
 *
 * @example
 * const change: ReportedChange = { path: 'rss.xml', action: 'written' };
 */
export interface ReportedChange {
  readonly path: string;
  /** `refused` means that the rendered file failed validation and the old one stays. */
  readonly action: 'written' | 'unchanged' | 'removed' | 'refused';
}

interface Outcome {
  readonly before: Before;
  readonly plan: Plan;
  readonly rendering: Rendering;
  readonly written: Written;
  /** Warnings about hubs that could not be pinged. */
  readonly ofHubs: readonly Problem[];
}

/** Builds the report from the state before the run, its plan and what was written. */
export function buildReport({ from, to, now, dryRun = false }: RunOptions, outcome: Outcome): Report {
  const { before, plan, rendering, written, ofHubs } = outcome;
  const { channel, articles, skipped, problems } = before.source;
  const shown = written.documents.find(({ document }) => document.kind === 'live')?.entries;
  const archived = plan.live.filter(({ entry }) => entry.archive !== null).length;
  const ofDocuments = uniqueProblems(written.documents.flatMap((it) => it.problems));
  return {
    from: from.location,
    to: to.location,
    now,
    dryRun,
    articles: articles.length,
    read: before.changes.filter(({ kind }) => kind === 'read').length,
    skipped,
    entries: shown ?? plan.live.length - archived,
    archived,
    entryChanges: changesSeen(outcome),
    heldBack: plan.heldBack,
    refused: plan.refused,
    nextDue: plan.nextDue,
    changes: fileChanges(outcome),
    ledgerWrites: written.ledgerWrites,
    generation: written.generation,
    problems: [
      ...before.problems,
      ...problems,
      ...plan.problems,
      ...rendering.shards.problems,
      ...ofDocuments,
      ...ofHubs,
    ],
    feeds: formats.map(({ name, path }) => ({ format: name, url: new URL(path, channel.feedUrl).href })),
    page: channel.pages ? new URL('index.html', channel.feedUrl).href : null,
  };
}

/** Removes duplicates: several documents may report the same article. */
export function uniqueProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/**
 * The changes that subscribers see. Leaves out entries that were left out of their feed because they would break it. Adds a
 * withdrawal for each entry that was lost with the ledger.
 */
function changesSeen({ plan, rendering, written }: Outcome): readonly EntryChange[] {
  const { lost } = rendering.shards;
  const unseen = new Set([...lost, ...written.documents.flatMap(({ leftOut }) => leftOut)]);
  const seen = plan.entryChanges.filter(({ kind, id }) => kind === 'withdrawn' || !unseen.has(id));
  const gone = plan.live.filter(({ entry }) => lost.has(entry.id));
  return [...seen, ...gone.map(withdrawnEntry)];
}

/** What was done with each file. Unchanged files are left out, except those of the live feed: there can be thousands. */
function fileChanges({ plan, rendering, written }: Outcome): readonly ReportedChange[] {
  const rendered = new Set(written.documents.map(({ document }) => document));
  const done = new Map(
    written.documents.flatMap(({ changes }) =>
      changes.map(({ path, action }) => [path, action === 'write' ? 'written' : 'unchanged'] as const),
    ),
  );
  const files = plan.documents.flatMap((document): ReportedChange[] =>
    document.paths.flatMap((path): ReportedChange[] => {
      const action = done.get(path) ?? (rendered.has(document) && isFeedPath(path) ? 'refused' : 'unchanged');
      return action === 'unchanged' && stageOf(document) !== 'live' ? [] : [{ path, action }];
    }),
  );
  return [
    ...rendering.media.missing.map(({ publishedPath }) => ({ path: publishedPath, action: 'written' as const })),
    ...files,
    ...written.removed.map((path) => ({ path, action: 'removed' as const })),
  ];
}
