/** The rules for RSS 2.0, in the order of its specification, then those of the RSS Best Practices Profile. */
import { implausible, readRfc822, readRfc3339, unreal, unusual, wrongWeekday } from '../rule/dates.ts';
import { matches, mismatch, patterns } from '../rule/patterns.ts';
import { quoted, rulesOf } from '../rule/rule.ts';
import { strayPercent } from '../rule/url-syntax.ts';
import { linksOf, severalSelfLinks, unknownRelation } from './links.ts';
import { emptyTitle, markupIn, noMarkup } from './texts-in-xml.ts';
import { privateHost, unencodedUrl, withPassword } from './urls-in-xml.ts';
import {
  atMostOne,
  attribute,
  eachValue,
  exactlyOne,
  on,
  optionalAttribute,
  spaceAround,
  text,
  type XmlContext,
  type XmlFinding,
} from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/** The elements and attributes of RSS that are URLs, without guids. */
const urls = 'link comments docs url enclosure/@url source/@url atom:link/@href';

export const rssRules = rulesOf([
  // What is RSS?
  ['rss-version', 'error', 'RSS 2.0, What is RSS?', attribute('rss/@version', patterns.rssVersion)],
  ['rss-channel', 'error', 'RSS 2.0, What is RSS?', exactlyOne('rss', 'channel')],

  // Required channel elements; items and images have a title and a link too
  [
    'rss-channel-required',
    'error',
    'RSS 2.0, Required channel elements',
    exactlyOne('channel', 'title link description'),
  ],
  ['rss-title-empty', 'error', 'RSS 2.0, Optional channel elements', on('channel image', emptyTitle)],
  ['title-markup', 'warning', 'RSS Best Practices Profile, Character data', noMarkup('title')],
  ['rss-link', 'error', 'RSS 2.0, link', text('link', patterns.link)],

  // Optional channel elements
  [
    'rss-channel-twice',
    'error',
    'RSS Best Practices Profile, Channel',
    atMostOne('channel', 'language copyright lastBuildDate generator image'),
  ],
  [
    'rss-repeats',
    'error',
    'RSS 2.0, Optional channel elements',
    atMostOne('channel', 'pubDate docs ttl cloud rating textInput managingEditor webMaster skipHours skipDays'),
  ],
  ['rss-language', 'error', 'RSS 2.0, language', text('language', patterns.language)],
  ['rss-author-email', 'error', 'RSS 2.0, author', text('author managingEditor webMaster', patterns.email)],
  ['rss-author-name', 'warning', 'RSS Best Practices Profile, author', on('author managingEditor webMaster', nameless)],
  ['rss-date', 'error', 'RSS 2.0, pubDate', text('pubDate', patterns.rfc822)],
  ['rss-build-date', 'error', 'RSS 2.0, lastBuildDate', text('lastBuildDate', patterns.rfc822)],
  ['date-real', 'error', 'RFC 822, 5', eachValue('pubDate lastBuildDate', (it) => unreal(it, readRfc822))],
  ['date-weekday', 'error', 'RFC 822, 5', eachValue('pubDate lastBuildDate', wrongWeekday)],
  ['date-unusual', 'warning', 'RFC 2822, 3.3', eachValue('pubDate lastBuildDate', unusual)],
  [
    'date-plausible',
    'warning',
    'RSS Best Practices Profile, pubDate',
    eachValue('pubDate lastBuildDate', (it, { now }) => implausible(it, { read: readRfc822, now })),
  ],
  ['text-blank', 'warning', 'RSS 2.0, category', text('category', patterns.text)],
  ['rss-docs', 'error', 'RSS 2.0, Optional channel elements', text('docs', patterns.url)],
  [
    'rss-cloud',
    'error',
    'RSS 2.0, cloud',
    attribute('cloud/@domain cloud/@path cloud/@registerProcedure cloud/@protocol', patterns.text),
  ],
  ['rss-cloud', 'error', 'RSS 2.0, cloud', attribute('cloud/@port', patterns.positive)],
  ['rss-ttl', 'error', 'RSS 2.0, ttl', text('ttl', patterns.positive)],
  ['rss-image-required', 'error', 'RSS 2.0, image', exactlyOne('image', 'url title link')],
  ['rss-image-url', 'error', 'RSS 2.0, image', text('url', patterns.url)],
  ['rss-image-format', 'promise', 'RSS 2.0, image', text('url', patterns.picture)],
  ['rss-image-matches', 'warning', 'RSS 2.0, image', on('image', otherThanChannel)],
  ['rss-image-size', 'error', 'RSS 2.0, image', on('width', (it) => tooLarge(it, 144))],
  ['rss-image-size', 'error', 'RSS 2.0, image', on('height', (it) => tooLarge(it, 400))],
  ['rss-text-input', 'error', 'RSS 2.0, textInput', exactlyOne('textInput', 'title description name link')],
  ['rss-hour', 'error', 'RSS 2.0, Optional channel elements', text('hour', patterns.hour)],
  ['rss-day', 'error', 'RSS 2.0, Optional channel elements', text('day', patterns.weekday)],

  // Elements of item
  ['rss-item-text', 'error', 'RSS 2.0, Elements of item', on('item', titleOrDescription)],
  [
    'rss-item-twice',
    'error',
    'RSS Best Practices Profile, Item',
    atMostOne('item', 'title link description pubDate content:encoded atom:updated'),
  ],
  [
    'rss-repeats',
    'error',
    'RSS 2.0, Elements of item',
    atMostOne('item', 'author comments source dc:language dc:rights'),
  ],
  ['rss-item-title-empty', 'warning', 'RSS 2.0, Elements of item', on('item', emptyTitle)],
  ['rss-comments', 'error', 'RSS 2.0, comments', text('comments', patterns.url)],
  ['rss-one-enclosure', 'error', 'RSS Best Practices Profile, enclosure', atMostOne('item', 'enclosure')],
  ['rss-enclosure-url', 'error', 'RSS 2.0, enclosure', attribute('enclosure/@url', patterns.url)],
  ['rss-enclosure-length', 'error', 'RSS 2.0, enclosure', attribute('enclosure/@length', patterns.count)],
  ['rss-enclosure-type', 'error', 'RSS 2.0, enclosure', attribute('enclosure/@type', patterns.mediaType)],
  ['url-host', 'warning', 'RSS 2.0, enclosure', eachValue('enclosure/@url', privateHost)],
  ['rss-item-guid', 'promise', 'RSS Best Practices Profile, guid', exactlyOne('item', 'guid')],
  ['rss-permalink-flag', 'error', 'RSS 2.0, guid', optionalAttribute('guid/@isPermaLink', patterns.trueOrFalse)],
  ['rss-permalink-case', 'error', 'RSS 2.0, guid', on('guid', misspeltPermalink)],
  ['rss-guid-url', 'error', 'RSS 2.0, guid', on('guid', wrongGuid)],
  ['rss-guid-short', 'warning', 'RSS 2.0, guid', on('guid', shortGuid)],
  ['rss-source', 'error', 'RSS 2.0, source', attribute('source/@url', patterns.url)],

  // Extending RSS
  ['rss-namespace', 'error', 'RSS 2.0, Extending RSS', on('rss', inNamespace)],
  ['rss-unknown-element', 'warning', 'RSS 2.0, Extending RSS', on('channel item image', unknownElements)],

  // RSS Best Practices Profile
  ['rss-items-last', 'promise', 'RSS Best Practices Profile, Channel', on('channel', itemsLast)],
  [
    'text-markup',
    'warning',
    'RSS Best Practices Profile, Character data',
    noMarkup('copyright category dc:rights source'),
  ],
  ['text-markup', 'warning', 'RSS Best Practices Profile, Character data', on('description', markupInChannel)],
  ['rss-said-twice', 'warning', 'RSS Best Practices Profile, author', on('channel item', saidTwice)],
  [
    'rss-self',
    'error',
    'RSS Best Practices Profile, atom:link',
    on('channel', (it) => severalSelfLinks(it, 'atom:link')),
  ],
  ['rss-self-missing', 'warning', 'RSS Best Practices Profile, atom:link', on('channel', withoutSelfLink)],
  ['rss-self-type', 'warning', 'RSS Best Practices Profile, atom:link', on('atom:link', selfLinkType)],
  ['rss-atom-link', 'error', 'RFC 4287, 4.2.7.1', attribute('atom:link/@href', patterns.url)],
  ['atom-unknown-relation', 'warning', 'RFC 4287, 4.2.7.2', on('atom:link', unknownRelation)],
  ['rss-content-order', 'promise', 'RSS Best Practices Profile, content:encoded', on('item', contentOrder)],
  ['rss-content-alone', 'warning', 'RSS Best Practices Profile, content:encoded', on('item', contentAlone)],

  // Elements of other namespaces
  ['rss-atom-date', 'error', 'RFC 4287, 3.3', text('atom:updated', patterns.rfc3339)],
  ['rss-dublin-core-language', 'error', 'RFC 5646, 2.1', text('dc:language', patterns.language)],
  ['rss-dublin-core-date', 'error', 'W3CDTF', text('dc:date', patterns.w3cdtf)],
  [
    'date-real',
    'error',
    'RFC 3339, 5.7',
    eachValue('dc:date atom:updated atom:published', (it) => unreal(it, readRfc3339)),
  ],
  [
    'date-plausible',
    'warning',
    'RSS Best Practices Profile, pubDate',
    eachValue('dc:date atom:updated atom:published', (it, { now }) => implausible(it, { read: readRfc3339, now })),
  ],
  ['rss-update-period', 'error', 'RSS 1.0 modules, syndication', text('sy:updatePeriod', patterns.period)],
  ['rss-update-frequency', 'error', 'RSS 1.0 modules, syndication', text('sy:updateFrequency', patterns.positive)],
  ['rss-slash-comments', 'error', 'RSS 1.0 modules, slash', text('slash:comments', patterns.count)],

  // URLs
  ['url-characters', 'error', 'RFC 3986, 2.1', eachValue(urls, unencodedUrl)],
  ['url-characters', 'error', 'RFC 3986, 2.1', on('guid', unencodedGuid)],
  ['url-password', 'error', 'RFC 3986, 3.2.1', eachValue(urls, withPassword)],
  ['url-unencoded', 'warning', 'RFC 3986, 2.1', eachValue(urls, strayPercent)],
  [
    'rss-space-around',
    'promise',
    'RFC 4287, 2',
    spaceAround('link guid comments docs url pubDate lastBuildDate language'),
  ],
]);

