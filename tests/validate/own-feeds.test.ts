/** The feeds that Presstime publishes break no rule and cause no warning, in any format and with any content. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Feed } from '../../src/model/feed.ts';
import { publish } from '../../src/publish/publish.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { validateFeed } from '../../src/validate/validate-feed.ts';
import { entry, feed } from '../render/sample.ts';
import { instant } from '../support/instant.ts';

const now = '2026-11-23T15:00:00Z';
const dayBefore = '2026-11-22T15:00:00Z';
const goldens = join(import.meta.dirname, '../golden');
const folders = readdirSync(goldens, { withFileTypes: true }).filter((it) => it.isDirectory());

/** "Our own feeds" in docs/linter.md. */
const explained: Readonly<Record<string, readonly string[]>> = {
  articles: ['url-host'],
  'tests/golden/hostile/articles': ['title-markup'],
  'tests/golden/many-of-everything/articles': ['archive-alone'],
};

/** If a folder has a first run, it is a day earlier. Without it nothing would be corrected or withdrawn. */
async function publishFolder(folder: string) {
  const to = createMemoryStore();
  const before = join(folder, '../before');
  if (existsSync(before)) {
    const merged = createMemoryStore();
    for (const store of [folder, before].map((it) => createDirectoryStore(it)))
      for (const { path } of await store.list(() => true))
        await merged.write(path, (await store.read(path))?.body ?? new Uint8Array(), 'any');
    await publish({ from: merged, to, now: dayBefore });
  }
  await publish({ from: createDirectoryStore(folder), to, now });
  return to;
}

test.each([...folders.map(({ name }) => join('tests/golden', name, 'articles')), 'articles'])(
  'no feed published from %s has a finding that docs/linter.md does not list',
  async (folder) => {
    const to = await publishFolder(folder);
    if (folder.includes('withdrawn'))
      expect(new TextDecoder().decode((await to.read('atom.xml'))?.body)).toContain('at:deleted-entry');
    const feeds = await to.list((path) => formats.some((format) => path.split('/').at(-1) === format.path));
    expect(feeds.length).toBeGreaterThanOrEqual(formats.length);
    for (const { path } of feeds) {
      const text = new TextDecoder().decode((await to.read(path))?.body);
      const findings = validateFeed(text, { now }).findings.filter(({ code }) => !explained[folder]?.includes(code));
      expect({ path, findings }).toEqual({ path, findings: [] });
    }
  },
);

const urls = (name: string) => ({
  rss: `https://courier.example/${name}/rss.xml`,
  atom: `https://courier.example/${name}/atom.xml`,
  json: `https://courier.example/${name}/feed.json`,
});

const podcast: Feed['podcast'] = {
  author: 'The Courier',
  category: 'News',
  subcategory: 'Daily News',
  explicit: false,
  image: 'https://courier.example/cover.jpg',
  type: 'episodic',
  owner: { name: 'The Courier', email: 'desk@courier.example' },
  guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
};

const episode = {
  season: 1,
  episode: 2,
  episodeType: 'full',
  explicit: false,
  image: 'https://courier.example/2.png',
  transcripts: [{ url: 'https://courier.example/2.vtt', type: 'text/vtt', language: 'en' }],
  chapters: { url: 'https://courier.example/2.json', type: 'application/json+chapters' },
  persons: [{ name: 'Vera Lund', role: 'host', url: null, image: null }],
} as const;

const feeds: Readonly<Record<string, Feed>> = {
  'the sample': feed,
  'no entries': { ...feed, entries: [] },
  'a podcast': { ...feed, podcast, entries: [{ ...entry, episode }] },
  'a live feed with an archive': {
    ...feed,
    archive: { isArchive: false, current: urls('live'), previous: urls('archive/2'), next: null },
  },
  'an archive': {
    ...feed,
    archive: { isArchive: true, current: urls('live'), previous: urls('archive/1'), next: urls('archive/3') },
  },
  'a stylesheet': { ...feed, stylesheet: 'type="text/css" href="feed.css"' },
  'entries that are gone': {
    ...feed,
    tombstones: [
      {
        id: 'tag:courier.example,2026:gone',
        withdrawn: instant('2026-01-07T08:00:00Z'),
        notice: 'It was wrong.',
        url: null,
      },
    ],
  },
  'a link post from elsewhere': {
    ...feed,
    entries: [
      {
        ...entry,
        externalUrl: 'https://fen.example/reeds',
        commentsUrl: 'https://courier.example/stories/quay#talk',
        rights: '© The Fen',
        source: { title: 'The Fen', url: 'https://fen.example/', feedUrl: 'https://fen.example/rss.xml' },
      },
    ],
  },
};

describe.each(formats)('$name', ({ name, render }) => {
  test.each(Object.entries(feeds))('%s has no finding', (_name, it) => {
    expect(validateFeed(render(it), { format: name, now }).findings).toEqual([]);
  });

  test('markup that is meant literally is not markup', () => {
    const titled = { ...feed, entries: [{ ...entry, title: 'How <b> & &amp; differ' }] };
    expect(validateFeed(render(titled), { now }).findings).toEqual([]);
  });
});
