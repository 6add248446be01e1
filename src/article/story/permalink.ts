/** Makes the URL of an article from the pattern `permalink` in `feed.yaml`. */
import { type PermalinkToken, permalinkStyles, permalinkToken } from '../../channel/permalink-pattern.ts';
import type { Channel } from '../../model/channel.ts';
import { lastPartOf } from '../../model/file.ts';
import { writeUrl } from '../../model/url.ts';
import { localTime } from '../../time/zoned-time.ts';
import type { ZonedInstant } from '../date/resolve.ts';
import { slugify } from '../text/slug.ts';
import { foldersOf, nameOf, slugOf } from './path.ts';

export interface PermalinkSource {
  readonly path: string;
  readonly published: Pick<ZonedInstant, 'instant' | 'timeZone'>;
  /** The slug that the author set. */
  readonly slug: string | null;
  /** Without those that other tools do not use in URLs, such as tags. */
  readonly categories: readonly string[];
}

/** The URL of an article. Null if the channel has no pattern, or if the path would be empty. */
export function permalinkOf(
  article: PermalinkSource,
  { permalink, homeUrl }: Pick<Channel, 'permalink' | 'homeUrl'>,
): string | null {
  if (permalink === null) return null;
  const pattern = permalinkStyles[permalink] ?? permalink;
  const filled = pattern.replace(permalinkToken, (_match, token: PermalinkToken) => fill[token](article));
  const parts = filled.split('/').filter((part) => !/^\.{0,2}$/.test(part));
  if (parts.length === 0) return null;
  const path = `/${parts.map(encodePart).join('/')}${filled.endsWith('/') ? '/' : ''}`;
  return writeUrl(new URL(path, homeUrl));
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
