/** `presstime init` in a blog: the new feed gets the URL of the one that the blog has, so that subscribers need no redirect. */
import { describe, expect, test } from 'vitest';
import { findBlog, findBuiltFeed, guessAnswers, planMove, readFormer } from '../../src/cli/commands/move-in.ts';
import type { Given } from '../../src/cli/terminal/command.ts';
import { parseChannel } from '../../src/index.ts';
import type { Instant } from '../../src/model/instant.ts';
import { locateFeeds } from '../../src/scaffold/feed-location.ts';
import { temporaryFolder, writeFiles } from '../support/run.ts';

const nothingGiven = {
  argument: () => null,
  text: () => null,
  yes: () => false,
  isWritten: () => false,
} as unknown as Given;
const now = '2026-06-01T00:00:00Z' as Instant;

/** The settings that `init` writes, with the feed in a file if there is one. */
async function settingsOf(files: Readonly<Record<string, string>>, fromFeed: string | null = null) {
  const folder = temporaryFolder();
  await writeFiles(folder, files);
  const blog = await findBlog(folder);
  if (blog === null) throw new Error('There is no blog');
  const former = fromFeed === null ? await findBuiltFeed(blog) : await readFormer(`${folder}/${fromFeed}`, blog);
  const answers = await guessAnswers(blog, nothingGiven);
  const { files: written, unread } = await planMove(blog, { answers, former, now });
  const text = written[0]?.text ?? '';
  const { channel, problems } = parseChannel(text);
  expect(problems).toEqual([]);
  return { feedUrl: channel?.feedUrl, files: channel?.files, text, unread, former };
}

const names = (changed: object = {}) => ({ rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json', ...changed });
const rss = (url: string) =>
  `<rss version="2.0"><channel><item><title>A</title><link>${url}</link><guid>${url}</guid></item></channel></rss>`;
const atom = (url: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><id>${url}</id><link href="${url}"/><updated>2026-03-02T10:00:00Z</updated></entry></feed>`;

describe('the configuration of a tool says where its feed is', () => {
  test.each([
    ['Hugo', { 'hugo.toml': 'baseURL = "https://tern.example/sub/"\n' }, '/sub/', { rss: 'index.xml' }],
    [
      'Hugo with another name',
      { 'hugo.yaml': 'baseURL: https://tern.example/\noutputFormats:\n  RSS:\n    baseName: feed\n' },
      '/',
      { rss: 'feed.xml' },
    ],
    ['Hugo without RSS', { 'hugo.yaml': 'baseURL: https://tern.example/\ndisableKinds: [RSS]\n' }, '/', {}],
    [
      'Hugo with other outputs',
      { 'hugo.yaml': 'baseURL: https://tern.example/\noutputs:\n  home: [HTML, JSON]\n' },
      '/',
      {},
    ],
    ['Jekyll', { '_config.yml': 'url: https://tern.example\nbaseurl: /b\n' }, '/b/', { atom: 'feed.xml' }],
    [
      'Jekyll with a path',
      { '_config.yml': 'url: https://tern.example\nfeed:\n  path: /blog/posts.xml\n' },
      '/blog/',
      { atom: 'posts.xml' },
    ],
    [
      'Jekyll with a template',
      {
        '_config.yml': 'url: https://tern.example\n',
        'feed.xml': '---\n---\n<rss version="2.0">{{ site.title }}</rss>',
      },
      '/',
      { rss: 'feed.xml' },
    ],
    ['Zola', { 'config.toml': 'base_url = "https://tern.example"\ngenerate_feeds = true\n' }, '/', {}],
    [
      'Zola with names',
      {
        'config.toml':
          'base_url = "https://tern.example"\ngenerate_feeds = true\nfeed_filenames = ["posts.atom.xml", "posts.rss.xml"]\n',
      },
      '/',
      { atom: 'posts.atom.xml', rss: 'posts.rss.xml' },
    ],
    [
      'the plugin of Eleventy',
      {
        'eleventy.config.js':
          'export default (c) => c.addPlugin(feedPlugin, { type: "rss", outputPath: "/feed/feed.xml", metadata: { base: "https://tern.example/" } });\n',
      },
      '/feed/',
      { rss: 'feed.xml' },
    ],
    [
      'a template of Eleventy',
      {
        '.eleventy.js': 'module.exports = { metadata: { base: "https://tern.example/" } };\n',
        'feed.njk': '---\npermalink: /posts/index.xml\n---\n<feed xmlns="http://www.w3.org/2005/Atom">{{ x }}</feed>',
      },
      '/posts/',
      { atom: 'index.xml' },
    ],
    [
      'Hexo',
      { '_config.yml': 'url: https://tern.example\nsource_dir: source\nfeed:\n  type: rss2\n' },
      '/',
      { rss: 'rss2.xml' },
    ],
    ['Pelican', { 'pelicanconf.py': "SITEURL = 'https://tern.example'\n" }, '/feeds/', { atom: 'all.atom.xml' }],
    [
      'Pelican with RSS alone',
      { 'pelicanconf.py': "SITEURL = 'https://tern.example'\nFEED_ALL_ATOM = None\nFEED_ALL_RSS = 'all.rss.xml'\n" },
      '/',
      { rss: 'all.rss.xml' },
    ],
    [
      'Docusaurus',
      { 'docusaurus.config.js': "module.exports = { url: 'https://tern.example', baseUrl: '/b/' };\n" },
      '/b/blog/',
      {},
    ],
    [
      'Astro',
      {
        'astro.config.mjs': "export default defineConfig({ site: 'https://tern.example' });\n",
        'src/pages/index.xml.js': "import rss from '@astrojs/rss';\n",
      },
      '/',
      { rss: 'index.xml' },
    ],
  ] as const)('%s', async (_tool, files, path, changed) => {
    const found = await settingsOf(files);
    expect([found.feedUrl, found.files, found.unread]).toEqual([`https://tern.example${path}`, names(changed), []]);
    expect(found.text.includes('\nfiles:\n')).toBe(Object.keys(changed).length > 0);
  });
});

