/** `docs/doctor.md` has every finding and every reader. `UPDATE_DOCS=1` updates its tables. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CheckArea, checks } from '../../src/doctor/checks.ts';
import { serverRules } from '../../src/doctor/server-rules.ts';
import { readers } from '../../src/doctor/user-agents.ts';
import { codes } from '../../src/problem/codes.ts';

const path = 'docs/doctor.md';

const titles: Readonly<Record<CheckArea, string>> = {
  publication: 'The publication',
  machine: 'This machine',
  articles: 'The articles',
  stores: 'Buckets',
  feed: 'The feed',
  server: 'Its server',
  readers: 'Feed readers',
  site: 'The site',
};

function tableOf(area: CheckArea): string {
  const rows = Object.entries(checks).filter(([, row]) => row.area === area);
  return [
    `## ${titles[area]}`,
    '',
    '| code | severity | what it means | what to do |',
    '| --- | --- | --- | --- |',
    ...rows.map(([code, row]) => `| \`${code}\` | ${row.severity} | ${row.meaning} | ${row.remedy} |`),
  ].join('\n');
}

const tableOfReaders = [
  '| reader | User-Agent | source |',
  '| --- | --- | --- |',
  ...readers.map(({ name, userAgent, source }) => `| ${name} | \`${userAgent}\` | ${source} |`),
].join('\n');

const wanted = [...(Object.keys(titles) as CheckArea[]).map(tableOf), `## User-Agents\n\n${tableOfReaders}`].join(
  '\n\n',
);

test('docs/doctor.md contains the tables', () => {
  const mark = '<!-- The tables below are made from src/doctor. -->';
  const [before = ''] = readFileSync(path, 'utf8').split(mark);
  const text = `${before}${mark}\n\n${wanted}\n`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('every row says what it means and what to do, in sentences, and fits into a table', () => {
  for (const [code, { meaning, remedy }] of Object.entries(checks)) {
    expect({ code, meaning, remedy }).toEqual({
      code,
      meaning: expect.stringMatching(/^[A-Z`].*\.$/),
      remedy: expect.stringMatching(/^[A-Z`].*\.$/),
    });
    expect({ code, breaksTable: /[|\n]/.test(meaning + remedy) }).toEqual({ code, breaksTable: false });
  }
});

test('codes are in no other table, except those of the rules for servers', () => {
  const shared: readonly string[] = Object.values(serverRules).map(({ code }) => code);
  expect(shared.filter((code) => !(code in checks))).toEqual([]);
  expect(Object.keys(checks).filter((code) => code in codes)).toEqual([]);
});

test('there are eight readers and a browser, each with a source', () => {
  expect(readers.filter(({ kind }) => kind === 'reader')).toHaveLength(8);
  expect(readers.filter(({ kind }) => kind === 'browser')).toHaveLength(1);
  for (const { source } of readers) expect(source).toMatch(/^https:\/\//);
});
