/** An invented feed with a value in every field. */

import { plainFeed } from '../../src/feed/plain-feed.ts';
import { plainEntry } from '../../src/item/build-entry.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Episode } from '../../src/model/episode.ts';
import type { ArchiveLinks, Feed, FormatUrls, Podcast } from '../../src/model/feed.ts';
import type { Enclosure, Image } from '../../src/model/image.ts';
import { person } from '../../src/model/metadata.ts';
import { instant } from '../support/instant.ts';

export const image: Image = {
  url: 'https://courier.example/pictures/quay.jpg',
  type: 'image/jpeg',
  width: 1200,
  height: 800,
  lengthBytes: 123_456,
  alt: 'A quay at dawn',
  caption: 'Ropes dry on the quay.',
  credit: 'Ola Berg/Quay Images',
};

export const enclosure: Enclosure = {
  url: 'https://courier.example/sound/quay.mp3',
  type: 'audio/mpeg',
  lengthBytes: 654_321,
  title: 'The sound of the quay',
  durationSeconds: null,
};

export const entry: Entry = {
  ...plainEntry,
  id: 'tag:courier.example,2026:quay',
  url: 'https://courier.example/stories/quay',
  title: 'Quay opens',
  published: instant('2026-01-05T00:15:00Z'),
  updated: instant('2026-01-06T08:00:00Z'),
  authors: [person({ name: 'Vera Lund', url: 'https://courier.example/people/vera' }), person({ name: 'Nils Aho' })],
  summary: 'The quay is open again.',
  contentHtml: '<p>The quay is <b>open</b> again.</p>',
  categories: ['Harbor', 'Travel'],
  section: 'Harbor',
  images: [image],
  enclosures: [enclosure],
  language: 'nb',
  timeZone: 'America/Los_Angeles',
};

export const feed: Feed = {
  ...plainFeed,
  id: 'tag:courier.example,2026:feed:main',
  title: 'The Tern Sound Courier',
  description: 'News from the islands',
  homeUrl: 'https://courier.example/',
  selfUrls: {
    rss: 'https://feeds.courier.example/rss.xml',
    atom: 'https://feeds.courier.example/atom.xml',
    json: 'https://feeds.courier.example/feed.json',
  },
  language: 'en-US',
  updated: instant('2026-01-06T08:00:00Z'),
  authors: [person({ name: 'The Courier', url: 'https://courier.example/about' })],
  rights: '© 2026 The Courier',
  icon: 'https://courier.example/icon.png',
  logo: 'https://courier.example/logo.png',
  hubs: ['https://hub.example/'],
  entries: [entry],
};

function urlsOf(folder: string): FormatUrls {
  const base = `https://feeds.courier.example/${folder}`;
  return { rss: `${base}rss.xml`, atom: `${base}atom.xml`, json: `${base}feed.json` };
}

/** The archive links of the live feed. */
export const liveLinks: ArchiveLinks = {
  isArchive: false,
  current: urlsOf(''),
  previous: urlsOf('archive/3/'),
  next: null,
};

/** The archive links of a document in the middle of the archive. */
export const archiveLinks: ArchiveLinks = {
  isArchive: true,
  current: urlsOf(''),
  previous: urlsOf('archive/1/'),
  next: urlsOf('archive/3/'),
};

/** The sample as the second document of its archive. */
export const archiveFeed: Feed = { ...feed, selfUrls: urlsOf('archive/2/'), archive: archiveLinks };

export const podcast: Podcast = {
  author: 'The Courier’s radio desk',
  category: 'Health & Fitness',
  subcategory: 'Mental Health',
  explicit: false,
  image: 'https://courier.example/cover.jpg',
  type: 'serial',
  owner: { name: 'Radio desk', email: 'radio@courier.example' },
  guid: '0b2aa4c6-5cb5-5f3c-8f4d-2f5b1e6d9a10',
};

export const episode: Episode = {
  season: 2,
  episode: 7,
  episodeType: 'full',
  explicit: true,
  image: 'https://courier.example/pictures/episode-7.jpg',
  transcripts: [{ url: 'https://courier.example/sound/quay.vtt', type: 'text/vtt', language: 'nb' }],
  chapters: { url: 'https://courier.example/sound/quay.json', type: 'application/json+chapters' },
  persons: [
    {
      name: 'Vera Lund',
      role: 'host',
      url: 'https://courier.example/people/vera',
      image: 'https://courier.example/people/vera.jpg',
    },
  ],
};

/** An entry with a value in every field that may be empty. */
export const richEntry: Entry = {
  ...entry,
  authors: [
    {
      name: 'Vera Lund',
      url: 'https://courier.example/people/vera',
      email: 'vera@courier.example',
      avatar: 'https://courier.example/people/vera.jpg',
    },
    person({ name: 'Nils Aho' }),
  ],
  enclosures: [
    {
      url: image.url,
      type: 'image/jpeg',
      lengthBytes: 123_456,
      title: 'Ropes dry on the quay.',
      durationSeconds: null,
    },
    { ...enclosure, durationSeconds: 754 },
    {
      url: 'https://courier.example/film/quay.mp4',
      type: 'video/mp4',
      lengthBytes: 7_654_321,
      title: 'A film of the quay',
      durationSeconds: 61,
    },
  ],
  rights: 'CC BY 4.0',
  externalUrl: 'https://harbor.example/plan?a=1&b=2',
  source: {
    title: 'The Skerry Post',
    url: 'https://skerry.example/quay',
    feedUrl: 'https://skerry.example/feed.xml',
  },
  commentsUrl: 'https://courier.example/stories/quay#comments',
  episode,
};

/** A document of the archive of a podcast, with a value in every field. */
export const richFeed: Feed = {
  ...archiveFeed,
  podcast,
  stylesheet: 'https://feeds.courier.example/feed.css',
  authors: [
    {
      name: 'The Courier',
      url: 'https://courier.example/about',
      email: 'desk@courier.example',
      avatar: 'https://courier.example/desk.jpg',
    },
  ],
  entries: [richEntry],
  tombstones: [
    {
      id: 'tag:courier.example,2026:ferry',
      withdrawn: instant('2026-01-06T09:30:00Z'),
      notice: 'The ferry never sailed: we were wrong.',
      url: null,
    },
  ],
};

/** The sample with one entry changed. */
export function feedWith(changes: Partial<Entry>): Feed {
  return { ...feed, entries: [{ ...entry, ...changes }] };
}
