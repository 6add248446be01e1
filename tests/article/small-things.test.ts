/** Sentences with URLs, names with underscores, dates with parts, tags of Ghost, and lengths with commas. */
import { describe, expect, test } from 'vitest';
import { textOfMarkdown } from '../../src/article/front-matter/inline-markdown.ts';
import { deriveSummary, deriveTitle, splitSentences } from '../../src/article/text/sentences.ts';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import { groupFolder } from '../../src/feed/group-folders.ts';
import { channelYaml, read, readArticle } from '../support/channel.ts';

const article = (lines: string) => readArticle('a.md', `---\ntitle: Kelp\ndate: 2027-01-02\n${lines}\n---\nWords.\n`);
const problemsOf = (lines: string) => read('a.md', `---\n${lines}\n---\nWords here. More.\n`).problems;

describe('a sentence', () => {
  test('does not end inside a URL', () => {
    const text = 'Book at https://kelp.example/show?id=12&seat=4!a before Friday. Then come.';
    expect(splitSentences(text)).toEqual([
      'Book at https://kelp.example/show?id=12&seat=4!a before Friday.',
      'Then come.',
    ]);
    expect(deriveTitle(text)).toBe('Book at https://kelp.example/show?id=12&seat=4!a before Friday');
  });

  test('ends without a space in Chinese and Japanese', () => {
    expect(splitSentences('海が来た。明日も来る！もう？はい')).toEqual([
      '海が来た。',
      '明日も来る！',
      'もう？',
      'はい',
    ]);
    expect(deriveSummary('海が来た。明日も来る。', 6)).toBe('海が来た。');
  });

  test('is cut at its maximum even without spaces', () => {
    expect([...deriveTitle('k'.repeat(300))]).toHaveLength(100);
    expect([...deriveTitle('海'.repeat(300))]).toHaveLength(100);
  });
});

test.each([
  ['Python __init__ explained', 'Python __init__ explained'],
  ['__main__', '__main__'],
  ['A __bold word__ here', 'A bold word here'],
  ['**Bold** and *more*', 'Bold and more'],
  ['`__all__` in code', '__all__ in code'],
])('the title %s', (markdown, text) => {
  expect(textOfMarkdown(markdown)).toBe(text);
});

test('a key that looks like a title is reported if there is none', () => {
  expect(
    problemsOf('newstitle: The tide\ndate: 2027-01-02').map(({ code, message }) => [code, message]),
  ).toContainEqual(['unknown-key', expect.stringContaining('did you mean "title"')]);
  expect(problemsOf('newstitle: The tide\ntitle: A\ndate: 2027-01-02')).toEqual([]);
  expect(problemsOf('seoTitle: The tide\ndate: 2027-01-02')).toEqual([]);
});

test('a date of two parts', () => {
  const { published, updated } = article('date:\n  created: 2027-01-02T10:00:00Z\n  updated: 2027-02-03T10:00:00Z');
  expect([published, updated]).toEqual(['2027-01-02T10:00:00Z', '2027-02-03T10:00:00Z']);
});

test('the sign of a tag is not part of it', () => {
  expect(article('tags: ["#kelp", "C#", "#1"]').categories).toEqual(['kelp', 'C#', '#1']);
});

test('names that differ by signs have folders of their own', () => {
  const folders = ['C', 'C#', 'C++', 'F#', 'R&D', '#'].map((name) => groupFolder({ grouping: 'categories', name }));
  expect(folders.slice(0, 5)).toEqual(
    ['c', 'c-sharp', 'c-plus-plus', 'f-sharp', 'r-d'].map((name) => `categories/${name}/`),
  );
  expect(new Set(folders).size).toBe(folders.length);
});

test.each([
  ['12,345,678', 12_345_678],
  ['"12 345 678"', 12_345_678],
  ['1234', 1234],
])('the length %s', (length, bytes) => {
  expect(article(`audio: https://kelp.example/a.mp3\nlength: ${length}`).enclosures[0]?.lengthBytes).toBe(bytes);
});

test('a length that cannot be read is reported', () => {
  const found = problemsOf('title: A\ndate: 2027-01-02\naudio: https://kelp.example/a.mp3\nlength: 12 MB');
  expect(found).toEqual([expect.objectContaining({ code: 'invalid-field', line: 5 })]);
});

test.each([
  ['EST', 1],
  ['MST', 1],
  ['America/New_York', 0],
  ['UTC', 0],
])('the time zone %s: %s warnings', (zone, count) => {
  const { problems } = parseChannel(channelYaml.replace(/timeZone: .*/, `timeZone: ${zone}`));
  expect(problems.filter(({ code }) => code === 'fixed-time-zone')).toHaveLength(count);
});

test.each(['mkdn', 'mkdown', 'mkd', 'mdx', 'markdown'])('.%s is Markdown', (extension) => {
  expect(readArticle(`a.${extension}`, '---\ntitle: A\ndate: 2027-01-02\n---\n*Words.*\n').contentHtml).toContain(
    '<em>',
  );
});
