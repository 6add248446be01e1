/** The table of feed formats, and what is derived from it. */
import { expect, test } from 'vitest';
import { byFormat, feedFormats, formatNames } from '../../src/model/feed.ts';

test('formats are listed in the order of the table, and each has a different file name', () => {
  expect(formatNames).toEqual(['rss', 'atom', 'json']);
  expect(new Set(Object.values(feedFormats).map(({ fileName }) => fileName)).size).toBe(formatNames.length);
});

test('there is one value for each format', () => {
  expect(byFormat((name) => feedFormats[name].fileName)).toEqual({
    rss: 'rss.xml',
    atom: 'atom.xml',
    json: 'feed.json',
  });
});
