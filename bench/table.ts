/** Renders rows and what was measured as Markdown tables. */
import type { Row } from './rows.ts';
import { medianOf, spreadOf } from './statistics.ts';
import { type Results, type Sample, samplesOf } from './task.ts';

export const heads = ['work', 'articles', 'median', 'middle half', 'mark', 'met', 'CPU', 'peak', 'requests'] as const;

/** The figures beside their marks. */
export function renderTable(rows: readonly Row[], results: Results): string {
  return tableOf(
    heads,
    rows.map((row) => cellsOf(row, results)),
  );
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf(row: Row, results: Results): readonly string[] {
  const { work, articles, unit, mark, task } = row;
  const figures = row.figures(results);
  const { lower, median, upper } = spreadOf(figures);
  const samples = samplesOf(results, task);
  const isMeasured = figures.length > 0;
  return [
    work,
    articles === null ? '' : articles.toLocaleString('en'),
    isMeasured ? `${formatFigure(median)} ${unit}` : 'not measured',
    figures.length > 1 ? `${formatFigure(lower)} to ${formatFigure(upper)}` : '',
    mark === null ? '' : `≤ ${mark.toLocaleString('en')}`,
    mark === null || !isMeasured ? '' : median <= mark ? 'yes' : '**no**',
    formatSeconds(medianOf(cpuOf(samples))),
    formatPeak(samples),
    formatRequests(samples.at(-1)?.counts ?? {}),
  ];
}

const cpuOf = (samples: readonly Sample[]) => samples.map(({ cpuMilliseconds }) => cpuMilliseconds);

/** Three digits are enough, because the spread is larger. */
export function formatFigure(figure: number): string {
  if (figure >= 100 || Number.isInteger(figure)) return Math.round(figure).toLocaleString('en');
  return figure.toFixed(figure >= 10 ? 1 : 2);
}

function formatSeconds(milliseconds: number): string {
  return milliseconds > 0 ? `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1)} s` : '';
}

function formatPeak(samples: readonly Sample[]): string {
  const peak = Math.max(0, ...samples.map(({ peakMebibytes }) => peakMebibytes));
  return peak > 0 ? `${Math.round(peak)} MiB` : '';
}

const kinds = { lists: 'LIST', gets: 'GET', puts: 'PUT' } as const;

function formatRequests(counts: Readonly<Record<string, number>>): string {
  const shown = Object.entries(kinds).filter(([kind]) => (counts[kind] ?? 0) > 0);
  return shown.map(([kind, name]) => `${counts[kind]} ${name}`).join(', ');
}

/** What each task used, Presstime and the others alike. A task that could not be measured says why. */
export function renderTasks(results: Results): string {
  const rows = [...results].map(([name, outcome]) => {
    if (outcome.kind === 'failed') return [name, `not measured: ${outcome.reason.replaceAll('|', '\\|')}`, '', '', ''];
    const { lower, median, upper } = spreadOf(cpuOf(outcome.samples));
    const spread = [lower, upper].map(formatSeconds).filter((text) => text !== '');
    return [name, formatSeconds(median), spread.join(' to '), formatPeak(outcome.samples), `${outcome.samples.length}`];
  });
  return tableOf(['task', 'CPU', 'middle half', 'peak', 'rounds'], rows);
}
