/** Makes the URL of an article from `permalink` in `feed.yaml`: as a tool does, or from a pattern. */
import { type PermalinkToken, permalinkStyles, permalinkToken } from '../../channel/permalink-pattern.ts';
import type { Channel } from '../../model/channel.ts';
import { lastPartOf } from '../../model/file.ts';
import { asUrl, writeUrl } from '../../model/url.ts';
import { localTime } from '../../time/zoned-time.ts';
import { foldersOf, nameOf, slugOf } from '../story/path.ts';
import { slugify } from '../text/slug.ts';
import type { PermalinkSource } from './post-path.ts';
import { toolPath } from './tool-url.ts';

/** The URL of an article. Null if the channel has no pattern, or if the path would be empty. */
export function permalinkOf(
  article: PermalinkSource,
  { permalink, homeUrl, timeZone }: Pick<Channel, 'permalink' | 'homeUrl' | 'timeZone'>,
): string | null {
  if (permalink === null) return null;
  const path =
    permalink.tool === null
      ? fillPattern(article, permalink.pattern ?? '')
      : toolPath(article, { permalink, timeZone });
  return path === null ? null : urlBelow(path, homeUrl);
}

/** The URL of a path of the site. All tools put the path of the home page before it. Null if the path is empty. */
export function urlBelow(path: string, homeUrl: string): string | null {
  if (/^https?:/i.test(path)) return asUrl(path) ?? null;
  if (path.startsWith('/?')) return writeUrl(new URL(path.slice(1), homeUrl));
  const parts = path.split('/').filter((part) => !/^\.{0,2}$/.test(part));
  if (parts.length === 0) return null;
  const written = `/${parts.map(encodePart).join('/')}${path.endsWith('/') ? '/' : ''}`;
  const base = new URL(homeUrl).pathname.replace(/\/?$/, '/');
  return writeUrl(new URL(written.startsWith(base) ? written : base + written.slice(1), homeUrl));
}

/** Fills in the tokens of Jekyll and Hugo. */
export function fillPattern(article: PermalinkSource, pattern: string): string {
  return (permalinkStyles[pattern] ?? pattern).replace(permalinkToken, (_, token: PermalinkToken) =>
    fill[token](article),
  );
}

const fill: Readonly<Record<PermalinkToken, (article: PermalinkSource) => string>> = {
  year: (article) => timeOf(article).year,
  short_year: (article) => timeOf(article).year.slice(-2),
  month: (article) => timeOf(article).month,
  i_month: (article) => String(Number(timeOf(article).month)),
  day: (article) => timeOf(article).day,
  i_day: (article) => String(Number(timeOf(article).day)),
  y_day: (article) => timeOf(article).dayOfYear,
  hour: (article) => timeOf(article).hour,
  minute: (article) => timeOf(article).minute,
  second: (article) => timeOf(article).second,
  title: ({ slug, path }) => slugify(slug ?? slugOf(path), 'title'),
  slug: ({ slug, path }) => slugify(slug ?? slugOf(path), 'slug'),
  name: ({ path }) => lastPartOf(nameOf(path)),
  filename: ({ path }) => lastPartOf(nameOf(path)),
  path: ({ slug, path }) => [...foldersOf(path), slug ?? slugOf(path)].join('/'),
  section: ({ path }) => foldersOf(path)[0] ?? '',
  categories: ({ categories }) => [...new Set(categories.map((name) => slugify(name, 'category')))].join('/'),
  output_ext: () => '.html',
};

function timeOf({ published }: PermalinkSource) {
  return localTime(published.instant, published.timeZone);
}

/** Percent-encodes all characters that RFC 3986 does not allow in a path segment. */
function encodePart(part: string): string {
  const encoded = encodeURIComponent(part.toWellFormed().normalize('NFC'));
  return encoded.replace(/%(?:2[4BC6]|3[ABD]|40)/g, decodeURIComponent);
}
