/** `presstime new`, spawned: what it writes is read back without problems. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { channelYaml } from '../support/channel.ts';
import { jpegWithIptc } from '../support/picture.ts';
import { presstime, temporaryFolder } from '../support/run.ts';

const now = ['--now', '2026-11-30T21:45:00Z'];

async function newsroom(): Promise<string> {
  const folder = temporaryFolder();
  await mkdir(join(folder, 'articles'));
  await writeFile(join(folder, 'articles/feed.yaml'), channelYaml);
  return folder;
}

async function shown(folder: string, path: string) {
  const { stdout } = await presstime(folder, ['show', path, '--json']);
  const { article, problems } = JSON.parse(stdout);
  return { article, problems };
}

describe('the file', () => {
  test.each([
    ['Markdown', [], '2026-11-30-nets-dry.md', { draft: false, captions: [] }],
    ['a draft in Markdown', ['--draft'], '2026-11-30-nets-dry.md', { draft: true }],
    [
      'wire text',
      ['--wire'],
      '2026-11-30-nets-dry.txt',
      { draft: false, captions: [{ credit: 'Photographer/Agency' }] },
    ],
    ['a draft in wire text', ['--wire', '--draft'], '2026-11-30-nets-dry.txt', { draft: true }],
  ])('is read without problems: %s', async (_name, flags, name, read) => {
    const folder = await newsroom();
    const { code, stdout, stderr } = await presstime(folder, ['new', 'Nets dry', ...flags, ...now]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `articles/${name}\n`, stderr: '' });
    const { article, problems } = await shown(folder, stdout.trim());
    expect(problems).toEqual([]);
    expect(article).toMatchObject({ title: 'Nets dry', published: '2026-11-30T21:45:00Z', ...read });
  });

  test('never replaces another one: its name gets a number', async () => {
    const folder = await newsroom();
    const paths: string[] = [];
    for (const flags of [[], ['--wire'], []])
      paths.push((await presstime(folder, ['new', 'Nets dry', ...flags, ...now])).stdout.trim());
    expect(paths).toEqual(
      ['', '-2', '-3'].map((end, index) => `articles/2026-11-30-nets-dry${end}.${index === 1 ? 'txt' : 'md'}`),
    );
  });

  test.each([
    ['He said: "Go — now!" \\ it\'s #1', '2026-11-30-he-said-go-now-it-s-1.md'],
    ['!!!', '2026-11-30-article.md'],
    ['Ferry '.repeat(20).trim(), '2026-11-30-ferry-ferry-ferry-ferry-ferry-ferry-ferry-ferry-ferry-ferry.md'],
  ])('keeps the headline as it was typed: %s', async (headline, name) => {
    const folder = await newsroom();
    const { stdout } = await presstime(folder, ['new', headline, ...now]);
    expect(stdout).toBe(`articles/${name}\n`);
    expect((await shown(folder, stdout.trim())).article.title).toBe(headline);
  });

  test('has a headline without control characters and colours', async () => {
    const folder = await newsroom();
    const { stdout, stderr } = await presstime(folder, ['new', '\u001b[31mNets\u001b[39m\u0007\ndry', ...now]);
    expect({ stdout, stderr }).toEqual({ stdout: 'articles/2026-11-30-nets-dry.md\n', stderr: '' });
    expect((await shown(folder, stdout.trim())).article.title).toBe('Nets dry');
  });

  test('is in the folder that --in names, with the time zone of its feed.yaml', async () => {
    const folder = await newsroom();
    await mkdir(join(folder, 'articles/sport'));
    const { stdout } = await presstime(folder, ['new', 'Nets dry', '--in', 'articles/sport', ...now]);
    expect(await readFile(join(folder, stdout.trim()), 'utf8')).toContain('date: 2026-11-30T16:45:00-05:00');
  });
});

test.each([
  ['Markdown', [], 'md'],
  ['wire text', ['--wire'], 'txt'],
])(
  '--from-picture copies the picture beside the article, with its caption and credit: %s',
  async (_name, flags, extension) => {
    const folder = await newsroom();
    // 120 is the caption, 80 the by-line and 110 the credit of IPTC-IIM.
    const picture = jpegWithIptc(640, 480, { 120: 'Nets dry on the quay.', 80: 'Ida Moen', 110: 'Sound Press' });
    await writeFile(join(folder, 'IMG_1.JPG'), picture);
    const args = ['new', 'Nets dry', '--from-picture', 'IMG_1.JPG', '--json', ...flags, ...now];
    const { path, picture: copied } = JSON.parse((await presstime(folder, args)).stdout);
    expect([path, copied]).toEqual([`articles/2026-11-30-nets-dry.${extension}`, 'articles/2026-11-30-nets-dry.jpg']);
    expect(new Uint8Array(await readFile(join(folder, copied)))).toEqual(new Uint8Array(picture));
    const { article, problems } = await shown(folder, path);
    expect(problems).toEqual([]);
    expect(article.images).toMatchObject([
      { caption: 'Nets dry on the quay.', credit: 'Ida Moen/Sound Press', width: 640 },
    ]);
  },
);

test('a headline that wire text cannot recognise is reported', async () => {
  const folder = await newsroom();
  const { code, stderr } = await presstime(folder, ['new', 'By Ida Moen', '--wire', ...now]);
  expect([code, stderr]).toEqual([
    0,
    'warning: Wire text does not read "By Ida Moen" as a headline: change it, or leave out --wire\n',
  ]);
});

test.each([
  ['no headline', ['new'], 2, 'needs HEADLINE'],
  ['an empty headline', ['new', ' '], 2, 'HEADLINE must not be empty'],
  ['a folder that does not exist', ['new', 'Nets', '--in', 'nope'], 1, 'There is no folder "nope"'],
  ['a bucket', ['new', 'Nets', '--in', 's3://courier/articles'], 2, 'a folder on this machine'],
  ['a picture that does not exist', ['new', 'Nets', '--from-picture', 'nope.jpg'], 1, 'Cannot read "nope.jpg"'],
  ['a file that is not a picture', ['new', 'Nets', '--from-picture', 'nets.txt'], 2, 'must be a picture'],
])('writes nothing with %s', async (_name, args, code, message) => {
  const folder = await newsroom();
  const run = await presstime(folder, args);
  expect(run.code).toBe(code);
  expect(run.stderr).toContain(message);
  expect(await readdir(join(folder, 'articles'))).toEqual(['feed.yaml']);
});

test('the editor is not opened if nobody is at the terminal', async () => {
  const folder = await newsroom();
  const { code, stdout } = await presstime(folder, ['new', 'Nets dry', ...now], { VISUAL: 'echo opened' });
  expect([code, stdout]).toEqual([0, 'articles/2026-11-30-nets-dry.md\n']);
});
