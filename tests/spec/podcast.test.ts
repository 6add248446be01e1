/** Podcasts: what Apple asks of RSS (help.apple.com/itc/podcasts_connect) and the Podcast Namespace (podcastindex.org/namespace/1.0). */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import type { Feed, Podcast } from '../../src/model/feed.ts';
import { readNames, readPath } from '../render/read-back.ts';
import { enclosure, episode, feed, feedWith, image, podcast, richEntry } from '../render/sample.ts';
import { render, testClauses } from './clause.ts';

const show: Feed = { ...feed, podcast, entries: [richEntry] };

function showWith(changes: Partial<Podcast>): Feed {
  return { ...show, podcast: { ...podcast, ...changes } };
}

function showOf(changes: Partial<Entry>): Feed {
  return { ...show, entries: [{ ...richEntry, ...changes }] };
}

const channel = '/rss/channel';
const bare = { author: null, subcategory: null, image: null, type: null, owner: null, guid: null };
const silent = { ...episode, season: null, episode: null, transcripts: [], chapters: null, persons: [] };

describe('Apple, show', () =>
  testClauses('rss', [
    {
      title: 'itunes:author',
      path: `${channel}/itunes:author`,
      found: [podcast.author],
      feed: show,
      spoil: [/<itunes:author>.*<\/itunes:author>/, '$&$&'],
      code: 'itunes-repeats',
    },
    {
      title: 'itunes:category: required; its text is one of the list, escaped once',
      path: `${channel}/itunes:category/@text`,
      found: ['Health & Fitness'],
      feed: show,
      spoil: ['text="Health &#x26; Fitness"', ''],
      code: 'itunes-category',
    },
    {
      title: 'itunes:category: a subcategory is inside it',
      path: `${channel}/itunes:category/itunes:category/@text`,
      found: ['Mental Health'],
      feed: show,
    },
    {
      title: 'itunes:category: without a subcategory there is no inner element',
      path: `${channel}/itunes:category/*`,
      found: [],
      feed: showWith(bare),
    },
    {
      title: 'itunes:explicit: required; false',
      path: `${channel}/itunes:explicit`,
      found: ['false'],
      feed: show,
      spoil: ['<itunes:explicit>false', '<itunes:explicit>no'],
      code: 'itunes-explicit',
    },
    {
      title: 'itunes:explicit: true, never yes',
      path: `${channel}/itunes:explicit`,
      found: ['true'],
      feed: showWith({ explicit: true }),
    },
    {
      title: 'itunes:image',
      path: `${channel}/itunes:image/@href`,
      found: [podcast.image],
      feed: show,
      spoil: ['href="https://courier.example/cover.jpg"', 'href="cover.jpg"'],
      code: 'itunes-image',
    },
    {
      title: 'itunes:type',
      path: `${channel}/itunes:type`,
      found: ['serial'],
      feed: show,
      spoil: ['>serial<', '>weekly<'],
      code: 'itunes-type',
    },
    {
      title: 'itunes:owner: a name and an e-mail address',
      path: `${channel}/itunes:owner/*`,
      found: ['Radio desk', 'radio@courier.example'],
      feed: show,
      spoil: [/<itunes:email>.*<\/itunes:email>/, ''],
      code: 'itunes-owner',
    },
    {
      title: 'what is not known is left out',
      path: `${channel}/*[namespace-uri()='http://www.itunes.com/dtds/podcast-1.0.dtd']`,
      found: ['', 'false'],
      feed: showWith(bare),
    },
  ]));

describe('Apple, episode', () =>
  testClauses('rss', [
    {
      title: 'enclosure: the media to play, not the picture before it',
      path: '//item/enclosure/@url',
      found: [enclosure.url],
      feed: show,
    },
    {
      title: 'enclosure: an entry with pictures only is not an episode',
      path: '//item/enclosure',
      found: [],
      feed: showOf({
        enclosures: [{ url: image.url, type: 'image/jpeg', lengthBytes: 1, title: null, durationSeconds: null }],
      }),
    },
    {
      title: 'itunes:duration: whole seconds',
      path: '//item/itunes:duration',
      found: ['754'],
      feed: show,
      spoil: ['>754<', '>12 min<'],
      code: 'itunes-duration',
    },
    {
      title: 'itunes:duration: left out if it is not known',
      path: '//item/itunes:duration',
      found: [],
      feed: showOf({ enclosures: [enclosure] }),
    },
    {
      title: 'itunes:season',
      path: '//item/itunes:season',
      found: ['2'],
      feed: show,
      spoil: ['<itunes:season>2', '<itunes:season>0'],
      code: 'itunes-number',
    },
    {
      title: 'itunes:episode',
      path: '//item/itunes:episode',
      found: ['7'],
      feed: show,
      spoil: ['<itunes:episode>7', '<itunes:episode>seven'],
      code: 'itunes-number',
    },
    {
      title: 'itunes:season and itunes:episode: never 0',
      path: '//item/itunes:season | //item/itunes:episode',
      found: [],
      feed: showOf({ episode: { ...episode, season: 0, episode: 0 } }),
    },
    {
      title: 'itunes:episodeType',
      path: '//item/itunes:episodeType',
      found: ['full'],
      feed: show,
      spoil: ['>full<', '>whole<'],
      code: 'itunes-episode-type',
    },
    { title: 'itunes:explicit', path: '//item/itunes:explicit', found: ['true'], feed: show },
    {
      title: 'itunes:explicit: left out if the episode has the value of the show',
      path: '//item/itunes:explicit',
      found: [],
      feed: showOf({ episode: { ...episode, explicit: null } }),
    },
    { title: 'itunes:image', path: '//item/itunes:image/@href', found: [episode.image], feed: show },
  ]));

