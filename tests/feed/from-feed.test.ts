/** `fromFeed`: what readers saw of a feed of the npm package `feed` they see of ours, and where it breaks ours does not. */
import { Feed as PeerFeed } from 'feed';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type FeedLike, fromFeed } from '../../src/feed/from-feed.ts';
import type { FormatName } from '../../src/model/feed.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { renderJson } from '../../src/render/feed/json-feed.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { isWellFormed, readPath } from '../render/read-back.ts';

type PeerItem = PeerFeed['items'][number];
type PeerOptions = PeerFeed['options'];

const options: PeerOptions = {
  title: 'The Tern Sound Courier',
  id: 'https://courier.example/',
  link: 'https://courier.example/',
  description: 'News from the islands & the coast',
  language: 'en',
  copyright: '© 2026 The Courier',
  updated: new Date('2026-01-06T08:00:00Z'),
  image: 'https://courier.example/logo.png',
  favicon: 'https://courier.example/icon.png',
  hub: 'https://hub.example/',
  author: { name: 'The Courier', link: 'https://courier.example/about' },
  feedLinks: {
    rss: 'https://courier.example/rss.xml',
    atom: 'https://courier.example/atom.xml',
    json: 'https://courier.example/feed.json',
  },
};

const item: PeerItem = {
  title: 'Quay & harbor open',
  id: 'https://courier.example/stories/quay',
  link: 'https://courier.example/stories/quay?a=1&b=2',
  date: new Date('2026-01-06T08:00:00Z'),
  published: new Date('2026-01-05T00:15:00Z'),
  description: 'The quay is open again, “at last”.',
  content: '<p>The quay is <b>open</b> again: <a href="https://courier.example/map?a=1&amp;b=2">a map</a>.</p>',
  author: [{ name: 'Vera Lund', link: 'https://courier.example/people/vera' }, { name: 'Nils Aho' }],
  category: [
    { name: 'Harbor', term: 'Harbor' },
    { name: 'Ships & boats', term: 'Ships & boats' },
  ],
};

const older: PeerItem = {
  ...item,
  title: 'Ferry <Tern> sails',
  id: 'https://courier.example/stories/ferry',
  link: 'https://courier.example/stories/ferry',
  date: new Date('2026-01-02T09:30:00Z'),
  published: new Date('2026-01-02T09:30:00Z'),
};

function peerOf(items: readonly PeerItem[], changes: Partial<PeerOptions> = {}): PeerFeed {
  const peer = new PeerFeed({ ...options, ...changes });
  for (const one of items) peer.addItem(one);
  return peer;
}

const peerRender: Readonly<Record<FormatName, (peer: PeerFeed) => string>> = {
  rss: (peer) => peer.rss2(),
  atom: (peer) => peer.atom1(),
  json: (peer) => peer.json1(),
};

const instant = (date: string | undefined) => (date === undefined ? undefined : new Date(date).toISOString());
const byRel = (links: readonly { rel?: string; href?: string }[] | undefined, rel: string) =>
  links?.find((link) => (link.rel ?? 'alternate') === rel)?.href;

/** What a reader makes of a feed, by feedsmith, with the words of the formats made alike. */
const readings: Readonly<Record<FormatName, (text: string) => unknown>> = {
  rss: readRss,
  atom: readAtom,
  json: readJson,
};

function readRss(text: string) {
  const { title, link, description, language, copyright, image, lastBuildDate, atom, items = [] } = parseRssFeed(text);
  const links = ['self', 'hub'].map((rel) => byRel(atom?.links, rel));
  const top = { title, link, description, language, copyright, image, links, updated: instant(lastBuildDate) };
  const entries = items.map((it) => ({
    title: it.title,
    link: it.link,
    id: it.guid?.value,
    published: instant(it.pubDate),
    authors: it.dc?.creators ?? it.authors?.map(({ name }) => name),
    categories: it.categories?.map(({ name }) => name),
    summary: it.description,
    content: it.content?.encoded,
  }));
  return { top, entries };
}

