/** RSS 2.0 as the feeds of others break it, beyond the clauses that its renderer is tested by. */

import { rssDateRules } from '../rule/date-rules.ts';
import { forms } from '../rule/forms.ts';
import { atMostOne, exactlyOne, malformed, quoted, type Rule, rule, value, values, weighing } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from '../rule/xml-tree.ts';
import { rssAddressRules } from './address-rules.ts';
import { rssArchiveRules } from './archive-rules.ts';
import { mediaRules } from './media-rules.ts';
import { podcastRules } from './podcast-rules.ts';
import { unknownRelation } from './relations.ts';
import { elementRules, markupIn, markupInText } from './shared-rules.ts';

const channelClause = 'RSS 2.0, Optional channel elements';
const profile = 'RSS Best Practices Profile';

const errors: readonly Rule[] = [
  rule('rss-namespace', 'RSS 2.0, Extending RSS', ['rss', inNamespace]),
  value('rss-permalink-flag', 'RSS 2.0, guid', ['guid/@isPermaLink', forms.trueOrFalse, 'optional']),
  ...values('rss-author-email', 'RSS 2.0, author', ['author managingEditor webMaster', forms.email]),
  value('rss-comments', 'RSS 2.0, comments', ['comments', forms.address]),
  value('rss-source', 'RSS 2.0, source', ['source/@url', forms.address]),
  value('rss-docs', channelClause, ['docs', forms.address]),
  value('rss-ttl', 'RSS 2.0, ttl', ['ttl', forms.positive]),
  value('rss-hour', channelClause, ['hour', forms.hour]),
  value('rss-day', channelClause, ['day', forms.weekday]),
  exactlyOne('rss-text-input', 'RSS 2.0, textInput', ['textInput', 'title description name link']),
  ...values('rss-cloud', 'RSS 2.0, cloud', [
    'cloud/@domain cloud/@path cloud/@registerProcedure cloud/@protocol',
    forms.text,
    'optional',
  ]),
  ...values('rss-cloud', 'RSS 2.0, cloud', ['cloud/@port', forms.positive]),
  rule('rss-image-size', 'RSS 2.0, image', ['width', (it) => tooLarge(it, 144)]),
  rule('rss-image-size', 'RSS 2.0, image', ['height', (it) => tooLarge(it, 400)]),
  atMostOne('rss-repeats', 'RSS 2.0, Elements of item', ['item', 'author comments source dc:language dc:rights']),
  atMostOne('rss-repeats', channelClause, [
    'channel',
    'pubDate docs ttl cloud rating textInput managingEditor webMaster skipHours skipDays',
  ]),
  ...['channel', 'image'].map((element) => rule('rss-title-empty', channelClause, [element, emptyTitle])),
  value('rss-dublin-core-language', 'RFC 5646, 2.1', ['dc:language', forms.language]),
  value('rss-dublin-core-date', 'W3CDTF', ['dc:date', forms.w3cdtf]),
  value('rss-update-period', 'RSS 1.0 modules, syndication', ['sy:updatePeriod', forms.period]),
  value('rss-update-frequency', 'RSS 1.0 modules, syndication', ['sy:updateFrequency', forms.positive]),
  value('rss-slash-comments', 'RSS 1.0 modules, slash', ['slash:comments', forms.count]),
];

const warnings: readonly Rule[] = [
  rule('rss-self-missing', `${profile}, atom:link`, ['channel', withoutSelf]),
  rule('rss-self-type', `${profile}, atom:link`, ['atom:link', selfType]),
  rule('rss-guid-short', 'RSS 2.0, guid', ['guid', shortGuid]),
  rule('rss-image-matches', 'RSS 2.0, image', ['image', otherThanChannel]),
  rule('rss-item-title-empty', 'RSS 2.0, Elements of item', ['item', emptyTitle]),
  rule('rss-said-twice', `${profile}, author`, ['channel', (it) => saidTwice(it, channelTwins)]),
  rule('rss-said-twice', `${profile}, author`, ['item', (it) => saidTwice(it, itemTwins)]),
  ...['channel', 'item', 'image'].map((parent) =>
    rule('rss-unknown-element', 'RSS 2.0, Extending RSS', [parent, strangers]),
  ),
  markupInText('title-markup', `${profile}, Character data`, 'title'),
  ...'copyright category dc:rights source itunes:author itunes:subtitle itunes:summary itunes:name'
    .split(' ')
    .map((place) => markupInText('text-markup', `${profile}, Character data`, place)),
  rule('text-markup', `${profile}, Character data`, [
    'description',
    (it, context) => (it.parent?.name === 'item' ? null : markupIn(it, it.text, context)),
  ]),
  rule('rss-content-alone', `${profile}, content:encoded`, ['item', contentAlone]),
  ...values('text-blank', 'RSS 2.0, category', ['category', forms.text]),
  rule('atom-unknown-relation', 'RFC 4287, 4.2.7.2', ['atom:link', unknownRelation]),
  ...['author', 'managingEditor', 'webMaster'].map((element) =>
    rule('rss-author-name', `${profile}, author`, [element, nameless]),
  ),
];

