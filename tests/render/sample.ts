/** An invented feed with something in every field. */
import { plainEntry } from '../../src/feed/entry.ts';
import { plainFeed } from '../../src/feed/feed.ts';
import type { Enclosure, Entry, Feed, Image } from '../../src/model.ts';

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
};

export const entry: Entry = {
  ...plainEntry,
  id: 'tag:courier.example,2026:quay',
  url: 'https://courier.example/stories/quay',
  title: 'Quay opens',
  published: '2026-01-05T00:15:00Z',
  updated: '2026-01-06T08:00:00Z',
  authors: [
    { name: 'Vera Lund', url: 'https://courier.example/people/vera' },
    { name: 'Nils Aho', url: null },
  ],
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
  updated: '2026-01-06T08:00:00Z',
  authors: [{ name: 'The Courier', url: 'https://courier.example/about' }],
  rights: '© 2026 The Courier',
  icon: 'https://courier.example/icon.png',
  logo: 'https://courier.example/logo.png',
  hubs: ['https://hub.example/'],
  entries: [entry],
};

/** The sample with one entry changed. */
export function feedWith(changes: Partial<Entry>): Feed {
  return { ...feed, entries: [{ ...entry, ...changes }] };
}
