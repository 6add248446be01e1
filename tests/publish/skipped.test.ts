/** Files that are not stories: which are read, how they are counted, and that each is read once. */
import { describe, expect, test } from 'vitest';
import { type Reading, skipped } from '../../src/article/reading.ts';
import type { SkippedKind } from '../../src/article/story/no-story.ts';
import { countSkipped } from '../../src/article/story/no-story.ts';
import { checkAll } from '../../src/publish/check-all.ts';
import { publishIfSent } from '../../src/publish/first-run.ts';
import { publish } from '../../src/publish/publish.ts';
import type { RunOptions } from '../../src/publish/read/publish-options.ts';
import { readArticles } from '../../src/publish/read/read-source.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';

const now = instant('2026-11-23T15:00:00Z');
const story = '---\ntitle: The pier\ndate: 2026-01-04\n---\nIt opens.\n';
const sitemap = '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>\n';

interface Desk {
  readonly from: Store;
  readonly to: Store;
  /** The paths that were read since the last call. */
  readonly reads: () => readonly string[];
}

function desk(files: Readonly<Record<string, string | Uint8Array>>): Desk {
  const memory = createMemoryStore({ 'feed.yaml': channelYaml, ...files });
  let paths: string[] = [];
  const read: Store['read'] = (path) => {
    paths.push(path);
    return memory.read(path);
  };
  const reads = () => {
    const seen = paths.filter((path) => path !== 'feed.yaml');
    paths = [];
    return seen;
  };
  return { from: { ...memory, read }, to: createMemoryStore(), reads };
}

/** Reads some files as what only agencies send. */
function planting(kinds: Readonly<Record<string, SkippedKind>>): Pick<RunOptions, 'readArticles'> {
  const readingOf = (path: string, reading: Reading) => {
    const what = kinds[path];
    return what === undefined ? reading : skipped(what);
  };
  return {
    readArticles: async (from, files, context) =>
      (await readArticles(from, files, context)).map((file) => ({
        ...file,
        reading: readingOf(file.path, file.reading),
      })),
  };
}

describe('the folder of a blog', () => {
  const others = {
    'sitemap.xml': sitemap,
    'layouts/rss.xml': '{{ printf "<rss>" }}',
    'static/tool': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0]),
    'run-all': '#!/bin/sh\nexit 0\n',
    empty: '',
    'man/kelp.1': '.TH KELP 1\n',
  };
  const names = Object.keys(others).sort();

  test('files that may be stories by their content alone are listed like those with unknown extensions, without a problem', async () => {
    const { from, to } = desk({ 'a.md': story, 'b.rst': 'x', ...others });
    const report = await publish({ from, to, now });
    expect(report).toMatchObject({ articles: 1, entries: 1, noStories: [], problems: [], refused: [] });
    expect(report.skipped).toEqual(['b.rst', ...names].sort());
    const checked = await checkAll(from, { now });
    expect(checked).toMatchObject({ articles: 1, problems: [], noStories: [] });
    expect(checked.skipped).toEqual(report.skipped);
  });

  test('they are read once, and listed by every run', async () => {
    const { from, to, reads } = desk({ 'a.md': story, ...others });
    const { skipped: first } = await publish({ from, to, now });
    expect(reads()).toEqual(expect.arrayContaining(names));
    expect(await publish({ from, to, now })).toMatchObject({ read: 0, articles: 1, skipped: first, ledgerWrites: 0 });
    await from.write('b.md', bytes(story.replace('pier', 'quay')), 'any');
    reads();
    expect(await publish({ from, to, now })).toMatchObject({ read: 1, articles: 2, skipped: first });
    expect(reads()).toEqual(['b.md']);
    await from.remove('sitemap.xml');
    const { skipped: rest, articles } = await publish({ from, to, now });
    expect([rest, articles]).toEqual([first.filter((path) => path !== 'sitemap.xml'), 2]);
  });

  test('a file that only its name could tell of is not read if it is larger than 20 megabytes', async () => {
    const large = new Uint8Array(20_000_001).fill(32);
    const { from, to, reads } = desk({ 'a.md': story, 'export.xml': large, A0417: large });
    expect(await publish({ from, to, now })).toMatchObject({ skipped: ['A0417', 'export.xml'], problems: [] });
    expect(reads()).toEqual(['a.md']);
    await from.write('B0417', large, 'any');
    const named = await publish({ from, to, now, changedPaths: ['B0417'] });
    expect([named.skipped, reads()]).toEqual([['B0417'], []]);
  });

  test('a file with an extension of agencies in no known format is refused', async () => {
    const { from, to } = desk({ 'a.md': story, 'b.nitf': '<sports/>', 'c.xml': '<sports/>' });
    const { problems, skipped } = await publish({ from, to, now });
    expect(problems).toMatchObject([{ code: 'unknown-format', file: 'b.nitf', severity: 'error' }]);
    expect(skipped).toEqual(['c.xml']);
  });
});

