/** Ids that authors write, and tag URIs made from names: RFC 4151, RFC 8141, RFC 9562, RFC 3987. */
import { expect, test } from 'vitest';
import { explicitId, tagUri } from '../../src/item/id.ts';

test.each([
  'https://courier.example/?p=12#a',
  'https://é.example/ü',
  'tag:courier.example,2020-01-31:a/b?c',
  'tag:desk@courier.example,2020:quay',
  'urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6',
  'urn:isbn:0451450523',
])('is unchanged: %s', (id) => {
  expect(explicitId('courier.example,2026', id)).toBe(id);
});

test.each([
  ['a tag URI with letters that RFC 4151 does not take', 'tag:a.example,2020:ä', 'tag:a.example,2020:%C3%A4'],
  ['a tag URI with brackets', 'tag:a.example,2020:a[1]', 'tag:a.example,2020:a%5B1%5D'],
  ['a tag URI whose host has capitals', 'tag:A.example,2020:a', 'tag:A.example,2020:a'],
  ['an invalid UUID', 'urn:uuid:NOT', 'urn:uuid:NOT'],
  ['a URN with letters of any script', 'urn:isbn:ü', 'urn:isbn:%C3%BC'],
  ['a URL with brackets', 'https://a.example/a[1]', 'https://a.example/a%5B1%5D'],
  ['a URL with an invalid percent sign', 'https://a.example/%zz', 'https://a.example/%25zz'],
  ['text', 'the quay', 'the%20quay'],
])('becomes a tag URI of the authority: %s', (_name, written, specific) => {
  expect(explicitId('courier.example,2026', written)).toBe(`tag:courier.example,2026:${specific}`);
});

test('a path is percent-encoded', () => {
  expect(tagUri('courier.example,2026', 'wire/öl #1')).toBe('tag:courier.example,2026:wire/%C3%B6l%20%231');
});
