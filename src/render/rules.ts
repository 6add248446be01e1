/** The clauses that a feed in XML must keep, one rule a row: RSS 2.0, RSS Best Practices Profile, RFC 4287, Media RSS 1.5.1. */
import { XmlElement } from '@rgrove/parse-xml';
import { type Form, forms } from './forms.ts';

export interface Rule {
  readonly code: string;
  readonly clause: string;
  /** The element that the rule is about. */
  readonly element: string;
  /** What should be and what is, said of the element; null where the clause is kept. */
  readonly broken: (element: XmlElement) => string | null;
}

const media: readonly Rule[] = [
  value('media-url', 'Media RSS 1.5.1, media:content', ['media:content/@url', forms.address]),
  value('media-medium', 'Media RSS 1.5.1, media:content', ['media:content/@medium', forms.medium, 'optional']),
  value('media-type', 'Media RSS 1.5.1, media:content', ['media:content/@type', forms.mediaType, 'optional']),
  value('media-size', 'Media RSS 1.5.1, media:content', ['media:content/@fileSize', forms.count, 'optional']),
  value('media-width', 'Media RSS 1.5.1, media:content', ['media:content/@width', forms.count, 'optional']),
  value('media-height', 'Media RSS 1.5.1, media:content', ['media:content/@height', forms.count, 'optional']),
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
  rule('rss-items-last', 'RSS Best Practices Profile, Channel', ['channel', itemsLast]),
  rule('rss-self', 'RSS Best Practices Profile, atom:link', ['channel', (it) => oneSelf(it, 'atom:link')]),
  rule('rss-item-words', 'RSS 2.0, Elements of item', ['item', titleOrDescription]),
  exactlyOne('rss-item-guid', 'RSS Best Practices Profile, guid', ['item', 'guid']),
  atMostOne('rss-item-twice', 'RSS Best Practices Profile, Item', [
    'item',
    'title link description pubDate content:encoded atom:updated',
  ]),
  atMostOne('rss-one-enclosure', 'RSS Best Practices Profile, enclosure', ['item', 'enclosure']),
  rule('rss-content-order', 'RSS Best Practices Profile, content:encoded', ['item', contentOrder]),
  exactlyOne('rss-image-required', 'RSS 2.0, image', ['image', 'url title link']),
  value('rss-image-format', 'RSS 2.0, image', ['url', forms.picture]),
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
  value('atom-namespace', 'RFC 4287, 1.2', ['feed/@xmlns', forms.atomNamespace]),
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
  value('atom-person-uri', 'RFC 4287, 3.2.2', ['uri', forms.address]),
  value('atom-id', 'RFC 4287, 4.2.6', ['id', forms.iri]),
  value('atom-updated', 'RFC 4287, 3.3', ['updated', forms.rfc3339]),
  value('atom-published', 'RFC 4287, 3.3', ['published', forms.rfc3339]),
  value('atom-title-type', 'RFC 4287, 3.1.1', ['title/@type', forms.textType, 'optional']),
  value('atom-summary-type', 'RFC 4287, 3.1.1', ['summary/@type', forms.textType, 'optional']),
  value('atom-icon', 'RFC 4287, 4.2.5', ['icon', forms.address]),
  value('atom-logo', 'RFC 4287, 4.2.8', ['logo', forms.address]),
  value('atom-category', 'RFC 4287, 4.2.2.1', ['category/@term', forms.text]),
  value('atom-link-href', 'RFC 4287, 4.2.7.1', ['link/@href', forms.address]),
  value('atom-link-type', 'RFC 4287, 4.2.7.3', ['link/@type', forms.mediaType, 'optional']),
  value('atom-link-length', 'RFC 4287, 4.2.7.6', ['link/@length', forms.count, 'optional']),
  ...media,
];

function rule(code: string, clause: string, [element, broken]: readonly [string, Rule['broken']]): Rule {
  return { code, clause, element, broken };
}

/** Each of the children, by name, stands once. */
function exactlyOne(code: string, clause: string, [element, children]: readonly [string, string]): Rule {
  const names = children.split(' ');
  return rule(code, clause, [element, (it) => firstOf(names, (name) => miscounted(it, { name, least: 1 }))]);
}

/** Each of the children, by name, stands once or not at all. */
function atMostOne(code: string, clause: string, [element, children]: readonly [string, string]): Rule {
  const names = children.split(' ');
  return rule(code, clause, [element, (it) => firstOf(names, (name) => miscounted(it, { name, least: 0 }))]);
}

