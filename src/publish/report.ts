/** What a run did, in data: for `--json`, for the function's answer, and for the messages on the terminal. */
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
  /** How many article files are there, and how many were read because they are new or changed. */
  readonly articles: number;
  readonly read: number;
  /** Files among the articles whose extensions are not known. */
  readonly skipped: readonly string[];
  /** How many entries the live feed has. */
  readonly entries: number;
  /** How many entries are in archive documents. */
  readonly archived: number;
  /** What subscribers see of this run. */
  readonly entryChanges: readonly EntryChange[];
  readonly heldBack: readonly HeldBack[];
  /** Files with errors; `kept`: the last good version stays in the feed. */
  readonly refused: readonly RefusedFile[];
  /** When the next article that is held back is due, or the next that is out expires. */
  readonly nextDue: Instant | null;
  readonly changes: readonly ReportedChange[];
  /** Files of the ledger that were written. */
  readonly ledgerWrites: number;
  /** Counts the states of the ledger: of two runs at once, the one with the higher number knew more. */
  readonly generation: number;
  readonly problems: readonly Problem[];
  readonly feeds: readonly { readonly format: FormatName; readonly url: string }[];
  /** The page of the newest articles; null if Presstime makes no pages. */
  readonly page: string | null;
}

/** What a function answers: lists that are longer than anybody reads are cut. */
export interface Answer extends Report {
  /** How many are missing at the end of a list, by its name; only of those that were cut. */
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
  /** `refused`: the rendered file failed its check and the old one stays. */
  readonly action: 'written' | 'unchanged' | 'removed' | 'refused';
}

interface Outcome {
  readonly before: Before;
  readonly plan: Plan;
  readonly rendering: Rendering;
  readonly written: Written;
  /** Warnings about hubs that were not reached. */
  readonly ofHubs: readonly Problem[];
}

/** The report of a run, from what it knew and what it did. */
export function buildReport({ from, to, now, dryRun = false }: RunOptions, outcome: Outcome): Report {
  const { before, plan, rendering, written, ofHubs } = outcome;
  const { channel, articles, skipped, problems } = before.source;
  const shown = written.documents.find(({ document }) => document.kind === 'live')?.entries;
  const archived = plan.live.filter(({ entry }) => entry.archive !== null).length;
  const ofDocuments = onceEach(written.documents.flatMap((it) => it.problems));
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
    problems: [...problems, ...plan.problems, ...rendering.shards.problems, ...ofDocuments, ...ofHubs],
    feeds: formats.map(({ name, path }) => ({ format: name, url: new URL(path, channel.feedUrl).href })),
    page: channel.pages ? new URL('index.html', channel.feedUrl).href : null,
  };
}

/** One article may be reported by several documents. */
export function onceEach(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** An entry that would break its feed was left out: nobody sees it come. One that was lost with the ledger is seen to go. */
function changesSeen({ plan, rendering, written }: Outcome): readonly EntryChange[] {
  const { lost } = rendering.shards;
  const unseen = new Set([...lost, ...written.documents.flatMap(({ leftOut }) => leftOut)]);
  const seen = plan.entryChanges.filter(({ kind, id }) => kind === 'withdrawn' || !unseen.has(id));
  const gone = plan.live.filter(({ entry }) => lost.has(entry.id));
  return [...seen, ...gone.map(withdrawnEntry)];
}

/** What became of each file. Of what is unchanged only the live feed is named: the rest can be thousands. */
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
