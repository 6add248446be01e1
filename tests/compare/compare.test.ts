/** What the next run would change in each entry. */
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { differencesBetween } from '../../src/compare/differences.ts';
import { createEntry } from '../../src/feed/create-entry.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const now = '2026-05-04T16:00:00Z';
const bytes = (text: string) => new TextEncoder().encode(text);
const article = (title: string, text: string, more = '') =>
  `---\ntitle: ${title}\ndate: 2026-05-01\n${more}---\n${text}\n`;

/** Publishes files, changes some (null removes), and compares. */
async function compareAfter(files: Record<string, string>, changes: Record<string, string | null>, later = now) {
  const from = createMemoryStore({ 'feed.yaml': channelYaml, ...files });
  const to = createMemoryStore();
  await publish({ from, to, now });
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) await from.remove(path);
    else await from.write(path, bytes(text), 'any');
  }
  const before = (await to.list(() => true)).map(({ path, version }) => `${path} ${version}`);
  const comparison = await compare({ from, to, now: later });
  expect((await to.list(() => true)).map(({ path, version }) => `${path} ${version}`)).toEqual(before);
  return comparison.entries.map(({ change, before, after }) => ({
    change: `${change.kind}: ${change.title}`,
    before: before?.contentHtml.trim() ?? null,
    after: after?.contentHtml.trim() ?? null,
  }));
}

describe('the entries that would change, before and after, and nothing is written', () => {
  const terns = article('Terns return', 'They came early.');
  const seals = article('Seals rest', 'On the spit.');

  test('nothing changed', async () => {
    expect(await compareAfter({ 'a.md': terns }, {})).toEqual([]);
  });

  test('a first publish has only new entries', async () => {
    const from = createMemoryStore({ 'feed.yaml': channelYaml, 'a.md': terns });
    const { entries } = await compare({ from, to: createMemoryStore(), now });
    expect(entries).toMatchObject([{ change: { kind: 'new' }, before: null, after: { title: 'Terns return' } }]);
  });

  test('new, updated and withdrawn', async () => {
    const edited = article('Terns return', 'They came late.');
    expect(
      await compareAfter(
        { 'a.md': terns, 'b.md': seals },
        { 'a.md': edited, 'b.md': null, 'c.md': seals.replace('Seals', 'Eels') },
      ),
    ).toEqual([
      { change: 'new: Eels rest', before: null, after: '<p>On the spit.</p>' },
      { change: 'updated: Terns return', before: '<p>They came early.</p>', after: '<p>They came late.</p>' },
      { change: 'withdrawn: Seals rest', before: '<p>On the spit.</p>', after: null },
    ]);
  });

  test('all entries withdrawn, which publish refuses', async () => {
    const changes = await compareAfter({ 'a.md': terns, 'b.md': seals }, { 'a.md': null, 'b.md': null });
    expect(changes.map(({ change }) => change)).toEqual(['withdrawn: Terns return', 'withdrawn: Seals rest']);
  });

  test('an article whose date changed, and one that fell due', async () => {
    const moved = terns.replace('2026-05-01', '2026-04-01');
    const due = seals.replace('2026-05-01', '2026-05-05');
    expect(await compareAfter({ 'a.md': terns, 'b.md': due }, { 'a.md': moved }, '2026-05-06T16:00:00Z')).toEqual([
      { change: 'new: Seals rest', before: null, after: '<p>On the spit.</p>' },
      { change: 'updated: Terns return', before: '<p>They came early.</p>', after: '<p>They came early.</p>' },
    ]);
  });
});

describe('the fields that differ', () => {
  const published = new Date(0);
  const entry = createEntry({
    url: 'https://courier.example/terns',
    title: 'Terns',
    published,
    contentHtml: '<p>One.</p><p>Two.</p>',
  });
  const differences = (changes: Partial<typeof entry>) => differencesBetween(entry, { ...entry, ...changes });

  test('none', () => {
    expect(differences({ updated: entry.published })).toEqual([]);
  });

  test('a title', () => {
    expect(differences({ title: 'Gulls' })).toEqual([{ field: 'title', before: ['Terns'], after: ['Gulls'] }]);
  });

  test('a text, paragraph by paragraph, without a summary that follows from it', () => {
    expect(differences({ contentHtml: '<p>One.</p><p>Three.</p>', summary: 'One. Three.' })).toEqual([
      { field: 'text', before: ['One.', 'Two.'], after: ['One.', 'Three.'] },
    ]);
  });

  test('a picture', () => {
    const picture = { type: null, width: null, height: null, lengthBytes: null, caption: null };
    const image = { ...picture, url: 'https://courier.example/a.jpg', alt: 'A tern', credit: 'Ana' };
    expect(differences({ images: [image] })).toEqual([
      { field: 'pictures', before: [], after: ['https://courier.example/a.jpg | A tern | Ana'] },
    ]);
  });

  test('only the markup', () => {
    expect(differences({ contentHtml: '<p>One.</p><p><em>Two.</em></p>' })).toEqual([
      { field: 'markup', before: ['<p>One.</p>', '<p>Two.</p>'], after: ['<p>One.</p>', '<p><em>Two.</em></p>'] },
    ]);
  });
});
