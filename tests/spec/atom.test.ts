/** Atom 1.0, RFC 4287: the clauses that bind a publisher, by section. https://www.rfc-editor.org/rfc/rfc4287 */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { atomRules } from '../../src/validate/xml/atom-rules.ts';
import { readNames, readPath } from '../render/read-back.ts';
import { entry, feed, feedWith, richEntry, richFeed } from '../render/sample.ts';
import { channelYaml } from '../support/channel.ts';
import { type Clause, codesWithoutClause, render, testClauses } from './clause.ts';

const [author] = entry.authors;
const empty = { ...feed, entries: [] };
const rich = { ...feed, entries: [richEntry] };
const source = { title: 'The Skerry Post', url: null, feedUrl: 'https://skerry.example/feed.xml' };

const clauses: readonly Clause[] = [
  {
    title: '1.2: the namespace is http://www.w3.org/2005/Atom',
    path: 'namespace-uri(/*)',
    found: ['http://www.w3.org/2005/Atom'],
    spoil: ['2005/Atom"', '2005/atom"'],
    code: 'atom-namespace',
  },
  {
    title: '2: an Atom Document MUST be well-formed XML',
    path: '/a:feed/a:title',
    found: [feed.title],
    spoil: ['</title>', '</titel>'],
    code: 'feed-malformed',
  },
  {
    title: '2: xml:lang is a language tag (feed)',
    path: '/a:feed/@xml:lang',
    found: ['en-US'],
    spoil: ['xml:lang="en-US"', 'xml:lang="American English"'],
    code: 'atom-feed-language',
  },
  {
    title: '2: xml:lang is a language tag (entry)',
    path: '//a:entry/@xml:lang',
    found: ['nb'],
    spoil: ['xml:lang="nb"', 'xml:lang=""'],
    code: 'atom-entry-language',
  },
  {
    title: '2: an entry in the language of the feed has no xml:lang',
    path: '//a:entry/@xml:lang',
    found: [],
    feed: feedWith({ language: null }),
  },
  {
    title: '3.1.1: type MUST be text, html or xhtml; text without markup is text (title)',
    path: '//a:title/@type',
    found: ['text', 'text'],
    spoil: ['<title type="text"', '<title type="text/plain"'],
    code: 'atom-title-type',
  },
  {
    title: '3.1.1: type MUST be text, html or xhtml; text without markup is text (summary)',
    path: '//a:summary/@type',
    found: ['text'],
    spoil: ['<summary type="text"', '<summary type="markdown"'],
    code: 'atom-summary-type',
  },
  {
    title: '3.1.1.1: a text construct of type text MUST NOT contain child elements',
    path: '//a:entry/a:title/node()',
    found: ['Quay <b>&amp;'],
    feed: feedWith({ title: 'Quay <b>&amp;' }),
    spoil: ['&#x3C;b&#x3E;&#x26;amp;', '<b/>'],
    code: 'atom-text-children',
  },
  {
    title: '3.2.1: person constructs MUST contain exactly one atom:name element',
    path: '//a:entry/a:author/a:name',
    found: ['Vera Lund', 'Nils Aho'],
    spoil: ['<name>Vera Lund</name>', ''],
    code: 'atom-person-name',
  },
  {
    title: '3.2.1: the name of a person is text that people read',
    path: '/a:feed/a:author/a:name',
    found: ['The Courier'],
    spoil: ['<name>Vera Lund</name>', '<name> </name>'],
    code: 'atom-name',
  },
  {
    title: '3.2.2: person constructs MUST NOT contain more than one atom:uri element',
    path: '//a:entry/a:author/a:uri',
    found: [author?.url],
    spoil: ['<uri>', '<uri>https://courier.example/</uri><uri>'],
    code: 'atom-person-twice',
  },
  {
    title: '3.2.2: atom:uri is an IRI reference; ours are absolute',
    path: '/a:feed/a:author/a:uri',
    found: ['https://courier.example/about'],
    spoil: ['<uri>https://courier.example', '<uri>'],
    code: 'atom-person-uri',
  },
  {
    title: '3.2.3: person constructs MAY contain one atom:email element',
    path: '//a:entry/a:author/a:email',
    found: ['vera@courier.example'],
    feed: rich,
    spoil: ['<email>', '<email>vera@courier.example</email><email>'],
    code: 'atom-person-twice',
  },
  {
    title: '3.2.3: no e-mail address that was not given to be published',
    path: '//a:email',
    found: [],
  },
  {
    title: '3.3: dates MUST conform to RFC 3339, with upper-case T and Z (updated)',
    path: '//a:entry/a:updated',
    found: ['2026-01-06T08:00:00Z'],
    spoil: ['<updated>2026-01-06T08', '<updated>2026-01-06t08'],
    code: 'atom-updated',
  },
  {
    title: '3.3: dates MUST conform to RFC 3339, with upper-case T and Z (published)',
    path: '//a:entry/a:published',
    found: ['2026-01-05T00:15:00Z'],
    spoil: ['<published>2026-01-05T00:15:00Z', '<published>2026-01-05'],
    code: 'atom-published',
  },
  ...['id', 'title', 'updated'].map((name) => ({
    title: `4.1.1: atom:feed elements MUST contain exactly one atom:${name} element`,
    path: `count(/a:feed/a:${name})`,
    found: ['1'],
    spoil: [new RegExp(`<${name}[ >].*</${name}>`), ''] as const,
    code: 'atom-feed-required',
  })),
  ...['subtitle', 'rights', 'icon', 'logo', 'generator'].map((name) => ({
    title: `4.1.1: atom:feed elements MUST NOT contain more than one atom:${name} element`,
    path: `count(/a:feed/a:${name})`,
    found: ['1'],
    spoil: [new RegExp(`<${name}>.*</${name}>`), '$&$&'] as const,
    code: 'atom-feed-twice',
  })),
  {
    title: '4.1.1: atom:feed elements MUST contain an atom:author, unless all of the entries do',
    path: '//a:entry[a:author]/a:id',
    found: [entry.id],
    feed: { ...feed, authors: [] },
    spoil: [/<author>[\s\S]*<\/author>/, ''],
    code: 'atom-author',
  },
  {
    title: '4.1.1: atom:feed elements MUST NOT contain more than one alternate link with the same type and hreflang',
    path: "/a:feed/a:link[@rel='alternate']/@href",
    found: [feed.homeUrl],
    spoil: [
      '<link rel="hub"',
      '<link rel="alternate" type="text/html" href="https://courier.example/b"/><link rel="hub"',
    ],
    code: 'atom-feed-alternate',
  },
  {
    title: '4.1.1: atom:feed elements SHOULD contain one link with rel=self',
    path: "/a:feed/a:link[@rel='self']/@href",
    found: [feed.selfUrls.atom],
    spoil: [/<link rel="self".*>/, '$&$&'],
    code: 'atom-self',
  },
  {
    title: '4.1.1: a feed without entries is a feed',
    path: '/a:feed/a:entry',
    found: [],
    feed: empty,
  },
  ...['id', 'title', 'updated'].map((name) => ({
    title: `4.1.2: atom:entry elements MUST contain exactly one atom:${name} element`,
    path: `count(//a:entry/a:${name})`,
    found: ['1'],
    spoil: [new RegExp(`(<entry[\\s\\S]*)<${name}[ >].*</${name}>`), '$1'] as const,
    code: 'atom-entry-required',
  })),
  ...['content', 'published', 'summary'].map((name) => ({
    title: `4.1.2: atom:entry elements MUST NOT contain more than one atom:${name} element`,
    path: `count(//a:entry/a:${name})`,
    found: ['1'],
    spoil: [new RegExp(`<${name}[ >].*</${name}>`), '$&$&'] as const,
    code: 'atom-entry-twice',
  })),
  {
    title: '4.1.2: atom:entry elements that contain no atom:content MUST contain an alternate link',
    path: '//a:entry[a:content]/a:id',
    found: [entry.id],
    feed: feedWith({ url: null }),
    spoil: [/<content.*<\/content>/, ''],
    code: 'atom-entry-content',
  },
  {
    title: '4.1.2: atom:entry elements MUST NOT contain more than one alternate link with the same type and hreflang',
    path: "//a:entry/a:link[@rel='alternate']/@href",
    found: [entry.url],
    spoil: [/(<entry[\s\S]*?)(<link rel="alternate".*>)/, '$1$2$2'],
    code: 'atom-entry-alternate',
  },
  {
    title: '4.1.3.3: content of type html is escaped, and has no child elements',
    path: "//a:content[@type='html'][not(*)]",
    found: [entry.contentHtml],
  },
  {
    title: '4.2.2.1: category elements MUST have a term attribute',
    path: '//a:category/@term',
    found: entry.categories,
    spoil: ['<category term="Harbor"', '<category label="Harbor"'],
    code: 'atom-category',
  },
  {
    title: '4.2.5: the content of atom:icon is an IRI reference; ours are absolute',
    path: '/a:feed/a:icon',
    found: [feed.icon],
    spoil: ['<icon>https://courier.example', '<icon>'],
    code: 'atom-icon',
  },
  {
    title: '4.2.6: atom:id MUST be an absolute IRI',
    path: '//a:id',
    found: [feed.id, entry.id],
    spoil: ['<id>tag:courier.example,2026:feed:main', '<id>feed main'],
    code: 'atom-id',
  },
  {
    title: '4.2.6: no two entries of ours have the same atom:id',
    path: '//a:entry/a:id',
    found: [entry.id, 'tag:courier.example,2026:other'],
    feed: { ...feed, entries: [entry, { ...entry, id: 'tag:courier.example,2026:other' }] },
    spoil: ['2026:other', '2026:quay'],
    code: 'feed-repeats-id',
  },
  {
    title: '4.2.7.1: link elements MUST have an href attribute, an IRI; ours are absolute',
    path: "//a:entry/a:link[@rel='alternate']/@href",
    found: [entry.url],
    spoil: [' href="https://courier.example/stories/quay"', ' href="/stories/quay"'],
    code: 'atom-link-href',
  },
  {
    title: '4.2.7.2: rel is written out',
    path: 'count(//a:link[not(@rel)])',
    found: ['0'],
  },
  {
    title: '4.2.7.2: enclosure: each attached file has a link of its own',
    path: "//a:link[@rel='enclosure']/@href",
    found: richEntry.enclosures.map(({ url }) => url),
    feed: rich,
  },
  {
    title: '4.2.7.5: an empty title is not written',
    path: "//a:link[@rel='enclosure'][not(@title)]/@href",
    found: [entry.enclosures[0]?.url],
    feed: feedWith({ enclosures: entry.enclosures.map((it) => ({ ...it, title: '' })) }),
  },
  {
    title: '4.2.7.2: related: what a link post is about',
    path: "//a:entry/a:link[@rel='related']/@href",
    found: [richEntry.externalUrl],
    feed: rich,
  },
  {
    title: '4.2.7.2: via: where the text was taken from',
    path: "//a:entry/a:link[@rel='via'][@title='The Skerry Post'][@type='text/html']/@href",
    found: [richEntry.source?.url],
    feed: rich,
  },
  {
    title: '4.2.7.2: via: its feed, if its page is not known',
    path: "//a:entry/a:link[@rel='via'][not(@type)]/@href",
    found: [source.feedUrl],
    feed: feedWith({ source }),
  },
  {
    title: '4.2.7.2: via: nothing if no URL is known',
    path: "//a:entry/a:link[@rel='via']",
    found: [],
    feed: feedWith({ source: { ...source, feedUrl: null } }),
  },
  {
    title: 'RFC 4685 4: replies: the page for comments, with its type',
    path: "//a:entry/a:link[@rel='replies'][@type='text/html']/@href",
    found: [richEntry.commentsUrl],
    feed: rich,
  },
  {
    title: '4.2.7.3: type is a media type',
    path: "//a:link[@rel='enclosure']/@type",
    found: ['audio/mpeg'],
    spoil: ['type="audio/mpeg"', 'type="mp3"'],
    code: 'atom-link-type',
  },
  {
    title: '4.2.7.6: length is in octets; left out if it is not known',
    path: "//a:link[@rel='enclosure']/@length",
    found: ['654321'],
    spoil: ['length="654321"', 'length="640 KB"'],
    code: 'atom-link-length',
  },
  {
    title: '4.2.8: the content of atom:logo is an IRI reference; ours are absolute',
    path: '/a:feed/a:logo',
    found: [feed.logo],
    spoil: ['<logo>https:', '<logo>data:'],
    code: 'atom-logo',
  },
  {
    title: '4.2.9: published is the date of first publication',
    path: '//a:entry/a:published',
    found: [entry.published],
  },
  {
    title: '4.2.10: rights of the feed, and of one entry',
    path: '//a:rights',
    found: [feed.rights, 'CC BY 4.0'],
    feed: rich,
  },
  {
    title: '4.2.11: no source: what it SHOULD have of the other feed is not known',
    path: '//a:source',
    found: [],
    feed: rich,
  },
  {
    title: '4.2.4: generator names what made the feed',
    path: '/a:feed/a:generator',
    found: ['Presstime'],
  },
  {
    title: '4.2.12: subtitle is the description of a feed, and no entry has one',
    path: '//a:subtitle',
    found: [feed.description],
  },
  {
    title: '4.2.13: summary is a short text, and not the title again',
    path: "//a:entry/a:summary[@type='text']",
    found: [entry.summary],
  },
  {
    title: '4.2.14: title is a text for people, of a feed and of an entry',
    path: "//a:title[@type='text']",
    found: [feed.title, 'AT&T <b>'],
    feed: feedWith({ title: 'AT&T <b>' }),
  },
  {
    title: '4.2.15: updated is when it last changed, and that of the feed is the latest',
    path: '//a:updated',
    found: [feed.updated, entry.updated],
  },
  {
    title: '2: values have no space around them',
    path: '//a:entry/a:id',
    found: [entry.id],
    spoil: ['<id>tag:courier.example,2026:quay', '<id> tag:courier.example,2026:quay'],
    code: 'atom-space-around',
  },
  {
    title: '2: IRIs have no characters that must be percent-encoded',
    path: '//a:entry/a:id',
    found: [entry.id],
    spoil: ['2026:quay</id>', '2026:quay|pier</id>'],
    code: 'url-characters',
  },
  {
    title: '2: no IRI has a password',
    path: '//a:logo',
    found: [feed.logo],
    spoil: ['<logo>https://courier', '<logo>https://vera:secret@courier'],
    code: 'url-password',
  },
  {
    title: '3.1.1: the type of a text is text, html or xhtml',
    path: '//a:rights/@type',
    found: [],
    spoil: ['<rights>', '<rights type="plain">'],
    code: 'atom-text-type',
  },
  {
    title: '3.1.1.3: the content of a text of type xhtml MUST be a single div',
    path: '//*[@type="xhtml"]',
    found: [],
    spoil: ['<rights>', '<rights type="xhtml">'],
    code: 'atom-xhtml-div',
  },
  {
    title: '3.2.3: the email of a person is an e-mail address',
    path: '//a:entry/a:author/a:email',
    found: ['vera@courier.example'],
    feed: rich,
    spoil: ['<email>vera@courier.example', '<email>vera at courier.example'],
    code: 'atom-email',
  },
  {
    title: '3.3: dates exist',
    path: '//a:entry/a:published',
    found: ['2026-01-05T00:15:00Z'],
    spoil: ['<published>2026-01-05', '<published>2026-02-30'],
    code: 'date-real',
  },
  {
    title: '4.1.1: the metadata of a feed, then its entries',
    path: '/a:feed/a:entry/following-sibling::*',
    found: [],
    spoil: ['</feed>', '<icon>https://courier.example/icon.png</icon></feed>'],
    code: 'atom-order',
  },
  {
    title: '4.1.2: content in another file needs a summary',
    path: '//a:entry/a:summary',
    found: [entry.summary],
    spoil: [/<summary.*\s*<content.*>/, '<content src="https://courier.example/a.mp3"/>'],
    code: 'atom-summary-missing',
  },
  {
    title: '4.1.3.1: the type of content is text, html, xhtml or a media type',
    path: '//a:content/@type',
    found: ['html'],
    spoil: ['<content type="html"', '<content type="markup"'],
    code: 'atom-content-type',
  },
  {
    title: '4.1.3.2: content with src MUST be empty',
    path: '//a:content/@src',
    found: [],
    spoil: ['<content type="html"', '<content type="html" src="https://courier.example/a"'],
    code: 'atom-content-source',
  },
  {
    title: '4.2.2.2: the scheme of a category is an IRI',
    path: '//a:category/@scheme',
    found: [],
    spoil: ['<category ', '<category scheme="subjects" '],
    code: 'atom-category-scheme',
  },
  {
    title: '4.2.4: the generator has some text',
    path: '//a:generator',
    found: ['Presstime'],
    spoil: ['<generator>Presstime', '<generator>'],
    code: 'atom-generator',
  },
  {
    title: '4.2.6: a tag has the syntax of tags',
    path: '//a:entry/a:id',
    found: [entry.id],
    spoil: ['courier.example,2026:quay', 'courier.example:quay'],
    code: 'id-form',
  },
  {
    title: '4.2.7.1: a link MUST have an href',
    path: 'count(//a:entry/a:link[@href])',
    found: ['2'],
    spoil: ['href="https://courier.example/stories/quay"', ''],
    code: 'atom-link-target',
  },
  {
    title: '4.2.7.2: rel MUST be some text',
    path: '//a:entry/a:link/@rel',
    found: ['alternate', 'enclosure'],
    spoil: ['rel="alternate"', 'rel=""'],
    code: 'atom-link-rel',
  },
  {
    title: '4.2.7.4: hreflang is a language tag',
    path: '//a:link/@hreflang',
    found: [],
    spoil: ['<link ', '<link hreflang="in English" '],
    code: 'atom-link-hreflang',
  },
];

