/** JSON Feed 1.1, by section. https://www.jsonfeed.org/version/1.1/ */

import { expect, test } from 'vitest';
import { person } from '../../src/model/metadata.ts';
import { jsonFeedRules } from '../../src/validate/json/json-feed-rules.ts';
import { isBinding } from '../../src/validate/rule/rule.ts';
import {
  archiveFeed,
  enclosure,
  entry,
  episode,
  feed,
  feedWith,
  image,
  podcast,
  richEntry,
  richFeed,
} from '../render/sample.ts';
import { type Clause, render, testClauses } from './clause.ts';

const rich = { ...feed, entries: [richEntry] };
const ogg = { ...enclosure, url: 'https://courier.example/sound/quay.ogg', type: 'audio/ogg' };

const clauses: readonly Clause[] = [
  {
    title: 'Top-level: version (required) is the URL of the version',
    path: 'version',
    found: ['https://jsonfeed.org/version/1.1'],
    spoil: ['version/1.1', 'version/1.2'],
    code: 'json-version',
  },
  {
    title: 'Top-level: title (required)',
    path: 'title',
    found: [feed.title],
    spoil: [/"title": .*,/, ''],
    code: 'json-title',
  },
  {
    title: 'Top-level: home_page_url',
    path: 'home_page_url',
    found: [feed.homeUrl],
    spoil: [/("home_page_url": ").*"/, '$1/"'],
    code: 'json-home',
  },
  {
    title: 'Top-level: feed_url',
    path: 'feed_url',
    found: [feed.selfUrls.json],
    spoil: [/("feed_url": ").*"/, '$1feed.json"'],
    code: 'json-feed-url',
  },
  {
    title: 'Top-level: next_url is left out if there are no more items',
    path: 'next_url',
    found: [],
    spoil: ['"version":', '"next_url": null, "version":'],
    code: 'json-next-url',
  },
  {
    title: 'Top-level: icon',
    path: 'icon',
    found: [feed.logo],
    spoil: [/("icon": ").*"/, '$1logo.png"'],
    code: 'json-icon',
  },
  {
    title: 'Top-level: favicon',
    path: 'favicon',
    found: [feed.icon],
    spoil: [/("favicon": ").*"/, '$1javascript:alert(1)"'],
    code: 'json-favicon',
  },
  {
    title: 'Top-level: language, in the format of RFC 5646',
    path: 'language',
    found: ['en-US'],
    spoil: ['"en-US"', '"American English"'],
    code: 'json-language',
  },
  {
    title: 'Top-level: authors is an array',
    path: 'authors/name',
    found: ['The Courier'],
    spoil: ['"authors": [', '"authors": 1, "_": ['],
    code: 'json-authors',
  },
  {
    title: 'Top-level: an author has at least one of name, url and avatar',
    path: 'authors/name',
    found: ['Vera'],
    feed: { ...feed, authors: [person({ name: 'Vera' })] },
    spoil: [/"name": "Vera"/, '"email": "vera@courier.example"'],
    code: 'json-author',
  },
  {
    title: 'Items: an author has at least one of name, url and avatar',
    path: 'items/authors/name',
    found: ['Vera Lund', 'Nils Aho'],
    spoil: [/"name": "Nils Aho"/, '"email": "nils@courier.example"'],
    code: 'json-item-author',
  },
  {
    title: "Top-level: an author's url is a URL",
    path: 'authors/url',
    found: ['https://courier.example/about'],
    spoil: ['https://courier.example/about', 'about'],
    code: 'json-author-url',
  },
  {
    title: 'Top-level: each hub has a type',
    path: 'hubs/type',
    found: ['WebSub'],
    spoil: ['"type": "WebSub",', ''],
    code: 'json-hub-type',
  },
  {
    title: 'Top-level: each hub has a url',
    path: 'hubs/url',
    found: feed.hubs,
    spoil: ['https://hub.example/', 'hub.example'],
    code: 'json-hub-url',
  },
  {
    title: 'Top-level: items (required) is an array, even if it is empty',
    path: 'items/id',
    found: [],
    feed: { ...feed, entries: [] },
    spoil: ['"items": []', '"items": null'],
    code: 'feed-malformed',
  },
  {
    title: 'Items: id (required)',
    path: 'items/id',
    found: [entry.id],
    spoil: [/"id": .*,/, ''],
    code: 'feed-without-id',
  },
  {
    title: 'Items: id must be a string',
    path: 'items/id',
    found: [entry.id],
    spoil: [/"id": .*,/, '"id": 1,'],
    code: 'feed-without-id',
  },
  {
    title: 'Items: id is unique for that item',
    path: 'items/id',
    found: [entry.id, 'tag:courier.example,2026:other'],
    feed: { ...feed, entries: [entry, { ...entry, id: 'tag:courier.example,2026:other' }] },
    spoil: ['2026:other', '2026:quay'],
    code: 'feed-repeats-id',
  },
  {
    title: 'Items: one of content_html and content_text must be present',
    path: 'items/content_html',
    found: [entry.contentHtml],
    spoil: ['"content_html"', '"content"'],
    code: 'json-item-content',
  },
  {
    title: 'Items: content_html is present even if it is empty',
    path: 'items/content_html',
    found: [''],
    feed: feedWith({ contentHtml: '' }),
  },
  {
    title: 'Items: url',
    path: 'items/url',
    found: [entry.url],
    spoil: ['"https://courier.example/stories/quay"', '"/stories/quay"'],
    code: 'json-item-url',
  },
  {
    title: 'Items: image is the URL of the main image',
    path: 'items/image',
    found: entry.images.map(({ url }) => url),
    spoil: [/("image": ").*"/, '$1quay.jpg"'],
    code: 'json-item-image',
  },
  {
    title: 'Items: date_published, in the form of RFC 3339',
    path: 'items/date_published',
    found: [entry.published],
    spoil: [/("date_published": ").*"/, '$1Mon, 05 Jan 2026 00:15:00 GMT"'],
    code: 'json-item-published',
  },
  {
    title: 'Items: date_modified, in the form of RFC 3339',
    path: 'items/date_modified',
    found: [entry.updated],
    spoil: [/("date_modified": ").*"/, '$12026-01-06"'],
    code: 'json-item-modified',
  },
  {
    title: 'Items: authors has the structure of the top-level authors',
    path: 'items/authors/name',
    found: ['Vera Lund', 'Nils Aho'],
    spoil: [/("items"[\s\S]*)"authors": \[/, '$1"authors": 1, "_": ['],
    code: 'json-item-authors',
  },
  {
    title: "Items: an author's url is a URL",
    path: 'items/authors/url',
    found: ['https://courier.example/people/vera'],
    spoil: ['https://courier.example/people/vera', 'vera'],
    code: 'json-item-author-url',
  },
  {
    title: 'Items: tags is an array of plain text',
    path: 'items/tags',
    found: [],
    feed: feedWith({ categories: [] }),
    spoil: ['"id":', '"tags": "Harbor", "id":'],
    code: 'json-item-tags',
  },
  {
    title: 'Items: language is written if it differs from that of the feed',
    path: 'items/language',
    found: ['nb'],
    spoil: ['"nb"', '""'],
    code: 'json-item-language',
  },
  {
    title: 'Attachments: url (required)',
    path: 'items/attachments/url',
    found: [enclosure.url],
    spoil: [/("attachments"[\s\S]*?)"url": .*,/, '$1'],
    code: 'json-attachment-url',
  },
  {
    title: 'Attachments: mime_type (required)',
    path: 'items/attachments/mime_type',
    found: [enclosure.type],
    spoil: ['"audio/mpeg"', '"mp3"'],
    code: 'json-attachment-type',
  },
  {
    title: 'Attachments: size_in_bytes is a number',
    path: 'items/attachments/size_in_bytes',
    found: [enclosure.lengthBytes],
    spoil: ['654321', '"654321"'],
    code: 'json-attachment-size',
  },
  {
    title: 'Attachments: size_in_bytes is left out if it is not known',
    path: 'items/attachments/size_in_bytes',
    found: [],
    feed: feedWith({ enclosures: [{ ...enclosure, lengthBytes: null }] }),
  },
];

const more: readonly Clause[] = [
  {
    title: "Top-level: an author's avatar",
    path: 'authors/avatar',
    found: ['https://courier.example/desk.jpg'],
    feed: richFeed,
  },
  {
    title: "Items: an author's avatar",
    path: 'items/authors/avatar',
    found: ['https://courier.example/people/vera.jpg'],
    feed: rich,
  },
  {
    title: 'Items: there is no key for the e-mail address of an author',
    path: 'items/authors/email',
    found: [],
    feed: rich,
  },
  {
    title: 'Items: external_url is the page that a link post is about',
    path: 'items/external_url',
    found: [richEntry.externalUrl],
    feed: rich,
  },
  {
    title: 'Items: url stays the page of the post itself',
    path: 'items/url',
    found: [entry.url],
    feed: rich,
  },
  {
    title: 'Attachments: duration_in_seconds',
    path: 'items/attachments/duration_in_seconds',
    found: [754, 61],
    feed: rich,
  },
  {
    title: 'Attachments: different attachments have different titles',
    path: 'items/attachments/title',
    found: ['The sound of the quay', 'The sound of the quay (2)', 'The sound of the quay (3)'],
    feed: feedWith({
      enclosures: [
        enclosure,
        { ...enclosure, url: 'https://courier.example/b.mp3' },
        { ...enclosure, url: 'https://courier.example/c.pdf', type: 'application/pdf' },
      ],
    }),
  },
  {
    title: 'Attachments: audio or video in several formats keeps one title, which says that it is the same',
    path: 'items/attachments/title',
    found: [enclosure.title, enclosure.title],
    feed: feedWith({ enclosures: [enclosure, ogg] }),
  },
  {
    title: 'Attachments: a number that another title has already is not given again',
    path: 'items/attachments/title',
    found: ['Quay', 'Quay (2)', 'Quay (3)'],
    feed: feedWith({ enclosures: ['Quay', 'Quay (2)', 'Quay'].map((title) => ({ ...enclosure, title })) }),
  },
  {
    title: 'Attachments: an attachment without a title gets none',
    path: 'items/attachments/title',
    found: [],
    feed: feedWith({ enclosures: [enclosure, ogg].map((it) => ({ ...it, title: null })) }),
  },
  ...[[enclosure], [enclosure, ogg]].map((enclosures) => ({
    title: `Attachments: an empty title is not written, of ${enclosures.length}`,
    path: 'items/attachments/title',
    found: [],
    feed: feedWith({ enclosures: enclosures.map((it) => ({ ...it, title: '' })) }),
  })),
  {
    title: 'Extensions: the source of an item is a custom object that says what it is about',
    path: 'items/_source/about',
    found: ['https://www.rfc-editor.org/rfc/rfc4287#section-4.2.11'],
    feed: rich,
  },
  {
    title: 'Extensions: the name of the source',
    path: 'items/_source/title',
    found: ['The Skerry Post'],
    feed: rich,
  },
  {
    title: 'Extensions: its page',
    path: 'items/_source/url',
    found: [richEntry.source?.url],
    feed: rich,
  },
  {
    title: 'Extensions: its feed',
    path: 'items/_source/feed_url',
    found: [richEntry.source?.feedUrl],
    feed: rich,
  },
  { title: 'Extensions: an item of our own has no source', path: 'items/_source', found: [] },
  ...extension('the rights of an item', 'items/_rights', { about: rfc('4287#section-4.2.10'), text: 'CC BY 4.0' }),
  ...extension('its page for comments', 'items/_comments', { about: rfc('4685'), url: richEntry.commentsUrl }),
  ...extension('its pictures, with alternative text, caption and credit', 'items/_images', {
    about: 'https://www.rssboard.org/media-rss',
    items: [
      {
        url: image.url,
        mime_type: 'image/jpeg',
        width: 1200,
        height: 800,
        size_in_bytes: 123_456,
        alt: 'A quay at dawn',
        caption: 'Ropes dry on the quay.',
        credit: 'Ola Berg/Quay Images',
      },
    ],
  }),
  ...extension('its season and episode in a podcast', 'items/_episode', {
    about: 'https://podcastindex.org/namespace/1.0',
    season: 2,
    episode: 7,
    type: 'full',
    explicit: true,
    image: episode.image,
    transcripts: [{ url: 'https://courier.example/sound/quay.vtt', mime_type: 'text/vtt', language: 'nb' }],
    chapters: { url: 'https://courier.example/sound/quay.json', mime_type: 'application/json+chapters' },
    persons: [
      {
        name: 'Vera Lund',
        role: 'host',
        url: 'https://courier.example/people/vera',
        avatar: 'https://courier.example/people/vera.jpg',
      },
    ],
  }),
  ...extension('the rights of a feed', '_rights', { about: rfc('4287#section-4.2.10'), text: feed.rights }),
  ...extension('the position of a document in the archive', '_archive', {
    about: rfc('5005#section-4'),
    is_archive: true,
    current_url: archiveFeed.archive?.current.json,
    next_archive_url: archiveFeed.archive?.next?.json,
  }),
  ...extension('a podcast', '_podcast', { about: 'https://podcastindex.org/namespace/1.0', ...podcast }),
  { title: 'Top-level: description says what the feed is about', path: 'description', found: [feed.description] },
  {
    title: 'Items: title is plain text',
    path: 'items/title',
    found: ['AT&T <b>'],
    feed: feedWith({ title: 'AT&T <b>' }),
  },
  { title: 'Items: summary is a plain text of a sentence or two', path: 'items/summary', found: [entry.summary] },
  {
    title: 'Items: no summary if it would be empty',
    path: 'items/summary',
    found: [],
    feed: feedWith({ summary: '' }),
  },
];

/** A clause about a custom object of Presstime, compared as a whole. */
function extension(what: string, path: string, object: object): readonly Clause[] {
  return [{ title: `Extensions: ${what}, in a custom object`, path, found: [object], feed: richFeed }];
}

function rfc(section: string): string {
  return `https://www.rfc-editor.org/rfc/rfc${section}`;
}

/** Keys of other types, and values that their clauses do not allow. */
const values: readonly Clause[] = [
  {
    title: 'Top-level: version is 1.1, not the older 1',
    path: 'version',
    found: ['https://jsonfeed.org/version/1.1'],
    feed: richFeed,
    spoil: ['version/1.1', 'version/1'],
    code: 'json-version-old',
  },
  {
    title: 'Top-level: description is a string',
    path: 'description',
    found: [feed.description],
    feed: richFeed,
    spoil: [/("description": ).*,/, '$1null,'],
    code: 'json-text',
  },
  {
    title: 'Top-level: next_url is another document than feed_url',
    path: 'next_url',
    found: ['https://feeds.courier.example/archive/1/feed.json'],
    feed: richFeed,
    spoil: ['archive/1/feed.json', 'archive/2/feed.json'],
    code: 'json-next-url-loop',
  },
  {
    title: 'Top-level: expired is true or false, and left out by a feed that is continued',
    path: 'expired',
    found: [],
    feed: richFeed,
    spoil: ['"version":', '"expired": "no", "version":'],
    code: 'json-expired',
  },
  {
    title: 'Top-level: hubs is an array',
    path: 'hubs/type',
    found: ['WebSub'],
    feed: richFeed,
    spoil: [/"hubs": \[([^\]]*)\]/, '"hubs": $1'],
    code: 'json-list',
  },
  {
    title: 'Items: external_url is a URL',
    path: 'items/external_url',
    found: [richEntry.externalUrl],
    feed: richFeed,
    spoil: [/("external_url": ").*"/, '$1plan"'],
    code: 'json-url',
  },
  {
    title: 'Items: date_published is a date that exists',
    path: 'items/date_published',
    found: [entry.published],
    feed: richFeed,
    spoil: ['2026-01-05', '2026-02-30'],
    code: 'date-real',
  },
  {
    title: 'Items: tags are strings',
    path: 'items/tags',
    found: [...entry.categories],
    feed: richFeed,
    spoil: ['"Harbor"', '1'],
    code: 'json-tags',
  },
  {
    title: 'Items: url is percent-encoded',
    path: 'items/url',
    found: [entry.url],
    feed: richFeed,
    spoil: ['stories/quay",', 'stories/quay|pier",'],
    code: 'url-characters',
  },
  {
    title: 'Items: url has no password',
    path: 'items/url',
    found: [entry.url],
    feed: richFeed,
    spoil: [
      '"url": "https://courier.example/stories/quay"',
      '"url": "https://vera:secret@courier.example/stories/quay"',
    ],
    code: 'url-password',
  },
  {
    title: 'Attachments: duration_in_seconds is a number',
    path: 'items/attachments/duration_in_seconds',
    found: [754, 61],
    feed: richFeed,
    spoil: ['754', '"12:34"'],
    code: 'json-duration',
  },
  {
    title: 'Extensions: a custom key has an object as its value',
    path: '_rights/text',
    found: [feed.rights],
    feed: richFeed,
    spoil: [/"_rights": \{[^}]*\}/, '"_rights": "none"'],
    code: 'json-extension',
  },
];

testClauses('json', [...clauses, ...more, ...values]);

test('Extensions: each custom key begins with _ and has an object as its value', () => {
  const text = JSON.stringify(JSON.parse(render('json', richFeed)));
  expect([...text.matchAll(/"(_\w+)":(.)/g)].map(([, key, start]) => `${key} ${start}`)).toEqual([
    '_rights {',
    '_archive {',
    '_podcast {',
    '_deleted {',
    '_rights {',
    '_comments {',
    '_images {',
    '_episode {',
    '_source {',
  ]);
});

test('Extensions: they are before the plain keys, because a reader takes the last "url"; only the version is before them', () => {
  const root = JSON.parse(render('json', richFeed)) as { readonly items: readonly object[] };
  const [version, ...names] = Object.keys(root);
  expect(version).toBe('version');
  for (const keys of [names, ...root.items.map((item) => Object.keys(item))]) {
    const kinds = keys.map((key) => (key.startsWith('_') ? 'extension' : 'plain'));
    expect(kinds).toContain('extension');
    expect(kinds).toEqual(kinds.toSorted());
  }
});

test('every rule that our own feeds must keep is broken by a clause here', () => {
  const broken = new Set([...clauses, ...more, ...values].map(({ code }) => code));
  const codes = new Set(jsonFeedRules.filter(isBinding).map(({ code }) => code));
  // Without a list of items, the feed cannot be parsed again.
  expect([...codes].filter((code) => !broken.has(code))).toEqual(['json-items']);
});

test('Suggestions for publishers: nothing is null; what is missing is left out', () => {
  const bare = feedWith({
    url: null,
    language: null,
    summary: '',
    authors: [],
    images: [],
    enclosures: [],
    categories: [],
  });
  expect(render('json', { ...bare, authors: [], hubs: [], icon: null, logo: null })).not.toContain('null');
});
