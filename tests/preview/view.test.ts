/** What the page of the preview shows, as data. */

import { expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { buildEntry } from '../../src/item/build-entry.ts';
import { defaultFileNames, formatNames } from '../../src/model/feed.ts';
import { isOwnHost } from '../../src/preview/preview-server.ts';
import { readers } from '../../src/preview/readers/readers.ts';
import { pathInPublication, withLocalLinks, withLocalUrls } from '../../src/preview/view/local-urls.ts';
import { markEntry } from '../../src/preview/view/own-part.ts';
import { renderReaderFrame } from '../../src/preview/view/reader-frame.ts';
import { viewList } from '../../src/preview/view/reader-list.ts';
import { sizeOfFeed } from '../../src/preview/view/size-of-feed.ts';
import { emptyState, plan } from '../../src/publish/plan/plan.ts';
import { renderDocument } from '../../src/publish/plan/render-document.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { channel, readArticle } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const serving = { feedUrl: 'https://feeds.courier.example/', localUrl: 'http://localhost:4100/publication/' };

const titles = ['One & two', 'Three', '</item> "four"'];
const articles = titles.map((title, index) => ({
  path: `${index}.md`,
  text: `---\ntitle: ${JSON.stringify(title)}\ndate: 2026-01-0${index + 1} 08:00\n---\n\n<p>Text ${index} &lt;/entry></p>\n`,
}));

/** The live feed with these articles, in one format. */
function liveFeed(format: (typeof formatNames)[number]): string {
  const changes = articles.map(({ path, text }) => {
    return {
      kind: 'read',
      path,
      version: '1',
      digest: path,
      reading: parseArticle({ path, body: new TextEncoder().encode(text) }, channel),
      beside: {},
    } as const;
  });
  const { documents, entries } = plan(emptyState, changes, channel, instant('2026-02-01T00:00:00Z'));
  const live = documents.find(({ kind }) => kind === 'live');
  if (live === undefined) throw new Error('There is no live feed');
  const path = formats.find(({ name }) => name === format)?.path;
  const file = renderDocument(live, entries).files.find((it) => it.path === path);
  return new TextDecoder().decode(file?.body);
}

test.each(formatNames)('the part of an entry is found in %s, and the parts are the whole text', (format) => {
  const text = liveFeed(format);
  for (const index of titles.keys()) {
    const { before, own, after } = markEntry(text, `tag:courier.example,2026:${index}`, format);
    expect(before + own + after).toBe(text);
    expect(own).toContain(`Text ${index}`);
    for (const other of titles.keys()) if (other !== index) expect(own).not.toContain(`Text ${other}`);
    expect(own.trim()).toMatch(
      { rss: /^<item>[\s\S]*<\/item>$/, atom: /^<entry[\s\S]*<\/entry>$/, json: /^\{[\s\S]*\}$/ }[format],
    );
  }
});

test.each(formatNames)('an id that is not in %s marks nothing', (format) => {
  const text = liveFeed(format);
  expect(markEntry(text, 'tag:courier.example,2026:', format)).toEqual({ before: text, own: '', after: '' });
});

test('URLs of the publication lead to the preview, and others stay', () => {
  const html =
    '<a href="https://feeds.courier.example/articles/a.html">https://feeds.courier.example/</a><img src="https://courier.example/a.png">';
  expect(withLocalUrls(html, serving)).not.toContain('feeds.courier.example');
  expect(withLocalLinks(html, serving)).toBe(
    '<a href="http://localhost:4100/publication/articles/a.html">https://feeds.courier.example/</a><img src="https://courier.example/a.png">',
  );
});

test.each([
  ['https://feeds.courier.example/articles/a%20b.html?x#y', 'articles/a b.html'],
  ['https://feeds.courier.example/%E0%A4%A', null],
  ['https://courier.example/a', null],
  [null, null],
])('the path of %s in the publication is %s', (url, path) => {
  expect(pathInPublication(url, serving)).toBe(path);
});

test('the size of the feed says which limit keeps articles out', () => {
  const size = (entries: number, archived: number) =>
    sizeOfFeed({
      channel: { files: defaultFileNames, limit: 50, limitKilobytes: 512 },
      entries,
      archived,
      bytesOf: () => 1000,
    });
  expect(size(50, 0)).toMatchObject({ maximumBytes: 524_288, entries: 50, maximumEntries: 50, limitedBy: null });
  expect(size(50, 3).limitedBy).toBe('entries');
  expect(size(12, 3).limitedBy).toBe('bytes');
  expect(size(12, 3).feeds.map(({ title }) => title)).toEqual(['RSS', 'Atom', 'JSON Feed']);
});

const hostile = readArticle(
  'hostile.md',
  '---\ntitle: "</style><script>alert(1)</script>"\ndate: 2026-01-01 08:00\n---\n\nText.\n',
);
const entry = buildEntry(hostile, { channel, id: 'tag:courier.example,2026:hostile', updated: hostile.published });

test.each(readers.map((reader) => [reader.name, reader] as const))(
  'the frame of %s has no script, even if a title is one',
  (_name, reader) => {
    for (const theme of ['light', 'dark'] as const) {
      const html = renderReaderFrame(reader, entry, { channel, serving, theme });
      expect(html).not.toContain('<script');
      expect(html).toContain(`color-scheme: ${theme}`);
      expect(html).toContain('Text.');
      expect(html.match(/<\/style>/g)).toHaveLength(1);
    }
  },
);

test('the list of a reader contains only what is in the live feed', () => {
  const [reader] = readers;
  if (reader === undefined) throw new Error('There are no readers');
  const shown = { path: 'a.md', change: null, held: null, entry, isDated: true };
  const lines = viewList(
    reader,
    [
      { ...shown, state: 'live' },
      { ...shown, path: 'b.md', state: 'held' },
      { ...shown, path: 'c.md', state: 'older' },
      { ...shown, path: 'd.md', state: 'refused' },
      { ...shown, path: 'e.md', state: 'live', entry: null },
    ],
    { channel, serving },
  );
  expect(lines.map(({ path }) => path)).toEqual(['a.md']);
});

test.each([
  ['localhost:4100', true],
  ['LOCALHOST:4100', true],
  ['127.0.0.1:4100', true],
  ['localhost', false],
  ['localhost:80', false],
  ['127.0.0.1.evil.example:4100', false],
  ['evil.example:4100', false],
  [undefined, false],
])('the host %s is ours: %s', (host, expected) => {
  expect(isOwnHost(host, 4100)).toBe(expected);
});

test('a browser leaves the port out if it is 80', () => {
  expect(isOwnHost('localhost', 80)).toBe(true);
});
