/** The User-Agents of feed readers, as they ask for feeds, with the source of each. */
import { version } from '../model/version.ts';

export interface Reader {
  readonly name: string;
  readonly userAgent: string;
  /** Where its makers, or the code, say so. */
  readonly source: string;
  /** The name that robots.txt uses for it (RFC 9309, 2.2.1). */
  readonly robot: string;
  readonly kind: 'reader' | 'browser';
}

/** A reader that no server knows: the first request is made as one. */
export const unknownReader: Reader = {
  name: 'an unknown reader',
  userAgent: `Presstime/${version}`,
  source: 'this program',
  robot: 'presstime',
  kind: 'reader',
};

/** Numbers of versions and subscribers are examples. */
export const readers: readonly Reader[] = [
  {
    name: 'Feedly',
    userAgent: 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 1 subscribers; like FeedFetcher-Google)',
    source: 'https://feedly.com/fetcher.html',
    robot: 'feedly',
    kind: 'reader',
  },
  {
    name: 'Inoreader',
    userAgent: 'Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 1 subscribers; )',
    source: 'https://www.inoreader.com/feed-fetcher',
    robot: 'inoreader',
    kind: 'reader',
  },
  {
    name: 'NewsBlur',
    userAgent:
      'NewsBlur Feed Fetcher - 1 subscriber - http://www.newsblur.com/site/1/feed (Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.1 Safari/605.1.15)',
    source: 'https://github.com/samuelclay/NewsBlur, utils/feed_fetcher.py',
    robot: 'newsblur',
    kind: 'reader',
  },
  {
    name: 'Feedbin',
    userAgent: 'Feedbin feed-id:1 - 1 subscribers',
    source: 'https://github.com/feedbin/support, subscriber-statistics.md',
    robot: 'feedbin',
    kind: 'reader',
  },
  {
    name: 'Miniflux',
    userAgent: 'Mozilla/5.0 (compatible; Miniflux/2.2.0; +https://miniflux.app)',
    source: 'https://github.com/miniflux/v2, internal/config',
    robot: 'miniflux',
    kind: 'reader',
  },
  {
    name: 'FreshRSS',
    userAgent: 'FreshRSS/1.24.0 (Linux; https://freshrss.org)',
    source: 'https://github.com/FreshRSS/FreshRSS, constants.php',
    robot: 'freshrss',
    kind: 'reader',
  },
  {
    name: 'Tiny Tiny RSS',
    userAgent: 'Tiny Tiny RSS/23.05-a4543de (https://tt-rss.org/)',
    source: 'https://tt-rss.org/, classes/Config.php',
    robot: 'tiny tiny rss',
    kind: 'reader',
  },
  {
    name: 'NetNewsWire',
    userAgent: 'NetNewsWire (RSS Reader; https://netnewswire.com/)',
    source: 'https://github.com/Ranchero-Software/NetNewsWire, Info.plist',
    robot: 'netnewswire',
    kind: 'reader',
  },
  {
    name: 'a browser',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    source: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/User-Agent/Firefox',
    robot: 'firefox',
    kind: 'browser',
  },
];