describe('what agencies send that is not a story', () => {
  const files = { 'a.md': story, A1: 'x', A2: 'x', A3: 'x' };
  const kinds = { A1: 'picture', A2: 'package', A3: 'picture' } as const;
  const noStories = Object.entries(kinds).map(([path, what]) => ({ path, what }));

  test('is listed with its kind by every run that looks at all files, and is read once', async () => {
    const { from, to, reads } = desk(files);
    const options = { from, to, now, ...planting(kinds) };
    expect(await publish(options)).toMatchObject({ articles: 1, skipped: [], noStories, problems: [] });
    expect(await publish(options)).toMatchObject({ articles: 1, skipped: [], noStories, ledgerWrites: 0 });
    await from.write('b.md', bytes(story.replace('pier', 'quay')), 'any');
    reads();
    expect(await publish(options)).toMatchObject({ articles: 2, noStories });
    expect(reads()).toEqual(['b.md']);
    await from.remove('A2');
    expect(await publish(options)).toMatchObject({ noStories: [noStories[0], noStories[2]] });
  });

  test('is no longer counted if the file becomes a story', async () => {
    const { from, to } = desk({ ...files, 'b.md': story.replace('pier', 'quay') });
    await publish({ from, to, now, ...planting({ ...kinds, 'a.md': 'event' }) });
    await from.write('a.md', bytes(`${story}Today.\n`), 'any');
    expect(await publish({ from, to, now, ...planting(kinds) })).toMatchObject({ articles: 2, entries: 2, noStories });
  });

  test('a story whose file becomes one of no known kind stays as it was, with an error: it may be half-written', async () => {
    const { from, to } = desk(files);
    await publish({ from, to, now, ...planting(kinds) });
    await from.write('a.md', bytes(`${story}Today.\n`), 'any');
    const report = await publish({ from, to, now, ...planting({ ...kinds, 'a.md': 'other file' }) });
    expect(report).toMatchObject({ entries: 1, entryChanges: [], refused: [{ path: 'a.md', kept: true }], noStories });
    expect(report.problems).toMatchObject([{ code: 'no-story', file: 'a.md', severity: 'error' }]);
    expect(report.problems[0]?.message).toContain('of another kind');
  });

  test('is counted with the largest count first', () => {
    expect(countSkipped(noStories)).toBe('2 pictures, 1 package');
    expect(countSkipped([{ what: 'planning item' }, { what: 'advisory' }, { what: 'advisory' }])).toBe(
      '2 advisories, 1 planning item',
    );
  });
});

describe('a folder in which nothing is readable', () => {
  const nothing = expect.objectContaining({ code: 'nothing-readable' });

  test('is an error that counts the kinds, and nothing is written', async () => {
    const { from, to } = desk({ A1: 'x', A2: 'x', A3: 'x', 'b.rst': 'x', 'style.css': 'x' });
    const kinds = { A1: 'picture', A2: 'package', A3: 'picture' } as const;
    const run = publish({ from, to, now, ...planting(kinds) });
    await expect(run).rejects.toThrow('Found 2 pictures, 1 package and 1 file with unknown extensions: b.rst.');
    await expect(publish({ from, to, now })).rejects.toEqual(nothing);
    await expect(checkAll(from, { now })).rejects.toEqual(nothing);
    expect(await to.list(() => true)).toEqual([]);
  });

  test.each([
    ['a draft', { 'a.md': story.replace('---\n', '---\ndraft: true\n'), A1: 'x' }],
    ['an article that is not due', { 'a.md': story.replace('2026-01', '2027-01'), A1: 'x' }],
    ['a file that is refused', { 'a.md': 'No date', A1: 'x' }],
    ['nothing but the settings', {}],
    ['nothing but what belongs to a site', { 'style.css': 'x', Makefile: 'x', 'sitemap.xml': sitemap, 'a.tif': 'x' }],
  ])('%s is no such folder', async (_name, files) => {
    const { from, to } = desk(files);
    expect(await publish({ from, to, now })).toMatchObject({ entries: 0 });
    expect(await checkAll(from, { now })).toMatchObject({ noStories: [] });
  });

  test('is no error once something was published: the feeds stay', async () => {
    const { from, to } = desk({ 'a.md': story });
    await publish({ from, to, now });
    await from.write('A1', bytes('x'), 'any');
    expect(await publish({ from, to, now })).toMatchObject({ entries: 1 });
    expect(await publish({ from, to, now, changedPaths: ['A1'] })).toMatchObject({ entries: 1 });
  });

  test('is an error in the report of a function, whose invocation did not fail', async () => {
    const { from, to } = desk({ A1: 'x' });
    const { problems, changes } = await publishIfSent({ from, to, now });
    expect([problems.map(({ code, severity }) => [code, severity]), changes]).toEqual([
      [['nothing-readable', 'error']],
      [],
    ]);
  });
});
