/** Which articles a deploy sends: those of its own stage, and only if somebody asks for it. */
import { expect, test } from 'vitest';
import { decideSending, pushArguments } from '../../scripts/articles.ts';

const prod = { stage: 'prod', folder: 'articles', given: null, isTerminal: false };
const other = { ...prod, stage: 'test', folder: 'drafts' };

test('without --articles and without a terminal, nothing is sent', () => {
  expect(decideSending(prod)).toBeNull();
});

test('--articles sends the folder of the stage, and a terminal asks first', () => {
  expect(decideSending({ ...prod, given: './articles/' })).toEqual({ folder: 'articles', ask: false });
  expect(decideSending({ ...prod, given: 'articles', isTerminal: true })).toEqual({ folder: 'articles', ask: true });
});

test('on a terminal, a stage with articles asks', () => {
  expect(decideSending({ ...prod, isTerminal: true })).toEqual({ folder: 'articles', ask: true });
});

test('a stage without articles sends nothing and asks nothing, even on a terminal', () => {
  const none = { ...prod, stage: 'empty', folder: '' };
  for (const isTerminal of [true, false]) expect(decideSending({ ...none, isTerminal })).toBeNull();
  expect(() => decideSending({ ...none, given: 'articles' })).toThrow(
    'The stage "empty" has no articles: write "articles: articles" in stages/empty.yml',
  );
});

test('the folder of one stage cannot be sent to another', () => {
  expect(decideSending({ ...other, given: 'drafts' })).toEqual({ folder: 'drafts', ask: false });
  expect(() => decideSending({ ...other, given: 'articles' })).toThrow(
    'The articles of stage "test" are in "drafts": got --articles "articles"',
  );
  expect(() => decideSending({ ...prod, given: 'drafts', isTerminal: true })).toThrow('are in "articles"');
});

test('what only the bucket has stays there, unless removals are allowed', () => {
  const options = { location: 's3://b/articles', allowRemovals: false, allowErrors: false };
  const start = ['push', '--from', 'drafts', '--to', 's3://b/articles'];
  expect(pushArguments({ folder: 'drafts', ask: true }, options)).toEqual([...start, '--no-removals', '--ask']);
  const all = pushArguments({ folder: 'drafts', ask: false }, { ...options, allowRemovals: true, allowErrors: true });
  expect(all).toEqual([...start, '--allow-removals', '--allow-errors']);
});
