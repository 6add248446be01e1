/** The posts of the benchmark: always the same, and of the length that the marks were set for. */
import { expect, test } from 'vitest';
import { makePost, renderPost } from '../../bench/posts.ts';

const averageWords = (length: 'long' | 'short') => {
  const counts = Array.from({ length: 100 }, (_, index) => makePost(index, { length }).body.split(/\s+/).length);
  return counts.reduce((sum, it) => sum + it, 0) / counts.length;
};

test('a long post has about 690 words, a short one about 40', () => {
  expect(averageWords('long')).toBeGreaterThan(670);
  expect(averageWords('long')).toBeLessThan(710);
  expect(averageWords('short')).toBeGreaterThan(35);
  expect(averageWords('short')).toBeLessThan(45);
});

test('the same index gives the same post, another one another', () => {
  expect(makePost(12)).toEqual(makePost(12));
  expect(makePost(12).body).not.toBe(makePost(13).body);
  expect(makePost(12).name).not.toBe(makePost(-12).name);
});

test('posts are an hour apart, newest first, or all have one date', () => {
  const [newest, next] = [makePost(0).date.getTime(), makePost(1).date.getTime()];
  expect(newest - next).toBe(3_600_000);
  expect(makePost(500, { dates: 'one' }).date).toEqual(makePost(0).date);
});

test('front matter has a title, date, tags, a category and an author', () => {
  const [, head = ''] = renderPost(makePost(0)).split('---\n');
  expect(head.replace(/(?<=: ).*/g, '…')).toBe('title: …\ndate: …\ntags: …\ncategories: …\nauthor: …\n');
});
