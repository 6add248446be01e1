/**
 * Reads our feeds with independent parsers and a real reader: feedsmith, rss-parser and feedparser from npm, Python's
 * feedparser and newsboat from Debian. Compares their results with the published entries.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import FeedParser from 'feedparser';
import { parseFeed } from 'feedsmith';
import { fromHtml } from 'hast-util-from-html';
import { toString as textIn } from 'hast-util-to-string';
import RssParser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { readWholeLedger } from '../../src/ledger/whole-ledger.ts';
import type { Entry } from '../../src/model/entry.ts';
import { publish } from '../../src/publish/publish.ts';
import { mediaTypeOf } from '../../src/render/outputs.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';

const run = promisify(execFile);
const folders = [
  'wire-captions',
  'markdown-picture',
  'html-figure',
  'many-of-everything',
  'podcast',
  'groups',
  'archive',
];

interface Publication {
  readonly name: string;
  readonly folder: string;
  /** The entries of the live feed, newest first. */
  readonly entries: readonly Entry[];
}

/** What a parser found in one entry; what it cannot report is left out. */
interface Found {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly link?: string | undefined;
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  readonly authors?: readonly (string | undefined)[];
  readonly content?: string | undefined;
  readonly enclosures?: readonly string[];
}

let publications: readonly Publication[];

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'presstime-readers-'));
  publications = await Promise.all(folders.map(publishGolden));
});

afterAll(() => rm(home, { recursive: true, force: true }));

async function publishGolden(name: string): Promise<Publication> {
  const folder = join(home, name);
  const to = createDirectoryStore(folder);
  const from = createDirectoryStore(join('tests/golden', name, 'articles'));
  await publish({ from, to, now: '2026-11-23T15:00:00Z' });
  const { items, entries } = await readWholeLedger(to, await readLedger(to));
  const out = items.flatMap((item) => (item.state === 'published' ? [item.entry] : []));
  const live = new Set(out.filter(({ archive }) => archive === null).map(({ id }) => id));
  const shown = [...entries.values()]
    .filter(({ id }) => live.has(id))
    .sort((a, b) => (a.published < b.published ? 1 : -1));
  return { name, folder, entries: shown };
}

/** The text of HTML, as a reader shows it. */
function words(html: string): string {
  return textIn(fromHtml(html, { fragment: true }))
    .replace(/\s+/g, ' ')
    .trim();
}

/** What has to be found, as far as a parser reports it. */
function expectFound(found: readonly Found[], entries: readonly Entry[]): void {
  expect(found).toHaveLength(entries.length);
  expect(entries.length).toBeGreaterThan(0);
  for (const [index, entry] of entries.entries()) {
    const { content, enclosures, ...rest } = found[index] ?? {};
    const { id, title, url, published, updated, authors } = entry;
    const all = { id, title, link: url, published, updated, authors: authors.map(({ name }) => name) };
    expect(all).toMatchObject(rest);
    expect(words(content ?? '')).toBe(words(entry.contentHtml));
    for (const { caption, credit } of entry.images)
      for (const said of [caption, credit]) expect(words(content ?? '')).toContain(said ?? '');
    if (enclosures === undefined) continue;
    // Some count the pictures of Media RSS as enclosures.
    const media = [...entry.enclosures, ...entry.images].map(({ url: at }) => at);
    expect(media).toEqual(expect.arrayContaining([...enclosures]));
    if (entry.enclosures.length > 0) expect(enclosures.length).toBeGreaterThan(0);
  }
}

function instant(date: string | Date | null | undefined): string | undefined {
  return date === null || date === undefined ? undefined : `${new Date(date).toISOString().slice(0, 19)}Z`;
}

async function textOf({ folder }: Publication, path: string): Promise<string> {
  return new TextDecoder().decode((await createDirectoryStore(folder).read(path))?.body);
}

interface Link {
  readonly rel?: string | undefined;
  readonly href?: string | undefined;
}

function hrefs(links: readonly Link[] | undefined, rel: string): readonly string[] {
  return (links ?? []).flatMap((link) => (link.rel === rel && link.href !== undefined ? [link.href] : []));
}

const feedsmith = {
  'rss.xml': (text: string): readonly Found[] => {
    const { format, feed } = parseFeed(text);
    if (format !== 'rss') throw new Error(`feedsmith takes it for ${format}`);
    return (feed.items ?? []).map((item) => ({
      id: item.guid?.value,
      title: item.title,
      link: item.link,
      published: instant(item.pubDate),
      authors: item.dc?.creators ?? [],
      content: item.content?.encoded,
      enclosures: (item.enclosures ?? []).map(({ url }) => url ?? ''),
    }));
  },
  'atom.xml': (text: string): readonly Found[] => {
    const { format, feed } = parseFeed(text);
    if (format !== 'atom') throw new Error(`feedsmith takes it for ${format}`);
    return (feed.entries ?? []).map((entry) => ({
      id: entry.id,
      title: wordsIn(entry.title),
      link: hrefs(entry.links, 'alternate')[0],
      published: instant(entry.published),
      updated: instant(entry.updated),
      authors: (entry.authors ?? []).map(({ name }) => name),
      content: wordsIn(entry.content),
      enclosures: hrefs(entry.links, 'enclosure'),
    }));
  },
  'feed.json': (text: string): readonly Found[] => {
    const { format, feed } = parseFeed(text);
    if (format !== 'json') throw new Error(`feedsmith takes it for ${format}`);
    return (feed.items ?? []).map((item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      published: instant(item.date_published),
      updated: instant(item.date_modified),
      authors: (item.authors ?? []).map(({ name }) => name),
      content: item.content_html,
      enclosures: (item.attachments ?? []).map(({ url }) => url ?? ''),
    }));
  },
};

