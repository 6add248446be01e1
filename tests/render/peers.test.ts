/** Inputs that break `feed` 6 and `feedsmith` 3: each is shown to break them and not Presstime. And what feedsmith and rss-parser read of our feeds. */
import { Feed as PeerFeed } from 'feed';
import {
  generateAtomFeed,
  generateJsonFeed,
  generateRssFeed,
  parseAtomFeed,
  parseJsonFeed,
  parseRssFeed,
} from 'feedsmith';
import RssParser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { renderJson } from '../../src/render/feed/json-feed.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { isWellFormed, readPath } from './read-back.ts';
import { archiveLinks, episode, feed, feedWith, image, podcast, richEntry, richFeed } from './sample.ts';

const home = 'https://courier.example/';
const date = new Date('2026-01-06T08:00:00Z');
const live = "//*[local-name()='evil']";

type PeerItem = PeerFeed['items'][number];

function peerWith(changes: Partial<PeerItem>, options: Partial<PeerFeed['options']> = {}): PeerFeed {
  const peer = new PeerFeed({ title: 'T', id: home, link: home, updated: date, ...options });
  peer.addItem({ title: 'T', link: `${home}quay`, date, ...changes });
  return peer;
}

const ours = (changes: Parameters<typeof feedWith>[0]) => [renderRss(feedWith(changes)), renderAtom(feedWith(changes))];

