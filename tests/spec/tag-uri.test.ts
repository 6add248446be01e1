/** Ids are tag URIs, RFC 4151, by section. https://www.rfc-editor.org/rfc/rfc4151 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explicitId, tagUri } from '../../src/item/id.ts';

const authority = 'courier.example,2026';
/** The grammar of 2.1: "tag:" taggingEntity ":" specific, where specific is made of pchar, "/" and "?" (RFC 3986, 3.3). */
const grammar = /^tag:[a-z0-9.-]+,\d{4}:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$/;

test.each([
  ['a path is unchanged', '2026/quay', 'tag:courier.example,2026:2026/quay'],
  ['spaces are percent-encoded', 'quay opens', 'tag:courier.example,2026:quay%20opens'],
  ['other scripts are percent-encoded as UTF-8', 'kai-åpner', 'tag:courier.example,2026:kai-%C3%A5pner'],
  ['a fragment is not part of a tag', 'quay#2', 'tag:courier.example,2026:quay%232'],
  ['brackets and percent signs are percent-encoded', '[100%]', 'tag:courier.example,2026:%5B100%25%5D'],
])('2.1: %s', (_name, name, id) => {
  expect(tagUri(authority, name)).toBe(id);
});

test('2.1: any text makes a tag URI of that grammar', () => {
  const check = (name: string) => {
    expect(tagUri(authority, name)).toMatch(grammar);
  };
  fc.assert(fc.property(fc.string({ unit: 'binary' }), check));
  expect(tagUri(authority, 'a\ud800b')).toMatch(grammar);
});

test('2.4: tags are equal if their characters are the same, so two forms of one letter give the same tag', () => {
  expect(tagUri(authority, 'e\u0301')).toBe(tagUri(authority, '\u00e9'));
  expect(tagUri(authority, 'Quay')).not.toBe(tagUri(authority, 'quay'));
});

test.each([
  ['tag:other.example,2020:quay', 'tag:other.example,2020:quay'],
  ['urn:uuid:5c1b6a9e-3f0f-4a53-9d51-1f1f6f3e0c11', 'urn:uuid:5c1b6a9e-3f0f-4a53-9d51-1f1f6f3e0c11'],
  ['https://Courier.example/Quay', 'https://Courier.example/Quay'],
  ['quay', 'tag:courier.example,2026:quay'],
  ['tag:quay', 'tag:courier.example,2026:tag:quay'],
  ['urn:isbn:\u0001', 'tag:courier.example,2026:urn:isbn:%01'],
  ['https://courier.example/a b', 'tag:courier.example,2026:https://courier.example/a%20b'],
  ['javascript:alert(1)', 'tag:courier.example,2026:javascript:alert(1)'],
  ['https://courier.example/<evil>', 'tag:courier.example,2026:https://courier.example/%3Cevil%3E'],
])('RFC 4287 4.2.6: the id %s is the IRI %s', (written, id) => {
  expect(explicitId(authority, written)).toBe(id);
});
