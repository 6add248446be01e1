/** What Google News asks, which reads pages and a sitemap and no feeds: "Article structured data" and "News sitemaps". */
import type { Entry } from '../model/entry.ts';
import { latest } from '../model/instant.ts';
import { plural } from '../problem/wording.ts';
import { isNews } from '../render/list/sitemap.ts';
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
} from './profile-rule.ts';

const structured = 'Google Search Central, Article structured data';
const sitemaps = 'Google Search Central, News sitemaps';

export const googleNews: Profile = {
  title: 'Google News',
  entryRules: [
    {
      code: 'google-news-link',
      severity: 'error',
      asks: 'The article has a page.',
      source: sitemaps,
      broken: withoutPage,
    },
    {
      code: 'google-news-title-length',
      severity: 'warning',
      asks: 'The title is short: from 110 characters on it is cut.',
      source: structured,
      broken: titleLength,
    },
    {
      code: 'google-news-image',
      severity: 'warning',
      asks: 'There is a picture.',
      source: structured,
      broken: withoutPicture,
    },
    {
      code: 'google-news-image-size',
      severity: 'warning',
      asks: 'A picture has at least 50,000 pixels.',
      source: structured,
      broken: ({ images }) => tooSmall(images, { measure: area, least: 50_000, words: 'it should have 50,000 in all' }),
    },
    {
      code: 'google-news-image-unknown',
      severity: 'warning',
      asks: 'The size of a picture is known.',
      source: structured,
      broken: ({ images }) => unknownSize(images, { measure: area, least: 50_000 }),
    },
    { code: 'google-news-author', severity: 'warning', asks: 'Somebody signs.', source: structured, broken: unsigned },
  ],
  feedRules: [
    {
      code: 'google-news-pages',
      severity: 'warning',
      asks: 'The pages carry `NewsArticle`, and a sitemap names them.',
      source: structured,
      broken: (_entries, { channel: { pages } }) =>
        pages ? null : 'Presstime makes neither pages nor a sitemap here: see that the site has NewsArticle and one',
    },
    {
      code: 'google-news-recent',
      severity: 'warning',
      asks: 'Something was published in the last two days, or the sitemap is of no use.',
      source: sitemaps,
      broken: nothingRecent,
    },
  ],
};

function titleLength({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count <= 110 ? null : `The title has ${plural(count, 'character')}: it should have at most 110`;
}

function area({ width, height }: Size): number {
  return width * height;
}

function nothingRecent(entries: readonly Entry[], { now }: ProfileContext): string | null {
  if (entries.some((entry) => isNews(entry, now))) return null;
  const newest = latest(entries.map(({ published }) => published));
  return newest === null ? 'There is no article' : `The newest article is of ${newest}, more than two days ago`;
}