describe('Podcast Namespace', () =>
  testClauses('rss', [
    {
      title: 'transcript: url and type are required, the language is optional',
      path: '//item/podcast:transcript/@*',
      found: ['https://courier.example/sound/quay.vtt', 'text/vtt', 'nb'],
      feed: show,
      spoil: [/(<podcast:transcript.*) type="[^"]*"/, '$1'],
      code: 'podcast-transcript',
    },
    {
      title: 'chapters: url and type are required',
      path: '//item/podcast:chapters/@*',
      found: ['https://courier.example/sound/quay.json', 'application/json+chapters'],
      feed: show,
      spoil: [/(<podcast:chapters) url="[^"]*"/, '$1'],
      code: 'podcast-chapters',
    },
    {
      title: 'person: the name',
      path: '//item/podcast:person',
      found: ['Vera Lund'],
      feed: show,
      spoil: ['>Vera Lund</podcast:person>', '></podcast:person>'],
      code: 'podcast-person',
    },
    {
      title: 'person: role, page and picture',
      path: '//item/podcast:person/@*',
      found: ['host', 'https://courier.example/people/vera', 'https://courier.example/people/vera.jpg'],
      feed: show,
    },
    {
      title: 'season',
      path: '//item/podcast:season',
      found: ['2'],
      feed: show,
      spoil: ['<podcast:season>2', '<podcast:season>two'],
      code: 'podcast-number',
    },
    { title: 'episode', path: '//item/podcast:episode', found: ['7'], feed: show },
    {
      title: 'season and episode: 0 is allowed',
      path: '//item/podcast:season | //item/podcast:episode',
      found: ['0', '0'],
      feed: showOf({ episode: { ...episode, season: 0, episode: 0 } }),
    },
    { title: 'guid: one, of the channel', path: '//podcast:guid', found: [podcast.guid], feed: show },
  ]));

test('a feed that is not a podcast has no elements of podcasts, whatever its entries have', () => {
  for (const format of ['rss', 'atom', 'json'] as const) {
    expect(render(format, feedWith({ episode }))).not.toMatch(/itunes|podcast/);
  }
});

test('Atom has no elements of podcasts, and JSON Feed has objects', () => {
  expect(render('atom', show)).not.toMatch(/itunes|podcast/);
  expect(render('json', show)).toMatch(/"_podcast": \{[\s\S]*"_episode": \{/);
});

test('the Podcast Namespace is declared only if an element needs it', () => {
  const declaration = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"';
  expect(render('rss', show)).toContain(declaration);
  const unnamed = { ...show, podcast: { ...podcast, guid: null } };
  expect(render('rss', { ...unnamed, entries: [{ ...richEntry, episode: silent }] })).not.toContain(declaration);
  expect(render('rss', { ...unnamed, entries: [] })).not.toContain(declaration);
  expect(render('rss', { ...show, entries: [] })).toContain(declaration);
});

test('an entry of a podcast that is not an episode has no elements of podcasts', () => {
  const names = readNames(render('rss', showOf({ episode: null, enclosures: [] })), '//item');
  expect(names.filter((name) => /^(?:itunes|podcast):/.test(name))).toEqual([]);
});

test('hostile text in every field stays text', () => {
  const hostile = '"/></itunes:owner><evil/>]]>&amp;\u0007';
  const text = render('rss', {
    ...showWith({ author: hostile, category: hostile, subcategory: hostile, owner: { name: hostile, email: hostile } }),
    entries: [
      { ...richEntry, episode: { ...episode, persons: [{ name: hostile, role: hostile, url: null, image: null }] } },
    ],
  });
  expect(readPath(text, '//evil')).toEqual([]);
  expect(readPath(text, `${channel}/itunes:category/@text`)).toEqual([hostile.replace('\u0007', '')]);
  expect(readPath(text, '//podcast:person')).toEqual([hostile.replace('\u0007', '')]);
});
