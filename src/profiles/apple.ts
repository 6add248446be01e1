/** What Apple asks of feeds: Apple Podcasts where the channel is a podcast, else Apple News. */
import type { Entry } from '../model/entry.ts';
import type { Enclosure } from '../model/image.ts';
import { plural } from '../problem/wording.ts';
import { episodeEnclosure } from '../render/feed/media-rss.ts';
import {
  countCharacters,
  type EntryRule,
  type FeedRule,
  type Profile,
  type Rule,
  withoutPage,
} from './profile-rule.ts';

const podcasts = 'Apple Podcasts, A Podcaster’s Guide to RSS';
const news = 'Apple News, RSS guidelines for Apple News';

const podcastEntryRules: readonly EntryRule[] = [
  {
    code: 'apple-podcasts-enclosure',
    severity: 'error',
    asks: 'An episode has sound, a film or a PDF: MP3, M4A, MP4, M4V, MOV or PDF.',
    source: podcasts,
    broken: wrongEnclosure,
  },
  {
    code: 'apple-podcasts-enclosure-ending',
    severity: 'error',
    asks: 'The address of the enclosure ends in the ending of its format.',
    source: podcasts,
    broken: wrongEnding,
  },
  {
    code: 'apple-podcasts-enclosure-length',
    severity: 'warning',
    asks: 'The length of the enclosure is given.',
    source: podcasts,
    broken: withoutLength,
  },
  {
    code: 'apple-podcasts-episode-number',
    severity: 'error',
    asks: 'In a serial, every episode has its number.',
    source: podcasts,
    broken: ({ episode }, { channel }) =>
      channel.podcast?.type === 'serial' && (episode?.episode ?? null) === null
        ? 'The episode has no number, and the podcast is serial: write "episode"'
        : null,
  },
];

const podcastFeedRules: readonly FeedRule[] = [
  {
    code: 'apple-podcasts-image',
    severity: 'error',
    asks: 'The podcast has artwork, square, 1,400 to 3,000 pixels wide.',
    source: podcasts,
    broken: (_entries, { channel: { podcast } }) =>
      podcast?.image == null ? '"podcast" must have an "image", square, 1400 to 3000 pixels wide' : null,
  },
  {
    code: 'apple-podcasts-image-format',
    severity: 'warning',
    asks: 'The artwork is JPEG or PNG.',
    source: podcasts,
    broken: (_entries, { channel: { podcast } }) => wrongArtwork(podcast?.image ?? null),
  },
  {
    code: 'apple-podcasts-description',
    severity: 'error',
    asks: 'The description of the podcast has at most 4,000 bytes.',
    source: podcasts,
    broken: (_entries, { channel }) => longDescription(channel.description),
  },
];

const newsEntryRules: readonly EntryRule[] = [
  { code: 'apple-news-link', severity: 'error', asks: 'The article has a page.', source: news, broken: withoutPage },
  {
    code: 'apple-news-summary',
    severity: 'error',
    asks: 'The article has a description.',
    source: news,
    broken: ({ summary }) => (summary.trim() === '' ? 'There is no summary: write one' : null),
  },
  {
    code: 'apple-news-title-length',
    severity: 'warning',
    asks: 'The title has 15 to 60 characters.',
    source: news,
    broken: titleLength,
  },
];

const newsFeedRules: readonly FeedRule[] = [
  {
    code: 'apple-news-language',
    severity: 'error',
    asks: 'The language of the channel names its country.',
    source: news,
    broken: (_entries, { channel: { language } }) => withoutCountry(language),
  },
];

export const apple: Profile = {
  title: 'Apple',
  entryRules: [...podcastEntryRules.map(inPodcasts), ...newsEntryRules.map(outsidePodcasts)],
  feedRules: [...podcastFeedRules.map(inPodcasts), ...newsFeedRules.map(outsidePodcasts)],
};

/** The rule where the channel is a podcast. */
function inPodcasts<Subject>(rule: Rule<Subject>): Rule<Subject> {
  return {
    ...rule,
    broken: (subject, context) => (context.channel.podcast === null ? null : rule.broken(subject, context)),
  };
}

function outsidePodcasts<Subject>(rule: Rule<Subject>): Rule<Subject> {
  return {
    ...rule,
    broken: (subject, context) => (context.channel.podcast === null ? rule.broken(subject, context) : null),
  };
}

const endings: Readonly<Record<string, readonly string[]>> = {
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/x-m4a': ['m4a'],
  'video/mp4': ['mp4', 'm4v'],
  'video/x-m4v': ['m4v'],
  'video/quicktime': ['mov'],
  'application/pdf': ['pdf'],
};

function wrongEnclosure(entry: Entry): string | null {
  const enclosure = episodeEnclosure(entry);
  if (enclosure === undefined) return 'There is nothing to play: name an enclosure';
  if (Object.hasOwn(endings, enclosure.type)) return null;
  return `The enclosure is ${enclosure.type}: it must be MP3, M4A, MP4, M4V, MOV or PDF`;
}

function wrongEnding(entry: Entry): string | null {
  const enclosure = episodeEnclosure(entry);
  const wanted = enclosure === undefined ? undefined : endings[enclosure.type];
  if (enclosure === undefined || wanted === undefined || wanted.includes(endingOf(enclosure))) return null;
  return `The address ${enclosure.url} must end in .${wanted.join(' or .')}`;
}

function endingOf({ url }: Enclosure): string {
  return /\.([a-z0-9]+)$/i.exec(new URL(url, 'http://localhost/').pathname)?.[1]?.toLowerCase() ?? '';
}

function withoutLength(entry: Entry): string | null {
  const enclosure = episodeEnclosure(entry);
  if (enclosure === undefined || enclosure.lengthBytes !== null) return null;
  return `The length of ${enclosure.url} is not known: give it, in bytes`;
}

function wrongArtwork(image: string | null): string | null {
  if (image === null || /\.(?:png|jpe?g)$/i.test(new URL(image, 'http://localhost/').pathname)) return null;
  return `The artwork should be JPEG or PNG: got "${image}"`;
}

function longDescription(description: string): string | null {
  const bytes = new TextEncoder().encode(description).length;
  return bytes <= 4000 ? null : `"description" has ${plural(bytes, 'byte')} and must have at most 4000`;
}

function titleLength({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count >= 15 && count <= 60 ? null : `The title has ${plural(count, 'character')}: it should have 15 to 60`;
}

function withoutCountry(language: string): string | null {
  const hasCountry = /-(?:[a-z]{2}|\d{3})(?:-|$)/i.test(language);
  return hasCountry ? null : `"language" must name a country, such as "en-GB": got "${language}"`;
}
