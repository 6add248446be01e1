/** The table of file types: unique extensions, the files beside articles, and detection from bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isMediaPath, isOtherPicturePath, isPicturePath } from '../../src/article/attachments/beside.ts';
import { formatOf } from '../../src/article/story/path.ts';
import {
  contentTypeOf,
  extensionOf,
  fileTypeOf,
  fileTypes,
  isMediaType,
  mediumOf,
  signatureOf,
  typeOfReference,
  typeOfTranscript,
} from '../../src/model/media-type.ts';
import { png } from '../support/picture.ts';

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

test('each extension and each media type is in one row', () => {
  const extensions = fileTypes.flatMap((row) => row.extensions);
  const mediaTypes = fileTypes.map(({ mediaType }) => mediaType);
  expect(new Set(extensions).size).toBe(extensions.length);
  expect(new Set(mediaTypes).size).toBe(mediaTypes.length);
  expect(extensions.filter((extension) => extensionOf(`a.${extension}`) !== extension)).toEqual([]);
  expect(mediaTypes.filter((type) => !/^[a-z]+\/[a-z0-9.+-]+$/.test(type))).toEqual([]);
});

test('article formats are not files beside articles, and those are pictures or other media', () => {
  const paths = fileTypes.flatMap((row) => row.extensions.map((extension) => `a.${extension.toUpperCase()}`));
  const uses = (path: string) =>
    [formatOf(path) !== null, isPicturePath(path), isOtherPicturePath(path), isMediaPath(path)].filter(Boolean);
  expect(paths.filter((path) => uses(path).length > 1)).toEqual([]);
  expect(paths.filter((path) => uses(path).length === 0).map(extensionOf)).toEqual(['opml', 'css']);
  expect(paths.filter(isPicturePath).map(extensionOf)).toEqual(['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif']);
});

test.each([
  ['https://a.example/quay.JPG?x=1#y', 'image/jpeg'],
  ['../quay.mp3', 'audio/mpeg'],
  ['https://a.example/', null],
  ['https://a.example/page.html', null],
  ['https://a.example/quay.exe', null],
  ['https://a.mp3', null],
  ['https://', null],
])('%s can be attached as %s', (reference, type) => {
  expect(typeOfReference(reference)).toBe(type);
});

test('a transcript can also be a page or a text file, but not a manuscript', () => {
  expect(['a.vtt', 'a.html', 'a.htm?b', 'a.txt', 'a.json', 'a.md', 'a.css'].map(typeOfTranscript)).toEqual([
    'text/vtt',
    'text/html',
    'text/html',
    'text/plain',
    'application/json',
    null,
    null,
  ]);
});

test('a media type has two parts, and some are images, audio or video', () => {
  expect(
    ['audio/mpeg', 'application/ld+json', 'audio', 'a/b/c', 'text/html; charset=utf-8', ''].filter(isMediaType),
  ).toEqual(['audio/mpeg', 'application/ld+json']);
  expect(['image/png', 'AUDIO/mpeg', 'video/mp4', 'text/vtt', ''].map(mediumOf)).toEqual([
    'image',
    'audio',
    'video',
    null,
    null,
  ]);
});

test('only text is served with an encoding', () => {
  expect(['a.txt', 'a.json', 'a.xml', 'a.vtt', 'a.srt', 'a.svg', 'a.png', 'a.exe', 'a'].map(contentTypeOf)).toEqual([
    'text/plain; charset=utf-8',
    'application/json; charset=utf-8',
    'application/xml; charset=utf-8',
    'text/vtt; charset=utf-8',
    'application/x-subrip',
    'image/svg+xml',
    'image/png',
    null,
    null,
  ]);
});

test.each([
  [png(4, 4), 'a PNG picture', false],
  [bytes('\xff\xd8\xff\xe0'), 'a JPEG picture', false],
  [bytes('GIF89a'), 'a GIF picture', false],
  [bytes('%PDF-1.7'), 'a PDF document', false],
  [bytes('PK\x03\x04'), 'a zip archive', false],
  [bytes('\x1f\x8b\x08'), 'a gzip archive', false],
  [bytes('\xd0\xcf\x11\xe0'), 'an old Office document', false],
  [bytes('{\\rtf1'), 'a Rich Text document', false],
  [bytes('\n\xef\xbb\xbf<!DOCTYPE html>'), 'a page', true],
  [bytes('<svg xmlns="x">'), 'a page', true],
])('bytes that begin with %o are %s', (body, name, isText) => {
  expect(signatureOf(body)).toMatchObject({ name, isText });
});

test('ordinary text has no signature, and neither has an empty file', () => {
  expect(['', 'A quay', 'PNG', '<p>A quay</p>', 'version 2'].map((text) => signatureOf(bytes(text)))).toEqual(
    Array(5).fill(null),
  );
  expect(fileTypeOf('quay')).toBeNull();
});

test('no other module of the parsers or renderers lists the extensions of pictures', () => {
  const sources = ['src/article', 'src/item', 'src/feed', 'src/render', 'src/profiles'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const lists = sources.filter((path) => /jpe\?g|'jpe?g'|\bpng\|/.test(readFileSync(path, 'utf8')));
  expect([sources.length > 50, lists]).toEqual([true, []]);
});