function miscounted(
  element: XmlElement,
  { name, least }: { readonly name: string; readonly least: 0 | 1 },
): string | null {
  const { length } = childrenOf(element, name);
  if (length >= least && length <= 1) return null;
  return `must have ${least === 1 ? 'exactly' : 'at most'} one "${name}": got ${length}`;
}

/** The text of an element, or of `element/@attribute`, has a form; an optional attribute may be missing. */
function value(code: string, clause: string, [path, form, optional]: readonly [string, Form, 'optional'?]): Rule {
  const [element = '', attribute] = path.split('/@');
  if (attribute === undefined)
    return rule(code, clause, [element, ({ text }) => malformed(text, { form, what: 'be' })]);
  const what = `have as "${attribute}"`;
  return rule(code, clause, [
    element,
    ({ attributes }) => {
      const given = attributes[attribute];
      return given === undefined && optional ? null : malformed(given, { form, what });
    },
  ]);
}

function malformed(
  text: string | undefined,
  { form, what }: { readonly form: Form; readonly what: string },
): string | null {
  if (text !== undefined && form.pattern.test(text)) return null;
  return `must ${what} ${form.wanted}: got ${text === undefined ? 'none' : `"${text}"`}`;
}

function itemsLast(channel: XmlElement): string | null {
  const names = elementsOf(channel).map(({ name }) => name);
  const first = names.indexOf('item');
  const late = first === -1 ? undefined : names.slice(first).find((name) => name !== 'item');
  return late === undefined ? null : `must have its own elements before the first item: got "${late}" after it`;
}

function titleOrDescription(item: XmlElement): string | null {
  const worded = [...childrenOf(item, 'title'), ...childrenOf(item, 'description')].some(
    ({ text }) => text.trim() !== '',
  );
  return worded ? null : 'must have a title or a description: got neither';
}

/** Readers take the first text they meet: the summary, then the whole, then what belongs to pictures. */
function contentOrder(item: XmlElement): string | null {
  const order = ['description', 'content:encoded', 'media:content'];
  const found = elementsOf(item).flatMap(({ name }) => (order.includes(name) ? [order.indexOf(name)] : []));
  const sorted = found.every((place, index) => index === 0 || place >= (found[index - 1] ?? 0));
  return sorted ? null : `must have ${order.map((name) => `"${name}"`).join(', ')} in this order`;
}

function guidAddress({ attributes, text }: XmlElement): string | null {
  const wanted = attributes['isPermaLink'] === 'false' ? forms.text : forms.address;
  return malformed(text, { form: wanted, what: 'be' });
}

function oneSelf(element: XmlElement, name: string): string | null {
  const { length } = childrenOf(element, name).filter(({ attributes }) => attributes['rel'] === 'self');
  return length <= 1 ? null : `must have at most one link to itself: got ${length}`;
}

function alternateTwice(element: XmlElement): string | null {
  const kinds = alternatesOf(element).map(({ attributes }) => `${attributes['type']} ${attributes['hreflang']}`);
  return new Set(kinds).size === kinds.length ? null : 'must have one alternate link for each type and language';
}

function unsigned(feed: XmlElement): string | null {
  if (childrenOf(feed, 'author').length > 0) return null;
  const nameless = childrenOf(feed, 'entry').some((entry) => childrenOf(entry, 'author').length === 0);
  return nameless ? 'must have an author, or each entry must: got an entry without one' : null;
}

function contentOrAlternate(entry: XmlElement): string | null {
  const kept = childrenOf(entry, 'content').length > 0 || alternatesOf(entry).length > 0;
  return kept ? null : 'must have content or an alternate link: got neither';
}

function alternatesOf(element: XmlElement): readonly XmlElement[] {
  return childrenOf(element, 'link').filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
}

/** The elements right inside an element. */
export function elementsOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child) => child instanceof XmlElement);
}

/** The elements of a name right inside an element. */
export function childrenOf({ children }: XmlElement, name: string): readonly XmlElement[] {
  return children.filter((child) => child instanceof XmlElement && child.name === name) as XmlElement[];
}

function firstOf(names: readonly string[], find: (name: string) => string | null): string | null {
  for (const name of names) {
    const found = find(name);
    if (found !== null) return found;
  }
  return null;
}
