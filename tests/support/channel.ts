/** An invented channel for tests. */

import { parseArticle } from '../../src/article/parse-article.ts';
import { articleOf, type Reading, withdrawalOf } from '../../src/article/reading.ts';
import { standInChannel } from '../../src/channel/parse-channel.ts';
import type { Channel } from '../../src/model/channel.ts';
import { type Permalink, plainPermalink } from '../../src/model/channel.ts';

export const channel: Channel = {
  ...standInChannel(),
  title: 'The Tern Sound Courier',
  description: 'News from the islands',
  homeUrl: 'https://courier.example/',
  feedUrl: 'https://feeds.courier.example/',
  language: 'en-US',
  timeZone: 'America/New_York',
  timeZoneSource: 'channel',
  authority: 'courier.example,2026',
  authors: [],
  rights: null,
  icon: null,
  logo: null,
  hubs: [],
  limit: 50,
  pages: false,
  pictureCaptions: false,
};

/** The same channel as the text of a `feed.yaml`. */
/** The setting `permalink` with a pattern. */
export const byPattern = (pattern: string): Permalink => ({ ...plainPermalink, pattern });

export const channelYaml = `title: The Tern Sound Courier
description: News from the islands
homeUrl: https://courier.example/
feedUrl: https://feeds.courier.example/
language: en-US
timeZone: America/New_York
authority: courier.example,2026
pages: false
`;

/** Parses one invented file; `path` decides the format. */
export function read(path: string, text: string | Uint8Array, settings: Partial<Channel> = {}) {
  const body = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return flat(parseArticle({ path, body }, { ...channel, ...settings }));
}

/** A reading with the fields of all its states; null and false for those it lacks. */
export function flat(reading: Reading) {
  const draft = reading.state === 'held' && reading.mark.kind === 'draft';
  return { ...reading, article: articleOf(reading), draft, withdrawal: withdrawalOf(reading) };
}

/** The article of a file that must be readable, with its withdrawal and draft marks. */
export function readArticle(path: string, text: string | Uint8Array, settings: Partial<Channel> = {}) {
  const { article, problems, draft, withdrawal } = read(path, text, settings);
  if (article === null) throw new Error(`Refused: ${JSON.stringify(problems)}`);
  return { ...article, draft, withdrawal };
}
