/** Validates every Atom feed of the samples and the golden publications with the RELAX NG grammar of RFC 4287 and RFC 6721. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { archiveFeed, feed, feedWith, liveLinks, richFeed } from '../render/sample.ts';

const grammar = readFileSync(join(import.meta.dirname, 'atom.rng'), 'utf8');
const golden = join(import.meta.dirname, '..', 'golden');
const goldenFeeds = globSync('**/atom.xml', { cwd: golden }).sort();

/** Returns why a text does not match the grammar, or null if it does. */
function broken(text: string): string | null {
  using schema = XmlDocument.fromString(grammar);
  using validator = RelaxNGValidator.fromDoc(schema);
  using document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
    return null;
  } catch (thrown) {
    return String(thrown);
  }
}

test.each([
  ['a feed with a value in every field', richFeed],
  ['the sample', feed],
  ['a live feed with an archive', { ...feed, archive: liveLinks }],
  ['a document of the archive', archiveFeed],
  ['a feed without entries', { ...feed, entries: [] }],
  ['an entry with hardly any fields', feedWith({ url: null, authors: [], summary: '', categories: [], images: [] })],
])('%s follows the grammar', (_name, it) => {
  expect(broken(renderAtom(it))).toBeNull();
});

test.each(goldenFeeds)('the golden feed %s follows the grammar', (path) => {
  expect(broken(readFileSync(join(golden, path), 'utf8'))).toBeNull();
});

test('there are golden feeds to compare', () => {
  expect(goldenFeeds.map((path) => relative('.', path)).length).toBeGreaterThan(4);
});

describe('the grammar refuses', () => {
  const text = renderAtom(richFeed);

  test.each<[string, string | RegExp, string]>([
    ['4.1.1: a feed without an id', /<id>.*feed:main<\/id>/, ''],
    ['4.1.1: a feed with two titles', /<title type="text">The.*<\/title>/, '$&$&'],
    ['4.1.1: an unknown element of Atom', '<generator>Presstime</generator>', '<maker>Presstime</maker>'],
    [
      '4.1.2: an entry without a date',
      /<updated>2026-01-06T08:00:00Z<\/updated>\s*<author>\s*<name>Vera/,
      '<author><name>Vera',
    ],
    ['4.1.2: an entry in an entry', '<content', '<entry/><content'],
    ['3.1.1: a text of another type', '<summary type="text"', '<summary type="text/plain"'],
    ['3.1.1.1: an element in a text', 'The quay is open again.</summary>', '<b>The</b> quay</summary>'],
    ['3.2.1: a person without a name', '<name>Vera Lund</name>', ''],
    ['3.2.3: an e-mail address without @', 'vera@courier.example', 'vera'],
    ['3.3: an invalid date', '<published>2026-01-05T00:15:00Z', '<published>2026-01-05'],
    ['3.3: a date with a small z', '<published>2026-01-05T00:15:00Z', '<published>2026-01-05T00:15:00z'],
    ['4.2.2.1: a category without a term', '<category term=', '<category label='],
    ['4.2.7.1: a link without an href', / href="https:\/\/courier.example\/stories\/quay"/, ''],
    ['4.2.7.3: a type that is not a media type', 'type="audio/mpeg"', 'type="mp3"'],
    ['an attribute without a namespace', '<summary type', '<summary lang="en" type'],
    ['RFC 6721 3: a deleted entry without a reference', / ref="[^"]*"/, ''],
    ['RFC 6721 3: a deleted entry without a date', / when="[^"]*"/, ''],
    ['RFC 6721 3: two comments', /<at:comment.*<\/at:comment>/, '$&$&'],
  ])('%s', (_name, from, to) => {
    const spoiled = text.replace(from, to);
    expect(spoiled).not.toBe(text);
    expect(broken(spoiled)).not.toBeNull();
  });
});
