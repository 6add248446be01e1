/** Feed Paging and Archiving, RFC 5005: the clauses that bind a publisher of archived feeds. https://www.rfc-editor.org/rfc/rfc5005 */
import { describe, expect, test } from 'vitest';
import type { ArchiveLinks, Feed } from '../../src/model/feed.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { readNames, readPath } from '../render/read-back.ts';
import { archiveFeed, archiveLinks, feed, liveLinks } from '../render/sample.ts';
import { channelYaml } from '../support/channel.ts';
import { type Clause, render, testClauses } from './clause.ts';

const live: Feed = { ...feed, archive: liveLinks };

function archiveWith(changes: Partial<ArchiveLinks>): Feed {
  return { ...archiveFeed, archive: { ...archiveLinks, ...changes } };
}

function clausesOf(format: 'rss' | 'atom', head: string): readonly Clause[] {
  const href = (rel: string) => `${head}/a:link[@rel='${rel}']/@href`;
  return [
    {
      title: '4: subscription documents MUST have a prev-archive link',
      path: href('prev-archive'),
      found: [liveLinks.previous?.[format]],
      feed: live,
    },
    {
      title: '4: archive documents MUST have a prev-archive link',
      path: href('prev-archive'),
      found: [archiveLinks.previous?.[format]],
      feed: archiveFeed,
    },
    {
      title: '4: unless there are no preceding archives available (subscription document)',
      path: href('prev-archive'),
      found: [],
      feed: { ...feed, archive: { ...liveLinks, previous: null } },
    },
    {
      title: '4: unless there are no preceding archives available (archive document)',
      path: href('prev-archive'),
      found: [],
      feed: archiveWith({ previous: null }),
    },
    {
      title: '4: archive documents SHOULD also have a next-archive link',
      path: href('next-archive'),
      found: [archiveLinks.next?.[format]],
      feed: archiveFeed,
    },
    {
      title: '4: unless there are no following archives available',
      path: href('next-archive'),
      found: [],
      feed: archiveWith({ next: null }),
    },
    {
      title: '4: archive documents SHOULD indicate their subscription document by a current link',
      path: href('current'),
      found: [archiveLinks.current[format]],
      feed: archiveFeed,
      spoil: [/<(?:atom:)?link rel="current".*>/, ''],
      code: 'archive-current',
    },
    {
      title: '4: a subscription document needs no link to itself but self',
      path: `${head}/a:link[@rel='current' or @rel='next-archive']`,
      found: [],
      feed: live,
    },
    {
      title: '4: archive documents SHOULD contain an fh:archive element in their head',
      path: `count(${head}/fh:archive)`,
      found: ['1'],
      feed: archiveFeed,
      spoil: ['<fh:archive/>', '<fh:archive/><fh:archive/>'],
      code: 'archive-repeats',
    },
    {
      title: '4: fh:archive is an empty element',
      path: '//fh:archive/node() | //fh:archive/@*',
      found: [],
      feed: archiveFeed,
    },
    {
      title: '4: a subscription document contains no fh:archive element',
      path: '//fh:archive',
      found: [],
      feed: live,
    },
    {
      title: '4: the self link of an archive document is the URL of the document',
      path: href('self'),
      found: [archiveFeed.selfUrls[format]],
      feed: archiveFeed,
    },
    {
      title: '4: each link has the type of its target',
      path: `${head}/a:link[@rel!='hub' and @rel!='alternate']/@type`,
      found: Array.from({ length: 4 }, () => `application/${format}+xml`),
      feed: archiveFeed,
      spoil: [/<(?:atom:)?link rel="prev-archive".*>/, '$&$&'],
      code: 'archive-links',
    },
    {
      title: '2: a feed of several documents is not marked as complete',
      path: '//fh:complete',
      found: [],
      feed: archiveFeed,
      spoil: ['<fh:archive/>', '<fh:archive/><fh:complete/>'],
      code: 'archive-complete',
    },
    {
      title: '3: an archived feed is not paged as well',
      path: `${head}/a:link[@rel='first' or @rel='last' or @rel='next' or @rel='previous']`,
      found: [],
      feed: archiveFeed,
    },
    {
      title: '4: a feed without an archive has no such links',
      path: `${head}/a:link[contains(@rel, 'archive') or @rel='current']`,
      found: [],
    },
  ];
}

