/** Problems on a terminal: the line of the file, and a caret under the position. */
import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../src/cli/terminal/command.ts';
import { describeReport } from '../../src/cli/terminal/describe-report.ts';
import { excerptOf, sayProblems, storeOf } from '../../src/cli/terminal/problems.ts';
import { showProgress } from '../../src/cli/terminal/progress.ts';
import type { EntryChange } from '../../src/item/entry-changes.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import type { Report } from '../../src/publish/report.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { instant } from '../support/instant.ts';

const problem: Problem = {
  severity: 'error',
  code: 'invalid-date',
  file: 'a.txt',
  line: 3,
  column: 4,
  message: 'No such day',
};

function terminal(watched: boolean): Terminal & { readonly said: string[] } {
  const said: string[] = [];
  return {
    env: {},
    program: 'presstime',
    now: () => instant('2026-11-23T15:00:00Z'),
    print: () => undefined,
    say: (text) => void said.push(text),
    progress: () => undefined,
    watched,
    columns: null,
    rows: null,
    paint: (_colour, text) => text,
    ask: null,
    stopped: () => Promise.resolve(),
    said,
  };
}

const store = createMemoryStore({ 'a.txt': 'one\r\ntwo\r\n   February 30\r\n' });

test('a terminal shows the line with a caret', async () => {
  const watched = terminal(true);
  await sayProblems([problem, { ...problem, line: null, column: null }], { from: store, to: 'public' }, watched);
  expect(watched.said).toEqual([
    'memory/a.txt:3:4: error: No such day [invalid-date]',
    '       February 30\n       ^',
    'memory/a.txt: error: No such day [invalid-date]',
  ]);
});

test('a log has one line for each problem', async () => {
  const log = terminal(false);
  await sayProblems([problem, { ...problem, file: 'rss.xml' }], { from: store, to: 'public' }, log);
  expect(log.said).toEqual([
    'memory/a.txt:3:4: error: No such day [invalid-date]',
    'public/rss.xml:3:4: error: No such day [invalid-date]',
  ]);
});

describe('warnings of a run', () => {
  const warning = (file: string, code = 'missing-alt'): Problem => ({
    ...problem,
    severity: 'warning',
    code,
    file,
    line: null,
  });
  const problems = [
    problem,
    warning('b.md'),
    warning('c.md'),
    { ...problem, file: 'd.txt' },
    warning('e.md', 'binary'),
    warning('f.md'),
  ];
  const stores = { from: store, to: 'public', seeAll: 'presstime check' };

  test('a terminal shows one of each kind, how to see all, and every error', async () => {
    const watched = terminal(true);
    await sayProblems(problems, stores, watched);
    expect(watched.said.filter((line) => !line.startsWith(' '))).toEqual([
      'memory/b.md: warning: No such day [missing-alt] and 2 more of this kind',
      'memory/e.md: warning: No such day [binary]',
      'memory/a.txt:3:4: error: No such day [invalid-date]',
      'memory/d.txt:3:4: error: No such day [invalid-date]',
      '2 more warnings of these kinds: "presstime check" lists all',
    ]);
  });

  test('a log has all of them', async () => {
    const log = terminal(false);
    await sayProblems(problems, stores, log);
    expect(log.said).toHaveLength(6);
  });
});

test('a long line is cut around the position', () => {
  const excerpt = excerptOf(`${'x'.repeat(500)}HERE${'y'.repeat(500)}`, 501);
  const [line = '', mark = ''] = excerpt.split('\n');
  expect(line.length).toBeLessThan(120);
  expect(line.slice(mark.indexOf('^')).startsWith('HERE')).toBe(true);
  expect(excerptOf('HERE', 1)).toBe('    HERE\n    ^');
  expect(excerptOf('', 1)).toBe('');
});

test('long work shows a bar, and removes it', () => {
  const shown: string[] = [];
  const show = showProgress({ progress: (text) => void shown.push(text) });
  for (let done = 1; done <= 1000; done += 1) show({ task: 'read', done, total: 1000 });
  expect(shown).toHaveLength(20);
  expect(shown[9]).toBe('Reading [############            ] 500 of 1,000');
  expect(shown.at(-1)).toBe('');
  show({ task: 'read', done: 100, total: 100 });
  expect(shown).toHaveLength(20);
});

