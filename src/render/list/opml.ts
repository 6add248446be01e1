/** Renders `feeds.opml`, the list of all feeds, which feed readers can import (OPML 2.0). */
import { element, renderXml, textElement } from '../feed/xml.ts';

/**
 * A feed in the list of feeds (OPML 2.0).
 *
 * @example
 * const feed: OpmlFeed = {
 *   title: 'Courier',
 *   description: null,
 *   htmlUrl: 'https://courier.example/',
 *   xmlUrl: 'https://courier.example/rss.xml',
 * };
 */
export interface OpmlFeed {
  readonly title: string;
  readonly description: string | null;
  /** The page that lists the same articles. */
  readonly htmlUrl: string;
  readonly xmlUrl: string;
}

/** Renders the list. It contains no dates, so its bytes change only when the feeds do. */
export function renderOpml(title: string, feeds: readonly OpmlFeed[]): string {
  const root = element(
    'opml',
    { version: '2.0' },
    element('head', {}, textElement('title', title)),
    element('body', {}, ...feeds.map(renderOutline)),
  );
  return renderXml(root).replace('\n', '\n<!-- Made by Presstime. -->\n');
}

function renderOutline({ title, description, htmlUrl, xmlUrl }: OpmlFeed) {
  return element('outline', { type: 'rss', text: title, title, description, htmlUrl, xmlUrl });
}