function nameless({ text: author }: FeedElement): string | null {
  const bare = matches(author.trim(), patterns.email) && !author.includes('(');
  return bare ? `should have a name in brackets after the e-mail address: got ${quoted(author)}` : null;
}

function otherThanChannel(image: FeedElement): string | null {
  const names = ['title', 'link'].filter((name) => {
    const [own, channel] = [image, image.parent].map((it) =>
      it === null ? undefined : childrenOf(it, name)[0]?.text.trim(),
    );
    return own !== undefined && channel !== undefined && own !== channel;
  });
  return names.length === 0 ? null : `should have the ${names.join(' and ')} of its channel`;
}

function tooLarge({ text: size, parent }: FeedElement, most: number): string | null {
  if (parent?.name !== 'image') return null;
  const fits = matches(size.trim(), patterns.positive) && Number(size.trim()) <= most;
  return fits ? null : `must be a whole number from 1 to ${most}: got ${quoted(size)}`;
}

function titleOrDescription(item: FeedElement): string | null {
  const some = [...childrenOf(item, 'title'), ...childrenOf(item, 'description')].some((it) => it.text.trim() !== '');
  return some ? null : 'must have a title or a description: got neither';
}

function wrongGuid(guid: FeedElement): string | null {
  return mismatch(guid.text, { pattern: isPermalink(guid) ? patterns.url : patterns.text, what: 'be' });
}

