/** What a text is that is no feed at all: mostly a page of the site whose feed was meant. */
import { feedFormats } from '../model/feed.ts';
import { scanHtml } from './html/html-scan.ts';
import { quoted } from './rule/rule.ts';

/** What the text is instead of a feed, as a phrase, and where that begins; null if it may be a feed. */
export function notAFeed(source: string): { readonly kind: string; readonly offset: number } | null {
  const offset = /\S/.exec(source)?.index ?? 0;
  if (page.test(source.slice(offset, offset + 10_000))) return { kind: pageKind(source), offset };
  if (/^[<{[]/.test(source.slice(offset, offset + 1)) || xml.test(source)) return null;
  return { kind: `neither XML nor JSON Feed, ${quoted(source.trim())}`, offset };
}

/** Declarations and comments may come before a page. */
const page = /^(?:<(?:\?[^>]*>|!--(?:[^-]|-(?!->))*-->)\s*){0,20}<(?:!doctype\s+html|html|head|body)\b/i;

/** A server may have printed something before a feed; the parser says where. */
const xml = /<(?:\?xml|rss|feed|rdf:RDF)\b/;

/** Its head is in its first part. */
const headLength = 200_000;
/** More feeds than these are of comments and categories. */
const mostFeeds = 3;

function pageKind(source: string): string {
  const feeds = [...new Set(feedsOf(source))].slice(0, mostFeeds).map(quoted);
  return feeds.length === 0
    ? 'a web page, which names no feed'
    : `a web page, which names as its feed ${feeds.join(', ')}`;
}

const feedTypes: readonly string[] = Object.values(feedFormats).map(({ mediaType }) => mediaType);

/** https://blog.whatwg.org/feed-autodiscovery */
function feedsOf(source: string): readonly string[] {
  const { tags } = scanHtml(source.slice(0, headLength), { xhtml: false });
  return tags.flatMap(({ name, attributes }) => {
    const isFeed = name === 'link' && /\balternate\b/i.test(attributes.get('rel') ?? '');
    const isKnown = feedTypes.includes(attributes.get('type')?.split(';')[0]?.trim().toLowerCase() ?? '');
    const address = attributes.get('href')?.trim().replaceAll('&amp;', '&') ?? '';
    return isFeed && isKnown && address !== '' ? [address] : [];
  });
}
