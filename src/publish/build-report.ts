/** Builds the report of a run that did something. */
import { type EntryChange, withdrawnEntry } from '../item/entry-changes.ts';
import type { Problem } from '../problem/problem.ts';
import { defaultPathOf, isFeedPath } from '../render/outputs.ts';
import { uniqueProblems } from './join-reports.ts';
import { type LostEntry, lostEntry } from './lost-entries.ts';
import { stageOf } from './plan/document.ts';
import { ledgerStateOf, type Plan } from './plan/plan.ts';
import type { RunOptions } from './read/publish-options.ts';
import type { Before } from './read/read.ts';
import { listSkipped, splitSkipped } from './read/skipped-lists.ts';
import type { Rendering } from './render.ts';
import type { Report, ReportedChange } from './report.ts';
import { urlsOf, withPaths } from './unchanged-report.ts';
import type { Written } from './write.ts';

interface Outcome {
  readonly before: Before;
  /** How many articles were read. */
  readonly read: number;
  readonly plan: Plan;
  readonly rendering: Rendering;
  readonly written: Written;
  /** Entries that were lost with the ledger. */
  readonly lost: readonly LostEntry[];
  /** Warnings about hubs that could not be pinged. */
  readonly ofHubs: readonly Problem[];
}

/** Builds the report from the state before the run, its plan and what was written. */
export function buildReport({ from, to, now, dryRun = false }: RunOptions, outcome: Outcome): Report {
  const { before, read, plan, written, lost, ofHubs } = outcome;
  const { channel, articles, skipped, problems } = before.source;
  const notArticles = before.isNamed ? plan.skipped : listSkipped(plan.skippedRows, articles);
  const { facts } = ledgerStateOf(plan.state);
  const shown = written.documents.find(({ document }) => document.kind === 'live')?.entries;
  const ofDocuments = uniqueProblems(written.documents.flatMap((it) => it.problems));
  return {
    from: from.location,
    to: to.location,
    now,
    dryRun,
    articles: Math.max(0, before.articles - facts.skipped),
    read,
    ...splitSkipped(skipped, notArticles),
    entries: shown ?? plan.window.length,
    archived: facts.archived,
    entryChanges: changesSeen(outcome),
    heldBack: withPaths(plan.heldBack, articles),
    refused: plan.refused,
    nextDue: plan.nextDue,
    changes: fileChanges(outcome),
    ledgerWrites: written.ledgerWrites,
    generation: written.generation,
    problems: [
      ...before.problems,
      ...problems,
      ...plan.problems,
      ...lost.flatMap(lostEntry),
      ...ofDocuments,
      ...ofHubs,
    ],
    ...urlsOf({ feedUrl: channel.feedUrl, files: channel.files, hasPages: channel.pages }),
  };
}

/**
 * The changes that subscribers see. Leaves out entries that were left out of their feed because they would break it. Adds a
 * withdrawal for each entry that was lost with the ledger.
 */
function changesSeen({ plan, written, lost }: Outcome): readonly EntryChange[] {
  const unseen = new Set(written.documents.flatMap(({ leftOut }) => leftOut));
  const seen = plan.entryChanges.filter(({ kind, id }) => kind === 'withdrawn' || !unseen.has(id));
  return [...seen, ...lost.map(withdrawnEntry)];
}

/** What was done with each file. Unchanged files are left out, except those of the live feed: there can be thousands. */
function fileChanges({ before, plan, rendering, written }: Outcome): readonly ReportedChange[] {
  const { files: names } = before.source.channel;
  const isFeed = (path: string) => isFeedPath(defaultPathOf(path, names));
  const rendered = new Set(written.documents.map(({ document }) => document));
  const done = new Map(
    written.documents.flatMap(({ changes }) =>
      changes.map(({ path, action }) => [path, action === 'write' ? 'written' : 'unchanged'] as const),
    ),
  );
  const files = plan.documents.flatMap((document): ReportedChange[] =>
    document.paths.flatMap((path): ReportedChange[] => {
      const action = done.get(path) ?? (rendered.has(document) && isFeed(path) ? 'refused' : 'unchanged');
      return action === 'unchanged' && stageOf(document) !== 'live' ? [] : [{ path, action }];
    }),
  );
  return [
    ...rendering.missingMedia.map(({ publishedPath }) => ({ path: publishedPath, action: 'written' as const })),
    ...files,
    ...written.removed.map((path) => ({ path, action: 'removed' as const })),
  ];
}
