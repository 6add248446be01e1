/** RSS 2.0 (rssboard.org/rss-specification) and the RSS Best Practices Profile (rssboard.org/rss-profile), by section. */
import { expect, test } from 'vitest';
import { buildEntry } from '../../src/item/build-entry.ts';
import { rssRules } from '../../src/validate/xml/rss-rules.ts';
import { readNames, readPath } from '../render/read-back.ts';
import { enclosure, entry, feed, feedWith, image, richEntry } from '../render/sample.ts';
import { byPattern, channel, readArticle } from '../support/channel.ts';
import { type Clause, codesWithoutClause, render, testClauses } from './clause.ts';

const picture = { url: image.url, type: 'image/jpeg', lengthBytes: 123_456, title: null, durationSeconds: null };
const rich = { ...feed, entries: [richEntry] };

const clauses: readonly Clause[] = [
  {
    title: 'What is RSS?: an RSS file must conform to XML 1.0',
    path: '/rss/channel/title',
    found: [feed.title],
    spoil: ['</channel>', ''],
    code: 'feed-malformed',
  },
  {
    title: 'What is RSS?: the rss element has version 2.0',
    path: '/rss/@version',
    found: ['2.0'],
    spoil: ['version="2.0"', 'version="2"'],
    code: 'rss-version',
  },
  {
    title: 'What is RSS?: subordinate to rss is a single channel',
    path: 'count(/rss/channel)',
    found: ['1'],
    spoil: ['</rss>', '<channel/></rss>'],
    code: 'rss-channel',
  },
  ...(['title', 'link', 'description'] as const).map((name) => ({
    title: `Required channel elements: ${name}`,
    path: `/rss/channel/${name}`,
    found: [{ title: feed.title, link: feed.homeUrl, description: feed.description }[name]],
    spoil: [new RegExp(`<${name}>.*</${name}>`), ''] as const,
    code: 'rss-channel-required',
  })),
  {
    title: 'Optional channel elements: a title has some text',
    path: '/rss/channel/title',
    found: [feed.title],
    spoil: [/<title>.*<\/title>/, '<title> </title>'],
    code: 'rss-title-empty',
  },
  ...['language', 'copyright', 'lastBuildDate', 'generator', 'image'].map((name) => ({
    title: `Profile, Channel: a channel has at most one ${name}`,
    path: `count(/rss/channel/${name})`,
    found: ['1'],
    spoil: [new RegExp(`<${name}>[\\s\\S]*</${name}>`), '$&$&'] as const,
    code: 'rss-channel-twice',
  })),
  {
    title: 'Optional channel elements: language is a language tag',
    path: '/rss/channel/language',
    found: ['en-US'],
    spoil: ['<language>en-US', '<language>American English'],
    code: 'rss-language',
  },
  {
    title: 'Optional channel elements: lastBuildDate is a date in the form of RFC 822',
    path: '/rss/channel/lastBuildDate',
    found: ['Tue, 06 Jan 2026 08:00:00 GMT'],
    spoil: [/<lastBuildDate>.*</, '<lastBuildDate>Invalid Date<'],
    code: 'rss-build-date',
  },
  ...['url', 'title', 'link'].map((name) => ({
    title: `image: ${name} is required`,
    path: `count(/rss/channel/image/${name})`,
    found: ['1'],
    spoil: [new RegExp(`(<image>[\\s\\S]*?)<${name}>.*</${name}>`), '$1'] as const,
    code: 'rss-image-required',
  })),
  {
    title: 'image: url is the URL of the picture',
    path: '/rss/channel/image/url',
    found: [feed.logo],
    spoil: [/<url>https:\/\//, '<url>'],
    code: 'rss-image-url',
  },
  {
    title: 'image: a GIF, JPEG or PNG',
    path: '/rss/channel/image/url',
    found: [feed.icon],
    feed: { ...feed, logo: 'https://courier.example/logo.svg' },
    spoil: ['icon.png</url>', 'icon.svg</url>'],
    code: 'rss-image-format',
  },
  {
    title: 'image: title and link should be those of the channel',
    path: '/rss/channel/image/*[self::title or self::link]',
    found: [feed.title, feed.homeUrl],
  },
  {
    title: 'Elements of item: at least one of title or description must be present',
    path: '//item[title or description]/guid',
    found: [entry.id],
    feed: feedWith({ summary: '' }),
    spoil: [/<title>Quay opens<\/title>([\s\S]*?)<description>.*?<\/description>/, '<title/>$1'],
    code: 'rss-item-text',
  },
  {
    title: 'Elements of item: description is HTML: a text that looks like markup stays a text',
    path: '//item/description',
    found: ['&lt;script>alert(1)&lt;/script> &amp;amp; AT&amp;T'],
    feed: feedWith({ summary: '<script>alert(1)</script> &amp; AT&T' }),
  },
  {
    title: 'Profile, content:encoded: a description is before it; it is the title if there is no summary',
    path: '//item/description',
    found: ['Quay &amp; pier open'],
    feed: feedWith({ summary: '', title: 'Quay & pier open' }),
  },
  ...['title', 'link', 'description', 'pubDate', 'content:encoded', 'atom:updated'].map((name) => ({
    title: `Profile, Item: an item has at most one ${name}`,
    path: `count(//item/${name.replace('atom:', 'a:')})`,
    found: ['1'],
    spoil: [new RegExp(`(<item>[\\s\\S]*)(<${name}>.*</${name}>)`), '$1$2$2'] as const,
    code: 'rss-item-twice',
  })),
  {
    title: 'link: the URL of the item, with a scheme',
    path: '//item/link',
    found: [entry.url],
    spoil: ['<link>https://courier.example/stories', '<link>/stories'],
    code: 'rss-link',
  },
  {
    title: 'link: letters that are not ASCII are percent-encoded',
    path: '//item/link',
    found: [entry.url],
    spoil: ['stories/quay</link>', 'stories/quäy</link>'],
    code: 'url-characters',
  },
  {
    title: 'link: no password',
    path: '//item/link',
    found: [entry.url],
    spoil: ['<link>https://courier.example/stories', '<link>https://vera:secret@courier.example/stories'],
    code: 'url-password',
  },
  {
    title: 'link: no space around it',
    path: '//item/link',
    found: [entry.url],
    spoil: ['<link>https://courier.example/stories', '<link> https://courier.example/stories'],
    code: 'rss-space-around',
  },
  {
    title: 'enclosure: url, length and type are required',
    path: '//item/enclosure/@*',
    found: [enclosure.url, enclosure.type, String(enclosure.lengthBytes)],
    spoil: [/ url="https:..courier.example.sound.quay.mp3"/, ''],
    code: 'rss-enclosure-url',
  },
  {
    title: 'enclosure: length says how big it is in bytes',
    path: '//item/enclosure/@length',
    found: ['654321'],
    spoil: ['length="654321"', 'length="null"'],
    code: 'rss-enclosure-length',
  },
  {
    title: 'enclosure: type is a MIME type',
    path: '//item/enclosure/@type',
    found: ['audio/mpeg'],
    spoil: ['type="audio/mpeg"', 'type="image//photo"'],
    code: 'rss-enclosure-type',
  },
  {
    title: 'Profile, enclosure: an unknown length is 0',
    path: '//item/enclosure/@length',
    found: ['0'],
    feed: feedWith({ enclosures: [{ ...enclosure, lengthBytes: null }] }),
  },
  {
    title: 'Profile, enclosure: no more than one for an item',
    path: '//item/enclosure/@url',
    found: [enclosure.url],
    feed: feedWith({ enclosures: [enclosure, { ...enclosure, url: 'https://courier.example/b.mp3' }] }),
    spoil: [/<enclosure.*>/, '$&$&'],
    code: 'rss-one-enclosure',
  },
  {
    title: 'Profile, enclosure: of several, the one that is played comes before pictures',
    path: '//item/enclosure/@url',
    found: [enclosure.url],
    feed: feedWith({ enclosures: [picture, enclosure] }),
  },
  {
    title: 'Profile, enclosure: of several, the one that is played comes before documents',
    path: '//item/enclosure/@url',
    found: [enclosure.url],
    feed: feedWith({
      enclosures: [{ ...picture, url: 'https://courier.example/a.pdf', type: 'application/pdf' }, enclosure],
    }),
  },
  {
    title: 'Profile, enclosure: of several, a document comes before pictures',
    path: '//item/enclosure/@type',
    found: ['application/pdf'],
    feed: feedWith({
      enclosures: [picture, { ...picture, url: 'https://courier.example/a.pdf', type: 'application/pdf' }],
    }),
  },
  {
    title: 'Profile, enclosure: a picture, if there is no other media',
    path: '//item/enclosure/@url',
    found: [image.url],
    feed: feedWith({ enclosures: [picture] }),
  },
  {
    title: 'comments: the URL of the page for comments',
    path: '//item/comments',
    found: [richEntry.commentsUrl],
    feed: rich,
    spoil: ['<comments>https://courier.example', '<comments>'],
    code: 'rss-comments',
  },
  {
    title: 'comments: one for an item',
    path: 'count(//item/comments)',
    found: ['1'],
    feed: rich,
    spoil: [/<comments>.*<\/comments>/, '$&$&'],
    code: 'rss-repeats',
  },
  {
    title: 'source: the name of the channel that the item came from; url, the URL of its feed, is required',
    path: '//item/source[. = "The Skerry Post"]/@url',
    found: [richEntry.source?.feedUrl],
    feed: rich,
    spoil: [/<source url="[^"]*"/, '<source'],
    code: 'rss-source',
  },
  {
    title: 'source: none if the URL of the feed is not known',
    path: '//item/source',
    found: [],
    feed: feedWith({ source: { title: 'The Skerry Post', url: 'https://skerry.example/', feedUrl: null } }),
  },
  {
    title: 'Extending RSS: the page that a link post is about is an atom:link, because link is the post itself',
    path: "//item/a:link[@rel='related']/@href",
    found: [richEntry.externalUrl],
    feed: rich,
  },
  {
    title: 'Extending RSS: the rights in one item are dc:rights',
    path: '//item/dc:rights',
    found: ['CC BY 4.0'],
    feed: rich,
  },
  {
    title: 'Extending RSS: the language of one item is dc:language',
    path: '//item/dc:language',
    found: ['nb'],
    spoil: ['<dc:language>nb', '<dc:language>Norwegian Bokmål'],
    code: 'rss-dublin-core-language',
  },
  {
    title: 'Extending RSS: the elements of RSS are in no namespace',
    path: 'namespace-uri(/rss)',
    found: [''],
    spoil: ['<rss version', '<rss xmlns="https://rss.example/" version'],
    code: 'rss-namespace',
  },
  {
    title: 'Profile, author: no author element beside dc:creator, and no e-mail address or picture of anyone',
    path: '//item/author | //managingEditor | //*[contains(., "vera@")] | //@*[contains(., "people/vera")]',
    found: [],
    feed: rich,
  },
  {
    title: 'an item without such values has no elements for them',
    path: '//item/comments | //item/source | //item/a:link | //item/dc:rights',
    found: [],
  },
  {
    title: 'Profile, guid: every item has one',
    path: '//item/guid',
    found: [entry.id],
    spoil: [/<guid.*<\/guid>/, ''],
    code: 'rss-item-guid',
  },
  {
    title: 'guid: isPermaLink is false if the guid is not the URL of a page',
    path: '//item/guid/@isPermaLink',
    found: ['false'],
    spoil: [' isPermaLink="false"', ''],
    code: 'rss-guid-url',
  },
  {
    title: 'guid: names of attributes are case-sensitive',
    path: '//item/guid/@isPermaLink',
    found: ['false'],
    spoil: [' isPermaLink="false"', ' isPermalink="false"'],
    code: 'rss-permalink-case',
  },
  {
    title: 'guid: isPermaLink is true or false',
    path: '//item/guid/@isPermaLink',
    found: ['false'],
    spoil: [' isPermaLink="false"', ' isPermaLink="no"'],
    code: 'rss-permalink-flag',
  },
  {
    title: 'guid: a string that uniquely identifies the item',
    path: '//item/guid',
    found: [entry.id, 'tag:courier.example,2026:other'],
    feed: { ...feed, entries: [entry, { ...entry, id: 'tag:courier.example,2026:other' }] },
    spoil: ['2026:other', '2026:quay'],
    code: 'feed-repeats-id',
  },
  {
    title: 'pubDate: a date in the form of RFC 822; Profile: with a year of four digits',
    path: '//item/pubDate',
    found: ['Mon, 05 Jan 2026 00:15:00 GMT'],
    spoil: ['05 Jan 2026 00:15:00 GMT</pubDate>', '05 Jan 26 00:15:00 GMT</pubDate>'],
    code: 'rss-date',
  },
  {
    title: 'pubDate: a date that exists',
    path: '//item/pubDate',
    found: ['Mon, 05 Jan 2026 00:15:00 GMT'],
    spoil: ['05 Jan 2026 00:15:00 GMT</pubDate>', '05 Jan 2026 24:15:00 GMT</pubDate>'],
    code: 'date-real',
  },
  {
    title: 'pubDate: the weekday is that of the date',
    path: '//item/pubDate',
    found: ['Mon, 05 Jan 2026 00:15:00 GMT'],
    spoil: ['Mon, 05 Jan', 'Tue, 05 Jan'],
    code: 'date-weekday',
  },
  {
    title: 'Profile, author: names without an e-mail address are dc:creator',
    path: '//item/dc:creator',
    found: ['Vera Lund', 'Nils Aho'],
  },
  {
    title: 'category: one element for each',
    path: '//item/category',
    found: entry.categories,
  },
  {
    title: 'Extending RSS: an element of another name must be in a namespace',
    path: 'count(//item/media:content)',
    found: ['1'],
    spoil: [/ xmlns:media="[^"]*"/, ''],
    code: 'feed-malformed',
  },
  {
    title: 'Profile, content:encoded: after the description, which is the summary',
    path: '//item/description/following-sibling::content:encoded',
    found: [entry.contentHtml],
    spoil: [/(<description>The quay.*>)\s*(<content:encoded>.*)/, '$2$1'],
    code: 'rss-content-order',
  },
  {
    title: 'Profile, content:encoded: after it, and last, the media with their captions inside',
    path: '//item/content:encoded/following-sibling::media:content/media:description',
    found: ['Ropes dry on the quay.'],
    spoil: [/(<content:encoded>.*)([\s\S]*)(<media:content[\s\S]*<\/media:content>)/, '$3$1$2'],
    code: 'rss-content-order',
  },
  {
    title: 'Profile, Channel: its elements precede the items',
    path: '/rss/channel/item/following-sibling::*',
    found: [],
    spoil: ['</channel>', '<ttl>60</ttl></channel>'],
    code: 'rss-items-last',
  },
  {
    title: 'Profile, atom:link: the URL of the feed, once, with its type',
    path: "/rss/channel/a:link[@rel='self'][@type='application/rss+xml']/@href",
    found: [feed.selfUrls.rss],
    spoil: [/<atom:link rel="self".*>/, '$&$&'],
    code: 'rss-self',
  },
  {
    title: 'Profile, atom:link: its URL is absolute',
    path: "/rss/channel/a:link[@rel='hub']/@href",
    found: feed.hubs,
    spoil: ['href="https://hub.example/"', 'href="hub.example"'],
    code: 'rss-atom-link',
  },
  {
    title: 'RFC 4287 3.3: atom:updated in an item is a date in the form of RFC 3339',
    path: '//item/a:updated',
    found: [entry.updated],
    spoil: [/<atom:updated>.*</, '<atom:updated>Tue, 06 Jan 2026<'],
    code: 'rss-atom-date',
  },
];

testClauses('rss', clauses);

test('every rule that our own feeds must keep, about an element that they have, is broken by a clause here', () => {
  expect(codesWithoutClause(rssRules, { format: 'rss', clauses })).toEqual([]);
});

test('Profile, Item: no URL in description or content:encoded is relative', () => {
  const path = 'wire/quay.md';
  const text =
    '---\ntitle: Quay\ndate: 2026-01-05\n---\n[One](../one) ![Two](/two.png) <a href="three?a=1">three</a> [four](#four)\n';
  const article = readArticle(path, text, { permalink: byPattern('/:path/') });
  const made = buildEntry(article, { channel, id: 'tag:courier.example,2026:quay', updated: article.published });
  const [html = ''] = readPath(render('rss', feedWith(made)), '//item/content:encoded').map(String);
  const urls = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
  expect(urls.length).toBeGreaterThan(2);
  for (const url of urls) expect(url).toMatch(/^https:\/\/courier\.example\//);
});

test('the order of elements in an item that every reader handles', () => {
  const names = readNames(render('rss'), '//item');
  const order = ['description', 'content:encoded', 'media:content'];
  expect(names.filter((name) => order.includes(name))).toEqual(order);
  expect(names.at(-1)).toBe('media:content');
});

test('Profile, Character data: & and < in titles are the references &#x26; and &#x3C;', () => {
  expect(render('rss', feedWith({ title: 'AT&T <b>' }))).toContain('<title>AT&#x26;T &#x3C;b&#x3E;</title>');
});

test('a style sheet is named before the feed (xml-stylesheet 1.0, 2)', () => {
  const stylesheet = 'https://feeds.courier.example/feed.css';
  expect(
    render('rss', { ...feed, stylesheet })
      .split('\n')
      .slice(0, 2),
  ).toEqual(['<?xml version="1.0" encoding="utf-8"?>', `<?xml-stylesheet type="text/css" href="${stylesheet}"?>`]);
  expect(render('rss')).not.toContain('<?xml-stylesheet');
});

test('an entry without a URL has no link', () => {
  expect(readPath(render('rss', feedWith({ url: null })), '//item/link')).toEqual([]);
});

test('Elements of item: a story without a headline has no description that repeats its title, unless it has pictures', () => {
  const story = { ...entry, titleFrom: 'text', summary: '' } as const;
  const descriptions = (changes: Partial<typeof entry>) =>
    readPath(render('rss', { ...feed, entries: [{ ...story, ...changes }] }), '//item/description');
  expect(descriptions({ images: [] })).toEqual([]);
  expect(descriptions({ images: [image] })).toEqual([entry.title]);
  expect(descriptions({ images: [], summary: 'Boats are back.' })).toEqual(['Boats are back.']);
  expect(descriptions({ images: [], titleFrom: null })).toEqual([entry.title]);
});
