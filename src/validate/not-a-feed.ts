/** What a text is that no parser of feeds needs to see, in words: mostly the page of a site whose feed was meant. */
import { scanHtml } from './html/html-scan.ts';
import { quoted } from './rule/rule.ts';

/** What the text is instead of a feed, and where that begins; null where it may be one. */
export function notAFeed(source: string): { readonly kind: string; readonly offset: number } | null {
  const offset = /\S/.exec(source)?.index ?? 0;
  if (page.test(source.slice(offset, offset + 10_000))) return { kind: wordsOfPage(source), offset };
  if (/^[<{[]/.test(source.slice(offset, offset + 1)) || xml.test(source)) return null;
  return { kind: `neither XML nor JSON Feed, ${quoted(source.trim())}`, offset };
}

/** Declarations and comments may stand before a page. */
const page = /^(?:<(?:\?[^>]*>|!--(?:[^-]|-(?!->))*-->)\s*){0,20}<(?:!doctype\s+html|html|head|body)\b/i;

/** A feed may stand behind something that a server says before it; the parser tells where. */
const xml = /<(?:\?xml|rss|feed|rdf:RDF)\b/;

/** Its head is in its first part. */
const headLength = 200_000;
/** More feeds than these are those of comments and categories. */
const mostFeeds = 3;

function wordsOfPage(source: string): string {
  const feeds = [...new Set(feedsOf(source))].slice(0, mostFeeds).map(quoted);
  return feeds.length === 0
    ? 'a web page, which names no feed'
    : `a web page, which names as its feed ${feeds.join(', ')}`;
}

/** https://blog.whatwg.org/feed-autodiscovery */
function feedsOf(source: string): readonly string[] {
  const { tags } = scanHtml(source.slice(0, headLength), { xhtml: false });
  return tags.flatMap(({ name, attributes }) => {
    const isFeed = name === 'link' && /\balternate\b/i.test(attributes.get('rel') ?? '');
    const isKnown = /^application\/(?:rss\+xml|atom\+xml|feed\+json)\b/i.test(attributes.get('type')?.trim() ?? '');
    const address = attributes.get('href')?.trim().replaceAll('&amp;', '&') ?? '';
    return isFeed && isKnown && address !== '' ? [address] : [];
  });
}
