/** Recognises a text that is not a feed at all. Usually it is a page of the site, and its message names the feed of that page. */
import { feedFormats } from '../model/feed.ts';
import { scanHtml } from './html/html-scan.ts';
import { quoted } from './rule/rule.ts';

/** Returns what the text is, as a phrase, and the offset at which it starts, or null if it may be a feed. */
export function notAFeed(source: string): { readonly kind: string; readonly offset: number } | null {
  const offset = /\S/.exec(source)?.index ?? 0;
  if (isWebPage(source)) return { kind: pageKind(source), offset };
  if (/^[<{[]/.test(source.slice(offset, offset + 1)) || xml.test(source)) return null;
  return { kind: `neither XML nor JSON Feed, ${quoted(source.trim())}`, offset };
}

/** True if the text is an HTML page. */
export function isWebPage(source: string): boolean {
  const offset = /\S/.exec(source)?.index ?? 0;
  return page.test(source.slice(offset, offset + 10_000));
}

/** Declarations and comments may come before a page. */
const page = /^(?:<(?:\?[^>]*>|!--(?:[^-]|-(?!->))*-->)\s*){0,20}<(?:!doctype\s+html|html|head|body)\b/i;

/** XML may follow other output of a server. The parser then reports where it is malformed. */
const xml = /<(?:\?xml|rss|feed|rdf:RDF)\b/;

/** How much of a page is searched for feeds: its head is near the start. */
const headLength = 200_000;
/** How many feeds are named. Further ones are usually feeds of comments and categories. */
const mostFeeds = 3;

function pageKind(source: string): string {
  const feeds = [...new Set(feedsNamedBy(source))].slice(0, mostFeeds).map(quoted);
  return feeds.length === 0 ? 'a web page that names no feed' : `a web page that names as its feed ${feeds.join(', ')}`;
}

const feedTypes: readonly string[] = Object.values(feedFormats).map(({ mediaType }) => mediaType);

/** The URLs of the feeds that a page names (https://blog.whatwg.org/feed-autodiscovery). */
export function feedsNamedBy(source: string): readonly string[] {
  const { tags } = scanHtml(source.slice(0, headLength), { xhtml: false });
  return tags.flatMap(({ name, attributes }) => {
    const isFeed = name === 'link' && /\balternate\b/i.test(attributes.get('rel') ?? '');
    const isKnown = feedTypes.includes(attributes.get('type')?.split(';')[0]?.trim().toLowerCase() ?? '');
    const url = attributes.get('href')?.trim().replaceAll('&amp;', '&') ?? '';
    return isFeed && isKnown && url !== '' ? [url] : [];
  });
}
