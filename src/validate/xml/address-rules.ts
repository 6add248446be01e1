/** Rules on how addresses are written, wherever a feed has one: RFC 3986, 2 and RFC 3987, 3.1. */
import { canonicalOf, flawOfAddress, foreignLetters, hasPassword, oddityOfAddress } from '../rule/addresses.ts';
import { forms } from '../rule/forms.ts';
import { malformed, quoted, type Rule, rule, weighing } from '../rule/rule.ts';
import type { FeedElement } from '../rule/xml-tree.ts';

const shared =
  'media:content/@url media:thumbnail/@url media:player/@url itunes:image/@href itunes:new-feed-url ' +
  'podcast:transcript/@url podcast:chapters/@url podcast:person/@href podcast:person/@img';

export const rssAddressRules: readonly Rule[] = [
  ...written({ iri: false }, `link comments docs url enclosure/@url source/@url atom:link/@href ${shared}`),
  rule('address-characters', 'RFC 3986, 2.1', [
    'guid',
    (it) => (isPermalink(it) ? told(it.text.trim(), (address) => flawOfAddress(address, { iri: false })) : null),
  ]),
  ...weighing('warning', ['enclosure/@url', 'itunes:image/@href'].map(addressRuleOfHost)),
  ...weighing('promise', spaceAround('rss-space-around', 'link guid comments docs url pubDate lastBuildDate language')),
];

export const atomAddressRules: readonly Rule[] = [
  ...written({ iri: true }, 'id uri icon logo link/@href content/@src generator/@uri'),
  ...written({ iri: false }, shared),
  rule('id-form', 'RFC 4287, 4.2.6', ['id', ({ text }) => wrongForm(text.trim())]),
  ...spaceAround('atom-space-around', 'id uri email icon logo updated published link/@href'),
  ...weighing('warning', 'id icon logo content/@src generator/@uri'.split(' ').map(addressRuleOfLetters)),
  ...weighing('warning', [rule('id-canonical', 'RFC 4287, 4.2.6.1', ['id', uncanonical])]),
];

function written(kind: { readonly iri: boolean }, places: string): readonly Rule[] {
  const characters = places
    .split(' ')
    .map((place) => addressRule('address-characters', place, (it) => flawOfAddress(it, kind)));
  const oddities = places.split(' ').map((place) => addressRule('address-unencoded', place, oddityOfAddress));
  const passwords = places
    .split(' ')
    .map((place) => ruleAt('address-password', place, ['RFC 3986, 3.2.1', withPassword]));
  return [...characters, ...passwords, ...weighing('warning', oddities)];
}

/** It is not shown: findings go to logs. */
function withPassword(address: string): string | null {
  return hasPassword(address) ? 'must have no password: whoever reads the feed has it' : null;
}

function addressRuleOfHost(place: string): Rule {
  return ruleAt('address-host', place, [
    'RSS 2.0, enclosure',
    (address) =>
      forms.address.pattern.test(address) && !forms.publicAddress.pattern.test(address)
        ? `should be ${forms.publicAddress.wanted}`
        : null,
  ]);
}

/** What RFC 4287 lets stand and validators refuse. */
function addressRuleOfLetters(place: string): Rule {
  return addressRule('address-letters', place, (address) => {
    const letters = foreignLetters(address);
    return letters === null ? null : `should have ${quoted(letters.slice(0, 20))} encoded`;
  });
}

type AddressFlaw = (address: string) => string | null;

function addressRule(code: string, place: string, flaw: AddressFlaw): Rule {
  return ruleAt(code, place, ['RFC 3986, 2.1', (address) => told(address, flaw)]);
}

function ruleAt(code: string, place: string, [clause, flaw]: readonly [string, AddressFlaw]): Rule {
  const [element = '', attribute] = place.split('/@');
  return rule(code, clause, [
    element,
    ({ text, attributes }) => flaw((attribute === undefined ? text : (attributes[attribute] ?? '')).trim()),
  ]);
}

function told(address: string, flaw: AddressFlaw): string | null {
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

/** Tags and URNs have grammars of their own. */
function wrongForm(id: string): string | null {
  const [, form] = [...idForms].find(([scheme]) => scheme.test(id)) ?? [];
  return form === undefined ? null : malformed(id, { form, what: 'be' });
}

const idForms = [
  [/^tag:/i, forms.tag],
  [/^urn:uuid:/i, forms.uuid],
  [/^urn:/i, forms.urn],
] as const;

function uncanonical({ text }: FeedElement): string | null {
  const canonical = canonicalOf(text.trim());
  return canonical === null ? null : `should be written ${quoted(canonical)}: got ${quoted(text)}`;
}
