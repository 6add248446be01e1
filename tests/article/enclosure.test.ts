/** Attached media in front matter and in JSON. */
import { describe, expect, test } from 'vitest';
import { enclosure } from '../../src/model/image.ts';
import { read, readArticle } from '../support/channel.ts';

const file = (lines: string) => `---\ntitle: Kelp\ndate: 2026-01-05\n${lines}\n---\nKelp.\n`;
const enclosures = (lines: string) => readArticle('a.md', file(lines)).enclosures;
const problems = (lines: string) => read('a.md', file(lines)).problems;
const ferry = 'https://media.example/ferry.mp3';
const known = enclosure({ url: ferry, type: 'audio/mpeg' });

describe('a URL is enough if its extension reveals the type', () => {
  test.each(['audio', 'podcast', 'enclosure', 'enclosures', 'attachments', 'video'])('by %s', (key) => {
    expect(enclosures(`${key}: ${ferry}`)).toEqual([known]);
  });

  test.each([
    ['mp3', 'audio/mpeg'],
    ['M4A', 'audio/mp4'],
    ['ogg', 'audio/ogg'],
    ['opus', 'audio/ogg'],
    ['wav', 'audio/wav'],
    ['flac', 'audio/flac'],
    ['mp4', 'video/mp4'],
    ['webm', 'video/webm'],
    ['mov', 'video/quicktime'],
    ['pdf', 'application/pdf'],
    ['mp3?token=a.b', 'audio/mpeg'],
  ])('.%s is %s', (extension, type) => {
    expect(enclosures(`audio: https://media.example/ferry.${extension}`)).toMatchObject([{ type }]);
  });

  test('a path is relative to the site of the article', () => {
    expect(enclosures('audio: /media/ferry.mp3')).toMatchObject([{ url: 'https://courier.example/media/ferry.mp3' }]);
  });
});

describe('length and duration', () => {
  test.each([
    ['beside it', `audio: ${ferry}\nlength: 12345\nduration: "1:02:05"`],
    ['in digits', `audio: ${ferry}\nsize: "12345"\nduration: "3725"`],
    ['inside it', `audio:\n  url: ${ferry}\n  length: "12345"\n  duration: PT1H2M5S`],
    ['in a list', `enclosures:\n  - href: ${ferry}\n    size: 12345\n    duration_in_seconds: 3725`],
    ['in a table of its own', `podcast:\n  file: ${ferry}\n  bytes: 12345\n  duration: 62:05`],
  ])('%s', (_name, lines) => {
    expect(enclosures(lines)).toEqual([{ ...known, lengthBytes: 12345, durationSeconds: 3725 }]);
    expect(problems(lines)).toEqual([]);
  });

  test('for a list, they apply to the first file', () => {
    const lines = `enclosures:\n  - ${ferry}\n  - https://media.example/b.mp3\nduration: 60`;
    expect(enclosures(lines).map(({ durationSeconds }) => durationSeconds)).toEqual([60, null]);
  });

  test('an invalid duration is a warning', () => {
    expect(problems(`audio: ${ferry}\nduration: long`)).toMatchObject([{ severity: 'warning', code: 'invalid-field' }]);
  });

  test('and is ignored if nothing is attached', () => {
    expect(problems('duration: one afternoon\nlength: long')).toEqual([]);
  });

  test.each(['-5', '0', '"12 MB"', '1.5', '99999999999999999999'])('a length of %s is ignored', (length) => {
    expect(enclosures(`audio: ${ferry}\nlength: ${length}`)).toEqual([known]);
  });
});

test('one file under two keys is attached once', () => {
  expect(enclosures(`enclosure: {url: "${ferry}", type: audio/mpeg, title: The ferry}\naudio: ${ferry}`)).toEqual([
    { ...known, title: 'The ferry' },
  ]);
});

test('the episode is what the author attaches as audio or video, whatever else is attached', () => {
  const film = 'https://media.example/ferry.mp4';
  const lines = `enclosures:\n  - ${film}\naudio: ${ferry}\nduration: 60`;
  expect(enclosures(lines).map(({ url, durationSeconds }) => [url, durationSeconds])).toEqual([
    [ferry, 60],
    [film, null],
  ]);
  expect(enclosures(`video: ${film}\naudio: ${ferry}`).map(({ url }) => url)).toEqual([ferry, film]);
});

test.each([
  'audio: true',
  'video: {id: abc, provider: tube}',
  'podcast: The Ferry Show',
  'podcast: {name: The Ferry Show}',
  'audio: 7',
  'video: dQw4w9',
])('%s is a setting of another tool', (line) => {
  expect([enclosures(line), problems(line)]).toEqual([[], []]);
});

describe('hostile and invalid', () => {
  test.each([
    'audio: "javascript:alert(1)//a.mp3"',
    'enclosure: "data:audio/mpeg;base64,AAAA"',
    'enclosure: file:///etc/passwd.mp3',
    'video: https://tube.example/watch',
    'enclosure: true',
    'enclosures: [[x]]',
    'enclosure: {url: a.mp3x, type: "x"}',
    `enclosure: {type: audio/mpeg}`,
  ])('%s is a warning', (line) => {
    expect(enclosures(line)).toEqual([]);
    expect(problems(line)).toMatchObject([{ severity: 'warning', code: 'invalid-field' }]);
  });

  test('a path that leaves the folder stays on the site', () => {
    expect(enclosures('audio: ../../../etc/passwd.mp3')).toMatchObject([
      { url: 'https://courier.example/etc/passwd.mp3' },
    ]);
  });

  test('a duration of ten million characters in JSON is ignored at once', () => {
    const attachments = [{ url: ferry, mime_type: 'audio/mpeg', duration_in_seconds: '1:'.repeat(500_000) }];
    const item = { id: '1', content_text: 'Kelp.', date_published: '2026-01-05', attachments };
    expect(readArticle('a.json', JSON.stringify(item)).enclosures).toEqual([known]);
  });
});

test('an item of a JSON Feed', () => {
  const attachments = [
    { url: ferry, mime_type: 'audio/mpeg', size_in_bytes: 12345, duration_in_seconds: 3725.4, title: 'The ferry' },
  ];
  const item = { id: '1', content_text: 'Kelp.', date_published: '2026-01-05', external_url: 'https://kelp.example/' };
  expect(readArticle('a.json', JSON.stringify({ ...item, attachments }))).toMatchObject({
    externalUrl: 'https://kelp.example/',
    enclosures: [{ ...known, lengthBytes: 12345, title: 'The ferry', durationSeconds: 3725 }],
  });
});
