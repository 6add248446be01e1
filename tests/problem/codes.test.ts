/**
 * The table of codes is complete and has no duplicates, and `docs/problems.md` contains it. `UPDATE_DOCS=1` updates the tables
 * on that page.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serverRules } from '../../src/doctor/server-rules.ts';
import { type CodeRow, codes, refusals, services } from '../../src/problem/codes.ts';
import { error, warning } from '../../src/problem/problem.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { profiles } from '../../src/profiles/profiles.ts';
import { rules } from '../../src/validate/rules.ts';

const path = 'docs/problems.md';
const rows: readonly (readonly [code: string, row: CodeRow])[] = Object.entries(codes);
const severitiesOf = ({ severity }: CodeRow) => [severity].flat();
const isThrown = (row: CodeRow) => severitiesOf(row).every((severity) => severity === 'fatal');
const codesOf = (refusal: string) => Object.keys(services).map((service) => `${service}-${refusal}`);

/** The tables of the page. Every code has an anchor with its name. */
function tables(): string {
  const problems = rows.filter(([, row]) => !isThrown(row));
  const thrown = rows.filter(([, row]) => isThrown(row));
  return [
    '## Problems of articles and settings',
    '| code | severity | what it means | what to do |\n| --- | --- | --- | --- |',
    problems.map(([code, row]) => line([code], [severitiesOf(row).join(', '), row.meaning, row.remedy])),
    '## Errors that end a run or a call',
    '| code | what it means | what to do |\n| --- | --- | --- |',
    thrown.map(([code, { meaning, remedy }]) => line([code], [meaning, remedy])),
    '## Services that refuse',
    'These end a run or a call too. The code begins with what the service was asked for:',
    Object.entries(services).map(([service, meaning]) => `- \`${service}\`: ${meaning}`),
    '| code | what it means | what to do |\n| --- | --- | --- |',
    Object.entries(refusals).map(([refusal, { meaning, remedy }]) => line(codesOf(refusal), [meaning, remedy])),
  ]
    .map((part) => [part].flat().join('\n'))
    .join('\n\n')
    .replaceAll(' |\n\n| ', ' |\n| ');
}

/** A row. A refusal of the schedule is also a code of the first table, which has the anchor. */
function line(all: readonly string[], cells: readonly string[]): string {
  const shown = all.map((code) => `${all.length > 1 && code in codes ? '' : `<a id="${code}"></a>`}\`${code}\``);
  return `| ${[shown.join(', '), ...cells].join(' | ')} |`;
}

test('docs/problems.md contains the tables', () => {
  const page = readFileSync(path, 'utf8');
  const [before = '', after = ''] = page.split(/(?<=<!-- Made from [^>]*-->\n)[\s\S]*(?=<!-- End of what is made -->)/);
  const wanted = `${before}\n${tables()}\n\n${after}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
});

test('every code has a meaning and a remedy, in sentences', () => {
  const all: readonly (readonly [string, Omit<CodeRow, 'severity'>])[] = [...rows, ...Object.entries(refusals)];
  for (const [code, { meaning, remedy }] of all) {
    expect({ code, meaning, remedy }).toEqual({
      code,
      meaning: expect.stringMatching(/^[A-Z`].*\.$/),
      remedy: expect.stringMatching(/^[A-Z`].*\.$/),
    });
    expect({ code, breaksTable: /[|\n]/.test(meaning + remedy) }).toEqual({ code, breaksTable: false });
  }
});

test('the codes are in alphabetical order', () => {
  for (const table of [codes, refusals]) expect(Object.keys(table)).toEqual(Object.keys(table).toSorted());
});

/** The functions that make a problem or an error of each severity. */
const makers = { error: 'error|unresolved', warning: 'warning', fatal: 'new PublishError' };

test('every code is used with each of its severities', () => {
  const sources = sourcesIn('src') + sourcesIn('handlers');
  const isMade = (code: string, maker: string) => new RegExp(`\\b(?:${maker})\\(\\s*'${code}'`).test(sources);
  const unused = rows.flatMap(([code, row]) =>
    severitiesOf(row).flatMap((severity) => (isMade(code, makers[severity]) ? [] : [`${severity} ${code}`])),
  );
  expect(unused).toEqual([]);
});

test('every service and every refusal is used', () => {
  const asking = sourcesIn('src');
  expect(Object.keys(services).filter((service) => !asking.includes(`service: '${service}'`))).toEqual([]);
  const reasons = sourcesIn('src/aws') + sourcesIn('src/store');
  expect(Object.keys(refusals).filter((refusal) => !new RegExp(`\\[\\s*'${refusal}',`).test(reasons))).toEqual([]);
});

function sourcesIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

test('no code is in two tables', () => {
  const ofRules = new Set([...rules, ...Object.values(serverRules)].map(({ code }) => code));
  const ofProfiles = Object.values(profiles).flatMap(({ entryRules, feedRules }) => [...entryRules, ...feedRules]);
  const all = [...Object.keys(codes), ...ofRules, ...new Set<string>(ofProfiles.map(({ code }) => code))];
  expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
});

test('an unknown code, and a code of another severity, does not compile', () => {
  expect([
    error('invalid-date', 'No date'),
    warning('boilerplate-line', 'No line'),
    new PublishError('store-denied', 'No access'),
    // @ts-expect-error: it is the code of a warning.
    error('boilerplate-line', 'No line'),
    // @ts-expect-error: it is the code of an error.
    warning('missing-date', 'No date'),
    // @ts-expect-error: there is no such refusal.
    new PublishError('store-closed', 'No access'),
    // @ts-expect-error: it is the code of a rule.
    error('rss-date', 'No date'),
  ]).toHaveLength(7);
});
