/** The rules of Flipboard for feeds: "RSS Guidelines", which replaced the older "Optimizing your RSS feed for Flipboard". */
import { foldSpaces } from '../article/text/spaces.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import { plural } from '../problem/wording.ts';
import { plainTextOf } from './entry-html.ts';
import {
  countCharacters,
  entryRulesOf,
  feedRulesOf,
  type Profile,
  type ProfileContext,
  type Size,
  tooSmall,
  unknownSize,
  withoutAuthor,
  withoutPage,
  withoutPicture,
  withoutText,
} from './profile-rule.ts';

const guidelines = 'Flipboard, RSS Guidelines';
const specification = 'Flipboard, Optimizing your RSS feed for Flipboard';
const help = 'Flipboard Help, Resubmit an RSS feed';

export const flipboard = {
  title: 'Flipboard',
  entryRules: entryRulesOf([
    ['flipboard-link', 'error', guidelines, 'The article has a page.', withoutPage],
    ['flipboard-link-host', 'warning', guidelines, 'The page is on the host of the feed.', linkHost],
    ['flipboard-body', 'error', specification, 'The feed has the whole text.', withoutText],
    ['flipboard-image', 'error', specification, 'There is a picture.', withoutPicture],
    [
      'flipboard-image-small',
      'error',
      specification,
      'The smaller side of a picture has at least 400 pixels.',
      tooSmall({ measure: smallerSide, least: 400, wanted: 'both sides must have 400' }),
    ],
    [
      'flipboard-image-size',
      'warning',
      help,
      'The smaller side of a picture has at least 500 pixels.',
      tooSmall({ measure: smallerSide, least: 500, wanted: 'both sides should have 500' }),
    ],
    [
      'flipboard-image-unknown',
      'warning',
      guidelines,
      'The size of a picture is known.',
      unknownSize({ measure: smallerSide, least: 500 }),
    ],
    ['flipboard-summary', 'warning', guidelines, 'The summary has at least 300 characters.', summaryLength],
    ['flipboard-author', 'warning', guidelines, 'The article names an author.', withoutAuthor],
    ['flipboard-category', 'warning', guidelines, 'The article has a category.', withoutCategory],
  ]),
  feedRules: feedRulesOf([
    ['flipboard-items', 'warning', guidelines, 'The feed has at least 20 articles.', tooFew],
    ['flipboard-hub', 'warning', specification, 'The channel has a WebSub hub.', withoutHub],
  ]),
} satisfies Profile;

function smallerSide({ width, height }: Size): number {
  return Math.min(width, height);
}

function linkHost({ url }: Entry, { channel: { feedUrl } }: ProfileContext): string | null {
  const [page, feed] = [url ?? feedUrl, feedUrl].map((it) => new URL(it).hostname);
  return page === feed ? null : `The page is on "${page}" and the feed on "${feed}": both should be on the same host`;
}

const leastSummary = 300;

function summaryLength(entry: Entry, { channel }: ProfileContext): string | null {
  const count = countCharacters(entry.summary);
  if (count >= leastSummary) return null;
  return `The summary has ${plural(count, 'character')} and should have ${leastSummary}: ${longerSummary(entry, channel)}`;
}

/** How to get a longer summary. The limit to set is above the length to reach, because a summary ends with a whole sentence. */
function longerSummary({ summary, contentHtml }: Entry, { summaryLength: limit }: Channel): string {
  const text = plainTextOf(contentHtml);
  const count = countCharacters(text);
  if (count < leastSummary) return `the whole text has ${count}`;
  const isMade = text.includes(foldSpaces(summary.replace(/…$/, '')));
  return isMade && limit < 400 ? `raise "summaryLength" in feed.yaml from ${limit} to 400` : 'write a longer one';
}

function withoutCategory({ categories }: Entry): string | null {
  return categories.length === 0 ? 'The article has no category: name one' : null;
}

function withoutHub(_entries: readonly Entry[], { channel: { hubs } }: ProfileContext): string | null {
  return hubs.length === 0 ? '"hubs" should name a WebSub hub' : null;
}

function tooFew(entries: readonly Entry[], { channel: { limit } }: ProfileContext): string | null {
  const why = limit < 20 ? `: "limit" is ${limit}` : '';
  return entries.length >= 20 ? null : `The feed has ${plural(entries.length, 'article')} and should have 20${why}`;
}
