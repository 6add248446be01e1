/** Rules on how addresses are written, wherever a feed has one: RFC 3986, 2 and RFC 3987, 3.1. */
import { canonicalOf, flawOfAddress } from './addresses.ts';
import { quoted, type Rule, rule, weighing } from './rule.ts';
import type { FeedElement } from './tree.ts';

const shared =
  'media:content/@url media:thumbnail/@url media:player/@url itunes:image/@href itunes:new-feed-url ' +
  'podcast:transcript/@url podcast:chapters/@url podcast:person/@href podcast:person/@img';

export const rssAddressRules: readonly Rule[] = [
  ...written({ iri: false }, `link comments docs url enclosure/@url source/@url atom:link/@href ${shared}`),
  rule('address-characters', 'RFC 3986, 2.1', [
    'guid',
    (it) => (isPermalink(it) ? flaw(it.text.trim(), { iri: false }) : null),
  ]),
  ...weighing('promise', spaceAround('link guid comments docs url pubDate lastBuildDate language')),
];

export const atomAddressRules: readonly Rule[] = [
  ...written({ iri: true }, `uri icon logo link/@href content/@src generator/@uri ${shared}`),
  ...spaceAround('id uri email icon logo updated published link/@href'),
  ...weighing('warning', [rule('id-canonical', 'RFC 4287, 4.2.6.1', ['id', uncanonical])]),
];

function written(kind: { readonly iri: boolean }, places: string): readonly Rule[] {
  return places.split(' ').map((place) => {
    const [element = '', attribute] = place.split('/@');
    return rule('address-characters', 'RFC 3986, 2.1', [
      element,
      ({ text, attributes }) =>
        flaw(attribute === undefined ? text.trim() : (attributes[attribute] ?? '').trim(), kind),
    ]);
  });
}

function flaw(address: string, kind: { readonly iri: boolean }): string | null {
  const problem = flawOfAddress(address, kind);
  return problem === null ? null : `${problem}: got ${quoted(address)}`;
}

function isPermalink({ attributes }: FeedElement): boolean {
  return attributes['isPermaLink'] !== 'false';
}

function spaceAround(places: string): readonly Rule[] {
  return places.split(' ').map((place) => {
    const [element = '', attribute] = place.split('/@');
    return rule('space-around', 'RFC 4287, 2', [
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
