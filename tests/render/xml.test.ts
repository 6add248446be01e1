/** The XML writer with any Unicode text: strict parsers read back what went in, except characters that XML 1.0 cannot contain (2.2). */
import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import type { Episode } from '../../src/model/episode.ts';
import type { Feed, FormatUrls, Podcast } from '../../src/model/feed.ts';
import type { Enclosure, Image } from '../../src/model/image.ts';
import type { Person } from '../../src/model/metadata.ts';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { renderJson } from '../../src/render/feed/json-feed.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { cleanText, element, escapeXml, renderXml, textElement } from '../../src/render/feed/xml.ts';
import { readPath, readPaths } from './read-back.ts';
import { entry, feed, image } from './sample.ts';

/** Strings that break other feed writers. Any text may contain them. */
const hostileParts = [
  ']]>',
  '<![CDATA[',
  ']]>]]></title><evil/><title><![CDATA[',
  '<!--',
  '-->',
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY e "x">]>',
  '&e;',
  '&amp;lt;',
  '&#0;',
  '&#xD;',
  '"',
  "'",
  '\r\n',
  '\r',
  '\n',
  '\t',
  ' ',
  '\0',
  '\u0007',
  '\v',
  '\f',
  '\u001b',
  '\u007f',
  '\u0080',
  '\u0085',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u202e',
  '\u2028',
  '\u2029',
  '\ufdd0',
  '\ufeff',
  '\ufffd',
  '\ufffe',
  '\uffff',
  '\u{1fffe}',
  '\u{10ffff}',
  '\ud800',
  '\udfff',
  '\udc00\ud800',
  '👩‍👩‍👧',
  'e\u0301',
  'שלום',
];

const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...hostileParts) },
      unit,
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    {
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(''));
const maybe = fc.option(anyText);
const count = fc.option(fc.nat());
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });

const anyPerson: fc.Arbitrary<Person> = fc.record({ name: anyText, url: maybe, email: maybe, avatar: maybe });
const anyImage: fc.Arbitrary<Image> = fc.record({
  url: anyText,
  type: maybe,
  width: count,
  height: count,
  lengthBytes: count,
  alt: anyText,
  caption: maybe,
  credit: maybe,
});
const anyEnclosure: fc.Arbitrary<Enclosure> = fc.record({
  url: anyText,
  type: anyText,
  lengthBytes: count,
  title: maybe,
  durationSeconds: count,
});
const anySource = fc.record({ title: anyText, url: maybe, feedUrl: maybe });
const anyEpisode: fc.Arbitrary<Episode> = fc.record({
  season: count,
  episode: count,
  episodeType: fc.constantFrom('full', 'trailer', 'bonus', null),
  explicit: fc.option(fc.boolean()),
  image: maybe,
  transcripts: few(fc.record({ url: anyText, type: anyText, language: maybe })),
  chapters: fc.option(fc.record({ url: anyText, type: anyText })),
  persons: few(fc.record({ name: anyText, role: maybe, url: maybe, image: maybe })),
});
const anyPodcast: fc.Arbitrary<Podcast> = fc.record({
  author: maybe,
  category: anyText,
  subcategory: maybe,
  explicit: fc.boolean(),
  image: maybe,
  type: fc.constantFrom('episodic', 'serial', null),
  owner: fc.option(fc.record({ name: anyText, email: anyText })),
  guid: maybe,
});
const anyUrls: fc.Arbitrary<FormatUrls> = fc.record({ rss: anyText, atom: anyText, json: anyText });
const anyEntry: fc.Arbitrary<Entry> = fc.record({
  titleFrom: fc.constantFrom('text', null),
  excerptHtml: maybe,
  section: maybe,
  rights: maybe,
  externalUrl: maybe,
  source: fc.option(anySource),
  commentsUrl: maybe,
  episode: fc.option(anyEpisode),
  corrections: few(fc.record({ text: anyText, corrected: fc.constant(null) })),
  timeZone: fc.constant('UTC'),
  id: anyText,
  url: maybe,
  title: anyText,
  published: fc.constant(entry.published),
  updated: fc.constant(entry.updated),
  authors: few(anyPerson),
  summary: anyText,
  contentHtml: anyText,
  categories: few(anyText),
  images: few(anyImage),
  enclosures: few(anyEnclosure),
  language: maybe,
});
const anyTombstone = fc.record({ id: anyText, withdrawn: fc.constant(feed.updated), notice: maybe, url: maybe });
const anyFeed: fc.Arbitrary<Feed> = fc.record({
  podcast: fc.option(anyPodcast),
  archive: fc.option(
    fc.record({ isArchive: fc.boolean(), current: anyUrls, previous: fc.option(anyUrls), next: fc.option(anyUrls) }),
  ),
  stylesheet: maybe,
  tombstones: few(anyTombstone),
  id: anyText,
  title: anyText,
  description: anyText,
  homeUrl: anyText,
  selfUrls: fc.record({ rss: maybe, atom: maybe, json: maybe }),
  language: anyText,
  updated: fc.constant(feed.updated),
  authors: few(anyPerson),
  rights: maybe,
  icon: maybe,
  logo: fc.oneof(
    maybe,
    anyText.map((text) => `${text}.png`),
  ),
  hubs: few(anyText),
  entries: few(anyEntry),
});

