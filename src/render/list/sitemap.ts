/** What search engines read: a sitemap of the newest articles (Google News) and `robots.txt` (RFC 9309). */
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { addDays, compareInstants, type Instant, isBefore, offsetTime } from '../../model/instant.ts';
import { element, renderXml, textElement } from '../feed/xml.ts';
import { localeOf } from '../page/context.ts';

/** Where the sitemap stands in the publication. */
export const sitemapPath = 'news-sitemap.xml';

const namespaces = {
  xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
};

/** A sitemap of news has the articles of two days, a thousand of them at most. */
const windowDays = 2;
const most = 1000;

type SitemapChannel = Pick<Channel, 'feedUrl' | 'language' | 'title'>;

/** True where an article is still news: from two days before an instant on (Google Search Central, News sitemaps). */
export function isNews({ published }: Pick<Entry, 'published'>, now: Instant): boolean {
  return !isBefore(published, addDays(now, -windowDays));
}

/**
 * Renders articles that are news, the newest first. Those that have no page on the host of the feed are left out: a sitemap
 * speaks for one host (sitemaps.org, Sitemap file location). Google takes one without any article.
 */
export function renderNewsSitemap(entries: readonly Entry[], channel: SitemapChannel): string {
  const { origin } = new URL(channel.feedUrl);
  const urls = entries
    .flatMap((entry) => (entry.url === null || new URL(entry.url).origin !== origin ? [] : [{ entry, url: entry.url }]))
    .toSorted((left, right) => compareInstants(right.entry.published, left.entry.published))
    .slice(0, most);
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

/** Two letters or three, but for Chinese, where the script is told by a country. */
function newsLanguage(tag: string): string {
  const locale = localeOf(tag)?.maximize();
  if (locale?.language === 'zh') return locale.script === 'Hant' ? 'zh-tw' : 'zh-cn';
  return locale?.language ?? tag;
}

/** Renders `robots.txt`, which keeps the ledger out of searches. */
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
