/** Names in published paths and URLs. They must never change, because a changed URL breaks links. */
import { expect, test } from 'vitest';
import { mediaName, safeFolder, safePath, slugify } from '../../src/article/text/slug.ts';

const body = new TextEncoder().encode('a quay');

test.each([
  ['Île & Océan', 'île-océan', 'i-le-oce-an', 'Île-&-Océan', 'île-&-océan', 'île-océan'],
  ['Q & A: what (now)?', 'q-a-what-now', 'q-a-what-now', 'Q-&-A-what-(now)', 'q-&-a-what-(now)', 'q-a-what-now'],
  ['ΟΔΟΣ.ΑΒ', 'οδοσ-αβ', '', 'ΟΔΟΣ.ΑΒ', 'οδοσ.αβ', 'οδος-αβ'],
  ['Tern™ v1.0_final', 'tern-v1-0-final', 'tern-v1-0-final', 'Tern-v1.0_final', 'tern-v1.0_final', 'tern-v1-0-final'],
  ['İstanbul', 'i̇stanbul', 'i-stanbul', 'İstanbul', 'i̇stanbul', 'i̇stanbul'],
  ['天気 ٣', '天気-٣', '', '天気-٣', '天気-٣', '天気-٣'],
  ['--a--', 'a', 'a', 'a', 'a', 'a'],
  ['!?', '', '', '!', '!', ''],
  ['\u{1f600}', '', '', '', '', ''],
])('%s', (text, path, media, title, slug, category) => {
  const styles = ['path', 'media', 'title', 'slug', 'category'] as const;
  expect(styles.map((style) => slugify(text, style))).toEqual([path, media, title, slug, category]);
});

test('no two names share a path, a folder or a file', () => {
  expect(safePath('sea/Kelp')).toBe('sea/kelp-a8d15fdc');
  expect(safePath('sea/kelp')).toBe('sea/kelp');
  expect(safePath('!?')).toMatch(/^page-[0-9a-f]{8}$/);
  expect([safeFolder('!?'), safeFolder('?!')]).toEqual([
    expect.stringMatching(/^[0-9a-f]{12}$/),
    expect.stringMatching(/^[0-9a-f]{12}$/),
  ]);
  expect(safeFolder('!?')).not.toBe(safeFolder('?!'));
  expect(mediaName('Quay', body)).not.toBe(mediaName('Quay', new Uint8Array()));
});

test('a file name is cut, and one in another script becomes its digest', () => {
  expect(mediaName(`${'quay '.repeat(40)}`, body)).toMatch(/^(?:quay-){12}-[0-9a-f]{16}$/);
  expect(mediaName('天気', body)).toMatch(/^[0-9a-f]{16}$/);
});
