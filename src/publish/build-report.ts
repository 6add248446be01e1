/** The report of a run, from what it knew and what it did. Pure. */
import { nextDue, selectHeldBack } from '../item/visibility.ts';
import type { Problem } from '../problem/problem.ts';
import { formats, isFeedPath } from '../render/feed/formats.ts';
import type { Document } from './plan/document.ts';
import type { MediaPlan } from './plan/plan-writes.ts';
import type { Report, ReportedChange } from './report.ts';
import type { Situation } from './situation.ts';
import type { Applied } from './write.ts';

export interface Outcome {
  readonly withdrawn: readonly string[];
  readonly problems: readonly Problem[];
  readonly documents: readonly Document[];
  readonly media: MediaPlan;
  readonly applied: Applied;
}

/** What a run tells of itself. */
export function buildReport(
  { options, source, advanced, layout, live, read }: Situation,
  { withdrawn, problems, documents, media, applied }: Outcome,
): Report {
  const heldBack = selectHeldBack(layout.records, options.now);
  const { channel } = source;
  const shown = applied.made.find(({ document }) => document.stage === 'live')?.entries;
  return {
    from: options.from.place,
    to: options.to.place,
    now: options.now,
    dryRun: options.dryRun === true,
    articles: source.articles.length,
    read,
    passedOver: source.passedOver,
    entries: shown ?? live.filter(({ archive }) => archive === null).length,
    archived: live.filter(({ archive }) => archive !== null).length,
    heldBack,
    refused: advanced.refused,
    withdrawn,
    nextDue: nextDue(layout.records, options.now),
    changes: changesOf({ documents, media, applied }),
    ledgerWrites: applied.ledgerWrites,
    generation: applied.generation,
    problems: [...source.problems, ...advanced.problems, ...problems],
    feeds: formats.map(({ name, path }) => ({ format: name, url: new URL(path, channel.feedUrl).href })),
    page: channel.pages ? new URL('index.html', channel.feedUrl).href : null,
  };
}

/** What became of each file. Of what was left alone only the live feed is told: the rest can be thousands. */
function changesOf({ documents, media, applied }: Pick<Outcome, 'documents' | 'media' | 'applied'>): ReportedChange[] {
  const done = new Map(
    applied.made.flatMap(({ changes }) =>
      changes.map(({ path, action }) => [path, action === 'write' ? 'written' : 'unchanged'] as const),
    ),
  );
  const made = new Set(applied.made.map(({ document }) => document));
  const files = documents.flatMap((document): ReportedChange[] => {
    const tells = document.stage === 'live';
    return document.paths.flatMap((path): ReportedChange[] => {
      const action = done.get(path) ?? (made.has(document) && isFeedPath(path) ? 'refused' : 'unchanged');
      return action === 'unchanged' && !tells ? [] : [{ path, action }];
    });
  });
  return [
    ...media.missing.map(({ publishedPath }) => ({ path: publishedPath, action: 'written' as const })),
    ...files,
    ...applied.removed.map((path) => ({ path, action: 'removed' as const })),
  ];
}