function unencodedGuid(guid: FeedElement): string | null {
  return isPermalink(guid) ? unencodedUrl(guid.text.trim()) : null;
}

function isPermalink({ attributes }: FeedElement): boolean {
  return attributes['isPermaLink'] !== 'false';
}

/** The message if a guid is a short number, which other feeds use too. */
function shortGuid({ attributes, text: guid }: FeedElement): string | null {
  const short = attributes['isPermaLink'] === 'false' && /^\d{1,8}$/.test(guid.trim());
  return short ? `should be globally unique: got ${quoted(guid)}` : null;
}

function inNamespace({ namespace }: FeedElement): string | null {
  return namespace === '' ? null : `must be in no namespace: got ${quoted(namespace)}`;
}

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  channel: new Set(
    (
      'title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs ' +
      'cloud ttl image rating textInput skipHours skipDays item'
    ).split(' '),
  ),
  item: new Set('title link description author category comments enclosure guid pubDate source'.split(' ')),
  image: new Set('url title link width height description'.split(' ')),
};

function unknownElements({ name: parent, children }: FeedElement): readonly XmlFinding[] {
  return children
    .filter(({ name }) => !name.includes(':') && known[parent]?.has(name) === false)
    .map((at) => ({ message: 'should be in a namespace of its own or be left out: RSS has no such element', at }));
}

