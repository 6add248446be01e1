/** The rules for podcasts: Apple's requirements for RSS, and the Podcast Namespace (podcastindex.org/namespace/1.0). */
import { isKnownCategory } from '../../channel/podcast-categories.ts';
import { mismatch, patterns } from '../rule/patterns.ts';
import { quoted, rulesOf } from '../rule/rule.ts';
import { strayPercent } from '../rule/url-syntax.ts';
import { noMarkup } from './texts-in-xml.ts';
import { privateHost, unencodedUrl, withPassword } from './urls-in-xml.ts';
import { atMostOne, attribute, eachValue, exactlyOne, on, optionalAttribute, text } from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

const apple = 'Apple Podcasts, RSS requirements';
const index = 'Podcast Namespace 1.0';

const single =
  'itunes:author itunes:explicit itunes:image itunes:type itunes:owner itunes:duration itunes:season itunes:episode ' +
  'itunes:episodeType itunes:title itunes:summary itunes:subtitle itunes:block itunes:new-feed-url';

export const podcastRules = rulesOf([
  // Apple: the podcast
  ['itunes-required', 'warning', apple, on('channel', withoutRequired)],
  ['itunes-repeats', 'error', apple, atMostOne('channel item', single)],
  ['itunes-image', 'error', apple, attribute('itunes:image/@href', patterns.url)],
  ['itunes-image-format', 'warning', apple, on('itunes:image', otherPicture)],
  ['url-host', 'warning', 'RSS 2.0, enclosure', eachValue('itunes:image/@href', privateHost)],
  ['itunes-category', 'error', apple, attribute('itunes:category/@text', patterns.text)],
  ['itunes-known-category', 'warning', apple, on('itunes:category', unknownCategory)],
  ['itunes-explicit', 'error', apple, text('itunes:explicit', patterns.trueOrFalse)],
  ['itunes-owner', 'error', apple, exactlyOne('itunes:owner', 'itunes:email')],
  ['itunes-owner', 'error', apple, text('itunes:email', patterns.email)],
  ['itunes-type', 'error', apple, text('itunes:type', patterns.showType)],
  ['itunes-block', 'warning', apple, text('itunes:block', patterns.yes)],
  ['itunes-new-feed', 'error', apple, text('itunes:new-feed-url', patterns.url)],
  ['itunes-length', 'warning', apple, on('itunes:summary', (it) => tooLong(it, 4000))],
  [
    'itunes-length',
    'warning',
    apple,
    on('itunes:author itunes:subtitle itunes:keywords itunes:name', (it) => tooLong(it, 255)),
  ],
  [
    'text-markup',
    'warning',
    'RSS Best Practices Profile, Character data',
    noMarkup('itunes:author itunes:subtitle itunes:summary itunes:name'),
  ],

  // Apple: the episode
  ['itunes-format', 'warning', apple, on('enclosure', otherMedia)],
  ['itunes-duration', 'error', apple, text('itunes:duration', patterns.duration)],
  ['itunes-number', 'error', apple, text('itunes:season itunes:episode', patterns.positive)],
  ['itunes-episode-type', 'error', apple, text('itunes:episodeType', patterns.episodeType)],

  // Podcast Namespace
  ['podcast-transcript', 'error', index, attribute('podcast:transcript/@url', patterns.url)],
  ['podcast-transcript', 'error', index, attribute('podcast:transcript/@type', patterns.mediaType)],
  ['podcast-locked', 'error', index, text('podcast:locked', patterns.yesOrNo)],
  ['podcast-chapters', 'error', index, attribute('podcast:chapters/@url', patterns.url)],
  ['podcast-chapters', 'error', index, attribute('podcast:chapters/@type', patterns.mediaType)],
  ['podcast-person', 'error', index, text('podcast:person', patterns.text)],
  ['podcast-person', 'error', index, optionalAttribute('podcast:person/@href podcast:person/@img', patterns.url)],
  ['podcast-number', 'error', index, text('podcast:season', patterns.count)],
  ['podcast-number', 'error', index, text('podcast:episode', patterns.number)],
]);

const urls =
  'itunes:image/@href itunes:new-feed-url podcast:transcript/@url podcast:chapters/@url podcast:person/@href ' +
  'podcast:person/@img';

/** These rules apply to Atom too. */
export const podcastUrlRules = rulesOf([
  ['url-characters', 'error', 'RFC 3986, 2.1', eachValue(urls, unencodedUrl)],
  ['url-password', 'error', 'RFC 3986, 3.2.1', eachValue(urls, withPassword)],
  ['url-unencoded', 'warning', 'RFC 3986, 2.1', eachValue(urls, strayPercent)],
]);

function unknownCategory({ attributes, parent }: FeedElement): string | null {
  const category = attributes['text'] ?? '';
  const outer = parent?.name === 'itunes:category' ? (parent.attributes['text'] ?? '') : null;
  const known = category === '' || isKnownCategory(category, outer);
  return known ? null : `should be one of Apple's categories: got ${quoted(category)}`;
}

function otherPicture({ attributes }: FeedElement): string | null {
  const extension = extensionOf(attributes['href'] ?? '');
  const pattern = { expression: /^(?:png|jpe?g)$/, wanted: 'a png or jpg' };
  return extension === null ? null : mismatch(extension, { pattern, what: 'be' });
}

/** Applies only to a channel that has elements of podcasts. */
function withoutRequired(channel: FeedElement): string | null {
  if (!channel.children.some(({ name }) => name.startsWith('itunes:'))) return null;
  const wanted = ['itunes:image', 'itunes:category', 'itunes:explicit', 'itunes:owner', 'language'];
  const missing = wanted.filter((name) => childrenOf(channel, name).length === 0);
  return missing.length === 0 ? null : `should have ${missing.map((name) => `"${name}"`).join(' and ')}`;
}

function tooLong({ text: { length } }: FeedElement, most: number): string | null {
  return length > most ? `should have at most ${most} characters: got ${length}` : null;
}

/** Applies only to an item that has elements of podcasts. */
function otherMedia({ attributes, parent }: FeedElement): string | null {
  if (!parent?.children.some(({ name }) => name.startsWith('itunes:'))) return null;
  const extension = extensionOf(attributes['url'] ?? '');
  const expression = /^(?:m4a|mp3|mov|mp4|m4v|pdf|epub)$/;
  const pattern = { expression, wanted: 'an m4a, mp3, mov, mp4, m4v, pdf or epub' };
  return extension === null ? null : mismatch(extension, { pattern, what: 'be' });
}

function extensionOf(url: string): string | null {
  return /\.([a-z0-9]{2,5})$/i.exec(url.replace(/[?#].*$/, ''))?.[1]?.toLowerCase() ?? null;
}