test('the bar for writing moves however many files are done at the same time', () => {
  const shown: string[] = [];
  const show = showProgress({ progress: (text) => void shown.push(text) });
  for (let done = 3; done <= 300; done += 3) show({ task: 'write', done, total: 300 });
  expect(shown.map((it) => it.slice(-10))).toEqual(
    [51, 102, 150, 201, 252].map((n) => `${n} of 300`.padStart(10)).concat(''),
  );
  expect(shown[0]).toBe('Writing [####                    ] 51 of 300');
});

const hostile = 'a\u001b[31m\n\u202e\u009b.txt';

test('no name, message or line of a file can control the terminal', async () => {
  const watched = terminal(true);
  const from = createMemoryStore({ [hostile]: 'one\u001b[2J\ttwo' });
  const wrong = { ...problem, file: hostile, message: `Got "${hostile}"`, line: 1, column: 1 };
  await sayProblems([wrong], { from, to: 'public' }, watched);
  expect(watched.said.join('')).not.toMatch(/[\u001b\u009b\u202e]/);
  expect(watched.said[0]).toBe(
    'memory/a\ufffd[31m\ufffd\ufffd\ufffd.txt:1:1: error: Got "a\ufffd[31m\ufffd\ufffd\ufffd.txt" [invalid-date]',
  );
  expect(excerptOf('one\u001b[2J\ttwo', 1)).toBe('    one\ufffd[2J two\n    ^');
});

test('a problem is printed even if its file cannot be read for the excerpt; other errors are not hidden', async () => {
  const failing = (thrown: Error) => ({ ...store, read: () => Promise.reject(thrown) });
  const watched = terminal(true);
  await sayProblems([problem], { from: failing(new PublishError('unreadable', 'Gone')), to: '' }, watched);
  expect(watched.said).toEqual(['memory/a.txt:3:4: error: No such day [invalid-date]']);
  const fault = new TypeError('x is not a function');
  await expect(sayProblems([problem], { from: failing(fault), to: '' }, watched)).rejects.toBe(fault);
});

