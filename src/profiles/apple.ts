/** The rules of Apple for feeds: those of Apple Podcasts if the channel is a podcast, those of Apple News if not. */
import type { Entry } from '../model/entry.ts';
import type { Enclosure } from '../model/image.ts';
import { extensionOf, typeOfReference } from '../model/media-type.ts';
import { plural } from '../problem/wording.ts';
import { episodeEnclosure } from '../render/feed/media-rss.ts';
import {
  countCharacters,
  entryRulesOf,
  feedRulesOf,
  type Profile,
  type ProfileContext,
  type ProfileRule,
  withoutPage,
} from './profile-rule.ts';

const podcasts = 'Apple Podcasts, A Podcaster’s Guide to RSS';
const news = 'Apple News, RSS guidelines for Apple News';

const podcastEntryRules = entryRulesOf([
  [
    'apple-podcasts-enclosure',
    'error',
    podcasts,
    'An episode has an audio, video or PDF file: MP3, M4A, MP4, M4V, MOV or PDF.',
    wrongEnclosure,
  ],
  [
    'apple-podcasts-enclosure-extension',
    'error',
    podcasts,
    'The URL of the enclosure ends in the extension of its format.',
    wrongExtension,
  ],
  ['apple-podcasts-enclosure-length', 'warning', podcasts, 'The length of the enclosure is given.', withoutLength],
  [
    'apple-podcasts-episode-number',
    'error',
    podcasts,
    'In a serial podcast, every episode has a number.',
    withoutNumber,
  ],
]);

const podcastFeedRules = feedRulesOf([
  [
    'apple-podcasts-image',
    'error',
    podcasts,
    'The podcast has artwork, square, 1,400 to 3,000 pixels wide.',
    withoutArtwork,
  ],
  ['apple-podcasts-image-format', 'warning', podcasts, 'The artwork is JPEG or PNG.', wrongArtwork],
  [
    'apple-podcasts-description',
    'error',
    podcasts,
    'The description of the podcast has at most 4,000 bytes.',
    longDescription,
  ],
]);

const newsEntryRules = entryRulesOf([
  ['apple-news-link', 'error', news, 'The article has a page.', withoutPage],
  ['apple-news-summary', 'error', news, 'The article has a description.', withoutSummary],
  ['apple-news-title-length', 'warning', news, 'The title has 15 to 60 characters.', titleLength],
]);

const newsFeedRules = feedRulesOf([
  ['apple-news-language', 'error', news, 'The language of the channel names its country.', withoutCountry],
]);

export const apple = {
  title: 'Apple',
  entryRules: [...podcastEntryRules.map(inPodcasts), ...newsEntryRules.map(outsidePodcasts)],
  feedRules: [...podcastFeedRules.map(inPodcasts), ...newsFeedRules.map(outsidePodcasts)],
} satisfies Profile;

/** The rule, limited to channels that are podcasts. */
function inPodcasts<Subject, Code extends string>(rule: ProfileRule<Subject, Code>): ProfileRule<Subject, Code> {
  const { broken } = rule;
  return { ...rule, broken: (subject, context) => (isPodcast(context) ? broken(subject, context) : null) };
}

/** The rule, limited to channels that are not podcasts. */
function outsidePodcasts<Subject, Code extends string>(rule: ProfileRule<Subject, Code>): ProfileRule<Subject, Code> {
  const { broken } = rule;
  return { ...rule, broken: (subject, context) => (isPodcast(context) ? null : broken(subject, context)) };
}

function isPodcast({ channel: { podcast } }: ProfileContext): boolean {
  return podcast !== null;
}

/** The extensions of each media type that Apple plays. */
const extensions: Readonly<Record<string, readonly string[]>> = {
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
  if (enclosure === undefined) return 'The episode has no enclosure: name an MP3, M4A, MP4, M4V, MOV or PDF file';
  if (Object.hasOwn(extensions, enclosure.type)) return null;
  return `The enclosure must be MP3, M4A, MP4, M4V, MOV or PDF: got "${enclosure.type}"`;
}

function wrongExtension(entry: Entry): string | null {
  const enclosure = episodeEnclosure(entry);
  const wanted = enclosure === undefined ? undefined : extensions[enclosure.type];
  if (enclosure === undefined || wanted === undefined || wanted.includes(extensionIn(enclosure))) return null;
  return `The URL of the enclosure must end in .${wanted.join(' or .')}: got "${enclosure.url}"`;
}

function extensionIn({ url }: Enclosure): string {
  return extensionOf(new URL(url, 'http://localhost/').pathname);
}

function withoutLength(entry: Entry): string | null {
  const enclosure = episodeEnclosure(entry);
  if (enclosure === undefined || enclosure.lengthBytes !== null) return null;
  return `The length of "${enclosure.url}" is not known: give it in bytes`;
}

function withoutNumber({ episode }: Entry, { channel: { podcast } }: ProfileContext): string | null {
  const isMissing = podcast?.type === 'serial' && (episode?.episode ?? null) === null;
  return isMissing ? 'The podcast is serial, so the episode must have a number: set "episode"' : null;
}

function withoutArtwork(_entries: readonly Entry[], { channel: { podcast } }: ProfileContext): string | null {
  return podcast?.image == null ? '"podcast" must have an "image", square, 1400 to 3000 pixels wide' : null;
}

const artworkTypes: readonly string[] = ['image/png', 'image/jpeg'];

function wrongArtwork(_entries: readonly Entry[], { channel: { podcast } }: ProfileContext): string | null {
  const image = podcast?.image ?? null;
  if (image === null || artworkTypes.includes(typeOfReference(image) ?? '')) return null;
  return `The artwork should be JPEG or PNG: got "${image}"`;
}

function longDescription(_entries: readonly Entry[], { channel: { description } }: ProfileContext): string | null {
  const bytes = new TextEncoder().encode(description).length;
  return bytes <= 4000 ? null : `"description" has ${plural(bytes, 'byte')} and must have at most 4000`;
}

function withoutSummary({ summary }: Entry): string | null {
  return summary.trim() === '' ? 'The article has no summary: write one' : null;
}

function titleLength({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count >= 15 && count <= 60 ? null : `The title has ${plural(count, 'character')}: it should have 15 to 60`;
}

function withoutCountry(_entries: readonly Entry[], { channel: { language } }: ProfileContext): string | null {
  const hasCountry = /-(?:[a-z]{2}|\d{3})(?:-|$)/i.test(language);
  return hasCountry ? null : `"language" must name a country, such as "en-GB": got "${language}"`;
}
