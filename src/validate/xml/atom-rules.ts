/** Atom 1.0 as the feeds of others break it, beyond the clauses that its renderer is tested by. */

import { atomDateRules } from '../rule/date-rules.ts';
import { forms } from '../rule/forms.ts';
import {
  atMostOne,
  exactlyOne,
  type Flaw,
  malformed,
  quoted,
  type Rule,
  rule,
  value,
  values,
  weighing,
} from '../rule/rule.ts';
import { childrenOf, type FeedElement } from '../rule/xml-tree.ts';
import { atomAddressRules } from './address-rules.ts';
import { atomArchiveRules } from './archive-rules.ts';
import { mediaRules } from './media-rules.ts';
import { unknownRelation } from './relations.ts';
import { elementRules, markupIn, markupInText } from './shared-rules.ts';

const errors: readonly Rule[] = [
  ...values('atom-text-type', 'RFC 4287, 3.1.1', ['subtitle/@type rights/@type', forms.textType, 'optional']),
  ...['title', 'subtitle', 'rights', 'summary', 'content'].flatMap((element) => [
    rule('atom-text-children', 'RFC 4287, 3.1.1', [element, elementsInText]),
    rule('atom-xhtml-div', 'RFC 4287, 3.1.1.3', [element, withoutDiv]),
  ]),
  rule('atom-content-type', 'RFC 4287, 4.1.3.1', ['content', wrongContentType]),
  rule('atom-content-source', 'RFC 4287, 4.1.3.2', ['content', sourceAndText]),
  rule('atom-summary-missing', 'RFC 4287, 4.1.2', ['entry', needsSummary]),
  exactlyOne('atom-contributor', 'RFC 4287, 3.2.1', ['contributor', 'name']),
  atMostOne('atom-contributor', 'RFC 4287, 3.2', ['contributor', 'uri email']),
  value('atom-email', 'RFC 4287, 3.2.3', ['email', forms.email]),
  value('atom-generator', 'RFC 4287, 4.2.4', ['generator', forms.text]),
  value('atom-link-hreflang', 'RFC 4287, 4.2.7.4', ['link/@hreflang', forms.language, 'optional']),
  value('atom-link-target', 'RFC 4287, 4.2.7.1', ['link/@href', forms.text]),
  rule('atom-link-rel', 'RFC 4287, 4.2.7.2', ['link', emptyRelation]),
  value('atom-category-scheme', 'RFC 4287, 4.2.2.2', ['category/@scheme', forms.iri, 'optional']),
];

const promises: readonly Rule[] = [rule('atom-order', 'RFC 4287, 4.1.1', ['feed', metadataAfterEntries])];

const warnings: readonly Rule[] = [
  rule('atom-self-missing', 'RFC 4287, 4.1.1', ['feed', withoutSelf]),
  rule('atom-self-type', 'RFC 4287, 4.2.7.3', ['link', selfType]),
  rule('atom-same-updated', 'RFC 4287, 4.2.15', ['feed', sameUpdated]),
  rule('atom-unknown-relation', 'RFC 4287, 4.2.7.2', ['link', unknownRelation]),
  ...['feed', 'entry'].flatMap((element) => [
    rule('atom-title-empty', 'RFC 4287, 4.2.14', [element, emptyTitle]),
    rule('atom-unknown-element', 'RFC 4287, 6.3', [element, strangers]),
  ]),
  ...['title', 'subtitle', 'rights', 'summary', 'content'].map((element) =>
    rule(element === 'title' ? 'title-markup' : 'text-markup', 'RFC 4287, 3.1.1.1', [
      element,
      (it, context) => (isText(it) ? markupIn(it, it.text, context) : null),
    ]),
  ),
  ...'name generator link/@title category/@label'
    .split(' ')
    .map((place) => markupInText('text-markup', 'RFC 4287, 3.1.1.1', place)),
  ...['subtitle', 'rights', 'summary', 'content'].map((element) =>
    rule('text-blank', 'RFC 4287, 3.1.1', [element, blank]),
  ),
  value('text-blank', 'RFC 4287, 3.1.1', ['link/@title', forms.text, 'optional']),
  rule('atom-name-email', 'RFC 4287, 3.2.1', ['name', withEmail]),
  rule('atom-source', 'RFC 4287, 4.2.11', ['source', nameless]),
  rule('atom-prefix', 'RFC 4287, 1.2', ['feed', prefixed]),
];

/** Every rule for Atom that its own clauses do not hold. */
export const atomLintRules: readonly Rule[] = [
  ...errors,
  ...weighing('promise', promises),
  ...weighing('warning', warnings),
  ...atomDateRules,
  ...atomAddressRules,
  ...atomArchiveRules,
  ...mediaRules,
  ...elementRules,
];

function isText({ attributes }: FeedElement): boolean {
  return (attributes['type'] ?? 'text') === 'text';
}

function blank({ attributes, text, children }: FeedElement): string | null {
  const empty = text.trim() === '' && children.length === 0 && attributes['src'] === undefined;
  return empty ? 'should have some text, or not be: got none' : null;
}

