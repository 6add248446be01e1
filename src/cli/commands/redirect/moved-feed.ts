/** Changes the text of a published feed so that it names the URL to which the feed has moved. Pure. */
import type { FormatName } from '../../../model/feed.ts';
import { recordIn, type UnknownRecord } from '../../../model/record.ts';
import { escapeXml } from '../../../render/feed/xml.ts';

/** Returns the changed text, or null if the text is not one that Presstime has written. */
export function movedFeed(format: FormatName, text: string, newUrl: string): string | null {
  return movers[format](text, newUrl);
}

const movers: Readonly<Record<FormatName, (text: string, newUrl: string) => string | null>> = {
  rss: (text, newUrl) => withNewFeedUrl(withSelfLink(text, newUrl), newUrl),
  atom: withSelfLink,
  json: movedJson,
};

/** The `href` of the first link with `rel="self"`, which is that of the feed: entries have none. */
const selfLink = /(<(?:atom:)?link rel="self"[^>]* href=")[^"]*(")/;

function withSelfLink(text: string, newUrl: string): string | null {
  return selfLink.test(text)
    ? text.replace(selfLink, (_link, start, end) => `${start}${escapeXml(newUrl)}${end}`)
    : null;
}

/** Only podcast apps know `itunes:new-feed-url`, so only podcasts get it. It follows the category, which all of them have. */
function withNewFeedUrl(text: string | null, newUrl: string): string | null {
  if (text === null || !text.includes(' xmlns:itunes=')) return text;
  const plain = text.replace(/\n *<itunes:new-feed-url>[^<]*<\/itunes:new-feed-url>/, '');
  return plain.replace('\n    <itunes:explicit>', (next) => {
    return `\n    <itunes:new-feed-url>${escapeXml(newUrl)}</itunes:new-feed-url>${next}`;
  });
}

/** Keeps the old URL in an extension, because rules for servers need it later. */
function movedJson(text: string, newUrl: string): string | null {
  const [feed, oldUrl] = [parseFeed(text), oldUrlOfJson(text)];
  if (feed === null || oldUrl === null) return null;
  const { version, ...others } = feed;
  const _moved = { about: 'https://www.rssboard.org/redirect-rss-feed', from_url: oldUrl };
  return JSON.stringify({ version, ...others, _moved, feed_url: newUrl }, null, 2);
}

/** The URL that a feed had before it moved; null if it names none. */
export function oldUrlOfJson(text: string): string | null {
  const feed = parseFeed(text);
  const url = recordIn(feed?.['_moved'])?.['from_url'] ?? feed?.['feed_url'];
  return typeof url === 'string' && URL.canParse(url) ? url : null;
}

function parseFeed(text: string): UnknownRecord | null {
  try {
    return recordIn(JSON.parse(text));
  } catch {
    // A file of this name may be anything.
    return null;
  }
}

/** The `podcast:guid` of a feed; null if it has none. */
export function guidOfRss(text: string): string | null {
  return /<podcast:guid>([^<]*)<\/podcast:guid>/.exec(text)?.[1] ?? null;
}