function readAtom(text: string) {
  const { id, title, subtitle, rights, logo, icon, updated, authors, links, entries = [] } = parseAtomFeed(text);
  const addresses = ['alternate', 'self', 'hub'].map((rel) => byRel(links, rel));
  const texts = [title, subtitle, rights].map((it) => it?.value);
  return {
    top: { id, texts, logo, icon, updated: instant(updated), authors, addresses },
    entries: entries.map((it) => ({
      title: it.title?.value,
      link: byRel(it.links, 'alternate'),
      id: it.id,
      published: instant(it.published),
      updated: instant(it.updated),
      authors: it.authors,
      categories: it.categories?.map(({ term }) => term),
      summary: it.summary?.value,
      content: it.content?.value,
    })),
  };
}

function readJson(text: string) {
  const { title, home_page_url, feed_url, description, icon, authors, items = [] } = parseJsonFeed(text);
  const entries = items.map((it) => ({
    title: it.title,
    link: it.url,
    id: it.id,
    published: instant(it.date_published),
    updated: instant(it.date_modified),
    // The package writes the first author only: JSON Feed 1.0 knew no others.
    authors: it.authors?.slice(0, 1),
    categories: it.tags,
    summary: it.summary,
    content: it.content_html,
  }));
  return { top: { title, home_page_url, feed_url, description, icon, authors }, entries };
}

describe('plain fields read the same as those of the package', () => {
  // The package says in Atom that titles and summaries are HTML and escapes no markup in them, so the other title stays out.
  const plain = { ...older, title: 'Ferry sails' };

  test.each(formats)('$name, by feedsmith', ({ name, render }) => {
    const peer = peerOf([item, plain]);
    const ours = readings[name](render(fromFeed(peer)));
    expect(ours).toEqual(readings[name](peerRender[name](peer)));
    expect(JSON.stringify(ours)).toContain('Quay & harbor open');
  });

  test.each(formats.filter(({ name }) => name !== 'json'))('$name, by rss-parser', async ({ name, render }) => {
    const peer = peerOf([item, plain]);
    const parser = new RssParser<object, { 'content:encoded'?: string }>();
    const read = async (text: string) => {
      const { items } = await parser.parseString(text);
      return items.map((it) => [
        it.title,
        it.link,
        it.guid,
        it.isoDate,
        it.categories,
        it.content,
        it['content:encoded'],
      ]);
    };
    const ours = await read(render(fromFeed(peer)));
    expect(ours).toEqual(await read(peerRender[name](peer)));
    expect(ours.length).toBe(2);
  });

  test('a title that looks like a tag is text', () => {
    const { entries } = readAtom(renderAtom(fromFeed(peerOf([older]))));
    expect(entries[0]?.title).toBe('Ferry <Tern> sails');
    expect(readPath(renderAtom(fromFeed(peerOf([older]))), '//a:entry/a:title/@type')).toEqual(['text']);
  });

  test('an item that is named by nothing but its link has the same guid', () => {
    const { id: _, ...unnamed } = { ...item, link: 'https://courier.example/å b' };
    const peer = peerOf([unnamed]);
    expect(readPath(renderRss(fromFeed(peer)), '//guid')).toEqual(readPath(peer.rss2(), '//guid'));
  });

  test('the newest item comes first, in whatever order they were added', () => {
    const { entries } = fromFeed(peerOf([older, item]));
    expect(entries.map(({ title }) => title)).toEqual(['Quay & harbor open', 'Ferry <Tern> sails']);
  });
});

/** All three formats of a feed, each of which must pass the check before publishing. */
function publishable(like: FeedLike): Record<FormatName, string> {
  const feed = fromFeed(like);
  const texts = { rss: renderRss(feed), atom: renderAtom(feed), json: renderJson(feed) };
  for (const { name } of formats) expect(checkRendered(texts[name], { format: name, feed })).toEqual([]);
  return texts;
}