function itemsLast(channel: FeedElement): string | null {
  const names = channel.children.map(({ name }) => name);
  const first = names.indexOf('item');
  const late = first === -1 ? undefined : names.slice(first).find((name) => name !== 'item');
  return late === undefined ? null : `must have its own elements before the first item: got "${late}" after it`;
}

/** The message for markup in a description, unless it is that of an item, which is HTML. */
function markupInChannel(description: FeedElement, context: XmlContext): string | null {
  return description.parent?.name === 'item' ? null : markupIn(description.text, description, context);
}

const equivalents: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  channel: [
    ['managingEditor', 'dc:creator'],
    ['language', 'dc:language'],
    ['copyright', 'dc:rights'],
    ['pubDate', 'dc:date'],
    ['webMaster', 'dc:publisher'],
    ['lastBuildDate', 'dcterms:modified'],
    ['generator', 'admin:generatorAgent'],
  ],
  item: [
    ['author', 'dc:creator'],
    ['category', 'dc:subject'],
    ['pubDate', 'dc:date'],
    ['source', 'dc:source'],
  ],
};

function saidTwice({ name: parent, children }: FeedElement): string | null {
  const names = new Set(children.map(({ name }) => name));
  const both = equivalents[parent]?.find((pair) => pair.every((name) => names.has(name)));
  return both === undefined ? null : `should have "${both[0]}" or "${both[1]}", not both`;
}

function withoutSelfLink(channel: FeedElement): string | null {
  const { length } = linksOf(channel, { name: 'atom:link', rel: 'self' });
  return length > 0 ? null : 'should have an "atom:link" with rel="self", the URL of the feed: got none';
}

function selfLinkType({ attributes }: FeedElement): string | null {
  if (attributes['rel'] !== 'self') return null;
  const pattern = { expression: /^application\/rss\+xml$/, wanted: 'application/rss+xml' };
  return mismatch(attributes['type'], { pattern, what: 'have as "type"' });
}

/** Readers show the first text that they find, so the summary comes first, then the whole text, then the texts of pictures. */
function contentOrder(item: FeedElement): string | null {
  const order = ['description', 'content:encoded', 'media:content'];
  const found = item.children.flatMap(({ name }) => (order.includes(name) ? [order.indexOf(name)] : []));
  const sorted = found.every((position, index) => index === 0 || position >= (found[index - 1] ?? 0));
  return sorted ? null : `must have ${order.map((name) => `"${name}"`).join(', ')} in this order`;
}

function contentAlone(item: FeedElement): string | null {
  const alone = childrenOf(item, 'content:encoded').length > 0 && childrenOf(item, 'description').length === 0;
  return alone ? 'should have a "description" before its "content:encoded": got none' : null;
}

/** Names in XML are case-sensitive. Readers ignore `isPermalink`, and take the guid for a URL. */
function misspeltPermalink({ attributes }: FeedElement): string | null {
  const found = Object.keys(attributes).find((name) => name !== 'isPermaLink' && name.toLowerCase() === 'ispermalink');
  return found === undefined ? null : `must spell the attribute "isPermaLink": got "${found}"`;
}
