/** Audio, video, transcripts and PDF files beside articles. */
import { describe, expect, test } from 'vitest';
import { wantedFiles } from '../../src/article/attachments/attach.ts';
import { indexBeside, isBesidePath } from '../../src/article/attachments/beside.ts';
import { parseArticle, storyParsers } from '../../src/article/parse-article.ts';
import { parseFile, storiesIn } from '../../src/article/parse-file.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel, channelYaml, flat } from '../support/channel.ts';
import { png } from '../support/picture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const sound = bytes('ID3 not much of a ferry');

/** Reads an article, with the bytes of all files beside it. */
function readBeside(text: string, files: Readonly<Record<string, Uint8Array>>, path = 'posts/a.md') {
  const beside = { ...indexBeside(Object.keys(files)), bodies: new Map(Object.entries(files)) };
  return flat(parseArticle({ path, body: bytes(text) }, channel, beside));
}

const file = (lines: string, body = 'Kelp.') => `---\ntitle: Kelp\ndate: 2026-01-05\n${lines}\n---\n${body}\n`;
const published = /^https:\/\/feeds\.courier\.example\/media\/ferry-[0-9a-f]{16}\.mp3$/;

describe('a file that an enclosure names', () => {
  test.each([
    ['beside the article', 'ferry.mp3', 'posts/ferry.mp3'],
    ['above it', '../sound/ferry.mp3', 'sound/ferry.mp3'],
    ['from the root', '/sound/ferry.mp3', 'sound/ferry.mp3'],
    ["in a generator's folder", '/sound/ferry.mp3', 'static/sound/ferry.mp3'],
  ])('%s is published with its actual length', (_name, url, path) => {
    const { article, assets, looked } = readBeside(file(`audio: ${url}\nlength: 7\nduration: 60`), {
      [path]: sound,
    });
    expect(article?.enclosures).toEqual([
      {
        url: expect.stringMatching(published),
        type: 'audio/mpeg',
        lengthBytes: sound.length,
        title: null,
        durationSeconds: 60,
      },
    ]);
    expect(assets).toEqual([{ path, publishedPath: article?.enclosures[0]?.url.replace(channel.feedUrl, '') }]);
    expect(looked).toContain(path);
  });

  test('is wanted before it was read', () => {
    const beside = indexBeside(['posts/ferry.mp3']);
    const parsed = parseFile({ path: 'posts/a.md', body: bytes(file('audio: ferry.mp3')) }, channel, {
      parsers: storyParsers,
    });
    if (parsed.state !== 'parsed') throw new Error('It must be read');
    const wanted = storiesIn(parsed).flatMap((story) =>
      wantedFiles(story, { path: 'posts/a.md', beside, channel, sidecar: null }),
    );
    expect(wanted).toEqual(['posts/ferry.mp3']);
  });

  test.each([
    '../../ferry.mp3',
    '%2e%2e/%2e%2e/ferry.mp3',
    'https://media.example/ferry.mp3',
    '//media.example/ferry.mp3',
  ])('%s is not a file beside the article', (url) => {
    const { article, assets } = readBeside(file(`audio: "${url}"`), {
      'ferry.mp3': sound,
      'posts/ferry.mp3': sound,
    });
    expect(assets).toEqual([]);
    expect(article?.enclosures[0]?.url).not.toMatch(published);
  });

  test.each([
    ['empty', ''],
    ['a page', '<!DOCTYPE html><p>404'],
    ['a page after a mark', '\ufeff<html>'],
    ['a pointer of Git LFS', 'version https://git-lfs.example/spec/v1\noid sha256:0'],
  ])('that is %s is a warning, once, and is not published', (_name, text) => {
    const { assets, problems } = readBeside(file('audio: ferry.mp3', '<audio src="ferry.mp3"></audio>'), {
      'posts/ferry.mp3': bytes(text.replace('git-lfs.example', 'git-lfs.github.com')),
    });
    expect(assets).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'warning', code: 'invalid-media', file: 'posts/a.md' }]);
  });
});

