/** Articles take over the ids and dates of the feed that a site had before. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { readFeedEntries } from '../../src/validate/feed-entries.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('entries are read from feeds of any program', () => {
  test('RSS 2.0: a link is the id of an item without guid, and guid is the URL of one without link', () => {
    const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
      <item><title>One &amp; two</title><link>https://n.example/1/</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate></item>
      <item><title>Two</title><guid>https://n.example/2/</guid></item>
      <item><title>Three</title><guid isPermaLink="false">n-3</guid></item><item><title>None</title></item>
      </channel></rss>`;
    expect(readFeedEntries(bytes(rss))).toEqual([
      {
        id: 'https://n.example/1/',
        title: 'One & two',
        url: 'https://n.example/1/',
        published: '2026-03-01T09:00:00Z',
        updated: null,
      },
      { id: 'https://n.example/2/', title: 'Two', url: 'https://n.example/2/', published: null, updated: null },
      { id: 'n-3', title: 'Three', url: null, published: null, updated: null },
    ]);
  });

  test('Atom, with the prefix of another namespace before its own title', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"><entry><m:title>No</m:title>
      <id>tag:n.example,2026:1</id><title>One</title><link rel="self" href="https://n.example/self"/>
      <link href="https://n.example/1"/><updated>2026-03-02T10:00:00Z</updated></entry></feed>`;
    expect(readFeedEntries(bytes(atom))).toEqual([
      {
        id: 'tag:n.example,2026:1',
        title: 'One',
        url: 'https://n.example/1',
        published: '2026-03-02T10:00:00Z',
        updated: '2026-03-02T10:00:00Z',
      },
    ]);
  });

  test('JSON Feed', () => {
    const json = {
      version: 'https://jsonfeed.org/version/1',
      items: [{ id: 7, title: 'Seven' }, 'x', { title: 'No id' }],
    };
    expect(readFeedEntries(bytes(JSON.stringify(json)))?.map(({ id }) => id)).toEqual(['7']);
  });

  test.each([
    ['a page', '<!doctype html><html><body></body></html>'],
    ['nothing', ''],
    ['half a feed', '<rss version="2.0"><channel><item>'],
    [
      'entities',
      '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><guid>&b;</guid></item></channel></rss>',
    ],
    ['other JSON', '{"items": 7}'],
    ['deep elements', `<rss>${'<a>'.repeat(5_000)}</rss>`],
  ])('%s is no feed', (_, text) => {
    expect(readFeedEntries(bytes(text))).toBeNull();
  });
});

const settings = `
title: Tern Notes
description: Notes
homeUrl: https://notes.example/
feedUrl: https://notes.example/
timeZone: UTC
permalink: hugo
ids: hugo
`;
const post = (title: string, date: string) => `---\ntitle: ${title}\ndate: ${date}\n---\nWords of ${title}.\n`;
const feed = (items: readonly object[]) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items });
const now = '2026-06-01T00:00:00Z';

function former() {
  return feed([
    {
      id: 'old-1',
      url: 'http://www.notes.example/posts/one',
      title: 'Another title',
      date_published: '2026-01-01T00:00:00Z',
    },
    { id: 'old-2', title: 'Two', date_published: '2026-01-02T00:00:00Z', date_modified: '2026-02-02T00:00:00Z' },
    { id: 'old-3', title: 'Gone', date_published: '2026-01-03T00:00:00Z' },
  ]);
}

const articles = {
  'content/posts/one.md': post('One', '2026-01-01'),
  'content/posts/two.md': post('Two', '2026-01-02'),
  'content/posts/new.md': post('New', '2026-05-01'),
};

async function entriesIn(to: ReturnType<typeof createMemoryStore>) {
  return readFeedEntries((await to.read('feed.json'))?.body ?? bytes('')) ?? [];
}

test('the first run gives ids and dates of edits to the articles that it finds, and publishes the rest as new', async () => {
  const from = createMemoryStore({ 'feed.yaml': settings, 'former-feed.json': former(), ...articles });
  const to = createMemoryStore();
  const report = await publish({ from, to, now });
  expect(report.entryChanges.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['new New', 'moved One']);
  expect({ articles: report.articles, problems: report.problems }).toEqual({ articles: 3, problems: [] });
  expect((await entriesIn(to)).map(({ id, updated }) => [id, updated])).toEqual([
    ['https://notes.example/posts/new/', '2026-05-01T00:00:00Z'],
    ['old-2', '2026-02-02T00:00:00Z'],
    ['old-1', '2026-01-01T00:00:00Z'],
  ]);
  expect(new TextDecoder().decode((await to.read('atom.xml'))?.body)).not.toContain('old-3');
});

test('the ids stay, also if the file is removed after the first run', async () => {
  const from = createMemoryStore({ 'feed.yaml': settings, 'former-feed.json': former(), ...articles });
  const to = createMemoryStore();
  await publish({ from, to, now });
  await from.remove('former-feed.json');
  await from.write('content/posts/one.md', bytes(post('One, edited', '2026-01-01')), 'any');
  const report = await publish({ from, to, now: '2026-06-02T00:00:00Z' });
  expect(report.entryChanges.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['updated old-1']);
});

test('more entries than the live feed contains move to the archive, with their ids', async () => {
  const names = Array.from({ length: 130 }, (_, index) => String(index).padStart(3, '0'));
  const many = names.map((name) => [
    `content/posts/${name}.md`,
    post(`Post ${name}`, `2025-0${1 + (Number(name) % 9)}-01`),
  ]);
  const items = names.map((name) => ({ id: `old-${name}`, title: `Post ${name}` }));
  const from = createMemoryStore({
    'feed.yaml': `${settings}limit: 20\n`,
    'former-feed.json': feed(items),
    ...Object.fromEntries(many),
  });
  const to = createMemoryStore();
  const report = await publish({ from, to, now });
  expect({ changes: report.entryChanges, entries: report.entries, archived: report.archived }).toEqual({
    changes: [],
    entries: 20,
    archived: 110,
  });
  expect((await entriesIn(to)).every(({ id }) => id.startsWith('old-'))).toBe(true);
  expect((await publish({ from, to, now })).changes.every(({ action }) => action === 'unchanged')).toBe(true);
});

test('titles that occur twice match nothing without a date', async () => {
  const twins = feed([
    { id: 'a', title: 'Weekly' },
    { id: 'b', title: 'Weekly' },
  ]);
  const from = createMemoryStore({
    'feed.yaml': settings,
    'former-feed.json': twins,
    'content/posts/w1.md': post('Weekly', '2026-01-01'),
    'content/posts/w2.md': post('Weekly', '2026-01-08'),
  });
  const to = createMemoryStore();
  await publish({ from, to, now });
  expect((await entriesIn(to)).map(({ id }) => id)).toEqual([
    'https://notes.example/posts/w2/',
    'https://notes.example/posts/w1/',
  ]);
});

test('a damaged file stops the first run, because all entries would be new', async () => {
  const from = createMemoryStore({ 'feed.yaml': settings, 'former-feed.json': '{', ...articles });
  await expect(publish({ from, to: createMemoryStore(), now })).rejects.toMatchObject({ code: 'invalid-former-feed' });
});
