/** Podcasts: Apple's requirements for RSS, and the Podcast Namespace (podcastindex.org/namespace/1.0). */
import { isKnownCategory } from '../../channel/podcast-categories.ts';
import { forms } from '../rule/forms.ts';
import { atMostOne, exactlyOne, malformed, quoted, type Rule, rule, value, values, weighing } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from '../rule/xml-tree.ts';

const apple = 'Apple Podcasts, RSS requirements';
const index = 'Podcast Namespace 1.0';

const single =
  'itunes:author itunes:explicit itunes:image itunes:type itunes:owner itunes:duration itunes:season itunes:episode ' +
  'itunes:episodeType itunes:title itunes:summary itunes:subtitle itunes:block itunes:new-feed-url';

export const podcastRules: readonly Rule[] = [
  value('itunes-explicit', apple, ['itunes:explicit', forms.trueOrFalse]),
  value('itunes-image', apple, ['itunes:image/@href', forms.address]),
  value('itunes-duration', apple, ['itunes:duration', forms.duration]),
  ...values('itunes-number', apple, ['itunes:season itunes:episode', forms.positive]),
  value('itunes-episode-type', apple, ['itunes:episodeType', forms.episodeType]),
  value('itunes-type', apple, ['itunes:type', forms.showType]),
  value('itunes-category', apple, ['itunes:category/@text', forms.text]),
  exactlyOne('itunes-owner', apple, ['itunes:owner', 'itunes:email']),
  value('itunes-owner', apple, ['itunes:email', forms.email]),
  value('itunes-new-feed', apple, ['itunes:new-feed-url', forms.address]),
  ...['channel', 'item'].map((element) => atMostOne('itunes-repeats', apple, [element, single])),
  value('podcast-transcript', index, ['podcast:transcript/@url', forms.address]),
  value('podcast-transcript', index, ['podcast:transcript/@type', forms.mediaType]),
  value('podcast-chapters', index, ['podcast:chapters/@url', forms.address]),
  value('podcast-chapters', index, ['podcast:chapters/@type', forms.mediaType]),
  value('podcast-person', index, ['podcast:person', forms.text]),
  ...values('podcast-person', index, ['podcast:person/@href podcast:person/@img', forms.address, 'optional']),
  value('podcast-number', index, ['podcast:season', forms.count]),
  value('podcast-number', index, ['podcast:episode', forms.number]),
  value('podcast-locked', index, ['podcast:locked', forms.yesOrNo]),
  ...weighing('warning', [
    rule('itunes-known-category', apple, ['itunes:category', unknownCategory]),
    rule('itunes-image-format', apple, ['itunes:image', otherPicture]),
    rule('itunes-required', apple, ['channel', lacking]),
    rule('itunes-length', apple, ['itunes:summary', (it) => tooLong(it, 4000)]),
    ...['itunes:author', 'itunes:subtitle', 'itunes:keywords', 'itunes:name'].map((element) =>
      rule('itunes-length', apple, [element, (it) => tooLong(it, 255)]),
    ),
    rule('itunes-format', apple, ['enclosure', otherMedia]),
  ]),
];

function unknownCategory({ attributes, parent }: FeedElement): string | null {
  const text = attributes['text'] ?? '';
  const outer = parent?.name === 'itunes:category' ? (parent.attributes['text'] ?? '') : null;
  return text === '' || isKnownCategory(text, outer)
    ? null
    : `should be one of Apple's categories: got ${quoted(text)}`;
}

function otherPicture({ attributes }: FeedElement): string | null {
  const ending = endingOf(attributes['href'] ?? '');
  const form = { pattern: /^(?:png|jpe?g)$/, wanted: 'a png or jpg' };
  return ending === null ? null : malformed(ending, { form, what: 'be' });
}

/** Asked only of a channel that says it is a podcast. */
function lacking(channel: FeedElement): string | null {
  if (!channel.children.some(({ name }) => name.startsWith('itunes:'))) return null;
  const wanted = ['itunes:image', 'itunes:category', 'itunes:explicit', 'itunes:owner', 'language'];
  const missing = wanted.filter((name) => childrenOf(channel, name).length === 0);
  return missing.length === 0 ? null : `should have ${missing.map((name) => `"${name}"`).join(' and ')}`;
}

function tooLong({ text }: FeedElement, most: number): string | null {
  return text.length > most ? `should have at most ${most} characters: got ${text.length}` : null;
}

/** Asked only of an item that says it is an episode. */
function otherMedia({ attributes, parent }: FeedElement): string | null {
  if (!parent?.children.some(({ name }) => name.startsWith('itunes:'))) return null;
  const ending = endingOf(attributes['url'] ?? '');
  const form = { pattern: /^(?:m4a|mp3|mov|mp4|m4v|pdf|epub)$/, wanted: 'an m4a, mp3, mov, mp4, m4v, pdf or epub' };
  return ending === null ? null : malformed(ending, { form, what: 'be' });
}

function endingOf(address: string): string | null {
  return /\.([a-z0-9]{2,5})$/i.exec(address.replace(/[?#].*$/, ''))?.[1]?.toLowerCase() ?? null;
}
