/** What Google News asks, which reads pages and a sitemap and no feeds: "Article structured data" and "News sitemaps". */
import type { Entry } from '../model/entry.ts';
import { latest } from '../model/instant.ts';
import { plural } from '../problem/wording.ts';
import { isNews } from '../render/list/sitemap.ts';
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
} from './profile-rule.ts';

const structured = 'Google Search Central, Article structured data';
const sitemaps = 'Google Search Central, News sitemaps';

export const googleNews = {
  title: 'Google News',
  entryRules: entryRulesOf([
    ['google-news-link', 'error', sitemaps, 'The article has a page.', withoutPage],
    [
      'google-news-title-length',
      'warning',
      structured,
      'The title is short: from 110 characters on it is cut.',
      titleLength,
    ],
    ['google-news-image', 'warning', structured, 'There is a picture.', withoutPicture],
    [
      'google-news-image-size',
      'warning',
      structured,
      'A picture has at least 50,000 pixels.',
      tooSmall({ measure: area, least: 50_000, wanted: 'it should have 50,000 in all' }),
    ],
    [
      'google-news-image-unknown',
      'warning',
      structured,
      'The size of a picture is known.',
      unknownSize({ measure: area, least: 50_000 }),
    ],
    ['google-news-author', 'warning', structured, 'Somebody signs.', withoutAuthor],
  ]),
  feedRules: feedRulesOf([
    [
      'google-news-pages',
      'warning',
      structured,
      'The pages carry `NewsArticle`, and a sitemap names them.',
      withoutPages,
    ],
    [
      'google-news-recent',
      'warning',
      sitemaps,
      'Something was published in the last two days, or the sitemap is of no use.',
      nothingRecent,
    ],
  ]),
} satisfies Profile;

function titleLength({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count <= 110 ? null : `The title has ${plural(count, 'character')}: it should have at most 110`;
}

function area({ width, height }: Size): number {
  return width * height;
}

function withoutPages(_entries: readonly Entry[], { channel: { pages } }: ProfileContext): string | null {
  const message = 'Presstime makes neither pages nor a sitemap here: see that the site has NewsArticle and one';
  return pages ? null : message;
}

function nothingRecent(entries: readonly Entry[], { now }: ProfileContext): string | null {
  if (entries.some((entry) => isNews(entry, now))) return null;
  const newest = latest(entries.map(({ published }) => published));
  return newest === null ? 'There is no article' : `The newest article is of ${newest}, more than two days ago`;
}