const hugo = {
  'hugo.toml': 'baseURL = "https://tern.example/"\n',
  'content/posts/a.md': '---\ntitle: A\ndate: 2026-03-01\n---\nA.\n',
};

describe('the feed of the built site comes before the configuration', () => {
  test('if it is in another folder', async () => {
    const { feedUrl, files } = await settingsOf({
      ...hugo,
      'public/posts/index.xml': rss('https://tern.example/posts/a/'),
    });
    expect([feedUrl, files]).toEqual(['https://tern.example/posts/', names({ rss: 'index.xml' })]);
  });

  test('if it has another format', async () => {
    const { files } = await settingsOf({ ...hugo, 'public/index.xml': atom('https://tern.example/posts/a/') });
    expect(files).toEqual(names({ atom: 'index.xml' }));
  });
});

describe('--from-feed', () => {
  test('with a file of the built site takes its path over', async () => {
    const files = { ...hugo, 'public/tags/index.xml': rss('https://tern.example/posts/a/') };
    const { feedUrl, files: found, former } = await settingsOf(files, 'public/tags/index.xml');
    expect([feedUrl, found]).toEqual(['https://tern.example/tags/', names({ rss: 'index.xml' })]);
    expect(former.isTakenOver).toBe(true);
  });

  test('with another file does not use its name', async () => {
    const { feedUrl, files } = await settingsOf({ ...hugo, 'saved.xml': rss('https://tern.example/a/') }, 'saved.xml');
    expect([feedUrl, files]).toEqual(['https://tern.example/', names({ rss: 'index.xml' })]);
  });
});

describe('the URL of a feed', () => {
  const locate = (format: 'rss' | 'atom' | 'json', url: string) =>
    locateFeeds([{ format, url }], 'https://tern.example/b');

  test.each([
    ['rss', 'https://tern.example/feed.xml', 'https://tern.example/', { rss: 'feed.xml' }],
    ['json', 'https://tern.example/b/c/index.json', 'https://tern.example/b/c/', { json: 'index.json' }],
    ['atom', 'https://tern.example/b/atom.xml', 'https://tern.example/b/', {}],
    // Atom has that name by default, so it gets the other.
    ['rss', 'https://tern.example/b/atom.xml', 'https://tern.example/b/', { rss: 'atom.xml', atom: 'rss.xml' }],
    // Only the name of a feed on another host can be kept.
    ['rss', 'https://feeds.example/tern/index.xml', 'https://tern.example/b/', { rss: 'index.xml' }],
  ] as const)('of %s at %s is kept', (format, url, feedUrl, files) => {
    expect(locate(format, url)).toEqual({ feedUrl, files, unread: [] });
  });

  test.each([
    ['rss', 'https://tern.example/b/feed/', '"" must end in ".xml"'],
    ['rss', 'https://tern.example/b/feed', '"feed" must end in ".xml"'],
    ['rss', 'https://tern.example/b/feed.rss', '"feed.rss" must end in ".xml"'],
    ['rss', 'https://tern.example/b/index.xml?type=rss', '"index.xml?type=rss" must end in ".xml"'],
    ['rss', 'https://tern.example/b/smartnews.xml', '"smartnews.xml" is the name of another file'],
    ['json', 'https://tern.example/b/feed.xml', '"feed.xml" must end in ".json"'],
  ] as const)('of %s at %s cannot be kept, which is reported', (format, url, reason) => {
    const { feedUrl, files, unread } = locate(format, url);
    expect([feedUrl, files]).toEqual(['https://tern.example/b/', {}]);
    const message = `The new feed cannot have the URL ${url}: ${reason}. Let the server redirect it`;
    expect(unread).toEqual([{ kind: 'feed-name', message }]);
  });

  test('is reported if it cannot be kept, though another feed is found', () => {
    const feeds = [
      { format: 'rss', url: 'https://tern.example/feed/' },
      { format: 'rss', url: 'index.xml' },
    ] as const;
    const { files, unread } = locateFeeds(feeds, 'https://tern.example/');
    expect([files, unread.map(({ kind }) => kind)]).toEqual([{ rss: 'index.xml' }, ['feed-name']]);
  });

  test('is skipped if it is no URL, and so is a name that differs from another only in case', () => {
    const feeds = [
      { format: 'rss', url: 'https://[' },
      { format: 'rss', url: 'Feed.xml' },
      { format: 'atom', url: 'feed.xml' },
    ] as const;
    const found = locateFeeds(feeds, 'https://tern.example/');
    expect(found).toEqual({ feedUrl: 'https://tern.example/', files: { rss: 'Feed.xml' }, unread: [] });
  });
});
