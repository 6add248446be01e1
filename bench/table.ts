/** Renders rows and what was measured as one Markdown table. */
import type { Row } from './rows.ts';
import { medianOf, spreadOf } from './statistics.ts';
import { type Results, samplesOf } from './task.ts';

const heads = ['work', 'articles', 'median', 'middle half', 'mark', 'met', 'CPU', 'peak', 'requests'] as const;

export function renderTable(rows: readonly Row[], results: Results): string {
  const lines = [heads, heads.map(() => '---'), ...rows.map((row) => cellsOf(row, results))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
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
    mark === null || !isMeasured ? '' : isMet(median, mark) ? 'yes' : '**no**',
    samples.length === 0 ? '' : formatSeconds(medianOf(samples.map(({ cpuMilliseconds }) => cpuMilliseconds))),
    samples.length === 0 ? '' : `${Math.round(Math.max(...samples.map(({ peakMebibytes }) => peakMebibytes)))} MiB`,
    formatRequests(samples.at(-1)?.counts ?? {}),
  ];
}

export function isMet(median: number, mark: number): boolean {
  return median <= mark;
}

/** Three digits are enough: the spread is larger. */
export function formatFigure(figure: number): string {
  if (figure >= 100) return Math.round(figure).toLocaleString('en');
  return figure.toFixed(figure >= 10 ? 1 : 2);
}

function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1)} s`;
}

const kinds = { lists: 'LIST', gets: 'GET', puts: 'PUT' } as const;

function formatRequests(counts: Readonly<Record<string, number>>): string {
  const shown = Object.entries(kinds).filter(([kind]) => (counts[kind] ?? 0) > 0);
  return shown.map(([kind, name]) => `${counts[kind]} ${name}`).join(', ');
}

/** A line for each task that could not be measured, with its reason. Nothing is left out silently. */
export function renderFailures(results: Results): string {
  return [...results]
    .flatMap(([name, outcome]) => (outcome.kind === 'failed' ? [`- ${name}: ${outcome.reason}`] : []))
    .join('\n');
}
