/** The three states of a reading. */
import { expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { articleOf, withdrawalOf } from '../../src/article/reading.ts';
import { channel } from '../support/channel.ts';

const parse = (text: string) => parseArticle({ path: 'a.md', body: new TextEncoder().encode(text) }, channel);

const file = (lines: string, body = 'Kelp.') => `---\ntitle: Kelp\n${lines}\n---\n${body}\n`;

test.each([
  ['an article', file('date: 2026-01-05'), 'accepted'],
  ['one whose date has not come', file('date: 2226-01-05'), 'accepted'],
  ['one without a body', file('date: 2026-01-05', ''), 'accepted'],
  ['a draft', file('date: 2026-01-05\ndraft: true'), 'held'],
  ['a draft with a wrong date', file('date: yesterday\ndraft: true'), 'held'],
  ['what is withdrawn', file('date: 2026-01-05\nwithdrawn: true'), 'held'],
  ['what is withdrawn and cannot be read', file('withdrawn: true\nb: "c'), 'held'],
  ['no date', file('author: Ada'), 'refused'],
  ['a wrong date', file('date: yesterday'), 'refused'],
  ['an empty file', ' \n', 'refused'],
])('%s', (_name, text, state) => {
  const reading = parse(text);
  expect(reading.state).toBe(state);
  expect(reading.problems.some(({ severity }) => severity === 'error')).toBe(state === 'refused');
});

test('a draft without a date has no article, one with a date has', () => {
  expect(parse(file('draft: true'))).toMatchObject({ state: 'held', mark: { kind: 'draft' }, article: null });
  expect(articleOf(parse(file('draft: true\ndate: 2026-01-05')))?.title).toBe('Kelp');
  expect(articleOf(parse(file('date: yesterday')))).toBeNull();
});

test('only what is withdrawn has a withdrawal', () => {
  expect(withdrawalOf(parse(file('withdrawn: It was wrong.')))).toEqual({ notice: 'It was wrong.', withdrawn: null });
  expect(withdrawalOf(parse(file('draft: true')))).toBeNull();
  expect(withdrawalOf(parse(file('date: 2026-01-05')))).toBeNull();
});