describe('feed 6', () => {
  const twice = 't]]>]]></title><evil/><title><![CDATA[';

  test('the end of CDATA twice in a title is a live element', () => {
    expect(
      [peerWith({ title: twice }).rss2(), peerWith({ title: twice }).atom1()].map((it) => readPath(it, live)),
    ).toEqual([[''], ['']]);
    expect(ours({ title: twice }).map((it) => readPath(it, live))).toEqual([[], []]);
    expect(readPath(ours({ title: twice })[0] ?? '', '//item/title')).toEqual([twice]);
  });

  test.each(['description', 'content'] as const)('the end of CDATA twice in the %s is malformed', (field) => {
    const text = 'a]]>b]]>c';
    expect(isWellFormed(peerWith({ [field]: text }).rss2())).toBe(false);
    expect(isWellFormed(peerWith({ [field]: text }).atom1())).toBe(false);
    const [rss = '', atom = ''] = ours({ summary: text, contentHtml: text });
    expect([readPath(rss, '//item/description'), readPath(rss, '//item/content:encoded')]).toEqual([[text], [text]]);
    expect([readPath(atom, '//a:summary'), readPath(atom, '//a:content')]).toEqual([[text], [text]]);
  });

  test.each(['Lund & Aho', 'left < right'])('a caption breaks the enclosure: %s', (title) => {
    const peer = peerWith({ image: { url: `${home}a.jpg`, title, length: 1 } });
    expect([peer.rss2(), peer.atom1()].map(isWellFormed)).toEqual([false, false]);
    const texts = ours({ images: [{ ...image, caption: title }] });
    for (const text of texts) expect(readPath(text, '//media:content/media:description')).toEqual([title]);
  });

  test('a plain caption is an attribute that RSS does not have', () => {
    const peer = peerWith({ image: { url: `${home}a.jpg`, title: 'A quay', length: 1 } });
    expect(readPath(peer.rss2(), '//enclosure/@title')).toEqual(['A quay']);
    expect(readPath(renderRss(feed), '//enclosure/@title')).toEqual([]);
  });

  test.each(['\u0000', '\u0007', '\u000b', '\u000c', '\u001b', '\ufffe'])(
    'a control character is malformed: %j',
    (character) => {
      const title = `a${character}b`;
      expect([peerWith({ title }).rss2(), peerWith({ title }).atom1()].map(isWellFormed)).toEqual([false, false]);
      const [rss = '', atom = ''] = ours({ title });
      expect([readPath(rss, '//item/title'), readPath(atom, '//a:entry/a:title')]).toEqual([['ab'], ['ab']]);
    },
  );

  test('media elements through extensions have no namespace in RSS and are missing in Atom', () => {
    const extensions = [{ name: 'media:content', objects: { _attributes: { url: image.url } } }];
    const peer = peerWith({ extensions });
    expect(peer.rss2()).toContain('<media:content');
    expect(peer.rss2()).not.toContain('xmlns:media');
    expect(peer.atom1()).not.toContain('media:content');
    for (const text of ours({})) expect(readPath(text, '//media:content/@url')).toEqual([image.url]);
  });

  test('an id that is no URL loses the whole Atom feed', () => {
    expect(() => peerWith({ id: 'tag courier' }).atom1()).toThrow('Invalid URL');
    expect(readPath(renderAtom(feedWith({ id: 'tag:courier.example,2026:1' })), '//a:entry/a:id')).toEqual([
      'tag:courier.example,2026:1',
    ]);
  });

  test('the ids of RSS and Atom differ', () => {
    const id = 'https://courier.example';
    const peer = peerWith({ id });
    expect([readPath(peer.rss2(), '//guid'), readPath(peer.atom1(), '//a:entry/a:id')]).toEqual([[id], [`${id}/`]]);
    const [rss = '', atom = ''] = ours({ id });
    expect([readPath(rss, '//guid'), readPath(atom, '//a:entry/a:id')]).toEqual([[id], [id]]);
  });

  test('a PDF is an image', () => {
    const url = `${home}map.pdf`;
    expect(readPath(peerWith({ image: url }).rss2(), '//enclosure/@type')).toEqual(['image/pdf']);
    const [rss = ''] = ours({
      enclosures: [{ url, type: 'application/pdf', lengthBytes: 1, title: null, durationSeconds: null }],
    });
    expect(readPath(rss, '//enclosure/@type')).toEqual(['application/pdf']);
  });

  test('without an author the Atom feed has none', () => {
    expect(readPath(peerWith({}).atom1(), '//a:author')).toEqual([]);
    expect(readPath(renderAtom(feed), '//a:entry[not(a:author)]')).toEqual([]);
  });

  test('text that looks like an entity cannot be written', () => {
    const copyright = 'write &amp;lt; for <';
    expect(readPath(peerWith({}, { copyright }).rss2(), '//copyright')).not.toEqual([copyright]);
    expect(readPath(renderRss({ ...feed, rights: copyright }), '//copyright')).toEqual([copyright]);
    expect(readPath(renderAtom({ ...feed, rights: copyright }), '/a:feed/a:rights')).toEqual([copyright]);
  });

  test('an invalid date is printed', () => {
    expect(readPath(peerWith({ date: new Date('soon') }).rss2(), '//pubDate')).toEqual(['Invalid Date']);
    expect(readPath(renderRss(feed), '//pubDate')).toEqual(['Mon, 05 Jan 2026 00:15:00 GMT']);
  });

  test('rendering changes the input', () => {
    const peer = peerWith({ audio: { url: `${home}a.mp3`, duration: 60 } }, { podcast: true });
    const before = structuredClone(peer.items);
    peer.rss2();
    expect(peer.items).not.toEqual(before);
    const own = structuredClone(feed);
    expect([renderRss(feed), renderAtom(feed), renderJson(feed)].length).toBe(3);
    expect(feed).toEqual(own);
  });

  test('several authors become one in JSON Feed, of version 1', () => {
    const json = JSON.parse(peerWith({ author: [{ name: 'Vera' }, { name: 'Nils' }] }).json1());
    expect([json.version, json.items[0].author]).toEqual(['https://jsonfeed.org/version/1', { name: 'Vera' }]);
    const own = JSON.parse(renderJson(feed));
    expect([own.version, own.items[0].authors.length]).toEqual(['https://jsonfeed.org/version/1.1', 2]);
  });

  test('names without e-mail addresses are written as author', () => {
    expect(readPath(peerWith({ author: [{ name: 'Vera' }] }).rss2(), '//item/author')).toEqual(['Vera']);
    expect(readPath(renderRss(feed), '//item/author')).toEqual([]);
    expect(readPath(renderRss(feed), '//item/dc:creator')).toEqual(['Vera Lund', 'Nils Aho']);
  });
});