function withEmail({ text }: FeedElement): string | null {
  return /<[^\s@<>]{1,64}@[^\s@<>]+>/.test(text)
    ? `should be a name without an e-mail address: got ${quoted(text)}`
    : null;
}

function nameless(source: FeedElement): string | null {
  const missing = ['id', 'title', 'updated'].filter((name) => childrenOf(source, name).length === 0);
  return missing.length === 0 ? null : `should have ${missing.map((name) => `"${name}"`).join(' and ')}: got none`;
}

/** Simple readers look for elements without a prefix. */
function prefixed({ attributes, namespace }: FeedElement): string | null {
  const prefix = Object.keys(attributes).find((name) => name.startsWith('xmlns:') && attributes[name] === namespace);
  return prefix === undefined ? null : `should have its own namespace as "xmlns" alone: got "${prefix}"`;
}

/** Text and HTML are text: markup in them is escaped. */
function elementsInText({ attributes, children }: FeedElement): string | null {
  const type = attributes['type'] ?? 'text';
  const child = type === 'text' || type === 'html' ? children[0] : undefined;
  return child === undefined ? null : `must have its markup escaped where its type is ${type}: got "${child.written}"`;
}

function withoutDiv({ attributes, children }: FeedElement): string | null {
  if (attributes['type'] !== 'xhtml') return null;
  const isDiv = children.length === 1 && children[0]?.name === 'xhtml:div';
  return isDiv
    ? null
    : `must have one "div" of XHTML and nothing else: got ${quoted(children.map(({ written }) => written).join(' '))}`;
}

function wrongContentType({ attributes }: FeedElement): string | null {
  const type = attributes['type'];
  if (type === undefined || forms.textType.pattern.test(type)) return null;
  if (/^(?:multipart|message)\//i.test(type)) return `must have as "type" no composite type: got ${quoted(type)}`;
  return malformed(type, {
    form: { ...forms.mediaType, wanted: 'text, html, xhtml or a media type' },
    what: 'have as "type"',
  });
}

function sourceAndText({ attributes, text, children }: FeedElement): string | null {
  const both = attributes['src'] !== undefined && (text.trim() !== '' || children.length > 0);
  return both ? 'must be empty where it has "src"' : null;
}

function needsSummary(entry: FeedElement): string | null {
  const [content] = childrenOf(entry, 'content');
  if (content === undefined || childrenOf(entry, 'summary').length > 0) return null;
  const type = content.attributes['type'] ?? 'text';
  const elsewhere = content.attributes['src'] !== undefined;
  const binary = type.includes('/') && !/^text\/|[+/]xml$/i.test(type);
  return elsewhere || binary ? 'must have a summary, because its content is elsewhere or no text: got none' : null;
}

function emptyRelation({ attributes }: FeedElement): string | null {
  return attributes['rel'] === undefined
    ? null
    : malformed(attributes['rel'], { form: { ...forms.text, wanted: 'a relation' }, what: 'have as "rel"' });
}

function metadataAfterEntries(feed: FeedElement): readonly Flaw[] {
  const first = feed.children.findIndex(({ name }) => name === 'entry');
  const late =
    first === -1 ? [] : feed.children.slice(first).filter(({ name }) => name !== 'entry' && known['feed']?.has(name));
  return late.map((at) => ({ problem: 'should stand before the first entry', at }));
}

function withoutSelf(feed: FeedElement): string | null {
  const self = childrenOf(feed, 'link').some(({ attributes }) => attributes['rel'] === 'self');
  return self ? null : 'should have a link with rel="self", the address of the feed: got none';
}

function selfType({ attributes }: FeedElement): string | null {
  const type = attributes['rel'] === 'self' ? attributes['type'] : undefined;
  if (type === undefined) return null;
  const form = { pattern: /^application\/atom\+xml(?:\s*;.*)?$/, wanted: 'application/atom+xml' };
  return malformed(type, { form, what: 'have as "type"' });
}

function sameUpdated(feed: FeedElement): readonly Flaw[] {
  const seen = new Set<string>();
  return childrenOf(feed, 'entry').flatMap((entry) => {
    const [updated] = childrenOf(entry, 'updated');
    if (updated === undefined || updated.text.trim() === '' || seen.size !== seen.add(updated.text.trim()).size)
      return [];
    return [{ problem: `should differ from entry to entry: got ${quoted(updated.text)} again`, at: updated }];
  });
}

function emptyTitle(element: FeedElement): string | null {
  const empty = childrenOf(element, 'title').some(({ text, children }) => text.trim() === '' && children.length === 0);
  return empty ? 'should have a title with some text: got an empty one' : null;
}

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  feed: new Set(
    'author category contributor generator icon id link logo rights subtitle title updated entry'.split(' '),
  ),
  entry: new Set(
    'author category content contributor id link published rights source summary title updated'.split(' '),
  ),
};

/** In the namespace of Atom, or in none at all. */
function strangers(element: FeedElement): readonly Flaw[] {
  const names = known[element.name];
  return element.children
    .filter(({ name }) => name.startsWith(':') || (!name.includes(':') && names?.has(name) === false))
    .map((at) => ({
      problem: 'should not be there: Atom has no such element, and it is in no namespace of its own',
      at,
    }));
}
