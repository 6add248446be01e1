/** The rules of Google News, which reads pages and a sitemap instead of feeds: "Article structured data" and "News sitemaps". */
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
      'The title has at most 110 characters, or it is cut.',
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
    ['google-news-author', 'warning', structured, 'The article names an author.', withoutAuthor],
  ]),
  feedRules: feedRulesOf([
    [
      'google-news-pages',
      'warning',
      structured,
      'The pages contain `NewsArticle`, and a sitemap lists them.',
      withoutPages,
    ],
    [
      'google-news-recent',
      'warning',
      sitemaps,
      'An article was published in the last two days, or the sitemap is empty.',
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
  const message =
    'Presstime makes no pages and no sitemap here: the site should have both, with NewsArticle in its pages';
  return pages ? null : message;
}

function nothingRecent(entries: readonly Entry[], { now }: ProfileContext): string | null {
  if (entries.some((entry) => isNews(entry, now))) return null;
  const newest = latest(entries.map(({ published }) => published));
  return newest === null
    ? 'The feed has no articles'
    : `The newest article was published at ${newest}, more than two days ago`;
}