/** A path in a feed, and the texts that should be read at it. */
type Expectation = readonly [path: string, texts: readonly (string | null)[]];

function expectedRss({ entries, ...it }: Feed): readonly Expectation[] {
  const images = entries.flatMap((entry) => entry.images);
  const episodes = it.podcast === null ? [] : entries.flatMap(({ episode }) => (episode === null ? [] : [episode]));
  const persons = episodes.flatMap((episode) => episode.persons);
  const logo = [it.logo, it.icon].find((url) => url !== null && /\.(?:png|jpe?g|gif)$/i.test(url)) ?? null;
  return [
    ['/rss/channel/title', [it.title]],
    ['/rss/channel/link', [it.homeUrl]],
    ['/rss/channel/description', [it.description]],
    ['/rss/channel/language', [it.language]],
    ['/rss/channel/copyright', [it.rights]],
    ['/rss/channel/image/url', [logo]],
    ["/rss/channel/a:link[@rel='self']/@href", [it.selfUrls.rss]],
    ["/rss/channel/a:link[@rel='hub']/@href", it.hubs],
    ["/rss/channel/a:link[@rel='prev-archive']/@href", [it.archive?.previous?.rss ?? null]],
    ['/rss/channel/itunes:author', [it.podcast?.author ?? null]],
    ['/rss/channel/itunes:category/@text', [it.podcast?.category ?? null]],
    ['/rss/channel/itunes:category/itunes:category/@text', [it.podcast?.subcategory ?? null]],
    ['/rss/channel/itunes:image/@href', [it.podcast?.image ?? null]],
    ['/rss/channel/podcast:guid', [it.podcast?.guid ?? null]],
    ['/rss/channel/itunes:owner/itunes:name', [it.podcast?.owner?.name ?? null]],
    ['/rss/channel/itunes:owner/itunes:email', [it.podcast?.owner?.email ?? null]],
    ['//item/itunes:image/@href', episodes.map(({ image }) => image)],
    ['//item/podcast:transcript/@url', episodes.flatMap(({ transcripts }) => transcripts.map(({ url }) => url))],
    ['//item/podcast:chapters/@url', episodes.map(({ chapters }) => chapters?.url ?? null)],
    ['//item/podcast:person', persons.map(({ name }) => name)],
    ['//item/podcast:person/@role', persons.map(({ role }) => role)],
    ['//item/title', entries.map(({ title }) => title)],
    ['//item/link', entries.map(({ url }) => url)],
    ['//item/guid', entries.map(({ id }) => id)],
    ['//item/dc:creator', entries.flatMap(({ authors }) => authors.map(({ name }) => name))],
    ['//item/dc:language', entries.map(({ language }) => language)],
    ['//item/description', entries.map(descriptionOf)],
    ['//item/content:encoded', entries.map(({ contentHtml }) => contentHtml)],
    ['//item/category', entries.flatMap(({ categories }) => categories)],
    ['//item/dc:rights', entries.map(({ rights }) => rights)],
    ['//item/comments', entries.map(({ commentsUrl }) => commentsUrl)],
    ["//item/a:link[@rel='related']/@href", entries.map(({ externalUrl }) => externalUrl)],
    ['//item/source/@url', entries.map(({ source }) => source?.feedUrl ?? null)],
    ['//item/source', entries.map(({ source }) => (source?.feedUrl == null ? null : source.title))],
    ...expectedMedia(images),
  ];
}

