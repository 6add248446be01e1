/** The clauses that a feed in XML must keep, one rule a row: RSS 2.0, RSS Best Practices Profile, RFC 4287, Media RSS 1.5.1. */
import { forms } from '../rule/forms.ts';
import { atMostOne, exactlyOne, malformed, type Rule, rule, value } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from '../rule/xml-tree.ts';

/** What specifications and readers recommend, and our own feeds keep always. */
function promised(it: Rule): Rule {
  return { ...it, weight: 'promise' };
}

const media: readonly Rule[] = [
  value('media-url', 'Media RSS 1.5.1, media:content', ['media:content/@url', forms.address]),
  value('media-medium', 'Media RSS 1.5.1, media:content', ['media:content/@medium', forms.medium, 'optional']),
  value('media-type', 'Media RSS 1.5.1, media:content', ['media:content/@type', forms.mediaType, 'optional']),
  value('media-size', 'Media RSS 1.5.1, media:content', ['media:content/@fileSize', forms.positive, 'optional']),
  value('media-width', 'Media RSS 1.5.1, media:content', ['media:content/@width', forms.positive, 'optional']),
  value('media-height', 'Media RSS 1.5.1, media:content', ['media:content/@height', forms.positive, 'optional']),
  atMostOne('media-description', 'Media RSS 1.5.1, media:description', ['media:content', 'media:description']),
  value('media-credit', 'Media RSS 1.5.1, media:credit', ['media:credit', forms.text]),
];

export const rssRules: readonly Rule[] = [
  value('rss-version', 'RSS 2.0, What is RSS?', ['rss/@version', forms.rssVersion]),
  exactlyOne('rss-channel', 'RSS 2.0, What is RSS?', ['rss', 'channel']),
  exactlyOne('rss-channel-required', 'RSS 2.0, Required channel elements', ['channel', 'title link description']),
  atMostOne('rss-channel-twice', 'RSS Best Practices Profile, Channel', [
    'channel',
    'language copyright lastBuildDate generator image',
  ]),
  promised(rule('rss-items-last', 'RSS Best Practices Profile, Channel', ['channel', itemsLast])),
  rule('rss-self', 'RSS Best Practices Profile, atom:link', ['channel', (it) => oneSelf(it, 'atom:link')]),
  rule('rss-item-words', 'RSS 2.0, Elements of item', ['item', titleOrDescription]),
  promised(exactlyOne('rss-item-guid', 'RSS Best Practices Profile, guid', ['item', 'guid'])),
  atMostOne('rss-item-twice', 'RSS Best Practices Profile, Item', [
    'item',
    'title link description pubDate content:encoded atom:updated',
  ]),
  atMostOne('rss-one-enclosure', 'RSS Best Practices Profile, enclosure', ['item', 'enclosure']),
  promised(rule('rss-content-order', 'RSS Best Practices Profile, content:encoded', ['item', contentOrder])),
  exactlyOne('rss-image-required', 'RSS 2.0, image', ['image', 'url title link']),
  promised(value('rss-image-format', 'RSS 2.0, image', ['url', forms.picture])),
  rule('rss-guid-address', 'RSS 2.0, guid', ['guid', guidAddress]),
  value('rss-link', 'RSS 2.0, link', ['link', forms.address]),
  value('rss-date', 'RSS 2.0, pubDate', ['pubDate', forms.rfc822]),
  value('rss-build-date', 'RSS 2.0, lastBuildDate', ['lastBuildDate', forms.rfc822]),
  value('rss-language', 'RSS 2.0, language', ['language', forms.language]),
  value('rss-enclosure-url', 'RSS 2.0, enclosure', ['enclosure/@url', forms.address]),
  value('rss-enclosure-length', 'RSS 2.0, enclosure', ['enclosure/@length', forms.count]),
  value('rss-enclosure-type', 'RSS 2.0, enclosure', ['enclosure/@type', forms.mediaType]),
  value('rss-atom-link', 'RFC 4287, 4.2.7.1', ['atom:link/@href', forms.address]),
  value('rss-atom-date', 'RFC 4287, 3.3', ['atom:updated', forms.rfc3339]),
  ...media,
];