describe('rss', () => testClauses('rss', clausesOf('rss', '/rss/channel')));
describe('atom', () => testClauses('atom', clausesOf('atom', '/a:feed')));

describe('json', () =>
  testClauses('json', [
    {
      title: 'JSON Feed, Top-level: next_url is the archive before this document',
      path: 'next_url',
      found: [archiveLinks.previous?.json],
      feed: archiveFeed,
    },
    {
      title: 'JSON Feed, Top-level: next_url of the live feed is the newest archive',
      path: 'next_url',
      found: [liveLinks.previous?.json],
      feed: live,
    },
    {
      title: 'JSON Feed, Top-level: the oldest archive has no next_url',
      path: 'next_url',
      found: [],
      feed: archiveWith({ previous: null }),
    },
  ]));

test.each(['rss', 'atom'] as const)(
  'the namespace is declared in archive documents of %s, and nowhere else',
  (format) => {
    const declaration = 'xmlns:fh="http://purl.org/syndication/history/1.0"';
    expect(render(format, archiveFeed)).toContain(declaration);
    expect(render(format, live)).not.toContain('xmlns:fh');
  },
);

test('Appendix B: in RSS 2.0 the links and fh:archive are children of channel, before its items', () => {
  const names = readNames(render('rss', archiveFeed), '/rss/channel');
  expect(names.filter((name) => name === 'fh:archive' || name === 'atom:link').length).toBe(6);
  expect(names.indexOf('item')).toBe(names.length - 1);
});

test('4: in Atom fh:archive is before the entries', () => {
  const text = render('atom', archiveFeed);
  expect(readPath(text, 'count(/a:feed/fh:archive/following-sibling::a:entry)')).toEqual(['1']);
});

/** Ids by document, from the live feed to the oldest archive. No URL is repeated (JSON Feed, Top-level: next_url). */
async function walk(to: Store): Promise<readonly (readonly string[])[]> {
  const documents: string[][] = [];
  const seen = new Set<string>();
  for (let url: string | undefined = `${root}feed.json`; url !== undefined; ) {
    expect(seen).not.toContain(url);
    seen.add(url);
    const text = new TextDecoder().decode((await to.read(url.slice(root.length)))?.body);
    const document = JSON.parse(text) as { feed_url: string; next_url?: string; items: { id: string }[] };
    expect(document.feed_url).toBe(url);
    documents.push(document.items.map(({ id }) => id));
    url = document.next_url;
  }
  return documents;
}

const root = 'https://feeds.courier.example/';

test.each([
  ['a limit of entries', 'limit: 4\n', 'limit: 4\n'],
  ['a limit of bytes', 'limitKilobytes: 16\n', 'limitKilobytes: 16\n'],
  ['a limit that is lowered', 'limit: 12\n', 'limit: 3\n'],
  ['a limit that is raised', 'limit: 3\n', 'limit: 12\n'],
])(
  '4: the documents together contain every entry, the archive each at most once, after the newest are removed: %s',
  async (_name, before, after) => {
    const story = (number: number) =>
      `---\ntitle: N${number}\ndate: 2026-02-${String(number).padStart(2, '0')}\n---\n${'Text. '.repeat(40 * (number % 5))}\n`;
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    const files = Object.fromEntries(numbers.map((number) => [`${number}.md`, story(number)]));
    const from = createMemoryStore({ 'feed.yaml': `${channelYaml}${before}`, ...files });
    const to = createMemoryStore();
    const check = async (expected: readonly number[]) => {
      await publish({ from, to, now: '2026-11-23T15:00:00Z', allowRemovals: true });
      const documents = await walk(to);
      expect(documents.length).toBeGreaterThan(1);
      const ids = expected.map((number) => `tag:courier.example,2026:${number}`);
      expect([...new Set(documents.flat())].toSorted()).toEqual(ids.toSorted());
      const archived = documents.slice(1).flat();
      expect(archived.length).toBe(new Set(archived).size);
    };
    await check(numbers);
    await from.write('feed.yaml', new TextEncoder().encode(`${channelYaml}${after}`), 'any');
    for (const number of [18, 19, 20]) await from.remove(`${number}.md`);
    await check(numbers.slice(0, 17));
  },
);