describe('feedsmith 3', () => {
  const rssWith = (item: object) =>
    generateRssFeed({ title: 'T', link: home, description: 'D', items: [{ title: 'T', ...item }] });
  const atomWith = (changes: object) =>
    generateAtomFeed({
      id: home,
      title: { value: 'T' },
      updated: date,
      entries: [{ id: home, title: { value: 'T' }, updated: date, ...changes }],
    });

  test('an id or a link with an ampersand is padded with white space', async () => {
    const id = `${home}?a=1&b=2`;
    const padded = atomWith({ id });
    expect(readPath(padded, '//a:entry/a:id')).not.toEqual([id]);
    expect(readPath(padded, '//a:entry/a:id').map((it) => it.trim())).toEqual([id]);
    const guidOf = async (text: string) => (await new RssParser().parseString(text)).items[0]?.guid;
    expect(await guidOf(rssWith({ guid: { value: id } }))).not.toBe(id);
    const [rss = '', atom = ''] = ours({ id, url: id });
    expect(readPath(atom, '//a:entry/a:id')).toEqual([id]);
    expect([readPath(rss, '//item/link'), await guidOf(rss)]).toEqual([[id], id]);
  });

  test.each(['\u0007', '\u000b', '\u000c', '\ufffe'])('a control character is malformed: %j', (character) => {
    const title = `a${character}b`;
    expect([rssWith({ title }), atomWith({ title: { value: title } })].map(isWellFormed)).toEqual([false, false]);
    expect(ours({ title }).map(isWellFormed)).toEqual([true, true]);
  });

  test('&apos; in HTML is corrupted', () => {
    const html = 'the ferry&apos;s deck';
    expect(readPath(atomWith({ content: { value: html, type: 'html' } }), '//a:content')[0]?.trim()).not.toBe(html);
    const [rss = '', atom = ''] = ours({ contentHtml: html });
    expect([readPath(rss, '//content:encoded'), readPath(atom, '//a:content')]).toEqual([[html], [html]]);
  });

  test('an empty JSON Feed has no items', () => {
    expect(generateJsonFeed({ title: 'T', items: [] })).not.toHaveProperty('items');
    expect(JSON.parse(renderJson({ ...feed, entries: [] }))).toHaveProperty('items', []);
  });

  test('it splits the end of CDATA; Presstime does not need to', () => {
    const title = 'a]]>]]>b';
    expect(parseRssFeed(rssWith({ title })).items?.[0]?.title).toBe(title);
    expect(parseRssFeed(renderRss(feedWith({ title }))).items?.[0]?.title).toBe(title);
  });

  test('its parser reads everything that Presstime writes about a picture', () => {
    const [content] = parseRssFeed(renderRss(feed)).items?.[0]?.media?.contents ?? [];
    expect(content).toMatchObject({
      url: image.url,
      fileSize: image.lengthBytes,
      description: { value: image.caption, type: 'plain' },
      credits: [{ value: image.credit, role: 'photographer', scheme: 'urn:ebu' }],
    });
  });
});