describe('the text of a report', () => {
  const report: Report = {
    from: 'articles',
    to: 'public',
    now: instant('2026-11-24T06:00:00Z'),
    dryRun: false,
    articles: 1,
    read: 1,
    skipped: [],
    noStories: [],
    entries: 1,
    archived: 0,
    heldBack: [],
    refused: [],
    entryChanges: [],
    nextDue: null,
    changes: [{ path: 'rss.xml', action: 'written' }],
    ledgerWrites: 3,
    generation: 1,
    problems: [],
    feeds: [{ format: 'rss', url: 'https://feeds.example/rss.xml' }],
    page: null,
  };
  const describe = (changes: Partial<Report>) => describeReport({ ...report, ...changes }, terminal(false));

  test('no name in it can control the terminal', () => {
    const words = describe({
      heldBack: [{ path: hostile, reason: 'draft', due: null }],
      refused: [{ path: hostile, kept: false }],
      entryChanges: [{ kind: 'new', id: 'tag:a', title: hostile, url: null, path: 'a.txt' }],
      skipped: [hostile],
      changes: [{ path: hostile, action: 'written' }],
    });
    expect(words).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(words.match(/a\ufffd\[31m\ufffd\ufffd\ufffd\.txt/g)).toHaveLength(5);
    expect(words.split('\n')).toHaveLength(9);
  });

  test.each([
    ['public', 'presstime serve'],
    ['out/feeds', 'presstime serve out/feeds'],
    ['my feeds', "presstime serve 'my feeds'"],
    ["it's", "presstime serve 'it'\\''s'"],
    ['-x', 'presstime serve ./-x'],
  ])('the command that serves %s can be copied', (to, command) => {
    expect(describe({ to }).split('\n').at(-1)).toBe(`Try it on this machine: ${command}`);
  });

  test('skipped files are counted and named', () => {
    const skipped = ['a.mdx', 'b.rtf', 'c.odt', 'd.rst', 'e.adoc'];
    expect(describe({ skipped })).toContain(
      '\n  skipped    5 files with unknown extensions: a.mdx, b.rtf, c.odt and 2 more\n',
    );
    expect(describe({ skipped: ['a.mdx'] })).toContain('\n  skipped    1 file with unknown extensions: a.mdx\n');
    expect(describe({})).not.toContain('skipped');
    expect(describe({ skipped })).toContain(
      '\n  Presstime does not read reStructuredText: convert these files to Markdown\n',
    );
    expect(describe({ skipped })).toContain('read AsciiDoc:');
    expect(describe({ skipped: ['a.rtf', 'first.md'] })).not.toContain('does not read');
  });

  const changeOf = (kind: EntryChange['kind'], title: string): EntryChange => {
    return { kind, id: `tag:${title}`, title, url: null, path: 'a.txt' };
  };

  test('entry changes are counted, and the first titles are named', () => {
    const entryChanges = [changeOf('new', 'Tides'), changeOf('new', 'Kelp'), changeOf('withdrawn', 'Eels')];
    const lines = '2 new, 1 withdrawn\n  new        Tides\n  new        Kelp\n  withdrawn  Eels\n1 article in articles';
    expect(describe({ entryChanges }).startsWith(lines)).toBe(true);
    expect(describe({ entryChanges, dryRun: true })).toMatch(/^Would be 2 new, 1 withdrawn\n {2}new {8}Tides\n/);
    const many = Array.from({ length: 17 }, (_, index) => changeOf('updated', `Story ${index}`));
    expect(describe({ entryChanges: many })).toMatch(
      /^17 updated\n(?: {2}updated {4}Story \d\n){10} {2}and 7 more: --json lists all\n1 article/,
    );
  });

  const many: Partial<Report> = {
    entryChanges: Array.from({ length: 100 }, (_, index) =>
      changeOf('new', `Story ${index} ${'of the tide '.repeat(20)}`),
    ),
    heldBack: Array.from({ length: 50 }, (_, index) => ({ path: `${index}.md`, reason: 'draft', due: null })),
    refused: [{ path: 'wrong.md', kept: false }],
    nextDue: instant('2026-11-25T06:00:00Z'),
    page: 'https://feeds.example/index.html',
  };

  test.each([
    [80, null, 24],
    [80, 40, 40],
    [40, 24, 24],
    [200, 200, 200],
  ])('it fits a terminal with %i columns and %i rows, and its lists share the rows', (columns, rows, most) => {
    const text = describeReport({ ...report, ...many }, { ...terminal(true), columns, rows });
    const lines = text.split('\n');
    expect(lines.length).toBeLessThan(most);
    expect(lines.length).toBeGreaterThan(Math.min(most, 150) - 6);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(text).toContain('  refused    wrong.md');
    expect(text).toMatch(/100 new\n {2}new {8}Story 0 of the tide/);
    if (most < 100) expect(text).toMatch(/and \d+ more: --json lists all\n1 article[\s\S]*and \d+ more: --json/);
  });

  test('of a row that is too long, the reason stays', () => {
    const heldBack = [{ path: 'blog/notes-on-gulls-and-terns.md', reason: 'draft', due: null } as const];
    const text = describeReport({ ...report, heldBack }, { ...terminal(true), columns: 40, rows: 24 });
    expect(text).toContain('\n  held back  blog/notes-on-gull… (draft)\n');
  });

  test('a run that changes nothing for subscribers says so', () => {
    expect(describe({})).toMatch(/^No entry changed\n/);
    expect(describe({ dryRun: true })).toMatch(/^No entry would change\n/);
  });

  test('if there are no articles, it says where to put them', () => {
    expect(describe({ articles: 0 })).toContain(
      '\n  Put articles beside feed.yaml or in folders below it: files with the extension .txt, .md or .html',
    );
    expect(describe({})).not.toContain('Put articles');
  });
});

test.each([
  ['drop/0417.xml', 'killed-item', 'articles'],
  ['0417.xml', 'missing-picture', 'articles'],
  ['index.xml', 'feed-loses-entries', 'public'],
  ['index.xml', 'rss-item-link', 'public'],
  ['rss.xml', 'foreign-file', 'public'],
  ['terns.md', 'missing-date', 'articles'],
])('a problem of %s with the code %s is in the folder %s', (file, code, wanted) => {
  const problem = { severity: 'warning', code, file, line: 1, column: 1, message: 'Wrong' } as const;
  expect(storeOf(problem, { from: 'articles', to: 'public' })).toBe(wanted);
});
