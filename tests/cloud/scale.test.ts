/** The tables and plots of docs/scale.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderPlot } from '../../bench/plot.ts';
import { plots, renderCounted, renderMonths, renderRuns } from '../../bench/scale.ts';

const document = readFileSync('docs/scale.md', 'utf8');

test.each([
  ['requests', renderCounted()],
  ['runs', renderRuns()],
  ['months with pages', renderMonths({ pages: true })],
  ['months without pages', renderMonths({ pages: false })],
])('docs/scale.md has the table of %s as it is computed', (_name, table) => {
  expect(document).toContain(table);
});

test.each(plots)('docs/$file is drawn from the same numbers, and docs/scale.md says in words what it shows', (plot) => {
  expect(readFileSync(`docs/${plot.file}`, 'utf8')).toBe(renderPlot(plot));
  expect(document).toContain(`](${plot.file})`);
  expect(document).toContain(plot.description);
});

test.each(plots)('docs/$file has a text alternative, colours for a dark scheme, and no line outside', (plot) => {
  const svg = renderPlot(plot);
  expect(svg).toContain(`<title id="title">${plot.title}</title>`);
  expect(svg).toContain(`<desc id="description">${plot.description}</desc>`);
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  const [least, most] = plot.y.map((power) => 10 ** power) as [number, number];
  const heights = plot.lines.flatMap(({ points }) => points.map(([, y]) => y));
  expect(heights.filter((y) => y < least || y > most)).toEqual([]);
});
