/** Renders `news-sitemap.xml`, the sitemap of the newest articles (Google News), and `robots.txt` (RFC 9309). */
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { addDays, compareInstants, type Instant, isBefore } from '../../model/instant.ts';
import { offsetTime } from '../../time/zoned-time.ts';
import { element, renderXml, textElement } from '../feed/xml.ts';
import { localeOf } from '../page/context.ts';

/** The path of the sitemap in the publication. */
export const sitemapPath = 'news-sitemap.xml';

const namespaces = {
  xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
};

/** A news sitemap has the articles of the last two days, at most a thousand. */
export const newsDays = 2;
const maximumArticles = 1000;

type SitemapChannel = Pick<Channel, 'feedUrl' | 'language' | 'title'>;

/** True if an article was published at most two days before `now`, or later (Google Search Central, News sitemaps). */
export function isNews({ published }: Pick<Entry, 'published'>, now: Instant): boolean {
  return !isBefore(published, addDays(now, -newsDays));
}

/**
 * Renders the sitemap of articles that are news, newest first. Leaves out articles whose page is not on the origin of the feed,
 * because a sitemap is valid for one host only (sitemaps.org, Sitemap file location). Google accepts a sitemap without articles.
 */
export function renderNewsSitemap(entries: readonly Entry[], channel: SitemapChannel): string {
  const { origin } = new URL(channel.feedUrl);
  const urls = entries
    .flatMap((entry) => (entry.url === null || new URL(entry.url).origin !== origin ? [] : [{ entry, url: entry.url }]))
    .toSorted((left, right) => compareInstants(right.entry.published, left.entry.published))
    .slice(0, maximumArticles);
  const root = element('urlset', namespaces, ...urls.map(({ entry, url }) => renderUrl(url, { entry, channel })));
  return renderXml(root).replace('\n', '\n<!-- Made by Presstime. -->\n');
}

function renderUrl(url: string, { entry, channel }: { readonly entry: Entry; readonly channel: SitemapChannel }) {
  const { published, timeZone, title } = entry;
  const publication = element(
    'news:publication',
    {},
    textElement('news:name', channel.title),
    textElement('news:language', newsLanguage(entry.language ?? channel.language)),
  );
  const news = element(
    'news:news',
    {},
    publication,
    textElement('news:publication_date', offsetTime(published, timeZone)),
    textElement('news:title', title),
  );
  return element('url', {}, textElement('loc', url), news);
}

/** A language code of two or three letters. For Chinese, Google wants a country code that tells the script. */
function newsLanguage(tag: string): string {
  const locale = localeOf(tag)?.maximize();
  if (locale?.language === 'zh') return locale.script === 'Hant' ? 'zh-tw' : 'zh-cn';
  return locale?.language ?? tag;
}

/** Renders `robots.txt`, which keeps search engines away from the ledger. */
export function renderRobots({ feedUrl }: Pick<Channel, 'feedUrl'>): string {
  const ledger = new URL('.presstime/', feedUrl).pathname;
  return [
    '# Made by Presstime.',
    'User-agent: *',
    'Allow: /',
    `Disallow: ${ledger}`,
    '',
    `Sitemap: ${new URL(sitemapPath, feedUrl).href}`,
    '',
  ].join('\n');
}