/** Every rule for RSS that its own clauses do not hold. */
export const rssLintRules: readonly Rule[] = [
  ...errors,
  ...weighing('warning', warnings),
  ...rssDateRules,
  ...rssAddressRules,
  ...rssArchiveRules,
  ...mediaRules,
  ...podcastRules,
  ...elementRules,
];

function inNamespace({ namespace }: FeedElement): string | null {
  return namespace === '' ? null : `must be in no namespace: got ${quoted(namespace)}`;
}

function tooLarge({ text, parent }: FeedElement, most: number): string | null {
  if (parent?.name !== 'image') return null;
  const size = Number(text.trim());
  const fits = forms.positive.pattern.test(text.trim()) && size <= most;
  return fits ? null : `must be a whole number from 1 to ${most}: got ${quoted(text)}`;
}

function contentAlone(item: FeedElement): string | null {
  const alone = childrenOf(item, 'content:encoded').length > 0 && childrenOf(item, 'description').length === 0;
  return alone ? 'should have a "description" before its "content:encoded": got none' : null;
}

function nameless({ text }: FeedElement): string | null {
  const bare = forms.email.pattern.test(text.trim()) && !text.includes('(');
  return bare ? `should have a name in brackets behind its address: got ${quoted(text)}` : null;
}

function emptyTitle(element: FeedElement): string | null {
  const empty = childrenOf(element, 'title').some(({ text, children }) => text.trim() === '' && children.length === 0);
  return empty ? 'should have a title with some text: got an empty one' : null;
}

function withoutSelf(channel: FeedElement): string | null {
  const self = childrenOf(channel, 'atom:link').some(({ attributes }) => attributes['rel'] === 'self');
  return self ? null : 'should have an "atom:link" with rel="self", the address of the feed: got none';
}

function selfType({ attributes }: FeedElement): string | null {
  if (attributes['rel'] !== 'self') return null;
  const form = { pattern: /^application\/rss\+xml$/, wanted: 'application/rss+xml' };
  return malformed(attributes['type'], { form, what: 'have as "type"' });
}

/** A number of one feed is a number of another too. */
function shortGuid({ attributes, text }: FeedElement): string | null {
  const short = attributes['isPermaLink'] === 'false' && /^\d{1,8}$/.test(text.trim());
  return short ? `should be unique in the world: got ${quoted(text)}` : null;
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

type Twins = readonly (readonly [string, string])[];

const itemTwins: Twins = [
  ['author', 'dc:creator'],
  ['category', 'dc:subject'],
  ['pubDate', 'dc:date'],
  ['source', 'dc:source'],
];

const channelTwins: Twins = [
  ['managingEditor', 'dc:creator'],
  ['language', 'dc:language'],
  ['copyright', 'dc:rights'],
  ['pubDate', 'dc:date'],
  ['webMaster', 'dc:publisher'],
  ['lastBuildDate', 'dcterms:modified'],
  ['generator', 'admin:generatorAgent'],
];

function saidTwice(element: FeedElement, twins: Twins): string | null {
  const names = new Set(element.children.map(({ name }) => name));
  const both = twins.find((pair) => pair.every((name) => names.has(name)));
  return both === undefined ? null : `should have "${both[0]}" or "${both[1]}", not both`;
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

function strangers(element: FeedElement) {
  const names = known[element.name];
  return element.children
    .filter(({ name }) => !name.includes(':') && names?.has(name) === false)
    .map((at) => ({ problem: 'should not be there: RSS has no such element, and it is in no namespace', at }));
}
