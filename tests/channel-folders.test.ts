/** The settings `articles`, `exclude` and `static`: which files of a folder are read. */
import { expect, test } from 'vitest';
import { asSourcePaths, findSourceFolders, isIncluded } from '../src/channel/source-folders.ts';
import { publish } from '../src/publish/publish.ts';
import { createMemoryStore } from '../src/store/memory.ts';

test.each([
  ['content/posts/a.md', ['content/posts'], [], true],
  ['content/postscript/a.md', ['content/posts'], [], false],
  ['content/about.md', ['./content/'], [], true],
  ['notes/x.de.md', [], ['**/*.de.md'], false],
  ['x.de.md', [], ['**/*.de.md'], false],
  ['xode.md', [], ['**/*.de.md'], true],
  ['a/b/c.md', ['a/*'], [], true],
  ['a+b/c.md', ['a+b'], [], true],
  ['aab/c.md', ['a+b'], [], false],
])('%s with articles %j and exclude %j', (path, articles, exclude, expected) => {
  expect(isIncluded(path, { articles, exclude })).toBe(expected);
});

test.each([['../x'], [''], ['/'], ['a\\b'], [7], ['*'.repeat(2).concat('/*/*/*/*/*')], [{}]])(
  '%j is refused as a setting',
  (value) => {
    expect(asSourcePaths(value)).toBeUndefined();
  },
);

test('the lists are found in the text of the settings only if they are plain', () => {
  expect(findSourceFolders('articles:\n  - posts\n  - "a b"\nexclude:\n- \'x/**/*.md\'\n')).toEqual({
    articles: ['posts', 'a b'],
    exclude: ['x/**/*.md'],
  });
  expect(findSourceFolders('articles: [posts]\nexclude:\n  - posts\n    more\n')).toEqual({
    articles: [],
    exclude: [],
  });
  expect(findSourceFolders('articles:\n  - a: b\n').articles).toEqual([]);
});

const settings = (more: string) => `
title: Tern Notes
description: Notes
homeUrl: https://notes.example/
feedUrl: https://notes.example/feeds/
timeZone: UTC
${more}`;
const article = (title: string, text = 'Words.') => `---\ntitle: ${title}\ndate: 2026-01-04\n---\n${text}\n`;
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP8z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

test.each([
  ['plain lists', 'articles:\n  - posts\nexclude:\n  - posts/old\nstatic:\n  - files/root\n'],
  ['flow lists', 'articles: [posts]\nexclude: [posts/old]\nstatic: [files/root]\n'],
])('a run reads only the articles of the settings, written as %s', async (_, more) => {
  const from = createMemoryStore({
    'feed.yaml': settings(more),
    'posts/a.md': article('In', '![Terns](/img/a.png)'),
    'posts/old/b.md': article('Old'),
    'notes/c.md': article('Other'),
    'files/root/img/a.png': picture,
  });
  const to = createMemoryStore();
  const options = { from, to, now: '2026-02-01T00:00:00Z' };
  const report = await publish(options);
  expect(report.entryChanges.map(({ title }) => title)).toEqual(['In']);
  expect({ problems: report.problems, articles: report.articles }).toEqual({ problems: [], articles: 1 });
  expect(report.changes.some(({ path }) => path.startsWith('media/'))).toBe(true);
  expect((await publish(options)).articles).toBe(1);
});
