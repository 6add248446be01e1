/** Plans and renders a first publication of all articles without writing anything, for the `check` command. */
import type { Problem } from '../problem/problem.ts';
import type { Store } from '../store/store.ts';
import { uniqueProblems } from './join-reports.ts';
import { emptyState, type Plan, plan } from './plan/plan.ts';
import { renderDocument } from './plan/render-document.ts';
import type { RunOptions } from './read/publish-options.ts';
import { readArticles, readSource, type Source } from './read/read-source.ts';
import { checkReadable, splitSkipped } from './read/skipped-lists.ts';
import type { Report } from './report.ts';
import { problemsOf } from './write-document.ts';

export interface Checked extends Pick<Report, 'articles' | 'skipped' | 'noStories'> {
  readonly source: Source;
  readonly plan: Plan;
  /** Problems of the settings, of the articles and of the rendered files. */
  readonly problems: readonly Problem[];
}

/** Reads the settings and all articles, plans a first run and renders its documents. Throws `PublishError` as `readSource` does. */
export async function checkAll(
  from: Store,
  { now, onProgress }: Pick<RunOptions, 'now' | 'onProgress'>,
): Promise<Checked> {
  const source = await readSource(from);
  const changes = await readArticles(from, source.articles, { source, now, onProgress });
  const planned = plan(emptyState, changes, source.channel, now);
  const pathOf = (id: string) => planned.sources.get(id)?.path ?? id;
  const rendered = planned.documents.flatMap((document) =>
    problemsOf(renderDocument(document, planned.entries), pathOf),
  );
  const lists = splitSkipped(source.skipped, planned.skipped);
  checkReadable(planned, lists, from.location);
  return {
    source,
    articles: source.articles.length - planned.skipped.length,
    ...lists,
    plan: planned,
    problems: [...source.problems, ...planned.problems, ...uniqueProblems(rendered)],
  };
}
