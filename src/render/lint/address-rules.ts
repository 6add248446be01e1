/** Rules on how addresses are written, wherever a feed has one: RFC 3986, 2 and RFC 3987, 3.1. */
import { canonicalOf, flawOfAddress, oddityOfAddress } from './addresses.ts';
import { quoted, type Rule, rule, weighing } from './rule.ts';
import type { FeedElement } from './tree.ts';

const shared =
  'media:content/@url media:thumbnail/@url media:player/@url itunes:image/@href itunes:new-feed-url ' +
  'podcast:transcript/@url podcast:chapters/@url podcast:person/@href podcast:person/@img';

export const rssAddressRules: readonly Rule[] = [
  ...written({ iri: false }, `link comments docs url enclosure/@url source/@url atom:link/@href ${shared}`),
  rule('address-characters', 'RFC 3986, 2.1', [
    'guid',
    (it) => (isPermalink(it) ? told(it.text.trim(), (address) => flawOfAddress(address, { iri: false })) : null),
  ]),
  ...weighing('promise', spaceAround('rss-space-around', 'link guid comments docs url pubDate lastBuildDate language')),
];

export const atomAddressRules: readonly Rule[] = [
  ...written({ iri: true }, `uri icon logo link/@href content/@src generator/@uri ${shared}`),
  ...spaceAround('atom-space-around', 'id uri email icon logo updated published link/@href'),
  ...weighing('warning', [rule('id-canonical', 'RFC 4287, 4.2.6.1', ['id', uncanonical])]),
];

function written(kind: { readonly iri: boolean }, places: string): readonly Rule[] {
  const characters = places
    .split(' ')
    .map((place) => addressRule('address-characters', place, (it) => flawOfAddress(it, kind)));
  const oddities = places.split(' ').map((place) => addressRule('address-unencoded', place, oddityOfAddress));
  return [...characters, ...weighing('warning', oddities)];
}

function addressRule(code: string, place: string, flaw: (address: string) => string | null): Rule {
  const [element = '', attribute] = place.split('/@');
  return rule(code, 'RFC 3986, 2.1', [
    element,
    ({ text, attributes }) => told((attribute === undefined ? text : (attributes[attribute] ?? '')).trim(), flaw),
  ]);
}

function told(address: string, flaw: (address: string) => string | null): string | null {
  const problem = flaw(address);
  return problem === null ? null : `${problem}: got ${quoted(address)}`;
}

function isPermalink({ attributes }: FeedElement): boolean {
  return attributes['isPermaLink'] !== 'false';
}

function spaceAround(code: string, places: string): readonly Rule[] {
  return places.split(' ').map((place) => {
    const [element = '', attribute] = place.split('/@');
    return rule(code, 'RFC 4287, 2', [
      element,
      ({ text, attributes }) => spaced(attribute === undefined ? text : (attributes[attribute] ?? '')),
    ]);
  });
}

function spaced(text: string): string | null {
  return text === text.trim() || text.trim() === '' ? null : `must have no space around its value: got ${quoted(text)}`;
}

function uncanonical({ text }: FeedElement): string | null {
  const canonical = canonicalOf(text.trim());
  return canonical === null ? null : `should be written ${quoted(canonical)}: got ${quoted(text)}`;
}