function expectedAtom({ entries, ...it }: Feed): readonly Expectation[] {
  const images = entries.flatMap((entry) => entry.images);
  const enclosures = entries.flatMap((entry) => entry.enclosures);
  const authors = entries.flatMap((entry) => entry.authors);
  return [
    ['/a:feed/a:id', [it.id]],
    ['/a:feed/a:title', [it.title]],
    ['/a:feed/a:subtitle', [it.description]],
    ['/a:feed/a:rights', [it.rights]],
    ['/a:feed/a:icon', [it.icon]],
    ['/a:feed/a:logo', [it.logo]],
    ['/a:feed/@xml:lang', [it.language]],
    ['/a:feed/a:author/a:name', it.authors.map(({ name }) => name)],
    ['/a:feed/a:author/a:uri', it.authors.map(({ url }) => url)],
    ['/a:feed/a:author/a:email', it.authors.map(({ email }) => email ?? null)],
    ["/a:feed/a:link[@rel='prev-archive']/@href", [it.archive?.previous?.atom ?? null]],
    ['/a:feed/at:deleted-entry/@ref', it.tombstones.map(({ id }) => id)],
    ['/a:feed/at:deleted-entry/at:comment', it.tombstones.map(({ notice }) => notice)],
    ["/a:feed/a:link[@rel='self']/@href", [it.selfUrls.atom]],
    ["/a:feed/a:link[@rel='alternate']/@href", [it.homeUrl]],
    ["/a:feed/a:link[@rel='hub']/@href", it.hubs],
    ['//a:entry/a:id', entries.map(({ id }) => id)],
    ['//a:entry/a:title', entries.map(({ title }) => title)],
    ["//a:entry/a:link[@rel='alternate']/@href", entries.map(({ url }) => url)],
    ['//a:entry/a:author/a:name', authors.map(({ name }) => name)],
    ['//a:entry/a:author/a:uri', authors.map(({ url }) => url)],
    ['//a:entry/a:category/@term', entries.flatMap(({ categories }) => categories)],
    ['//a:entry/a:author/a:email', authors.map(({ email }) => email ?? null)],
    ['//a:entry/a:rights', entries.map(({ rights }) => rights)],
    ["//a:entry/a:link[@rel='related']/@href", entries.map(({ externalUrl }) => externalUrl)],
    ["//a:entry/a:link[@rel='replies']/@href", entries.map(({ commentsUrl }) => commentsUrl)],
    ["//a:entry/a:link[@rel='via']/@href", entries.map(({ source }) => source?.url ?? source?.feedUrl ?? null)],
    ['//a:entry/a:summary', entries.map(({ summary }) => summary)],
    ['//a:entry/a:content', entries.map(({ contentHtml }) => contentHtml)],
    ['//a:entry/@xml:lang', entries.map(({ language }) => language)],
    ["//a:entry/a:link[@rel='enclosure']/@href", enclosures.map(({ url }) => url)],
    ["//a:entry/a:link[@rel='enclosure']/@type", enclosures.map(({ type }) => type)],
    ["//a:entry/a:link[@rel='enclosure']/@title", enclosures.map(({ title }) => title)],
    ...expectedMedia(images),
  ];
}

function expectedMedia(images: readonly Image[]): readonly Expectation[] {
  return [
    ["//media:content[@medium='image'][not(media:title)]/@url", images.map(({ url }) => url)],
    ["//media:content[@medium='image'][not(media:title)]/@type", images.map(({ type }) => type)],
    ['//media:content/media:description', images.map(({ caption }) => caption)],
    ['//media:content/media:credit', images.map(({ credit }) => credit)],
  ];
}

/** What the description of an item should contain. None if it would only repeat the title. */
function descriptionOf({ summary, title, titleFrom, images }: Entry): string | null {
  if (titleFrom === 'text' && summary === '' && images.length === 0) return null;
  return asHtml(summary === '' ? title : summary);
}

/** Escapes a plain text for a field of HTML. */
function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * The characters of a text that every format can contain. Not implemented as in the writer, but character by character, after the
 * production Char of XML 1.0, without the ranges that its note in 2.2 discourages.
 */
function holdable(text: string): string {
  const characters = [...text].map((character) => character.codePointAt(0) ?? 0);
  const kept = characters.filter(
    (code) =>
      code === 0x9 ||
      code === 0xa ||
      code === 0xd ||
      (code >= 0x20 && code <= 0x7e) ||
      (code >= 0xa0 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfdcf) ||
      (code >= 0xfdf0 && code <= 0xfffd) ||
      (code >= 0x10000 && code % 0x10000 <= 0xfffd),
  );
  return String.fromCodePoint(...kept);
}