testClauses('atom', clauses);

test('every rule that our own feeds must keep, about an element that they have, is broken by a clause here', () => {
  expect(codesWithoutClause(atomRules, { format: 'atom', clauses })).toEqual([]);
});

test('4.1.1: the elements of a feed, then its entries', () => {
  const names = readNames(render('atom'), '/a:feed');
  expect(names.indexOf('entry')).toBe(names.length - 1);
});

test('6.4: extensions are in namespaces that are declared, and declared only if they are used', () => {
  const declared = (text: string) => [...text.matchAll(/xmlns:(\w+)=/g)].map(([, prefix]) => prefix);
  expect(declared(render('atom'))).toEqual(['media']);
  expect(declared(render('atom', richFeed))).toEqual(['media', 'fh', 'at']);
});

test('2: a style sheet is named before the feed (xml-stylesheet 1.0, 2)', () => {
  expect(render('atom', richFeed).split('\n').slice(0, 2)).toEqual([
    '<?xml version="1.0" encoding="utf-8"?>',
    '<?xml-stylesheet type="text/css" href="https://feeds.courier.example/feed.css"?>',
  ]);
  expect(render('atom')).not.toContain('<?xml-stylesheet');
});

test('4.2.7.6: a length that is not known is not written', () => {
  const unknown = feedWith({ enclosures: entry.enclosures.map((it) => ({ ...it, lengthBytes: null })) });
  expect(readPath(render('atom', unknown), "//a:link[@rel='enclosure'][not(@length)]/@href").length).toBe(1);
});

test('4.2.13: an empty summary is not written', () => {
  expect(readPath(render('atom', feedWith({ summary: '' })), '//a:summary')).toEqual([]);
});

test('4.2.6: an atom:id does not change when the feed is relocated', async () => {
  const from = createMemoryStore({
    'feed.yaml': `${channelYaml}feeds: [sections]\n`,
    'a.md': '---\ntitle: A\ndate: 2026-01-05\nsection: Harbor\n---\nText.\n',
  });
  const to = createMemoryStore();
  const ids = async () => {
    await publish({ from, to, now: '2026-11-23T15:00:00Z' });
    const read = async (path: string) => readPath(new TextDecoder().decode((await to.read(path))?.body), '//a:id');
    return [await read('atom.xml'), await read('sections/harbor/atom.xml')];
  };
  const before = await ids();
  const moved = channelYaml.replaceAll(/(homeUrl|feedUrl): .*/g, '$1: https://elsewhere.example/news/');
  await from.write('feed.yaml', new TextEncoder().encode(`${moved}feeds: [sections]\n`), 'any');
  expect(await ids()).toEqual(before);
  expect(before.flat()).toHaveLength(4);
});
