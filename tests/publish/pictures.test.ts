/** Pictures beside articles: found, described, published under a name with their digest, and removed. */
import { parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { jpegWithIptc, png } from '../support/picture.ts';
import { withRemoval } from '../support/store.ts';

const now = '2026-11-23T15:00:00Z';
const wire = (captions: string) =>
  `date 2026-01-04 ${captions}\n\n4:15 PM – Sunday, January 4, 2026\n\nThe boat came in. It was late.\n\nNobody minded.\n`;
const twoCaptions = '(L) The boat at the pier. (Ida Moe/Quay Images) / (R) The crew. (Ola Berg/Quay Images)';

function desk(files: Readonly<Record<string, string | Uint8Array>>) {
  const from = createMemoryStore({ 'feed.yaml': channelYaml, ...files });
  const to = createMemoryStore();
  const text = async (path: string) => new TextDecoder().decode((await to.read(path))?.body);
  return {
    from,
    to,
    run: (options: Partial<PublishOptions> = {}) => publish({ from, to, now, ...options }),
    put: (path: string, body: string | Uint8Array) =>
      from.write(path, typeof body === 'string' ? new TextEncoder().encode(body) : body, 'any'),
    item: async () => JSON.parse(await text('feed.json')).items[0],
    rss: async () => parseRssFeed(await text('rss.xml')).items?.[0],
    media: async () => (await to.list((path) => path.startsWith('media/'))).map(({ path }) => path),
  };
}

describe('a picture named after its wire text', () => {
  test('is published with its digest, and comes first with caption, credit and size', async () => {
    const { run, item, rss, media, to } = desk({
      'boat.txt': wire(twoCaptions),
      'boat.png': png(640, 480),
      'boat-1.png': png(320, 240),
    });
    const report = await run();
    expect(report.problems).toEqual([]);
    const [first = '', second = ''] = (await media()).toSorted((a, b) => a.length - b.length);
    expect(first).toMatch(/^media\/boat-[0-9a-f]{16}\.png$/);
    expect(second).toMatch(/^media\/boat-1-[0-9a-f]{16}\.png$/);
    const { content_html: content, image, attachments } = await item();
    expect(image).toBe(`https://feeds.courier.example/${first}`);
    expect(content).toMatch(
      /^<figure><img src="https:\/\/feeds\.courier\.example\/media\/boat-\w+\.png" alt="" width="640" height="480">/,
    );
    expect(content).toContain(
      '<figcaption><p>The boat at the pier. <small>(Ida Moe/Quay Images)</small></p></figcaption>',
    );
    expect(content.indexOf('The crew.')).toBeGreaterThan(content.indexOf('It was late.'));
    const size = (await to.read(first))?.body.length;
    expect(attachments[0]).toMatchObject({ mime_type: 'image/png', size_in_bytes: size });
    expect((await rss())?.media?.contents?.map(({ width, height }) => [width, height])).toEqual([
      [640, 480],
      [320, 240],
    ]);
  });

  test('fewer pictures than captions: a warning, and no caption is lost', async () => {
    const { run, item } = desk({ 'boat.txt': wire(twoCaptions), 'boat.png': png(64, 48) });
    const report = await run();
    expect(report.problems).toEqual([
      expect.objectContaining({ code: 'captions-without-picture', severity: 'warning', file: 'boat.txt' }),
    ]);
    expect(report.problems[0]?.message).toMatch(/^There are 2 captions but 1 picture: /);
    expect((await item()).content_html).toContain('<p><small>(R) The crew. (Ola Berg/Quay Images)</small></p>');
  });

  test('belongs to no other article', async () => {
    const { run, media } = desk({
      'boat.txt': wire('Headline'),
      'boats.png': png(4, 4),
      'boat-house.png': png(4, 5),
      'other/boat.png': png(4, 6),
    });
    await run();
    expect(await media()).toEqual([]);
  });
});

test('a sidecar maps captions to pictures, with alt text, in its order', async () => {
  const { run, item } = desk({
    'a/boat.txt': wire(twoCaptions),
    'a/boat.images.yaml':
      '- file: pier.png\n  alt: A boat beside a pier\n- image: ../people/crew.png\n  credit: Somebody Else\n',
    'a/pier.png': png(64, 48),
    'people/crew.png': png(32, 24),
  });
  expect((await run()).problems).toEqual([]);
  const { content_html: content } = await item();
  expect(content).toContain('alt="A boat beside a pier"');
  expect(content).toContain('The crew. <small>(Somebody Else)</small>');
});

describe('the caption of a missing or broken picture goes to no other picture', () => {
  const captioned = (content: string) => [
    ...content.matchAll(/src="[^"]*\/(\w[\w-]*)-\w+\.png"[^>]*><figcaption><p>([^<]*)/g),
  ];

  test.each([
    ['missing', '- misspelt.png\n- pier.png\n', {}, 'missing-picture'],
    ['broken', '- misspelt.png\n- pier.png\n', { 'misspelt.png': 'no picture' }, 'invalid-picture'],
    ['none at all', '- 7\n- pier.png\n', {}, 'invalid-sidecar'],
  ])('in a sidecar: %s', async (_name, side, files, code) => {
    const { run, item } = desk({
      'boat.txt': wire(twoCaptions),
      'boat.images.yaml': side,
      'pier.png': png(64, 48),
      ...files,
    });
    const { problems } = await run();
    expect(problems.map((it) => it.code)).toEqual([code, 'captions-without-picture']);
    const { content_html: content } = await item();
    expect(captioned(content).map(([, name, words]) => [name, words])).toEqual([['pier', 'The crew. ']]);
    expect(content).toContain('<p><small>(L) The boat at the pier. (Ida Moe/Quay Images)</small></p>');
  });

  test('named after its article', async () => {
    const { run, item } = desk({ 'boat.txt': wire(twoCaptions), 'boat.png': 'no picture', 'boat-1.png': png(64, 48) });
    expect((await run()).problems.map((it) => it.code)).toEqual(['invalid-picture', 'captions-without-picture']);
    expect(captioned((await item()).content_html).map(([, name, words]) => [name, words])).toEqual([
      ['boat-1', 'The crew. '],
    ]);
  });
});

test('empty values in a sidecar count as missing', async () => {
  const { run, item } = desk({
    'boat.txt': wire(twoCaptions),
    'boat.images.yaml': '- file: pier.png\n  caption: ""\n  credit: "&#x1;"\n',
    'pier.png': png(64, 48),
  });
  expect((await run()).entries).toBe(1);
  expect((await item()).content_html).toContain('<p>The boat at the pier. <small>(Ida Moe/Quay Images)</small></p>');
});

describe('a file that is named but missing', () => {
  const post = (lines: string, body = 'Text.') => `---\ntitle: T\ndate: 2026-01-04\n${lines}\n---\n${body}\n`;
  const pier = { 'pier.png': png(64, 48) };
  const problemsOf = async (files: Readonly<Record<string, string | Uint8Array>>) =>
    (await desk(files).run()).problems.map(({ code, line, message }) => ({ code, line, message }));

  test.each([
    ['in front matter', post('image: piers.png'), 4],
    ['in the text', post('', 'Text.\n\n![x](piers.png) ![x](piers.png)'), 8],
    ['as a poster', post('', '<video src="https://x.example/a.mp4" poster="piers.png"></video>'), 6],
  ])('is reported with its line and the nearest name: %s', async (_name, text, line) => {
    expect(await problemsOf({ 'a/a.md': text, 'a/pier.png': png(64, 48) })).toEqual([
      {
        code: 'missing-picture',
        line,
        message: 'The picture "piers.png" is not in the folder of articles: did you mean "pier.png"?',
      },
    ]);
  });

  test('is reported with what to do if no name is near', async () => {
    expect(await problemsOf({ 'a.md': post('image: gone.jpg'), ...pier })).toMatchObject([
      {
        message:
          'The picture "gone.jpg" is not in the folder of articles: put it beside the article, or write its whole URL',
      },
    ]);
  });

  test('is reported for media too', async () => {
    expect(
      await problemsOf({ 'a.md': post('audio: talks.mp3', '[Notes](notes.pdf)'), 'talk.mp3': 'ID3' }),
    ).toMatchObject([
      { code: 'missing-media', line: 6 },
      { code: 'missing-media', line: 4, message: expect.stringContaining('did you mean "talk.mp3"?') },
    ]);
  });

  test.each(['/img/gone.png', 'https://x.example/gone.png'])('may be on the site of the author: %s', async (image) => {
    expect(await problemsOf({ 'a.md': post(`image: ${image}`), ...pier })).toEqual([]);
  });

  test('is not reported if there are no pictures among the articles at all', async () => {
    expect(await problemsOf({ 'a.md': post('image: gone.png') })).toEqual([]);
  });

  test('is missing everywhere if Presstime makes the pages', async () => {
    const pages = { 'feed.yaml': channelYaml.replace('pages: false', 'pages: true') };
    expect(await problemsOf({ 'a.md': post('image: /gone.png'), ...pages })).toMatchObject([
      { code: 'missing-picture' },
    ]);
    expect(await problemsOf({ 'a.md': post('image: gone.png'), ...pages })).toMatchObject([
      { code: 'missing-picture' },
    ]);
    const own = post('image: /gone.png\nurl: https://blog.example/a');
    expect(await problemsOf({ 'a.md': own, ...pages })).toEqual([]);
  });

  test('is reported at most fifty times', async () => {
    const body = Array.from({ length: 200 }, (_, index) => `![](gone-${index}.png)`).join('\n');
    expect(await problemsOf({ 'a.md': post('', body), ...pier })).toHaveLength(50);
  });

  test.each(['b.md', '../b.markdown#part', '/posts/b.mdx', 'b.docx'])(
    'a link to the file %s is reported',
    async (href) => {
      expect(await problemsOf({ 'a.md': post('', `See [b](${href}).`) })).toEqual([
        {
          code: 'link-to-file',
          line: 6,
          message: `The link "${href}" points to a file, not a page: write the URL of the page`,
        },
      ]);
    },
  );

  test.each(['https://x.example/b.md', '//x.example/b.md', 'b', 'b.html', '#b.md', 'b?file=b.md'])(
    'a link to %s is none',
    async (href) => {
      expect(await problemsOf({ 'a.md': post('', `See [b](${href}).`) })).toEqual([]);
    },
  );
});

test.each([
  ['- file: [', 'Cannot use "boat.images.yaml"'],
  ['pier.png', 'it must be a list of picture files'],
  ['- file: https://elsewhere.example/pier.png', 'it must be a list of picture files'],
  ['- ../../etc/passwd', 'it must be a list of picture files'],
  ['a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]', 'it must be a list of picture files'],
])('a sidecar that contains %s gives a warning', async (side, words) => {
  const { run } = desk({ 'boat.txt': wire('Headline'), 'boat.images.yaml': side });
  const { problems, entries } = await run();
  expect(entries).toBe(1);
  expect(problems).toEqual([
    expect.objectContaining({ code: 'invalid-sidecar', message: expect.stringContaining(words) }),
  ]);
});

describe('a picture that Markdown names', () => {
  const post = (image: string, body = 'Text.') => `---\ntitle: T\ndate: 2026-01-04\n${image}\n---\n${body}\n`;

  test.each([
    ['beside the article', 'posts/a.md', 'image: pier.png', 'posts/pier.png'],
    ['with a space', 'posts/a.md', 'image: the%20pier.png', 'posts/the pier.png'],
    ['above it', 'posts/x/a.md', 'image: ../img/pier.png', 'posts/img/pier.png'],
    ['from the root', 'posts/a.md', 'image: /img/pier.png', 'img/pier.png'],
    ["in a generator's folder", 'content/posts/a.md', 'image: /img/pier.png', 'static/img/pier.png'],
    ['from the root, without a slash', 'posts/a.md', 'image: img/pier.png', 'img/pier.png'],
  ])('%s', async (_name, path, image, picture) => {
    const { run, item, media } = desk({ [path]: post(image), [picture]: png(64, 48) });
    expect((await run()).problems).toEqual([]);
    expect(await media()).toHaveLength(1);
    expect((await item()).content_html).toContain('width="64" height="48"');
  });

  test('in its text: URL and size are filled in, srcset is removed', async () => {
    const { run, item, media } = desk({
      'a.md': post('', 'Text.\n\n<img src="pier.png" srcset="pier.png 1x, big.png 2x" alt="A pier">'),
      'pier.png': png(64, 48),
    });
    await run();
    const [path] = await media();
    expect((await item()).content_html).toContain(
      `<img src="https://feeds.courier.example/${path}" alt="A pier" width="64" height="48">`,
    );
    expect((await item()).content_html).not.toContain('srcset');
  });

  test.each([
    'https://elsewhere.example/pier.png',
    '//elsewhere.example/pier.png',
    '../../pier.png',
    'data:image/png;base64,AAAA',
    '%ff.png',
    'pier.svg',
  ])('%s is not a file beside the article', async (image) => {
    const { run, media } = desk({ 'a.md': post(`image: "${image}"`), 'pier.png': png(64, 48), 'pier.svg': '<svg/>' });
    await run();
    expect(await media()).toEqual([]);
  });

  test('that is not a picture gives a warning, and is not published', async () => {
    const { run, media } = desk({ 'a.md': post('image: pier.png'), 'pier.png': '<script>alert(1)</script>' });
    expect((await run()).problems).toEqual([
      expect.objectContaining({
        code: 'invalid-picture',
        file: 'a.md',
        message: '"pier.png" cannot be read as a picture: it is a page',
      }),
    ]);
    expect(await media()).toEqual([]);
  });

  test.each([
    ['text', 'it is damaged, or is not JPEG, PNG, GIF, WebP or AVIF'],
    ['', 'it is empty'],
    ['<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"></svg>', 'it is a page'],
    ['version https://git-lfs.github.com/spec/v1', 'it is a Git LFS pointer, and the file itself is not here'],
  ])('that contains "%s" is reported with our own message', async (body, reason) => {
    const { run } = desk({ 'a.md': post('image: pier.png'), 'pier.png': body });
    expect((await run()).problems).toMatchObject([{ message: `"pier.png" cannot be read as a picture: ${reason}` }]);
  });
});

describe('metadata inside a picture', () => {
  const boat = jpegWithIptc(640, 480, { 120: 'The boat at noon, déjà vu.', 80: 'Ida Moe', 110: 'Quay Images' });
  const asks = `${channelYaml}pictureCaptions: true\n`;

  test('is used if the channel asks for it and the article gives nothing else', async () => {
    const { run, item } = desk({ 'feed.yaml': asks, 'boat.txt': wire('Headline'), 'boat.jpg': boat });
    expect((await run()).problems).toEqual([]);
    expect((await item()).content_html).toContain(
      'width="640" height="480"><figcaption><p>The boat at noon, déjà vu. <small>(Ida Moe/Quay Images)</small></p></figcaption>',
    );
  });

  test('yields to what the article says', async () => {
    const { run, item } = desk({
      'feed.yaml': asks,
      'boat.txt': wire('(L) Another boat. (Ola Berg/QPA Images)'),
      'boat.jpg': boat,
    });
    await run();
    expect((await item()).content_html).toContain('<p>Another boat. <small>(Ola Berg/QPA Images)</small></p>');
    expect((await item()).content_html).not.toContain('noon');
  });

  test('is not used unless the channel asks for it', async () => {
    const { run, item } = desk({ 'boat.txt': wire('Headline'), 'boat.jpg': boat });
    await run();
    expect((await item()).content_html).not.toContain('figcaption');
  });

  test('does no harm if it is broken or hostile', async () => {
    const hostile = jpegWithIptc(64, 48, {
      120: '<script>alert(1)</script> ]]> \u0007',
      110: '"><img src=x onerror=alert(1)>',
    });
    const { run, item, rss } = desk({ 'feed.yaml': asks, 'a.txt': wire('Headline'), 'a.jpg': hostile });
    expect((await run()).entries).toBe(1);
    expect((await item()).content_html).toContain('&lt;script>alert(1)&lt;/script> ]]>');
    expect((await item()).content_html).not.toMatch(/<script|<img src="?x/);
    expect((await rss())?.title).toBe('Headline');
    const cut = desk({ 'feed.yaml': asks, 'a.txt': wire('Headline'), 'a.jpg': boat.subarray(0, 80) });
    expect((await cut.run()).entries).toBe(1);
  });
});

test('the URLs of pictures follow feedUrl', async () => {
  const { run, put, item } = desk({ 'boat.txt': wire('Headline'), 'boat.png': png(64, 48) });
  await run();
  await put('feed.yaml', channelYaml.replace('https://feeds.courier.example/', 'https://elsewhere.example/feeds/'));
  await run();
  expect((await item()).content_html).toContain('src="https://elsewhere.example/feeds/media/boat-');
});

describe('pictures over several runs', () => {
  test('without changes, nothing is read or written', async () => {
    const { run } = desk({
      'boat.txt': wire(twoCaptions),
      'boat.png': png(64, 48),
      'other.md': '---\ntitle: O\ndate: 2026-01-02\n---\nText.\n',
    });
    await run();
    const again = await run();
    expect(again).toMatchObject({ read: 0, ledgerWrites: 0 });
    expect(again.changes.every(({ action }) => action === 'unchanged')).toBe(true);
  });

  test('nor if the article does not show a picture with its name', async () => {
    const { run, media } = desk({
      'boat.md': '---\ntitle: T\ndate: 2026-01-04\nimage: other.png\n---\nText.\n',
      'boat.png': png(64, 48),
      'other.png': png(32, 24),
      'pier.txt': wire('Headline'),
      'pier.png': png(16, 12),
      'pier.images.yaml': '- other.png\n',
    });
    await run();
    expect(await media()).toHaveLength(1);
    expect(await run()).toMatchObject({ read: 0, ledgerWrites: 0 });
  });

  test('if a picture changes, appears or disappears, its article is read again, and the old file is removed', async () => {
    const { run, put, from, media, item } = desk({ 'boat.txt': wire(twoCaptions), 'boat.png': png(64, 48) });
    await run();
    const [old = ''] = await media();
    await put('boat.png', png(80, 60));
    const changed = await run({ now: '2026-11-24T00:00:00Z' });
    expect(changed.read).toBe(1);
    expect(changed.changes).toContainEqual({ path: old, action: 'removed' });
    expect(await media()).toHaveLength(1);
    expect(await item()).toMatchObject({ date_modified: '2026-11-24T00:00:00Z' });
    await put('boat-1.png', png(8, 6));
    expect((await run()).read).toBe(1);
    expect(await media()).toHaveLength(2);
    await from.remove('boat.png');
    await from.remove('boat-1.png');
    await run();
    expect(await media()).toEqual([]);
  });

  test('a picture that was named before it existed is found when it arrives', async () => {
    const { run, put, media } = desk({ 'a.md': '---\ntitle: T\ndate: 2026-01-04\nimage: pier.png\n---\nText.\n' });
    await run();
    expect(await media()).toEqual([]);
    await put('pier.png', png(8, 6));
    await run();
    expect(await media()).toHaveLength(1);
  });

  test('a published picture that somebody removed is restored by a verification', async () => {
    const { run, to, media } = desk({ 'boat.txt': wire(twoCaptions), 'boat.png': png(64, 48) });
    await run();
    const [path = ''] = await media();
    await to.remove(path);
    expect((await run({ verify: true })).changes).toContainEqual({ path, action: 'written' });
    expect(await media()).toEqual([path]);
  });

  test('a picture of an unpublished story is not published either', async () => {
    const { run, media } = desk({
      'boat.txt': wire(twoCaptions).replaceAll('2026', '2027').replace('Sunday', 'Monday'),
      'boat.png': png(64, 48),
    });
    await run();
    expect(await media()).toEqual([]);
    await run({ now: '2027-01-05T00:00:00Z' });
    expect(await media()).toHaveLength(1);
  });

  test('pictures are written before the feeds that show them, and removed after', async () => {
    const { from, to, put } = desk({ 'boat.txt': wire(twoCaptions), 'boat.png': png(64, 48) });
    const order: string[] = [];
    const watched = {
      ...to,
      write: async (path: string, ...rest: [Uint8Array, 'any']) => {
        order.push(path.split('-')[0] ?? path);
        return to.write(path, ...rest);
      },
    } as typeof to;
    const watchedRemoval = withRemoval(watched, async (path) => {
      order.push(`remove ${path.split('-')[0]}`);
      return to.remove(path);
    });
    await publish({ from, to: watchedRemoval, now });
    expect(order.indexOf('media/boat')).toBeLessThan(order.indexOf('rss.xml'));
    order.length = 0;
    await put('boat.png', png(80, 60));
    await publish({ from, to: watchedRemoval, now });
    expect(order.indexOf('remove media/boat')).toBeGreaterThan(order.indexOf('.presstime/ledger/head.json'));
  });
});

describe('a list of pictures in front matter', () => {
  const post = (images: string, body = 'Text.') =>
    `---\ntitle: T\ndate: 2026-01-04\nimages:\n${images}\n---\n${body}\n`;

  test('shows the first, and the others that have a caption', async () => {
    const { run, item, rss, media } = desk({
      'a.md': post(
        '  - src: pier.png\n    caption: One.\n  - src: crew.png\n    alt: The crew\n    caption: Two. (Ida Moe/Quay Images)\n  - card.png',
      ),
      'pier.png': png(64, 48),
      'crew.png': png(32, 24),
      'card.png': png(16, 12),
    });
    expect((await run()).problems).toEqual([]);
    expect(await media()).toHaveLength(2);
    const { content_html: content } = await item();
    expect(content).toMatch(/^<figure><img src="[^"]+pier-\w+\.png"[^>]*><figcaption><p>One\./);
    expect(content).toContain('<p>Two. <small>(Ida Moe/Quay Images)</small></p>');
    expect((await rss())?.media?.contents).toHaveLength(2);
  });

  test('does not repeat a picture that the text already shows', async () => {
    const { run, item } = desk({
      'a.md': post(
        '  - src: pier.png\n    caption: One.\n  - src: crew.png\n    caption: Two.',
        'Text. ![c](crew.png)',
      ),
      'pier.png': png(64, 48),
      'crew.png': png(32, 24),
    });
    await run();
    expect((await item()).content_html.match(/crew-/g)).toHaveLength(1);
  });

  test('an item that is not a picture is left out with a warning', async () => {
    const { run, item } = desk({
      'a.md': post('  - 7\n  - src: pier.png\n    caption: Two.'),
      'pier.png': png(64, 48),
    });
    expect((await run()).problems).toEqual([expect.objectContaining({ code: 'invalid-field', severity: 'warning' })]);
    expect((await item()).content_html).toContain('Two.');
  });
});
