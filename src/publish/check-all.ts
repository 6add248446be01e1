/** What a publish into an empty store would make of all articles: for `check`, which writes nothing. */
import type { Problem } from '../problem/problem.ts';
import type { Store } from '../store/store.ts';
import { emptyState, type Plan, plan } from './plan/plan.ts';
import { renderDocument } from './plan/render-document.ts';
import type { RunOptions } from './publish-options.ts';
import { readArticles, readSource, type Source } from './read-source.ts';
import { onceEach } from './report.ts';
import { problemsOf } from './write-document.ts';

export interface Checked {
  readonly source: Source;
  readonly plan: Plan;
  /** Of the settings, the articles, and what is rendered of them. */
  readonly problems: readonly Problem[];
}

/** Reads everything as a first publish would, plans it and renders it. */
export async function checkAll(
  from: Store,
  { now, onProgress }: Pick<RunOptions, 'now' | 'onProgress'>,
): Promise<Checked> {
  const source = await readSource(from);
  const changes = await readArticles(from, source.articles, { source, onProgress });
  const planned = plan(emptyState, changes, source.channel, now);
  const paths = new Map(planned.live.map(({ entry, path }) => [entry.id, path]));
  const rendered = planned.documents.flatMap((document) =>
    problemsOf(renderDocument(document, planned.entries), paths),
  );
  return { source, plan: planned, problems: [...source.problems, ...planned.problems, ...onceEach(rendered)] };
}
