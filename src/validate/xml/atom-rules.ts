/** The rules for Atom 1.0, in the order of RFC 4287. */
import { implausible, readRfc3339, unreal } from '../rule/dates.ts';
import { matches, mismatch, patterns } from '../rule/patterns.ts';
import { quoted, rulesOf } from '../rule/rule.ts';
import { canonicalOf, strayPercent } from '../rule/url-syntax.ts';
import { linksOf, severalSelfLinks, unknownRelation } from './links.ts';
import { emptyTitle, markupIn, noMarkup } from './texts-in-xml.ts';
import { unencodedIri, withForeignLetters, withPassword } from './urls-in-xml.ts';
import {
  atMostOne,
  attribute,
  eachRawValue,
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

export const atomNamespace = 'http://www.w3.org/2005/Atom';

/** The elements and attributes of Atom that are IRIs. */
const iris = 'id uri icon logo link/@href content/@src generator/@uri';

export const atomRules = rulesOf([
  // 1.2 Namespace
  ['atom-namespace', 'error', 'RFC 4287, 1.2', on('feed', otherNamespace)],
  ['atom-prefix', 'warning', 'RFC 4287, 1.2', on('feed', prefixed)],

  // 2 Atom documents
  ['atom-feed-language', 'error', 'RFC 4287, 2', optionalAttribute('feed/@xml:lang', patterns.language)],
  ['atom-entry-language', 'error', 'RFC 4287, 2', optionalAttribute('entry/@xml:lang', patterns.language)],
  ['atom-space-around', 'error', 'RFC 4287, 2', spaceAround('id uri email icon logo updated published link/@href')],
  ['url-characters', 'error', 'RFC 3986, 2.1', eachValue(iris, unencodedIri)],
  ['url-password', 'error', 'RFC 3986, 3.2.1', eachValue(iris, withPassword)],
  ['url-unencoded', 'warning', 'RFC 3986, 2.1', eachValue(iris, strayPercent)],
  [
    'url-letters',
    'warning',
    'RFC 3986, 2.1',
    eachValue('id icon logo content/@src generator/@uri', withForeignLetters),
  ],

  // 3.1 Text constructs
  ['atom-title-type', 'error', 'RFC 4287, 3.1.1', optionalAttribute('title/@type', patterns.textType)],
  ['atom-summary-type', 'error', 'RFC 4287, 3.1.1', optionalAttribute('summary/@type', patterns.textType)],
  ['atom-text-type', 'error', 'RFC 4287, 3.1.1', optionalAttribute('subtitle/@type rights/@type', patterns.textType)],
  ['atom-text-children', 'error', 'RFC 4287, 3.1.1', on('title subtitle rights summary content', elementsInText)],
  ['text-blank', 'warning', 'RFC 4287, 3.1.1', on('subtitle rights summary content', blank)],
  ['text-blank', 'warning', 'RFC 4287, 3.1.1', optionalAttribute('link/@title', patterns.text)],
  ['title-markup', 'warning', 'RFC 4287, 3.1.1.1', on('title', markupInPlainText)],
  ['text-markup', 'warning', 'RFC 4287, 3.1.1.1', on('subtitle rights summary content', markupInPlainText)],
  ['text-markup', 'warning', 'RFC 4287, 3.1.1.1', noMarkup('name generator link/@title category/@label')],
  ['atom-xhtml-div', 'error', 'RFC 4287, 3.1.1.3', on('title subtitle rights summary content', withoutDiv)],

  // 3.2 Person constructs
  ['atom-person-twice', 'error', 'RFC 4287, 3.2', atMostOne('author', 'uri email')],
  ['atom-person-name', 'error', 'RFC 4287, 3.2.1', exactlyOne('author', 'name')],
  ['atom-contributor', 'error', 'RFC 4287, 3.2.1', exactlyOne('contributor', 'name')],
  ['atom-contributor', 'error', 'RFC 4287, 3.2', atMostOne('contributor', 'uri email')],
  ['atom-name', 'error', 'RFC 4287, 3.2.1', text('name', patterns.text)],
  ['atom-name-email', 'warning', 'RFC 4287, 3.2.1', on('name', withEmail)],
  ['atom-person-uri', 'promise', 'RFC 4287, 3.2.2', text('uri', patterns.url)],
  ['atom-email', 'error', 'RFC 4287, 3.2.3', text('email', patterns.emailAlone)],

  // 3.3 Date constructs
  ['atom-updated', 'error', 'RFC 4287, 3.3', text('updated', patterns.rfc3339)],
  ['atom-published', 'error', 'RFC 4287, 3.3', text('published', patterns.rfc3339)],
  ['date-real', 'error', 'RFC 3339, 5.7', eachValue('updated published dc:date', (it) => unreal(it, readRfc3339))],
  [
    'date-plausible',
    'warning',
    'RSS Best Practices Profile, pubDate',
    eachValue('updated published dc:date', (it, { now }) => implausible(it, { read: readRfc3339, now })),
  ],

  // 4.1.1 feed
  ['atom-feed-required', 'error', 'RFC 4287, 4.1.1', exactlyOne('feed', 'id title updated')],
  ['atom-feed-twice', 'error', 'RFC 4287, 4.1.1', atMostOne('feed', 'subtitle rights icon logo generator')],
  ['atom-feed-alternate', 'error', 'RFC 4287, 4.1.1', on('feed', repeatedAlternate)],
  ['atom-self', 'error', 'RFC 4287, 4.1.1', on('feed', (it) => severalSelfLinks(it, 'link'))],
  ['atom-self-missing', 'warning', 'RFC 4287, 4.1.1', on('feed', withoutSelfLink)],
  ['atom-author', 'error', 'RFC 4287, 4.1.1', on('feed', withoutAuthor)],
  ['atom-order', 'promise', 'RFC 4287, 4.1.1', on('feed', entriesLast)],

  // 4.1.2 entry
  ['atom-entry-required', 'error', 'RFC 4287, 4.1.2', exactlyOne('entry', 'id title updated')],
  ['atom-entry-twice', 'error', 'RFC 4287, 4.1.2', atMostOne('entry', 'content published rights source summary')],
  ['atom-entry-alternate', 'error', 'RFC 4287, 4.1.2', on('entry', repeatedAlternate)],
  ['atom-entry-content', 'error', 'RFC 4287, 4.1.2', on('entry', contentOrAlternate)],
  ['atom-summary-missing', 'error', 'RFC 4287, 4.1.2', on('entry', withoutSummary)],

  // 4.1.3 content
  ['atom-content-type', 'error', 'RFC 4287, 4.1.3.1', on('content', wrongContentType)],
  ['atom-content-source', 'error', 'RFC 4287, 4.1.3.2', on('content', sourceAndText)],

  // 4.2 Metadata elements
  ['atom-category', 'error', 'RFC 4287, 4.2.2.1', attribute('category/@term', patterns.text)],
  ['atom-category-scheme', 'error', 'RFC 4287, 4.2.2.2', optionalAttribute('category/@scheme', patterns.iri)],
  ['atom-generator', 'error', 'RFC 4287, 4.2.4', text('generator', patterns.text)],
  ['atom-icon', 'promise', 'RFC 4287, 4.2.5', text('icon', patterns.url)],
  ['atom-id', 'error', 'RFC 4287, 4.2.6', text('id', patterns.iri)],
  ['id-form', 'error', 'RFC 4287, 4.2.6', eachValue('id', wrongScheme)],
  ['id-canonical', 'warning', 'RFC 4287, 4.2.6.1', eachRawValue('id', notCanonical)],
  ['atom-link-href', 'promise', 'RFC 4287, 4.2.7.1', attribute('link/@href', patterns.url)],
  ['atom-link-target', 'error', 'RFC 4287, 4.2.7.1', attribute('link/@href', patterns.text)],
  [
    'atom-link-rel',
    'error',
    'RFC 4287, 4.2.7.2',
    optionalAttribute('link/@rel', { ...patterns.text, wanted: 'a relation' }),
  ],
  ['atom-unknown-relation', 'warning', 'RFC 4287, 4.2.7.2', on('link', unknownRelation)],
  ['atom-link-type', 'error', 'RFC 4287, 4.2.7.3', optionalAttribute('link/@type', patterns.mediaType)],
  ['atom-self-type', 'warning', 'RFC 4287, 4.2.7.3', on('link', selfLinkType)],
  ['atom-link-hreflang', 'error', 'RFC 4287, 4.2.7.4', optionalAttribute('link/@hreflang', patterns.language)],
  ['atom-link-length', 'error', 'RFC 4287, 4.2.7.6', optionalAttribute('link/@length', patterns.count)],
  ['atom-logo', 'promise', 'RFC 4287, 4.2.8', text('logo', patterns.url)],
  ['atom-source', 'warning', 'RFC 4287, 4.2.11', on('source', incompleteSource)],
  [
    'atom-source-twice',
    'error',
    'RFC 4287, 4.2.11',
    atMostOne('source', 'id title updated subtitle rights icon logo generator'),
  ],
  ['atom-title-empty', 'warning', 'RFC 4287, 4.2.14', on('feed entry', emptyTitle)],
  ['atom-same-updated', 'warning', 'RFC 4287, 4.2.15', on('feed', sameUpdated)],

  // 6.3 Foreign markup
  ['atom-unknown-element', 'warning', 'RFC 4287, 6.3', on('feed entry', unknownElements)],
]);

function otherNamespace({ namespace }: FeedElement): string | null {
  return namespace === atomNamespace ? null : `must be in the namespace ${atomNamespace}: got "${namespace}"`;
}

/** The message if the elements of Atom have a prefix: simple readers look for elements without one. */
function prefixed({ attributes, namespace }: FeedElement): string | null {
  const prefix = Object.keys(attributes).find((name) => name.startsWith('xmlns:') && attributes[name] === namespace);
  return prefix === undefined ? null : `should declare its own namespace only as "xmlns": got "${prefix}"`;
}

/** Content of the types text and html is text, so markup in it must be escaped. */
function elementsInText({ attributes, children }: FeedElement): string | null {
  const type = attributes['type'] ?? 'text';
  const isText = type === 'text' || type === 'html' || (/^text\//i.test(type) && !/\+xml$|\/xml\b/i.test(type));
  const child = isText ? children[0] : undefined;
  return child === undefined
    ? null
    : `must have its markup escaped, because its type is ${type}: got "${child.written}"`;
}

function blank({ attributes, text: written, children }: FeedElement): string | null {
  const empty = written.trim() === '' && children.length === 0 && attributes['src'] === undefined;
  return empty ? 'should have some text or be left out: got none' : null;
}

function markupInPlainText(element: FeedElement, context: XmlContext): string | null {
  const isPlain = (element.attributes['type'] ?? 'text') === 'text';
  return isPlain ? markupIn(element.text, element, context) : null;
}

function withoutDiv({ attributes, children }: FeedElement): string | null {
  if (attributes['type'] !== 'xhtml') return null;
  const isDiv = children.length === 1 && children[0]?.name === 'xhtml:div';
  const names = children.map(({ written }) => written).join(' ');
  return isDiv ? null : `must have one XHTML "div" and nothing else: got ${quoted(names)}`;
}

function withEmail({ text: name }: FeedElement): string | null {
  const found = /<[^\s@<>]{1,64}@[^\s@<>]+>/.test(name);
  return found ? `should be a name without an e-mail address: got ${quoted(name)}` : null;
}

function repeatedAlternate(element: FeedElement): string | null {
  const kinds = alternatesOf(element).map(({ attributes }) => `${attributes['type']} ${attributes['hreflang']}`);
  return new Set(kinds).size === kinds.length
    ? null
    : 'must have at most one alternate link for each type and language';
}

function alternatesOf(element: FeedElement): readonly FeedElement[] {
  return linksOf(element, { name: 'link', rel: 'alternate' });
}

function withoutSelfLink(feed: FeedElement): string | null {
  const { length } = linksOf(feed, { name: 'link', rel: 'self' });
  return length > 0 ? null : 'should have a link with rel="self", the URL of the feed: got none';
}

function withoutAuthor(feed: FeedElement): string | null {
  if (childrenOf(feed, 'author').length > 0) return null;
  const unsigned = childrenOf(feed, 'entry').some((entry) => authorsOf(entry).length === 0);
  return unsigned ? 'must have an author, or each entry must: got an entry without one' : null;
}

/** The authors of the feed that an entry was copied from count too (RFC 4287, 4.2.1). */
function authorsOf(entry: FeedElement): readonly FeedElement[] {
  return [entry, ...childrenOf(entry, 'source')].flatMap((it) => childrenOf(it, 'author'));
}

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  feed: new Set(
    'author category contributor generator icon id link logo rights subtitle title updated entry'.split(' '),
  ),
  entry: new Set(
    'author category content contributor id link published rights source summary title updated'.split(' '),
  ),
};

function entriesLast(feed: FeedElement): readonly XmlFinding[] {
  const first = feed.children.findIndex(({ name }) => name === 'entry');
  const rest = first === -1 ? [] : feed.children.slice(first);
  const late = rest.filter(({ name }) => name !== 'entry' && known['feed']?.has(name));
  return late.map((at) => ({ message: 'should be before the first entry', at }));
}

function contentOrAlternate(entry: FeedElement): string | null {
  const some = childrenOf(entry, 'content').length > 0 || alternatesOf(entry).length > 0;
  return some ? null : 'must have content or an alternate link: got neither';
}

function withoutSummary(entry: FeedElement): string | null {
  const [content] = childrenOf(entry, 'content');
  if (content === undefined || childrenOf(entry, 'summary').length > 0) return null;
  const type = content.attributes['type'] ?? 'text';
  const elsewhere = content.attributes['src'] !== undefined;
  const binary = type.includes('/') && !/^text\/|[+/]xml$/i.test(type);
  return elsewhere || binary
    ? 'must have a summary, because its content is in another file or is not text: got none'
    : null;
}

function wrongContentType({ attributes }: FeedElement): string | null {
  const type = attributes['type'];
  if (type === undefined) return null;
  const isTextType = matches(type, patterns.textType);
  if (isTextType && attributes['src'] !== undefined)
    return `must have as "type" a media type, because it has "src": got ${quoted(type)}`;
  if (isTextType) return null;
  if (/^(?:multipart|message)\//i.test(type)) return `must have as "type" no composite type: got ${quoted(type)}`;
  const pattern = { ...patterns.mediaType, wanted: 'text, html, xhtml or a media type' };
  return mismatch(type, { pattern, what: 'have as "type"' });
}

/** Reads the text, which may be long, only if it has to. */
function sourceAndText(content: FeedElement): string | null {
  const { attributes, children } = content;
  const both = attributes['src'] !== undefined && (content.text.trim() !== '' || children.length > 0);
  return both ? 'must be empty, because it has "src"' : null;
}

/** Tags and URNs have grammars of their own. */
const schemes = [
  [/^tag:/i, patterns.tag],
  [/^urn:uuid:/i, patterns.uuid],
  [/^urn:/i, patterns.urn],
] as const;

function wrongScheme(id: string): string | null {
  const [, pattern] = schemes.find(([scheme]) => scheme.test(id)) ?? [];
  return pattern === undefined ? null : mismatch(id, { pattern, what: 'be' });
}

function notCanonical(id: string): string | null {
  const canonical = canonicalOf(id.trim());
  return canonical === null ? null : `should be written ${quoted(canonical)}: got ${quoted(id)}`;
}

function selfLinkType({ attributes }: FeedElement): string | null {
  const type = attributes['rel'] === 'self' ? attributes['type'] : undefined;
  if (type === undefined) return null;
  const pattern = { expression: /^application\/atom\+xml(?:\s*;.*)?$/, wanted: 'application/atom+xml' };
  return mismatch(type, { pattern, what: 'have as "type"' });
}

function incompleteSource(source: FeedElement): string | null {
  const missing = ['id', 'title', 'updated'].filter((name) => childrenOf(source, name).length === 0);
  return missing.length === 0 ? null : `should have ${missing.map((name) => `"${name}"`).join(' and ')}: got none`;
}

function sameUpdated(feed: FeedElement): readonly XmlFinding[] {
  const seen = new Set<string>();
  return childrenOf(feed, 'entry').flatMap((entry) => {
    const [updated] = childrenOf(entry, 'updated');
    if (updated === undefined || updated.text.trim() === '' || seen.size !== seen.add(updated.text.trim()).size)
      return [];
    return [{ message: `should be different in each entry: got ${quoted(updated.text)} again`, at: updated }];
  });
}

/** Unknown elements in the namespace of Atom, or in no namespace. */
function unknownElements({ name: parent, children }: FeedElement): readonly XmlFinding[] {
  const message = 'should be in a namespace of its own or be left out: Atom has no such element';
  return children
    .filter(({ name }) => name.startsWith(':') || (!name.includes(':') && known[parent]?.has(name) === false))
    .map((at) => ({ message, at }));
}