export const atomRules: readonly Rule[] = [
  rule('atom-namespace', 'RFC 4287, 1.2', ['feed', otherNamespace]),
  value('atom-feed-language', 'RFC 4287, 2', ['feed/@xml:lang', forms.language, 'optional']),
  value('atom-entry-language', 'RFC 4287, 2', ['entry/@xml:lang', forms.language, 'optional']),
  exactlyOne('atom-feed-required', 'RFC 4287, 4.1.1', ['feed', 'id title updated']),
  atMostOne('atom-feed-twice', 'RFC 4287, 4.1.1', ['feed', 'subtitle rights icon logo generator']),
  rule('atom-feed-alternate', 'RFC 4287, 4.1.1', ['feed', alternateTwice]),
  rule('atom-self', 'RFC 4287, 4.1.1', ['feed', (it) => oneSelf(it, 'link')]),
  rule('atom-author', 'RFC 4287, 4.1.1', ['feed', unsigned]),
  exactlyOne('atom-entry-required', 'RFC 4287, 4.1.2', ['entry', 'id title updated']),
  atMostOne('atom-entry-twice', 'RFC 4287, 4.1.2', ['entry', 'content published rights source summary']),
  rule('atom-entry-alternate', 'RFC 4287, 4.1.2', ['entry', alternateTwice]),
  rule('atom-entry-content', 'RFC 4287, 4.1.2', ['entry', contentOrAlternate]),
  exactlyOne('atom-person-name', 'RFC 4287, 3.2.1', ['author', 'name']),
  atMostOne('atom-person-twice', 'RFC 4287, 3.2', ['author', 'uri email']),
  value('atom-name', 'RFC 4287, 3.2.1', ['name', forms.text]),
  promised(value('atom-person-uri', 'RFC 4287, 3.2.2', ['uri', forms.address])),
  value('atom-id', 'RFC 4287, 4.2.6', ['id', forms.iri]),
  value('atom-updated', 'RFC 4287, 3.3', ['updated', forms.rfc3339]),
  value('atom-published', 'RFC 4287, 3.3', ['published', forms.rfc3339]),
  value('atom-title-type', 'RFC 4287, 3.1.1', ['title/@type', forms.textType, 'optional']),
  value('atom-summary-type', 'RFC 4287, 3.1.1', ['summary/@type', forms.textType, 'optional']),
  promised(value('atom-icon', 'RFC 4287, 4.2.5', ['icon', forms.address])),
  promised(value('atom-logo', 'RFC 4287, 4.2.8', ['logo', forms.address])),
  value('atom-category', 'RFC 4287, 4.2.2.1', ['category/@term', forms.text]),
  promised(value('atom-link-href', 'RFC 4287, 4.2.7.1', ['link/@href', forms.address])),
  value('atom-link-type', 'RFC 4287, 4.2.7.3', ['link/@type', forms.mediaType, 'optional']),
  value('atom-link-length', 'RFC 4287, 4.2.7.6', ['link/@length', forms.count, 'optional']),
  ...media,
];

function itemsLast(channel: FeedElement): string | null {
  const names = channel.children.map(({ name }) => name);
  const first = names.indexOf('item');
  const late = first === -1 ? undefined : names.slice(first).find((name) => name !== 'item');
  return late === undefined ? null : `must have its own elements before the first item: got "${late}" after it`;
}

function titleOrDescription(item: FeedElement): string | null {
  const worded = [...childrenOf(item, 'title'), ...childrenOf(item, 'description')].some(
    ({ text }) => text.trim() !== '',
  );
  return worded ? null : 'must have a title or a description: got neither';
}

/** Readers take the first text they meet: the summary, then the whole, then what belongs to pictures. */
function contentOrder(item: FeedElement): string | null {
  const order = ['description', 'content:encoded', 'media:content'];
  const found = item.children.flatMap(({ name }) => (order.includes(name) ? [order.indexOf(name)] : []));
  const sorted = found.every((place, index) => index === 0 || place >= (found[index - 1] ?? 0));
  return sorted ? null : `must have ${order.map((name) => `"${name}"`).join(', ')} in this order`;
}

function guidAddress({ attributes, text }: FeedElement): string | null {
  const wanted = attributes['isPermaLink'] === 'false' ? forms.text : forms.address;
  return malformed(text, { form: wanted, what: 'be' });
}

function oneSelf(element: FeedElement, name: string): string | null {
  const { length } = childrenOf(element, name).filter(({ attributes }) => attributes['rel'] === 'self');
  return length <= 1 ? null : `must have at most one link to itself: got ${length}`;
}

function alternateTwice(element: FeedElement): string | null {
  const kinds = alternatesOf(element).map(({ attributes }) => `${attributes['type']} ${attributes['hreflang']}`);
  return new Set(kinds).size === kinds.length ? null : 'must have one alternate link for each type and language';
}

const atomNamespace = 'http://www.w3.org/2005/Atom';

function otherNamespace({ namespace }: FeedElement): string | null {
  return namespace === atomNamespace ? null : `must be in the namespace ${atomNamespace}: got "${namespace}"`;
}

function unsigned(feed: FeedElement): string | null {
  if (childrenOf(feed, 'author').length > 0) return null;
  const nameless = childrenOf(feed, 'entry').some((entry) => authorsOf(entry).length === 0);
  return nameless ? 'must have an author, or each entry must: got an entry without one' : null;
}

/** Those of the feed that it was copied from count (RFC 4287, 4.2.1). */
function authorsOf(entry: FeedElement): readonly FeedElement[] {
  return [entry, ...childrenOf(entry, 'source')].flatMap((it) => childrenOf(it, 'author'));
}

function contentOrAlternate(entry: FeedElement): string | null {
  const kept = childrenOf(entry, 'content').length > 0 || alternatesOf(entry).length > 0;
  return kept ? null : 'must have content or an alternate link: got neither';
}

function alternatesOf(element: FeedElement): readonly FeedElement[] {
  return childrenOf(element, 'link').filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
}