/**
 * Elements without text may be left out, so empty texts do not count. The binding of libxml2 takes U+FEFF at the beginning
 * of a long value for a byte order mark and drops it, so a U+FEFF there does not count either.
 */
function counted(texts: readonly (string | null)[]): readonly string[] {
  return texts.map((text) => (text ?? '').replace(/^\ufeff+/, '')).filter((text) => text !== '');
}

function expectReadBack(text: string, expected: readonly Expectation[]): void {
  const paths = expected.map(([path]) => path);
  const found = readPaths(text, paths);
  const pairs = paths.map((path, index) => [path, counted(found[index] ?? [])]);
  expect(pairs).toEqual(expected.map(([path, texts]) => [path, counted(texts.map((it) => holdable(it ?? '')))]));
}

/** Null becomes a missing key, and every text is reduced to what XML 1.0 can contain. */
function holdableValue(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, it) => (typeof it === 'string' ? holdable(it) : (it ?? undefined)));
}

describe('any Unicode text in every field', () => {
  test('libxml2 reads from RSS what went in', () => {
    const check = (it: Feed) => expectReadBack(renderRss(it), expectedRss(it));
    fc.assert(fc.property(anyFeed, check), { numRuns: 500 });
  });

  test('libxml2 reads from Atom what went in', () => {
    const check = (it: Feed) => expectReadBack(renderAtom(it), expectedAtom(it));
    fc.assert(fc.property(anyFeed, check), { numRuns: 500 });
  });

  test('JSON.parse reads from JSON Feed what went in', () => {
    const check = (it: Feed) => {
      const read = JSON.parse(renderJson(it)) as { items: Record<string, unknown>[]; [key: string]: unknown };
      const { items, ...top } = read;
      const { icon, logo, hubs } = it;
      const wanted = { title: it.title, home_page_url: it.homeUrl, feed_url: it.selfUrls.json, language: it.language };
      expect(top).toMatchObject(holdableValue({ ...wanted, favicon: icon, icon: logo ?? icon }) as object);
      expect(top['description'] ?? '').toBe(holdable(it.description));
      expect(top['hubs'] ?? []).toEqual(holdableValue(hubs.map((url) => ({ type: 'WebSub', url }))));
      expect(top['authors'] ?? []).toEqual(holdableValue(it.authors.map(withoutEmail)));
      expect(items.length).toBe(it.entries.length);
      for (const [index, item] of items.entries()) expectItem(item, it.entries[index] as Entry);
    };
    fc.assert(fc.property(anyFeed, check), { numRuns: 500 });
  });

  test('feedsmith reads all three formats', () => {
    const check = (title: string, html: string) => {
      const it: Feed = { ...feed, entries: [{ ...entry, title: `A${title}Z`, contentHtml: `A${html}Z` }] };
      expect(parseRssFeed(renderRss(it)).items?.length).toBe(1);
      expect(parseAtomFeed(renderAtom(it)).entries?.length).toBe(1);
      expect(parseJsonFeed(renderJson(it)).items?.[0]?.content_html).toBe(holdable(`A${html}Z`).trim());
    };
    fc.assert(fc.property(anyText, anyText, check), { numRuns: 100 });
  });

  test('rss-parser reads RSS and Atom', async () => {
    const check = async (title: string) => {
      const it: Feed = { ...feed, entries: [{ ...entry, title: `A${title}Z` }] };
      for (const text of [renderRss(it), renderAtom(it)]) {
        const { items } = await new RssParser().parseString(text);
        expect(items.map(({ title: read }) => read)).toEqual([holdable(`A${title}Z`)]);
      }
    };
    await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 100 });
  });
});

function expectItem(item: Record<string, unknown>, it: Entry): void {
  const { id, url, title, language, externalUrl } = it;
  const wanted = {
    id,
    url,
    external_url: externalUrl,
    title,
    language,
    content_html: it.contentHtml,
    image: it.images[0]?.url ?? null,
  };
  expect(item).toMatchObject(holdableValue(wanted) as object);
  expect(item['summary'] ?? '').toBe(holdable(it.summary));
  expect(item['authors'] ?? []).toEqual(holdableValue(it.authors.map(withoutEmail)));
  expect(item['tags'] ?? []).toEqual(holdableValue(it.categories));
  const attachments = it.enclosures.map((one) => ({
    url: one.url,
    mime_type: one.type,
    size_in_bytes: one.lengthBytes,
  }));
  expect(item['attachments'] ?? []).toMatchObject(holdableValue(attachments) as object);
}

