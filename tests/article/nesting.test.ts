/** Markdown that is nested deeper than anybody writes. */
import { expect, it } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

it.each([
  ['quotations in quotations', '> '.repeat(800)],
  ['lists in lists on one line', '- '.repeat(800)],
  ['lists in lists, each further in', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n')],
])('hostile: %s are refused and not waited for', (_name, text) => {
  const { article, problems } = read('a.md', `---\ndate: 2026-01-04\n---\n${text}`);
  expect(article).toBeNull();
  expect(problems.map(({ code }) => code)).toEqual(['too-deep']);
});

it('a hundred quotations in quotations, and a long rule, are read', () => {
  expect(
    readArticle('a.md', `---\ndate: 2026-01-04\n---\n${'> '.repeat(100)}deep\n\n${'-'.repeat(500)}\n`).contentText,
  ).toBe('deep');
});
