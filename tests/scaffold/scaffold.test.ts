/** The first files of a publication: they are valid whatever the author answers, and they publish without a problem. */
import { describe, expect, test } from 'vitest';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import { publish } from '../../src/publish/publish.ts';
import { type Answers, renderFirstArticle, renderSettings, titleFromFolder } from '../../src/scaffold/scaffold.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-11-30T21:30:00Z');
const plain: Answers = {
  title: 'Tern Times',
  homeUrl: 'https://terns.example/news/',
  author: 'Mae Orland',
  language: 'en-GB',
  timeZone: 'Europe/Oslo',
};

const channelOf = (answers: Answers) => parseChannel(renderSettings(answers, now).text);

describe('feed.yaml', () => {
  test('contains the answers', () => {
    const { channel, problems } = channelOf(plain);
    expect(problems).toEqual([]);
    expect(channel).toMatchObject({
      title: 'Tern Times',
      description: 'The newest articles of Tern Times',
      homeUrl: 'https://terns.example/news/',
      feedUrl: 'http://localhost:4000/',
      language: 'en-GB',
      timeZone: 'Europe/Oslo',
      authority: 'terns.example,2026',
      authors: [{ name: 'Mae Orland' }],
    });
  });

  test('without a site or an author, has the local URL, and a domain that belongs to nobody', () => {
    const { channel, problems } = channelOf({ ...plain, title: 'Ünï & Söns', homeUrl: null, author: null });
    expect(problems).toEqual([]);
    expect(channel).toMatchObject({
      homeUrl: 'http://localhost:4000/',
      authority: 'uni-sons.example,2026',
      authors: [],
    });
  });

  test.each([
    ['quotes and a backslash', 'The "Tern" \\ Times'],
    ['YAML syntax', '- a: {b} #c !!js &d *e |'],
    ['a boolean', 'true'],
    ['a null', '~'],
    ['markup', '<script>alert(1)</script> ]]>'],
    ['front matter', '---\nid: x\n---'],
    ['control characters', 'A\u0000B\u001b[31m'],
    ['half a character', 'A\ud83d'],
    ['only letters of other scripts', 'Новости'],
    ['a very long name', 'a'.repeat(5000)],
  ])('is valid for a title and an author that contain %s', async (_, text) => {
    const answers = { ...plain, title: text, author: text, homeUrl: null };
    expect(channelOf(answers).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const files = [renderSettings(answers, now), renderFirstArticle(answers, now)];
    const from = createMemoryStore(Object.fromEntries(files.map((file) => [file.path, file.text])));
    const report = await publish({ from, to: createMemoryStore(), now });
    expect(report.entryChanges.map(({ kind }) => kind)).toEqual(['new']);
  });

  test.each(['http://127.0.0.1:8080/', 'http://[::1]/', 'https://xn--bcher-kva.example/'])(
    'has an authority for %s',
    (homeUrl) => {
      expect(channelOf({ ...plain, homeUrl }).problems).toEqual([]);
    },
  );
});

test('the first article is published at once, with its local date and without a problem', async () => {
  const files = [renderSettings(plain, now), renderFirstArticle(plain, now)];
  expect(files.map(({ path }) => path)).toEqual(['feed.yaml', 'welcome.md']);
  expect(files[1]?.text).toContain('date: 2026-11-30T22:30:00+01:00\n');
  const from = createMemoryStore(Object.fromEntries(files.map(({ path, text }) => [path, text])));
  const report = await publish({ from, to: createMemoryStore(), now });
  expect(report.problems).toEqual([]);
  expect(report.entryChanges).toMatchObject([{ kind: 'new', title: 'Welcome to Tern Times' }]);
});

test.each([
  ['my-paper', 'My paper'],
  ['the_tern_times', 'The tern times'],
  ['Äther', 'Äther'],
  ['', 'My feed'],
  ['--', 'My feed'],
  ['a\nb\u202ec', 'A b c'],
])('the folder %j gives the title "%s"', (folder, title) => {
  expect(titleFromFolder(folder)).toBe(title);
});
