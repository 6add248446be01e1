/** Files that are no pictures, and pictures of types that are not published: never a dead URL without a message. */
import { describe, expect, test } from 'vitest';
import { isOtherPicturePath, isPicturePath } from '../../src/article/attachments/beside.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { png } from '../support/picture.ts';

const now = '2026-11-23T15:00:00Z';
const bytes = (text: string) => new TextEncoder().encode(text);
const heic = bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic');
const post = (body: string, front = '') => `---\ntitle: The pier\ndate: 2026-01-04\n${front}---\n${body}\n`;
const wire = (captions: string) =>
  `date 2026-01-04 ${captions}\n\n4:15 PM – Sunday, January 4, 2026\n\nThe boat came in.\n\nNobody minded.\n`;
const caption = (text: string) => `${text} (Ida Moe/Quay Images)`;

async function run(files: Readonly<Record<string, string | Uint8Array>>, settings = '') {
  const from = createMemoryStore({ 'feed.yaml': channelYaml + settings, ...files });
  const to = createMemoryStore();
  const { problems, skipped } = await publish({ from, to, now });
  const feed = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body));
  const media = (await to.list((path) => path.startsWith('media/'))).map(({ path }) => path);
  return { item: feed.items[0], media, problems, skipped };
}

const html = bytes('<!doctype html><title>Not found</title><p>Not found');
const svg = bytes('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>');

describe('a file that has the name of a picture', () => {
  test.each([
    ['a page', 'pier.jpg', html],
    ['an SVG picture', 'pier.png', svg],
    [
      'an SVG picture with a declaration',
      'pier.webp',
      bytes(`<?xml version="1.0"?>\n${new TextDecoder().decode(svg)}`),
    ],
    ['a text', 'pier.gif', bytes('Nothing here.')],
    ['a HEIC picture', 'pier.jpg', heic],
    ['nothing known', 'pier.avif', new Uint8Array(200).fill(7)],
    ['no bytes', 'pier.png', new Uint8Array()],
  ])('%s: is not published, and its text stays', async (_name, file, body) => {
    const { item, media, problems } = await run({ 'a.md': post(`Before ![the pier](${file}) after.`), [file]: body });
    expect(problems).toMatchObject([
      { code: 'invalid-picture', severity: 'warning', file: 'a.md', line: 5, column: 20 },
    ]);
    expect(problems[0]?.message).toContain(`"${file}"`);
    expect(item.content_html).toBe('<p>Before <span>the pier</span> after.</p>');
    expect(media).toEqual([]);
  });

  test('its caption is not given to another picture', async () => {
    const captions = `(L) ${caption('The boat.')} / (R) ${caption('The crew.')}`;
    const { item, media } = await run({ 'boat.txt': wire(captions), 'boat.jpg': html, 'boat-1.png': png(9, 9) });
    expect(media).toHaveLength(1);
    expect(item.content_html).toMatch(/<figure><img [^>]*boat-1[^>]*><figcaption><p>The crew\./);
    expect(item.content_html).toContain('<p><small>(L) The boat. (Ida Moe/Quay Images)</small></p>');
  });

  test('a picture with the wrong extension is one: it is published', async () => {
    const { media, problems } = await run({ 'a.md': post('![the pier](pier.jpg)'), 'pier.jpg': png(9, 9) });
    expect([media.length, problems]).toEqual([1, []]);
  });
});

const otherTypes = [
  'HEIC',
  'heif',
  'tif',
  'tiff',
  'bmp',
  'svg',
  'jxl',
  'jp2',
  'psd',
  'ai',
  'eps',
  'raw',
  'dng',
  'cr2',
  'nef',
  'ico',
  'xcf',
];

