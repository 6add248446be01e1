/** Building a feed from entries: order, limit, and the date of the feed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildFeed } from '../../src/feed/assemble-feed.ts';
import { latestUpdate } from '../../src/feed/plain-feed.ts';
import { entry } from '../render/sample.ts';
import { channel } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const entries = [
  { ...entry, id: 'a:old', published: instant('2026-01-01T00:00:00Z'), updated: instant('2026-03-01T00:00:00Z') },
  { ...entry, id: 'a:tie-2', published: instant('2026-02-01T00:00:00Z'), updated: instant('2026-02-01T00:00:00Z') },
  { ...entry, id: 'a:tie-1', published: instant('2026-02-01T00:00:00Z'), updated: instant('2026-02-01T00:00:00Z') },
  { ...entry, id: 'a:new', published: instant('2026-02-02T00:00:00Z'), updated: instant('2026-02-02T00:00:00Z') },
];
const ids = ['a:new', 'a:tie-1', 'a:tie-2', 'a:old'];

test('newest first, then by id, whatever the order of the input is', () => {
  const check = (shuffled: typeof entries) => {
    expect(buildFeed(channel, shuffled).entries.map(({ id }) => id)).toEqual(ids);
  };
  fc.assert(fc.property(fc.shuffledSubarray(entries, { minLength: 4 }), check), { numRuns: 30 });
});

test('only the newest entries up to the limit', () => {
  expect(buildFeed({ ...channel, limit: 2 }, entries).entries.map(({ id }) => id)).toEqual(ids.slice(0, 2));
});

test('`updated` is that of the entry that was updated last, which need not be the newest', () => {
  expect(buildFeed(channel, entries).updated).toBe('2026-03-01T00:00:00Z');
  expect(buildFeed({ ...channel, limit: 3 }, entries).updated).toBe('2026-02-02T00:00:00Z');
});

test('without entries the feed has the date of its authority, not the current date', () => {
  expect(latestUpdate([], { authority: 'courier.example,2026-03' })).toBe('2026-03-01T00:00:00Z');
});

test('its URLs are those of the published files', () => {
  const { id, selfUrls } = buildFeed(channel, []);
  expect(id).toBe('tag:courier.example,2026:feed:main');
  expect(selfUrls).toEqual({
    rss: 'https://feeds.courier.example/rss.xml',
    atom: 'https://feeds.courier.example/atom.xml',
    json: 'https://feeds.courier.example/feed.json',
  });
});
