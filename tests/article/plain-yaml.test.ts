/** The short way to read front matter gives what the YAML library gives, or nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineCounter, parseDocument } from 'yaml';
import { readPlainYaml } from '../../src/article/front-matter/plain-yaml.ts';
import { keepWritten } from '../../src/channel/yaml.ts';

/** What the library reads. Null if it reports an error or a warning, or finds no map. */
function readByLibrary(source: string) {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, uniqueKeys: false, logLevel: 'error' });
  if (document.errors.length + document.warnings.length > 0) return null;
  keepWritten(document);
  const contents = document.contents as { items?: { key: { range: number[] }; value: { source?: string } }[] } | null;
  const items = contents?.items ?? [];
  const values: Record<string, unknown> = document.toJS();
  return items.map(({ key, value: node }, index) => {
    const { line, col } = lineCounter.linePos(key.range[0] ?? 0);
    expect(col).toBe(1);
    const [name = '', value] = Object.entries(values)[index] ?? [];
    const field = { key: name, value, line: line - 1 };
    return typeof value === 'boolean' ? { ...field, written: node.source } : field;
  });
}

describe('front matter of most articles is read', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['title: The pier\ndate: 2026-01-04\n', { title: 'The pier', date: '2026-01-04' }],
    ['title: "The pier: part 2"\n', { title: 'The pier: part 2' }],
    ['title: \'The "pier"\' \n', { title: 'The "pier"' }],
    ['date: 2026-01-04T16:15:00-08:00', { date: '2026-01-04T16:15:00-08:00' }],
    ['date: 2026-01-04 16:15', { date: '2026-01-04 16:15' }],
    ['tags: [kelp, north pier, "a"]', { tags: ['kelp', 'north pier', 'a'] }],
    ['tags: []\nlink: https://kelp.example/#a', { tags: [], link: 'https://kelp.example/#a' }],
    ['tags:\n  - kelp\n  - crab\ndraft: false\n', { tags: ['kelp', 'crab'], draft: false }],
    ['tags:\n- kelp\n- 12\nauthor:\n', { tags: ['kelp', 12], author: null }],
    ['name: Édouard\ncity: 東京', { name: 'Édouard', city: '東京' }],
  ])('%j', (source, values) => {
    const plain = readPlainYaml(source);
    expect(Object.fromEntries(plain?.map(({ key, value }) => [key, value]) ?? [])).toEqual(values);
    expect(plain).toEqual(readByLibrary(source));
  });
});

test.each([
  'title: The pier: part 2',
  'title: The pier # new',
  'title: [kelp',
  'title: kelp\n  crab',
  'title: |\n  kelp',
  'title: &a kelp',
  'title: "a\\nb"',
  "title: 'it''s'",
  'a: 1\na: 2',
  'a: {b: c}',
  'a: [b, [c]]',
  'a: [b, ]',
  'a:\n  b: c',
  'a:\n  - b: c',
  'a:\n  - b\n - c',
  'a: - b',
  'a: 1.5',
  'a: 0x1F',
  'a: 1e3',
  'a: 012',
  'a: Null',
  'a: TRUE',
  'null: a',
  'a:\tb',
  'a:b',
  '- a',
  '# a',
  'a: b\n\nc: d',
  '',
])('anything else is left to the library: %j', (source) => {
  expect(readPlainYaml(source)).toBeNull();
});

const pieces = fc.constantFrom(
  ...[
    'a',
    'B1',
    'title',
    'date',
    'tags',
    'null',
    'true',
    'No',
    '2026-01-04',
    '12',
    '007',
    '1.5',
    '16:15',
    'é',
    '\u2028',
  ],
  ...[': ', ':', ' ', '  ', '\n', '\n  ', '\n- ', '\n  - ', '- ', '[', ']', ', ', ',', '"', "'", '\\', '#', ' #', '\t'],
  ...[
    '&',
    '*',
    '!',
    '|',
    '>',
    '%',
    '@',
    '?',
    '{',
    '}',
    '-',
    '---',
    '...',
    '~',
    '=',
    '<<',
    '.',
    '/',
    '\u00a0',
    '\u0085',
  ],
);
const joined = fc.array(pieces, { maxLength: 6 }).map((it) => it.join(''));
const usual = fc.constantFrom('', 'The pier', '"a: b"', "'a'", '[a, b c]', '\n- a', '\n  - a\n  - "b"', '2026-01-04');
const values = fc.oneof(
  joined,
  usual,
  fc.tuple(usual, joined).map(([start, end]) => start + end),
);
const keys = ['a', 'b-c', 'D_1', 'title'];
const anyLines = fc.array(values, { minLength: 1, maxLength: keys.length });

test('what is read is what the library reads', () => {
  let plain = 0;
  const source = fc.oneof(
    anyLines.map((list) => list.map((value, index) => `${keys[index]}: ${value}`).join('\n')),
    values,
  );
  fc.assert(
    fc.property(source, (text) => {
      const read = readPlainYaml(text);
      if (read === null) return;
      plain += 1;
      expect(read).toEqual(readByLibrary(text));
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(500);
});
