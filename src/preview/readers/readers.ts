/** The table of feed readers that the preview knows, in the order in which people see them. */
import { commaFeed } from './commafeed.ts';
import { fluentReader } from './fluent-reader.ts';
import { freshRss } from './freshrss.ts';
import { miniflux } from './miniflux.ts';
import { netNewsWire } from './netnewswire.ts';
import { newsboat } from './newsboat.ts';
import type { Reader } from './reader.ts';
import { simplePie } from './simplepie.ts';
import { tinyTinyRss } from './tiny-tiny-rss.ts';

export const readers: readonly Reader[] = [
  miniflux,
  freshRss,
  netNewsWire,
  tinyTinyRss,
  commaFeed,
  fluentReader,
  simplePie,
  newsboat,
];