function withoutEmail({ name, url, avatar }: Person) {
  return { name, url, avatar };
}

describe('escapeXml', () => {
  test.each([
    ['markup', '<a b="c">&</a>', '&#x3C;a b=&#x22;c&#x22;&#x3E;&#x26;&#x3C;/a&#x3E;'],
    ['the end of CDATA, twice', ']]>]]>', ']]&#x3E;]]&#x3E;'],
    ['an entity that is text', '&amp;lt;', '&#x26;amp;lt;'],
    ['a carriage return', 'a\r\nb', 'a&#xD;\nb'],
    ['control characters', 'a\u0000\u0007\u000b\u000c\u001fb', 'ab'],
    ['white space, and the controls that XML discourages', '\t\n\u007f\u0085\u2028', '\t\n\u2028'],
    ['the two code points that XML refuses', 'a\ufffe\uffffb', 'ab'],
    ['noncharacters that XML takes', 'a\ufdd0\u{1ffff}\u{10fffe}b', 'ab'],
    ['a lone surrogate', 'a\ud83db', 'ab'],
    ['a replacement character', 'a\ufffdb', 'a\ufffdb'],
    ['a byte order mark, which is text here', '\ufeffa', '\ufeffa'],
    ['an emoji', '👩‍👧', '👩‍👧'],
  ])('%s', (_name, text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });

  test('never needs CDATA, which would need its own escaping', () => {
    expect(renderRss(feed) + renderAtom(feed)).not.toContain('<![CDATA[');
  });
});

describe('cleanText', () => {
  test('leaves a text unchanged if every format can contain it', () => {
    expect(cleanText('a\tb\r\n“ö”👩‍👧\u00a0')).toBe('a\tb\r\n“ö”👩‍👧\u00a0');
  });

  test('drops what XML cannot contain, and keeps surrogate pairs beside it', () => {
    expect(cleanText('👧\u0007\ud83d\uffff👧')).toBe('👧👧');
  });
});

describe('renderXml', () => {
  test('elements are on their own lines, texts are not', () => {
    const root = element('a', { b: 1, c: null }, textElement('d', 'e'), element('f', {}));
    expect(renderXml(root)).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a b="1">\n  <d>e</d>\n  <f/>\n</a>\n');
  });

  test('white space in attributes and at the ends of texts is read back', () => {
    const text = renderXml(element('a', { b: ' \t\n\r c ' }, textElement('d', ' \n e\r\n')));
    expect(readPath(text, '/a/@b')).toEqual([' \t\n\r c ']);
    expect(readPath(text, '/a/d')).toEqual([' \n e\r\n']);
  });

  test('a style sheet is named between the declaration and the root', () => {
    expect(renderXml(element('a', {}), 'https://courier.example/feed.css')).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" href="https://courier.example/feed.css"?>\n<a/>\n',
    );
  });

  test.each(['a?><evil/><?b', '"?><evil/>', "' type='text/xsl", '<!DOCTYPE a>', '\0?\u0000>', '&#x3E;'])(
    'the URL of a style sheet cannot end the instruction: %j',
    (href) => {
      const text = renderXml(element('a', {}), href);
      expect(readPath(text, 'count(//node())')).toEqual(['2']);
      const data = readPath(text, "/processing-instruction('xml-stylesheet')")[0] ?? '';
      const written = /^type="text\/css" href="([^"]*)"$/.exec(data)?.[1] ?? '';
      expect(readPath(`<a b="${written}"/>`, '/a/@b')).toEqual([href.replaceAll('\0', '')]);
    },
  );

  test('no space is added beside text', () => {
    expect(readPath(renderXml(element('a', {}, 'b', textElement('c', 'd'), 'e')), '/a')).toEqual(['bde']);
  });

  test('pictures without captions have no empty caption', () => {
    const bare = { ...feed, entries: [{ ...entry, images: [{ ...image, caption: null, credit: null }] }] };
    expect(readPath(renderRss(bare), '//media:description | //media:credit')).toEqual([]);
  });
});