describe('where the package breaks', () => {
  test('the end of CDATA, twice in a title', () => {
    const title = 't]]>]]></title><evil/><title><![CDATA[';
    const peer = peerOf([{ ...item, title }]);
    expect(readPath(peer.rss2(), '//evil')).toEqual(['']);
    const { rss, atom } = publishable(peer);
    expect([readPath(rss, '//item/title'), readPath(atom, '//a:entry/a:title')]).toEqual([[title], [title]]);
    expect(readPath(rss, "//*[local-name()='evil']")).toEqual([]);
  });

  test('a control character', () => {
    const peer = peerOf([{ ...item, title: 'Bell\u0007 rings', description: 'a\u000bb' }]);
    expect([peer.rss2(), peer.atom1()].map(isWellFormed)).toEqual([false, false]);
    const { rss, atom } = publishable(peer);
    expect([readPath(rss, '//item/title'), readPath(atom, '//a:entry/a:title')]).toEqual([
      ['Bell rings'],
      ['Bell rings'],
    ]);
  });

  test('a caption with an ampersand', () => {
    const image = { url: 'https://courier.example/a.jpg', title: 'Lund & Aho <left>', length: 10, type: 'image/jpeg' };
    const peer = peerOf([{ ...item, image }]);
    expect([peer.rss2(), peer.atom1()].map(isWellFormed)).toEqual([false, false]);
    const { rss } = publishable(peer);
    expect(readPath(rss, '//media:content/media:description')).toEqual(['Lund & Aho <left>']);
  });

  test('an id that is no address', () => {
    const peer = peerOf([{ ...item, id: 'quay-1' }]);
    expect(() => peer.atom1()).toThrow('Invalid URL');
    const { rss, atom, json } = publishable(peer);
    const id = 'tag:courier.example,2026:quay-1';
    expect([readPath(rss, '//guid'), readPath(atom, '//a:entry/a:id')]).toEqual([[id], [id]]);
    expect(JSON.parse(json)).toMatchObject({ items: [{ id }] });
  });

  test('an address as id, which the package rewrites in Atom alone', () => {
    const id = 'HTTPS://Courier.example/Stories/Quay';
    const peer = peerOf([{ ...item, id }]);
    expect(readPath(peer.rss2(), '//guid')).not.toEqual(readPath(peer.atom1(), '//a:entry/a:id'));
    const { rss, atom } = publishable(peer);
    expect([readPath(rss, '//guid'), readPath(atom, '//a:entry/a:id')]).toEqual([[id], [id]]);
  });

  test('a relative link', () => {
    const peer = peerOf([{ ...item, link: '/stories/quay' }]);
    expect(() => peer.rss2()).toThrow('Invalid URL');
    const { rss, atom } = publishable(peer);
    const link = 'https://courier.example/stories/quay';
    expect([readPath(rss, '//item/link'), readPath(atom, '//a:entry/a:link/@href')]).toEqual([[link], [link]]);
  });

  test('a link that runs something is left out', () => {
    const peer = peerOf([{ ...item, link: 'javascript:alert(1)' }]);
    expect(peer.rss2()).toContain('javascript:');
    const texts = publishable(peer);
    expect(JSON.stringify(texts)).not.toContain('javascript:');
    expect(readPath(texts.rss, '//item/link')).toEqual([]);
  });

  test('no author', () => {
    const { author: _, ...unsigned } = item;
    const { author: __, ...anonymous } = options;
    const peer = new PeerFeed(anonymous);
    peer.addItem(unsigned);
    expect(readPath(peer.atom1(), '//a:author')).toEqual([]);
    expect(readPath(publishable(peer).atom, '//a:entry/a:author/a:name')).toEqual([options.title]);
  });

  test('an author without a name', () => {
    const peer = peerOf([{ ...item, author: [{ email: 'a@courier.example' }, { name: ' ' }] }]);
    expect(readPath(peer.atom1(), '//a:entry/a:author/a:name')).not.toEqual(['The Courier']);
    expect(readPath(publishable(peer).atom, '//a:entry/a:author/a:name')).toEqual(['The Courier']);
  });

  test('a PDF', () => {
    const peer = peerOf([{ ...item, enclosure: { url: 'https://courier.example/map.pdf', length: 5 } }]);
    expect(readPath(peer.rss2(), '//enclosure/@type')).toEqual(['image/pdf']);
    const { rss, atom } = publishable(peer);
    expect(readPath(rss, '//enclosure/@type')).toEqual(['application/pdf']);
    expect(readPath(atom, "//a:link[@rel='enclosure']/@type")).toEqual(['application/pdf']);
  });

  test('a file without an ending', () => {
    const peer = peerOf([{ ...item, enclosure: { url: 'https://courier.example/photo' } }]);
    expect(readPath(peer.rss2(), '//enclosure/@type')).toEqual(['image//photo']);
    expect(readPath(publishable(peer).rss, '//enclosure/@type')).toEqual(['application/octet-stream']);
  });

  test.each([
    ['audio/ogg', 'audio/ogg'],
    ['sound" evil="', 'audio/mpeg'],
  ])('a type that is given: %s', (type, wanted) => {
    const peer = peerOf([{ ...item, enclosure: { url: 'https://courier.example/quay.mp3', type } }]);
    expect(readPath(peer.atom1(), "//a:link[@rel='enclosure']/@type")).toEqual(['image/mp3']);
    const { atom } = publishable(peer);
    expect(readPath(atom, "//a:link[@rel='enclosure']/@type")).toEqual([wanted]);
  });

  test('sound of unknown length', () => {
    const peer = peerOf([{ ...item, audio: 'https://courier.example/quay.mp3' }]);
    expect(readPath(peer.rss2(), '//enclosure/@type')).toEqual(['audio/mp3']);
    const { rss, atom } = publishable(peer);
    expect([readPath(rss, '//enclosure/@type'), readPath(rss, '//enclosure/@length')]).toEqual([['audio/mpeg'], ['0']]);
    expect(readPath(atom, "//a:link[@rel='enclosure']/@length")).toEqual([]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5])('a length of %s', (length) => {
    const peer = peerOf([{ ...item, audio: { url: 'https://courier.example/quay.mp3', length } }]);
    expect(readPath(peer.rss2(), '//enclosure/@length')).toEqual([String(length)]);
    expect(readPath(publishable(peer).rss, '//enclosure/@length')).toEqual(['0']);
  });

  test('an item that JSON Feed cannot name', () => {
    const { id: _, ...unnamed } = item;
    const peer = peerOf([unnamed]);
    expect(JSON.parse(peer.json1()).items[0].id).toBeUndefined();
    expect(JSON.parse(publishable(peer).json).items[0].id).toBe(item.link);
  });

  test('a date that is none', () => {
    const peer = peerOf([{ ...item, date: new Date('soon'), published: new Date('soon') }]);
    expect(peer.rss2()).toContain('<pubDate>Invalid Date</pubDate>');
    expect(() => fromFeed(peer)).toThrow(
      new PublishError('invalid-date', '"Quay & harbor open" must have a valid date: got an Invalid Date'),
    );
  });

  test('a script in the content', () => {
    const peer = peerOf([{ ...item, content: '<p onclick="x()">a</p><script>x()</script><img src="/a.jpg">' }]);
    expect(readPath(peer.rss2(), '//content:encoded')[0]).toContain('<script>');
    const content = '<p>a</p><img src="https://courier.example/a.jpg">';
    expect(readPath(publishable(peer).rss, '//content:encoded')).toEqual([content]);
  });
});

describe('the caption of a picture', () => {
  const image = {
    url: 'https://courier.example/a.jpg',
    title: 'Ropes dry on the quay.',
    type: 'image/jpeg',
    length: 10,
  };
  const { rss, atom, json } = publishable(peerOf([{ ...item, image }]));

  test.each([
    ['rss', readPath(rss, '//content:encoded')],
    ['atom', readPath(atom, '//a:content')],
    ['json', [(JSON.parse(json) as { items: { content_html: string }[] }).items[0]?.content_html]],
  ])('reaches the reader as figcaption: %s', (_format, content) => {
    const figure = `<figure><img src="${image.url}" alt=""><figcaption><p>${image.title}</p></figcaption></figure>`;
    expect(content).toEqual([figure + item.content]);
  });

  test.each([
    ['rss', rss],
    ['atom', atom],
  ])('reaches programs as media:description: %s', (_format, text) => {
    expect(readPath(text, '//media:content/media:description')).toEqual([image.title]);
  });

  test('does not stand twice where the content has it already', () => {
    const content = `<figure><img src="${image.url}" alt="A quay"><figcaption><p>Ropes dry.</p></figcaption></figure>`;
    const [entry] = fromFeed(peerOf([{ ...item, image, content }])).entries;
    expect(entry?.contentHtml).toBe(content);
  });

  test('a picture without one adds nothing to the content', () => {
    const [entry] = fromFeed(peerOf([{ ...item, image: image.url }])).entries;
    expect(entry?.contentHtml).toBe(item.content);
    expect(entry?.images.map(({ url }) => url)).toEqual([image.url]);
  });
});

describe('settings that are wrong', () => {
  test.each<[string, Partial<PeerOptions>, object]>([
    ['a hub that is no address', { hub: 'not a hub:' }, { hubs: [] }],
    ['a hub of another scheme', { hub: 'ftp://hub.example/' }, { hubs: [] }],
    ['an image that runs something', { image: 'javascript:alert(1)' }, { logo: null }],
    ['a relative image', { image: '/logo.png' }, { logo: 'https://courier.example/logo.png' }],
    ['an icon that is no address', { favicon: 'https://' }, { icon: null }],
    [
      'a password in a feed link',
      { feedLinks: { rss: 'https://me:secret@courier.example/rss' } },
      { selfUrls: { rss: null, atom: null, json: null } },
    ],
    [
      'an author with a bad link',
      { author: { name: 'Vera', link: 'data:,x' } },
      { authors: [{ name: 'Vera', url: null }] },
    ],
    ['a language that is none', { language: 'English (US)' }, { language: 'en' }],
    ['an id that is no address', { id: 'the courier' }, { id: 'tag:courier.example,2026:the%20courier' }],
  ])('%s', (_name, changes, expected) => {
    const peer = peerOf([item], changes);
    expect(fromFeed(peer)).toMatchObject(expected);
    publishable(peer);
  });

  test('no address of the site at all', () => {
    const peer = new PeerFeed({ title: 'T', link: '/' });
    expect(() => fromFeed(peer)).toThrow('"link" must be the http or https URL of the site: got "/"');
  });

  test('an image of an item that is no address', () => {
    const peer = peerOf([{ ...item, image: 'https://', audio: { url: 'javascript:x' } }]);
    expect(() => peer.rss2()).toThrow('Invalid URL');
    expect(fromFeed(peer).entries[0]).toMatchObject({ images: [], enclosures: [] });
    publishable(peer);
  });

  test('an item without any name', () => {
    const { id: _, ...unnamed } = { ...item, link: 'mailto:a@courier.example' };
    expect(() => fromFeed(peerOf([unnamed]))).toThrow(
      'The item "Quay & harbor open" must have a guid, an id or a link',
    );
  });
});

describe('a pure function', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('its input is not changed', () => {
    const audio = { url: 'https://courier.example/quay.mp3', duration: 60 };
    const peer = peerOf([older, { ...item, audio, image: { url: 'https://courier.example/a.jpg', title: 'Ropes' } }]);
    const before = structuredClone({ options: peer.options, items: peer.items });
    fromFeed(peer);
    expect({ options: peer.options, items: peer.items }).toEqual(before);
  });

  test('the clock is not read', () => {
    const { updated: _, ...undated } = options;
    const peer = new PeerFeed(undated);
    peer.addItem(item);
    const at = (time: string) => {
      vi.useFakeTimers({ now: new Date(time) });
      return { peer: peer.atom1(), ours: renderAtom(fromFeed(peer)) };
    };
    const [one, other] = [at('2026-02-01T00:00:00Z'), at('2027-02-01T00:00:00Z')];
    expect(one.peer).not.toBe(other.peer);
    expect(one.ours).toBe(other.ours);
    expect(fromFeed(peer).updated).toBe('2026-01-06T08:00:00Z');
  });
});