describe('a picture of a type that is not published', () => {
  test.each(otherTypes)('.%s: a warning with the line, and no URL', async (extension) => {
    const file = `IMG_7.${extension}`;
    const { item, media, problems, skipped } = await run({ 'a.md': post('Text.', `image: ${file}\n`), [file]: heic });
    expect(problems).toMatchObject([{ code: 'invalid-picture', file: 'a.md', line: 4, column: 8 }]);
    expect(problems[0]?.message).toMatch(new RegExp(`^"${file}" .*: save it as JPEG, PNG, GIF, WebP or AVIF$`));
    expect(JSON.stringify(item)).not.toContain('IMG_7');
    expect(item.content_html).toBe('<p>Text.</p>');
    expect([media, skipped]).toEqual([[], [file]]);
  });

  test.each(['jpg', 'JPEG', 'png', 'gif', 'webp', 'avif'])('.%s is published', (extension) => {
    const path = `a.${extension}`;
    expect([isPicturePath(path), isOtherPicturePath(path)]).toEqual([true, false]);
  });

  test('in the text: its alt text and caption stay', async () => {
    const body = 'One ![a map](map.svg) two.\n\n![the pier](pier.tiff "The old pier (Ida Moe/Quay Images)")';
    const { item, problems } = await run({ 'a.md': post(body), 'map.svg': svg, 'pier.tiff': 'II*' });
    expect(problems.map(({ line }) => line)).toEqual([5, 7]);
    expect(item.content_html).toContain('<p>One <span>a map</span> two.</p>');
    expect(item.content_html).toContain('The old pier');
    expect(item.content_html).not.toMatch(/<img|map\.svg|pier\.tiff/);
  });

  test('as the leading picture: its caption, credit or alt text stays', async () => {
    const files = { 'pier.heic': heic };
    const both = await run({
      ...files,
      'a.md': post('Text.', 'image: {url: pier.heic, alt: A pier, caption: The pier., credit: Ida Moe}\n'),
    });
    expect(both.item.content_html).toBe('<p>Text.</p>\n<p><small>The pier. (Ida Moe)</small></p>');
    const alt = await run({ ...files, 'a.md': post('Text.', 'image: {url: pier.heic, alt: A pier}\n') });
    expect(alt.item.content_html).toBe('<p>Text.</p>\n<p><small>A pier</small></p>');
  });

  test('named after the article: a warning, and its caption is not given to another picture', async () => {
    const captions = `(L) ${caption('The boat.')} / (R) ${caption('The crew.')}`;
    const { item, problems } = await run({ 'boat.txt': wire(captions), 'boat.heic': heic, 'boat-1.png': png(9, 9) });
    expect(problems.map(({ code }) => code)).toEqual(['invalid-picture', 'captions-without-picture']);
    expect(item.content_html).toMatch(/<figure><img [^>]*boat-1[^>]*><figcaption><p>The crew\./);
  });

  test('that is also there as a JPEG, or belongs to no article, is not reported', async () => {
    const files = {
      'boat.txt': wire(caption('The boat.')),
      'boat.heic': heic,
      'boat.png': png(9, 9),
      'other.svg': svg,
    };
    expect((await run(files)).problems).toEqual([]);
  });

  test('in a sidecar: a warning', async () => {
    const files = {
      'boat.txt': wire(caption('The boat.')),
      'boat.images.yaml': '- file: pier.heic\n',
      'pier.heic': heic,
    };
    const { item, problems } = await run(files);
    expect(problems).toMatchObject([{ code: 'invalid-picture', file: 'boat.txt' }]);
    expect(item.content_html).toContain('<p><small>The boat. (Ida Moe/Quay Images)</small></p>');
  });

  test('on the page of the article on another site: a warning, and the URL stays', async () => {
    const { item, problems } = await run({
      'a.md': post('![a map](map.svg)', 'url: https://quay.example/a/\n'),
      'map.svg': svg,
    });
    expect(problems).toMatchObject([{ code: 'invalid-picture', line: 6 }]);
    expect(item.content_html).toContain('<img src="https://quay.example/a/map.svg" alt="a map">');
  });

  test('is reported when it appears beside an article that did not change', async () => {
    const from = createMemoryStore({
      'feed.yaml': channelYaml,
      'a.md': post('![](pier.png) ![a map](map.svg)'),
      'pier.png': png(9, 9),
    });
    const to = createMemoryStore();
    await publish({ from, to, now });
    expect((await publish({ from, to, now })).read).toBe(0);
    await from.write('map.svg', svg, 'any');
    const { read, problems } = await publish({ from, to, now });
    expect([read, problems.map(({ code }) => code)]).toEqual([1, ['invalid-picture']]);
  });
});

test.each([
  ['a local file', 'pier.heic', '<picture><img src='],
  [
    'a file on the web',
    'https://i.example/pier.webp',
    '<picture><source srcset="https://i.example/pier.webp"><img src=',
  ],
])('the source of a published picture is %s: only one on the web stays', async (_name, source, expected) => {
  const body = `<picture><source srcset="${source}"><img src="pier.png"></picture>`;
  const { item } = await run({ 'a.html': post(body), 'pier.png': png(9, 9), 'pier.heic': heic });
  expect(item.content_html).toContain(expected);
});

describe('a picture of one pixel', () => {
  test.each([
    ['1 by 1', png(1, 1)],
    ['3 by 1', png(3, 1)],
    ['1 by 3', png(1, 3)],
  ])('%s: is not shown, and its file is not published', async (_name, body) => {
    const { item, media, problems } = await run({ 'a.md': post('Text. ![](dot.png)'), 'dot.png': body });
    expect(problems).toMatchObject([{ code: 'invalid-picture', line: 5 }]);
    expect([item.content_html, media]).toEqual(['<p>Text. </p>', []]);
  });

  test('a small picture is shown', async () => {
    const { item, media, problems } = await run({ 'a.md': post('Text. ![](dot.png)'), 'dot.png': png(2, 2) });
    expect([media.length, problems]).toEqual([1, []]);
    expect(item.content_html).toContain('<img');
  });
});

test('the leading picture is shown once if the text has a smaller file of it', async () => {
  const files = {
    'a.md': post('![b](f-30x20.png)\n\nText.', 'image: f.png\n'),
    'f.png': png(60, 40),
    'f-30x20.png': png(30, 20),
  };
  const { item, problems } = await run(files);
  expect(problems).toEqual([]);
  expect(item.content_html.match(/<img/g)).toHaveLength(1);
});