/** A text construct as a parser returns it: a string, or an object that contains the string. */
function wordsIn(construct: unknown): string | undefined {
  if (typeof construct === 'string') return construct;
  const { value } = (construct ?? {}) as { value?: string };
  return value;
}

describe.each(['rss.xml', 'atom.xml', 'feed.json'] as const)('feedsmith reads %s', (path) => {
  test.each(folders)('%s', async (name) => {
    const publication = publications.find((it) => it.name === name) as Publication;
    expectFound(feedsmith[path](await textOf(publication, path)), publication.entries);
  });
});

describe.each(['rss.xml', 'atom.xml'])('rss-parser reads %s', (path) => {
  test.each(folders)('%s', async (name) => {
    const publication = publications.find((it) => it.name === name) as Publication;
    const feed = await new RssParser().parseString(await textOf(publication, path));
    const isRss = path === 'rss.xml';
    const found = feed.items.map((item) => ({
      id: isRss ? item.guid : (item as { id?: string }).id,
      title: item.title,
      link: item.link,
      published: isRss ? instant(item.isoDate) : instant(item.pubDate),
      content: isRss ? (item as { 'content:encoded'?: string })['content:encoded'] : item.content,
      ...(isRss ? { enclosures: item.enclosure === undefined ? [] : [item.enclosure.url] } : {}),
    }));
    expectFound(found, publication.entries);
  });
});

async function readWithNode(text: string): Promise<readonly FeedParser.Item[]> {
  const items: FeedParser.Item[] = [];
  const parser = Readable.from([text]).pipe(new FeedParser({ addmeta: false }));
  for await (const item of parser) items.push(item as FeedParser.Item);
  return items;
}

describe.each(['rss.xml', 'atom.xml'])('feedparser for Node reads %s', (path) => {
  test.each(folders)('%s', async (name) => {
    const publication = publications.find((it) => it.name === name) as Publication;
    const items = await readWithNode(await textOf(publication, path));
    const found = items.map((item) => ({
      id: item.guid,
      title: item.title,
      link: item.link,
      published: instant(item.pubdate),
      content: item.description,
      enclosures: item.enclosures.map(({ url }) => url),
    }));
    expectFound(found, publication.entries);
  });
});

interface PythonFeed {
  readonly bozo: boolean;
  readonly entries: readonly (Omit<Found, 'enclosures'> & { enclosures: readonly (readonly [string])[] })[];
}

describe.each(['rss.xml', 'atom.xml'])('feedparser for Python reads %s', (path) => {
  test('every publication, and finds it well-formed', async () => {
    const files = publications.map(({ folder }) => join(folder, path));
    const { stdout } = await run('/usr/bin/python3', ['tests/slow/read-with-feedparser.py', ...files]);
    const feeds = JSON.parse(stdout) as readonly PythonFeed[];
    for (const [index, { bozo, entries }] of feeds.entries()) {
      const publication = publications[index] as Publication;
      expect({ name: publication.name, bozo }).toEqual({ name: publication.name, bozo: false });
      const found = entries.map((entry) => ({ ...entry, enclosures: entry.enclosures.map(([href]) => href) }));
      expectFound(found, publication.entries);
    }
  });
});

describe('newsboat', () => {
  let server: Server;
  let address: string;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const [, index = '', path = ''] = /^\/(\d+)\/(.*)$/.exec(request.url ?? '') ?? [];
      const publication = publications[Number(index)];
      response.writeHead(publication === undefined ? 404 : 200, { 'Content-Type': mediaTypeOf(path) });
      response.end(publication === undefined ? '' : await textOf(publication, path));
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', () => done()));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => void server.close());

  test.each(['rss.xml', 'atom.xml'])('subscribes to %s and keeps every entry', async (path) => {
    const newsboat = join(home, `newsboat-${path}`);
    const store = createDirectoryStore(newsboat);
    const urls = publications.map((_, index) => `${address}/${index}/${path}`);
    await store.write('urls', new TextEncoder().encode(`${urls.join('\n')}\n`), 'any');
    await store.write('config', new TextEncoder().encode(''), 'any');
    const place = (name: string) => join(newsboat, name);
    const args = ['-u', place('urls'), '-c', place('cache.db'), '-C', place('config'), '-x', 'reload'];
    await run('newsboat', args, { env: { ...process.env, HOME: newsboat } });
    const query =
      'select feedurl, guid, title, url, pubDate, content, enclosure_url from rss_item order by pubDate desc';
    const code = `import json,sqlite3,sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))`;
    const { stdout } = await run('/usr/bin/python3', ['-c', code, place('cache.db'), query]);
    const rows = JSON.parse(stdout) as readonly (readonly [string, string, string, string, number, string, string])[];
    for (const [index, { entries }] of publications.entries()) {
      const found = rows
        .filter(([feed]) => feed === urls[index])
        .map(([, id, title, link, date, content, enclosure]) => ({
          id,
          title,
          link,
          published: instant(new Date(date * 1000)),
          content,
          enclosures: enclosure === '' ? [] : [enclosure],
        }));
      expectFound(found, entries);
    }
  });
});
