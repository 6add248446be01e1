/** Reading the fields of a podcast episode in front matter. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const file = (lines: string) => `---\ntitle: Kelp\ndate: 2026-01-05\n${lines}\n---\nKelp.\n`;
const episode = (lines: string) => readArticle('a.md', file(lines)).episode;
const problems = (lines: string) => read('a.md', file(lines)).problems;

test('all fields', () => {
  const lines = [
    'season: 2',
    'episode: "7"',
    'episode_type: Bonus',
    'explicit: clean',
    'itunes_image: /art/seven.png',
    'transcripts:\n  - https://media.example/seven.vtt\n  - {url: /seven.html, language: de}',
    'chapters: /seven.chapters.json',
    'hosts: Dana Prior',
    'guests:\n  - {name: Mae Orland, url: "https://mae.example/", image: /mae.png}',
    'people:\n  - {name: Ines Calloway, role: Editor}',
  ].join('\n');
  expect(episode(lines)).toEqual({
    season: 2,
    episode: 7,
    episodeType: 'bonus',
    explicit: false,
    image: 'https://courier.example/art/seven.png',
    transcripts: [
      { url: 'https://media.example/seven.vtt', type: 'text/vtt', language: null },
      { url: 'https://courier.example/seven.html', type: 'text/html', language: 'de' },
    ],
    chapters: { url: 'https://courier.example/seven.chapters.json', type: 'application/json+chapters' },
    persons: [
      { name: 'Dana Prior', role: 'host', url: null, image: null },
      { name: 'Mae Orland', role: 'guest', url: 'https://mae.example/', image: 'https://courier.example/mae.png' },
      { name: 'Ines Calloway', role: 'editor', url: null, image: null },
    ],
  });
  expect(problems(lines)).toEqual([]);
});

test('no fields: no episode', () => {
  expect(episode('audio: https://media.example/a.mp3')).toBeNull();
});

test('inside a table', () => {
  expect(episode('podcast:\n  season: 2\n  episode: 7\n  hosts: [Dana Prior]')).toMatchObject({
    season: 2,
    episode: 7,
    persons: [{ name: 'Dana Prior', role: 'host' }],
  });
});

test('explicit: false is not the same as a missing value', () => {
  expect(episode('explicit: false')?.explicit).toBe(false);
  expect(episode('season: 1')?.explicit).toBeNull();
});

test.each([
  ['srt', 'application/x-subrip'],
  ['vtt', 'text/vtt'],
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['txt', 'text/plain'],
  ['vtt?v=2', 'text/vtt'],
])('a transcript that ends in .%s is %s', (extension, type) => {
  expect(episode(`transcript: https://media.example/a.${extension}`)?.transcripts).toMatchObject([{ type }]);
});

test('a type that is set is used', () => {
  expect(episode('transcript: {url: /a, type: Text/VTT}')?.transcripts).toMatchObject([{ type: 'text/vtt' }]);
  expect(episode('chapters: {url: /a, type: application/x}')?.chapters).toMatchObject({ type: 'application/x' });
});

test('names in one text are people, and email addresses are not published', () => {
  expect(episode('hosts: Dana Prior <dana@post.example> and Mae Orland')?.persons.map(({ name }) => name)).toEqual([
    'Dana Prior',
    'Mae Orland',
  ]);
});

describe('hostile and invalid: a warning, and the rest stays', () => {
  test.each([
    'season: winter',
    'episode: 0',
    'episode: -1',
    'episode: 1.5',
    'episode_type: special',
    'explicit: perhaps',
    'transcript: "javascript:alert(1)"',
    'transcript: https://media.example/a.exe',
    'chapters: "data:application/json,{}"',
    'episode_image: "javascript:alert(1)"',
    'transcripts: [true]',
  ])('%s', (line) => {
    expect(episode(`guests: [Mae]\n${line}`)?.persons).toHaveLength(1);
    expect(problems(`guests: [Mae]\n${line}`)).toMatchObject([{ severity: 'warning', code: 'invalid-field' }]);
  });

  test('invalid URLs of people', () => {
    expect(
      episode('guests: [{name: "<b>Mae</b>", url: "javascript:alert(1)", img: "data:x"}, 7, {}]')?.persons,
    ).toEqual([{ name: '<b>Mae</b>', role: 'guest', url: null, image: null }]);
  });
});
