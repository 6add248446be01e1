/** A pattern in the folder of a site of Hugo means what it means there. Translations without a tool are reported. */
import { expect, test } from 'vitest';
import { publishOrImport } from '../../src/import/publish-or-import.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const settings = (permalink: string) => `
title: Tern Notes
description: Notes
homeUrl: https://notes.example/
feedUrl: https://notes.example/
timeZone: UTC
permalink: ${permalink}
`;
const post = '---\ntitle: Low Tide & More\ndate: 2026-03-01\n---\nWords.\n';

async function run(permalink: string, files: Readonly<Record<string, string>>) {
  const from = createMemoryStore({ 'feed.yaml': settings(permalink), ...files });
  const to = createMemoryStore();
  const { problems } = await publish({ from, to, now: '2026-06-01T00:00:00Z' });
  const feed = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body)) as { items: { url: string }[] };
  return { problems, urls: feed.items.map(({ url }) => url).sort() };
}

const hugo = { 'hugo.toml': 'title = "Tern"\n' };

test.each([
  ['/:path/', hugo, 'https://notes.example/posts/2026-02-01-tide/'],
  ['/:path/', {}, 'https://notes.example/posts/tide/'],
  ['/:section/:year/:slug/', hugo, 'https://notes.example/posts/2026/low-tide-more/'],
  ['/:section/:year/:slug/', {}, 'https://notes.example/posts/2026/tide/'],
  ['pretty', hugo, 'https://notes.example/2026/03/01/tide/'],
])('%s with %j', async (permalink, files, url) => {
  expect((await run(permalink, { ...files, 'content/posts/2026-02-01-tide.md': post })).urls).toEqual([url]);
});

test('translations are reported once for each file, but not if a tool says what they mean', async () => {
  const files = {
    'content/fog.de.md': post,
    'content/fog.en.md': post.replace('Low', 'High'),
    'content/v1.2.md': post.replace('Low', 'New'),
  };
  const codes = (await run('/:path/', files)).problems.filter(({ code }) => code === 'translation');
  expect(codes.map(({ file }) => file)).toEqual(['content/fog.de.md', 'content/fog.en.md']);
  const known = await run('{tool: hugo, languages: [de], defaultLanguage: en}', files);
  expect(known.problems.filter(({ code }) => code === 'translation')).toEqual([]);
  expect(known.urls).toContain('https://notes.example/de/fog/');
});

test('an import reads the pattern in the same way', async () => {
  const files = { ...hugo, 'content/posts/2026-02-01-tide.md': post, 'content/posts/2026-02-02-ebb.md': post };
  const from = createMemoryStore({ 'feed.yaml': settings('/:section/:year/:slug/'), ...files });
  const to = createMemoryStore();
  const importing = { scratch: createMemoryStore(), maximumNew: 1 };
  const report = await publishOrImport({ from, to, now: '2026-06-01T00:00:00Z' }, importing);
  // The run after an import that read them in another way would move the entries.
  expect(report.entryChanges.map(({ kind }) => kind)).toEqual(['new', 'new']);
  const feed = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body)) as { items: { url: string }[] };
  expect(new Set(feed.items.map(({ url }) => url))).toEqual(
    new Set(['https://notes.example/posts/2026/low-tide-more/']),
  );
});
