/** The boilerplate lines of wire text that are not part of an article: the default ones, and those of the channel. */
import { describe, expect, test } from 'vitest';
import { boilerplateTest } from '../src/channel/boilerplate.ts';
import { parseChannel } from '../src/channel/parse-channel.ts';
import { channelYaml, read } from './support/channel.ts';

const wire = (line: string) =>
  ` date 2025-09-14 \n\n6:10 PM – Sunday, September 14, 2025\n\nKelp is in.\n\n${line}\n\nIt is early.\n`;
const textOf = (line: string, boilerplateLines?: readonly string[]) =>
  read('a.txt', wire(line), boilerplateLines === undefined ? {} : { boilerplateLines }).article?.contentText;
const without = 'Kelp is in.\n\nIt is early.';

describe('the setting', () => {
  test.each([
    ['Subscribe today', 'SUBSCRIBE today'],
    ['/^read more:/', 'Read more: salt is out'],
    ['/newsletter/i', 'Get our Newsletter now!'],
    ['/^\\*{3,}$/', '****'],
    ['/a\\/b/', 'see a/b here'],
  ])('%s removes "%s"', (written, line) => {
    expect(textOf(line, [written])).toBe(without);
  });

  test.each([
    ['Subscribe today', 'Subscribe today and save'],
    ['/^read more:/', 'You can read more: here'],
    ['a.b', 'axb'],
  ])('%s keeps "%s"', (written, line) => {
    expect(textOf(line, [written])).toContain(line);
  });

  test('replaces the default ones', () => {
    expect(textOf('Advertisements below')).toBe(without);
    expect(textOf('Advertisements below', ['x'])).toContain('Advertisements below');
    expect(textOf('Advertisements below', [])).toContain('Advertisements below');
  });

  const problemsOf = (value: string) => parseChannel(`${channelYaml}boilerplateLines: ${value}\n`);
  test('is a list, or a single value', () => {
    expect(problemsOf('[Subscribe, "/^more/"]').channel?.boilerplateLines).toEqual(['Subscribe', '/^more/']);
    expect(problemsOf('Subscribe').channel?.boilerplateLines).toEqual(['Subscribe']);
  });

  test.each([
    '"/(/"',
    '"/(?<=a)b/"',
    '"/(a)\\\\1/"',
    '[""]',
    '{a: b}',
    `"${'a'.repeat(201)}"`,
    `[${'a,'.repeat(201)}]`,
  ])('%s is refused', (value) => {
    expect(problemsOf(value).problems).toMatchObject([
      { code: 'invalid-setting', line: channelYaml.split('\n').length },
    ]);
  });
});

test.each([
  ['/(a+)+$/', false],
  ['/(a|a)*$/', true],
  ['/(a?){50}a{50}$/', false],
  ['/.*.*.*.*x/', false],
])('the pattern %s, which never ends in other engines, is tried to its end', (pattern, found) => {
  const isBoilerplate = boilerplateTest([pattern]);
  const lines = Array.from({ length: 200 }, () => isBoilerplate(`${'a'.repeat(490)}b`));
  expect(new Set(lines)).toEqual(new Set([found]));
});
