/** What Flipboard asks of feeds: "RSS Guidelines", which took the place of the older "Optimizing your RSS feed for Flipboard". */
import { foldSpaces } from '../article/tree/plain-text.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import { plural } from '../problem/wording.ts';
import { plainTextOf } from './entry-html.ts';
import {
  countCharacters,
  type Profile,
  type ProfileContext,
  type Size,
  tooSmall,
  unknownSize,
  unsigned,
  withoutPage,
  withoutPicture,
  withoutText,
} from './profile-rule.ts';

const guidelines = 'Flipboard, RSS Guidelines';
const specification = 'Flipboard, Optimizing your RSS feed for Flipboard';
const help = 'Flipboard Help, Resubmit an RSS feed';

export const flipboard: Profile = {
  title: 'Flipboard',
  entryRules: [
    {
      code: 'flipboard-link',
      severity: 'error',
      asks: 'The article has a page.',
      source: guidelines,
      broken: withoutPage,
    },
    {
      code: 'flipboard-link-host',
      severity: 'warning',
      asks: 'The page is on the host of the feed.',
      source: guidelines,
      broken: linkHost,
    },
    {
      code: 'flipboard-body',
      severity: 'error',
      asks: 'The feed has the whole text.',
      source: specification,
      broken: withoutText,
    },
    {
      code: 'flipboard-image',
      severity: 'error',
      asks: 'There is a picture.',
      source: specification,
      broken: withoutPicture,
    },
    {
      code: 'flipboard-image-small',
      severity: 'error',
      asks: 'The smaller side of a picture has at least 400 pixels.',
      source: specification,
      broken: ({ images }) => tooSmall(images, { measure: smallerSide, least: 400, words: 'both sides must have 400' }),
    },
    {
      code: 'flipboard-image-size',
      severity: 'warning',
      asks: 'The smaller side of a picture has at least 500 pixels.',
      source: help,
      broken: ({ images }) =>
        tooSmall(images, { measure: smallerSide, least: 500, words: 'both sides should have 500' }),
    },
    {
      code: 'flipboard-image-unknown',
      severity: 'warning',
      asks: 'The size of a picture is known.',
      source: guidelines,
      broken: ({ images }) => unknownSize(images, { measure: smallerSide, least: 500 }),
    },
    {
      code: 'flipboard-summary',
      severity: 'warning',
      asks: 'The summary has at least 300 characters.',
      source: guidelines,
      broken: summaryLength,
    },
    { code: 'flipboard-author', severity: 'warning', asks: 'Somebody signs.', source: guidelines, broken: unsigned },
    {
      code: 'flipboard-category',
      severity: 'warning',
      asks: 'A category says what it is about.',
      source: guidelines,
      broken: ({ categories }) => (categories.length === 0 ? 'There is no category: name one' : null),
    },
  ],
  feedRules: [
    {
      code: 'flipboard-items',
      severity: 'warning',
      asks: 'The feed has at least 20 articles.',
      source: guidelines,
      broken: tooFew,
    },
    {
      code: 'flipboard-hub',
      severity: 'warning',
      asks: 'A hub tells of what is new.',
      source: specification,
      broken: (_entries, { channel: { hubs } }) => (hubs.length === 0 ? '"hubs" should name a WebSub hub' : null),
    },
  ],
};

function smallerSide({ width, height }: Size): number {
  return Math.min(width, height);
}

function linkHost({ url }: Entry, { channel: { feedUrl } }: ProfileContext): string | null {
  const [page, feed] = [url ?? feedUrl, feedUrl].map((it) => new URL(it).hostname);
  return page === feed ? null : `The page is on ${page}, and the feed on ${feed}: they should be one`;
}

const leastSummary = 300;

function summaryLength(entry: Entry, { channel }: ProfileContext): string | null {
  const count = countCharacters(entry.summary);
  if (count >= leastSummary) return null;
  return `The summary has ${plural(count, 'character')} and should have ${leastSummary}: ${longerSummary(entry, channel)}`;
}

/** A summary that is made of whole sentences ends below its limit. */
function longerSummary({ summary, contentHtml }: Entry, { summaryLength: limit }: Channel): string {
  const words = plainTextOf(contentHtml);
  const count = countCharacters(words);
  if (count < leastSummary) return `the whole text has ${count}`;
  const isMade = words.includes(foldSpaces(summary.replace(/…$/, '')));
  return isMade && limit < 400 ? `raise "summaryLength" in feed.yaml from ${limit} to 400` : 'write a longer one';
}

function tooFew(entries: readonly Entry[], { channel: { limit } }: ProfileContext): string | null {
  const why = limit < 20 ? `: "limit" is ${limit}` : '';
  return entries.length >= 20 ? null : `The feed has ${plural(entries.length, 'article')} and should have 20${why}`;
}