describe('a file that the text names', () => {
  test.each([
    '<audio controls src="ferry.mp3"></audio>',
    '<video src="ferry.mp3"></video>',
    '<audio controls><source src="ferry.mp3" type="audio/mpeg"></audio>',
    '[Listen](ferry.mp3)',
    '[Listen](ferry.mp3#t=30)',
  ])('%s is published', (body) => {
    const { article, assets } = readBeside(file('', body), { 'posts/ferry.mp3': sound });
    expect(article?.contentHtml).toMatch(/"https:\/\/feeds\.courier\.example\/media\/ferry-[0-9a-f]{16}\.mp3"/);
    expect(assets).toHaveLength(1);
    expect(article?.enclosures).toEqual([]);
  });

  test('a poster and a track', () => {
    const body = '<video src="pier.mp4" poster="pier.png"><track src="pier.vtt" kind="captions"></video>';
    const { article, assets } = readBeside(file('', body), {
      'posts/pier.mp4': sound,
      'posts/pier.png': png(4, 3),
      'posts/pier.vtt': bytes('WEBVTT'),
    });
    expect(assets).toHaveLength(3);
    expect(article?.contentHtml.match(/feeds\.courier\.example\/media\/pier-/g)).toHaveLength(3);
  });

  test('a link to an article or to a page stays unchanged', () => {
    const { article, assets } = readBeside(file('', '[b](b.md) [c](c.html) [d](d.json)'), {});
    expect(assets).toEqual([]);
    expect(article?.contentHtml).toContain('href="https://courier.example/b.md"');
  });
});

test('the transcript and the pictures of an episode', () => {
  const lines = 'transcript: ferry.srt\nepisode_image: art.png\nguests: [{name: Mae, image: mae.png}]';
  const { article, assets } = readBeside(file(lines), {
    'posts/ferry.srt': bytes('1'),
    'posts/art.png': png(4, 4),
    'posts/mae.png': png(5, 5),
  });
  expect(assets).toHaveLength(3);
  expect(article?.episode).toMatchObject({
    image: expect.stringMatching(/media\/art-\w+\.png$/),
    transcripts: [{ url: expect.stringMatching(/media\/ferry-\w+\.srt$/), type: 'application/x-subrip' }],
    persons: [{ image: expect.stringMatching(/media\/mae-\w+\.png$/) }],
  });
});

test('a file is not attached because it has the name of the article', () => {
  const { article, assets } = readBeside(file(''), {
    'posts/a.mp3': sound,
    'posts/a-1.mp4': sound,
    'posts/a.pdf': sound,
  });
  expect([article?.enclosures, assets]).toEqual([[], []]);
  expect(indexBeside(['posts/a.mp3', 'posts/a.pdf']).byStem.size).toBe(0);
});

test.each([
  'a.mp3',
  'a.M4A',
  'a.ogg',
  'a.opus',
  'a.wav',
  'a.flac',
  'a.mp4',
  'a.m4v',
  'a.webm',
  'a.mov',
  'a.vtt',
  'a.srt',
  'a.pdf',
])('%s can be beside an article', (path) => {
  expect(isBesidePath(path)).toBe(true);
});

test.each(['a.md', 'a.html', 'a.json', 'a.txt', 'a.exe', 'a.svg', 'mp3', 'a.mp3.exe'])('%s cannot', (path) => {
  expect(isBesidePath(path)).toBe(false);
});

test('the file is published once, and not read again if nothing changes', async () => {
  const from = createMemoryStore({
    'feed.yaml': channelYaml,
    'a.md': file('audio: a.mp3'),
    'b.md': file('', '[Listen](a.mp3)'),
    'a.mp3': sound,
  });
  const to = createMemoryStore();
  const now = '2026-11-23T15:00:00Z';
  expect((await publish({ from, to, now })).problems).toEqual([]);
  const [media, ...others] = await to.list((path) => path.startsWith('media/'));
  expect(others).toEqual([]);
  expect((await to.read(media?.path ?? ''))?.body).toEqual(sound);
  expect(await publish({ from, to, now })).toMatchObject({ read: 0, ledgerWrites: 0 });
  await from.write('a.mp3', bytes('ID3 another ferry'), 'any');
  expect(await publish({ from, to, now })).toMatchObject({ read: 2 });
});