describe('what the parser of feedsmith reads', () => {
  const [audio, film] = [richEntry.enclosures[1], richEntry.enclosures[2]];

  test('RSS: an item', () => {
    expect(parseRssFeed(renderRss(richFeed)).items?.[0]).toMatchObject({
      comments: richEntry.commentsUrl,
      source: { title: richEntry.source?.title, url: richEntry.source?.feedUrl },
      enclosures: [{ url: audio?.url, type: audio?.type, length: audio?.lengthBytes }],
      atom: { links: [{ rel: 'related', href: richEntry.externalUrl }], updated: richEntry.updated },
      dc: { creators: ['Vera Lund', 'Nils Aho'], languages: ['nb'], rights: [richEntry.rights] },
      media: {
        contents: [
          { url: image.url, medium: 'image' },
          { url: film?.url, medium: 'video', duration: film?.durationSeconds, title: { value: film?.title } },
        ],
      },
    });
  });

  test('RSS: an episode', () => {
    const { season, episode: number, episodeType, explicit, image: cover, transcripts, chapters } = episode;
    expect(parseRssFeed(renderRss(richFeed)).items?.[0]).toMatchObject({
      itunes: { duration: 754, season, episode: number, episodeType, explicit, image: cover },
      podcast: {
        transcripts,
        chapters,
        persons: [
          { display: 'Vera Lund', role: 'host', href: episode.persons[0]?.url, img: episode.persons[0]?.image },
        ],
        season: { number: season },
        episode: { number },
      },
    });
  });

  test('RSS: a show', () => {
    const { category, subcategory, author, explicit, image: cover, type, owner } = podcast;
    expect(parseRssFeed(renderRss(richFeed)).itunes).toEqual({
      author,
      categories: [{ text: category, categories: [{ text: subcategory }] }],
      explicit,
      image: cover,
      type,
      owner,
    });
  });

  test('RSS: the links of an archive document', () => {
    const { links = [] } = parseRssFeed(renderRss(richFeed)).atom ?? {};
    const { current, previous, next } = archiveLinks;
    const hrefOf = (wanted: string) => links.find(({ rel }) => rel === wanted)?.href;
    expect(['self', 'current', 'prev-archive', 'next-archive', 'hub'].map(hrefOf)).toEqual([
      richFeed.selfUrls.rss,
      current.rss,
      previous?.rss,
      next?.rss,
      feed.hubs[0],
    ]);
  });

  test('Atom: an entry', () => {
    const parsed = parseAtomFeed(renderAtom(richFeed)).entries?.[0];
    expect(parsed).toMatchObject({
      authors: [
        { name: 'Vera Lund', uri: richEntry.authors[0]?.url, email: 'vera@courier.example' },
        { name: 'Nils Aho' },
      ],
      rights: { value: richEntry.rights },
    });
    expect(parsed?.links?.map(({ rel, href }) => [rel, href])).toEqual([
      ['alternate', richEntry.url],
      ['related', richEntry.externalUrl],
      ['replies', richEntry.commentsUrl],
      ['via', richEntry.source?.url],
      ...richEntry.enclosures.map(({ url }) => ['enclosure', url]),
    ]);
  });

  test('Atom: a feed that is part of an archive', () => {
    const { links = [], authors } = parseAtomFeed(renderAtom(richFeed));
    expect(authors?.[0]?.email).toBe('desk@courier.example');
    expect(links.find(({ rel }) => rel === 'prev-archive')).toEqual({
      rel: 'prev-archive',
      type: 'application/atom+xml',
      href: archiveLinks.previous?.atom,
    });
  });

  test('JSON Feed: the next document, an item and its attachments', () => {
    const parsed = parseJsonFeed(renderJson(richFeed));
    expect(parsed.next_url).toBe(archiveLinks.previous?.json);
    expect(parsed.authors?.[0]?.avatar).toBe('https://courier.example/desk.jpg');
    expect(parsed.items?.[0]).toMatchObject({
      external_url: richEntry.externalUrl,
      authors: [{ avatar: richEntry.authors[0]?.avatar }, { name: 'Nils Aho' }],
      attachments: richEntry.enclosures.map(({ url, title, durationSeconds }) => ({
        url,
        title,
        ...(durationSeconds === null ? {} : { duration_in_seconds: durationSeconds }),
      })),
    });
  });
});

describe('what rss-parser reads', () => {
  test('RSS: an episode', async () => {
    const { items, itunes } = await new RssParser().parseString(renderRss(richFeed));
    expect(items[0]).toMatchObject({
      link: richEntry.url,
      comments: richEntry.commentsUrl,
      enclosure: { url: richEntry.enclosures[1]?.url, type: 'audio/mpeg', length: '654321' },
      itunes: {
        duration: '754',
        season: '2',
        episode: '7',
        episodeType: 'full',
        explicit: 'true',
        image: episode.image,
      },
    });
    expect(itunes).toMatchObject({
      author: podcast.author,
      owner: podcast.owner,
      explicit: 'false',
      image: podcast.image,
    });
    expect(itunes?.['categoriesWithSubs']).toEqual([{ name: podcast.category, subs: [{ name: podcast.subcategory }] }]);
  });

  test('Atom: the link of an entry is its page, whatever other links it has', async () => {
    const { items } = await new RssParser().parseString(renderAtom(richFeed));
    expect(items.map(({ link }) => link)).toEqual([richEntry.url]);
  });
});
