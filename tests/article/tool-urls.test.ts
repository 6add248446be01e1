/** URLs and ids as each tool makes them. The expected values follow the rules that were measured with the tools themselves. */
import { describe, expect, test } from 'vitest';
import { loadTransliteration } from '../../src/article/permalink/transliterate.ts';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import type { Permalink, ToolName } from '../../src/model/channel.ts';
import { plainPermalink } from '../../src/model/channel.ts';
import { channelYaml, read, readArticle } from '../support/channel.ts';

const site = 'https://kelp.example';

interface Given extends Partial<Permalink> {
  readonly matter?: string;
  readonly homeUrl?: string;
  readonly timeZone?: string;
}

/** Reads a post of a tool whose front matter has a title, a date, and the given lines. */
function post(
  tool: ToolName,
  path: string,
  { matter = '', homeUrl = `${site}/`, timeZone = 'UTC', ...options }: Given,
) {
  const lines = ['title: Low Tide', 'date: 2027-02-03T12:00:00Z', ...matter.split('\n').filter(Boolean)];
  const keys = lines.map((line) => line.split(':')[0]);
  const text = `---\n${lines.filter((_, index) => keys.lastIndexOf(keys[index]) === index).join('\n')}\n---\nKelp.\n`;
  return readArticle(path, text, { homeUrl, timeZone, ids: tool, permalink: { ...plainPermalink, ...options, tool } });
}

const pathOf = (tool: ToolName, path: string, given: Given = {}) => post(tool, path, given).url?.slice(site.length);

describe('Hugo', () => {
  test.each<[string, string, Given?]>([
    ['content/posts/Kelp Beds (old).md', '/posts/kelp-beds-old/'],
    ['content/posts/2027-02-03-kelp.md', '/posts/2027-02-03-kelp/'],
    ['content/posts/2027-02-03-kelp.md', '/posts/kelp/', { datedNames: true }],
    ['content/posts/a & b.md', '/posts/a--b/'],
    ['content/posts/tides-1.5.md', '/posts/tides-1.5/'],
    ['content/posts/Été.md', '/posts/%C3%A9t%C3%A9/'],
    ['content/posts/Été.md', '/posts/ete/', { removeAccents: true }],
    ['content/posts/Keep Me.md', '/posts/Keep-Me/', { keepCase: true }],
    ['content/posts/reef/index.md', '/posts/reef/'],
    ['content/about-kelp.md', '/about-kelp/'],
    ['content/posts/kelp.md', '/posts/sea-weed/', { matter: 'slug: Sea Weed' }],
    ['content/posts/kelp.md', '/My/Page/', { matter: 'url: /My/Page' }],
    ['content/posts/kelp.md', '/blog/posts/kelp/', { homeUrl: `${site}/blog/` }],
    ['content/posts/kelp.md', '/blog/own/', { homeUrl: `${site}/blog/`, matter: 'url: /own/' }],
    ['content/posts/kelp.md', '/2027/02/low-tide/', { pattern: '/:year/:month/:title/' }],
    ['content/posts/kelp.md', '/posts/low-tide/', { pattern: '/:section/:slug/' }],
    ['content/posts/kelp.md', '/posts/weed/', { pattern: '/:section/:slug/', matter: 'slug: weed' }],
    ['content/posts/kelp.md', '/03/kelp/', { pattern: '/:day/:contentbasename/' }],
    ['content/posts/a/b/kelp.md', '/posts/kelp/', { pattern: '/:sections/:filename/' }],
    ['content/posts/a/b/kelp.md', '/posts/a/kelp/', { pattern: '/:sections/:filename/', sections: ['posts/a'] }],
    ['content/posts/kelp.md', '/p/kelp/', { sectionPatterns: { posts: '/p/:filename/' } }],
    ['content/notes/kelp.md', '/notes/kelp/', { sectionPatterns: { posts: '/p/:filename/' } }],
    ['content/posts/kelp.md', '/posts/kelp.html', { ugly: true }],
    ['content/posts/kelp.fr.md', '/fr/posts/kelp/', { languages: ['fr'], defaultLanguage: 'en' }],
    ['content/posts/kelp.en.md', '/posts/kelp/', { languages: ['fr'], defaultLanguage: 'en' }],
    ['content/posts/kelp.fr.md', '/algue/', { languages: ['fr'], matter: 'url: /algue/' }],
    [
      'content/posts/kelp.md',
      '/2027/02/28/',
      { pattern: '/:year/:month/:day/', matter: 'date: 2027-02-28T23:30:00-09:00' },
    ],
    ['content/posts/kelp.md', '/c%23-and-a_b--c/', { pattern: '/:title/', matter: 'title: "C# and a_b -- c"' }],
  ])('%s is at %s', (path, url, given) => {
    expect(pathOf('hugo', path, given)).toBe(url);
    expect(post('hugo', path, given ?? {}).siteId).toBe(site + url);
  });
});

describe('Jekyll', () => {
  test.each<[string, string, string, Given?]>([
    ['_posts/2027-02-03-Kelp-Beds.md', '/2027/02/03/Kelp-Beds.html', '/2027/02/03/Kelp-Beds'],
    ['_posts/2027-02-03-a--b (c).md', '/2027/02/03/a-b-(c).html', '/2027/02/03/a--b%20(c)'],
    ['sea/_posts/2027-02-03-kelp.md', '/sea/2027/02/03/kelp.html', '/sea/2027/02/03/kelp'],
    ['_posts/old/2027-02-03-kelp.md', '/2027/02/03/kelp.html', '/2027/02/03/kelp'],
    [
      '_posts/2027-02-03-k.md',
      '/low%20water/2027/02/03/k.html',
      '/low%20water/2027/02/03/k',
      { matter: 'categories: [Low Water]' },
    ],
    ['_posts/2027-02-03-k.md', '/own/k2/', '/own/k', { matter: 'permalink: /own/k2/' }],
    [
      '_posts/2027-02-03-k.md',
      '/sea/k.html',
      '/sea/k',
      { matter: 'permalink: /:categories/:title.html\ncategories: [sea]' },
    ],
    [
      '_posts/2027-02-03-k.md',
      '/2027/02/03/My-Kelp/',
      '/2027/02/03/My%20Kelp',
      { matter: 'slug: My Kelp', pattern: 'pretty' },
    ],
    ['_posts/2027-02-03-K.b_c.md', '/n/k-b-c/', '/n/K.b_c', { pattern: '/n/:slug/' }],
    [
      '_posts/2027-02-03-k.md',
      '/2027/02/02/k.html',
      '/2027/02/02/k',
      { matter: 'date: 2027-02-03T03:00:00Z', timeZone: 'America/Lima' },
    ],
    ['_posts/2027-02-03-k.md', '/p/2027/02/03/k.html', '/p/2027/02/03/k', { homeUrl: `${site}/p/` }],
  ])('%s is at %s, with the id %s', (path, url, id, given) => {
    expect(pathOf('jekyll', path, given)).toBe(url);
    expect(post('jekyll', path, given ?? {}).siteId).toBe(site + id);
  });

  test('a post whose permalink is a pattern needs no setting', () => {
    const text = '---\ntitle: Kelp\ncategories: [sea]\npermalink: /:categories/:title/\n---\nKelp.\n';
    expect(readArticle('_posts/2027-02-03-kelp.md', text).url).toBe('https://courier.example/sea/kelp/');
  });
});

describe('Zola', () => {
  test.each<[string, string, Given?]>([
    ['content/blog/2027-02-03-Kelp.md', '/blog/kelp/'],
    ['content/blog/2027-2-3-kelp.md', '/blog/2027-2-3-kelp/'],
    ['content/blog/Été_1.5.md', '/blog/ete-1-5/'],
    ['content/Blog/reef/index.md', '/Blog/reef/'],
    ['content/blog/kelp.fr.md', '/fr/blog/kelp/', { languages: ['fr'] }],
    ['content/blog/kelp.md', '/a/b.1/', { matter: 'path: a/b.1' }],
    ['content/blog/kelp.md', '/sub/a/', { matter: 'path: a', homeUrl: `${site}/sub` }],
    ['content/blog/Kelp (a).md', '/blog/Kelp%20(a)/', { slugify: false }],
  ])('%s is at %s', (path, url, given) => {
    expect(pathOf('zola', path, given)).toBe(url);
    expect(post('zola', path, given ?? {}).siteId).toBe(decodeURI(site + url));
  });

  test('writes other scripts in ASCII', async () => {
    await loadTransliteration(
      { path: '海', body: new Uint8Array() },
      { permalink: { ...plainPermalink, tool: 'zola' } },
    );
    expect(pathOf('zola', 'content/blog/海の話.md')).toBe('/blog/hai-nohua/');
    expect(pathOf('pelican', 'content/a.md', { matter: 'title: Море' })).toBe('/more.html');
  });
});

describe('Eleventy', () => {
  test.each<[string, string, Given?]>([
    ['posts/2027-02-03-kelp.md', '/posts/2027-02-03-kelp/'],
    ['posts/Kelp Beds.md', '/posts/Kelp%20Beds/'],
    ['posts/reef/reef.md', '/posts/reef/'],
    ['posts/reef/index.md', '/posts/reef/'],
    ['posts/kelp.md', '/own/page.html', { matter: 'permalink: own/page.html' }],
    ['posts/kelp.md', '/own/', { matter: 'permalink: /own/index.html' }],
    ['posts/kelp.md', '/t/low-tide/', { matter: 'permalink: "/t/{{ title | slugify }}/"' }],
    ['posts/2027-02-03-kelp.md', '/n/kelp/', { pattern: '/n/{{ page.fileSlug }}/' }],
    ['posts/kelp.md', '/2027/02/', { pattern: '/{{ page.date | date: "%Y/%m" }}/' }],
    ['posts/kelp.md', '/fish-and-chips/', { pattern: '/{{ title | slug }}/', matter: 'title: "Fish & Chips"' }],
  ])('%s is at %s', (path, url, given) => {
    expect(pathOf('eleventy', path, given)).toBe(url);
  });

  test('an unknown template is a warning, and the default of the tool is used', () => {
    const text = '---\ntitle: Kelp\ndate: 2027-02-03\npermalink: "/{{ secret | run }}/"\n---\nKelp.\n';
    const reading = read('kelp.md', text, { permalink: { ...plainPermalink, tool: 'eleventy' } });
    expect(reading.article?.url).toBe('https://courier.example/kelp/');
    expect(reading.problems).toContainEqual(
      expect.objectContaining({ line: 4, message: expect.stringContaining('page.fileSlug') }),
    );
  });

  test('escapes its ids twice', () => {
    expect(post('eleventy', "posts/what's & b.md", {}).siteId).toBe(`${site}/posts/what&#39;s%20&amp;%20b/`);
  });
});

describe('other tools', () => {
  test.each<[ToolName, string, string, Given?]>([
    ['astro', 'src/content/blog/Kelp Beds/v1.2 Été.md', '/blog/kelp-beds/v12-%C3%A9t%C3%A9/'],
    ['astro', 'src/content/blog/kelp.md', '/blog/My/Own%20Kelp/', { matter: 'slug: My/Own Kelp' }],
    ['astro', 'src/content/notes/kelp.md', '/n/kelp', { base: 'n', trailingSlash: false }],
    ['hexo', 'source/_posts/Sea/Kelp.md', '/2027/02/03/Sea/Kelp/'],
    [
      'hexo',
      'source/_posts/kelp.md',
      '/Low-Water/kelp/',
      { pattern: ':category/:name/', matter: 'categories: [Low Water]' },
    ],
    [
      'hexo',
      'source/_posts/kelp.md',
      '/2027/2/ete-k.html',
      { pattern: ':year/:i_month/:post_title.html', matter: 'title: Été & K' },
    ],
    ['pelican', 'content/sea/x.md', '/low-tide.html'],
    [
      'pelican',
      'content/Low Sea/x.md',
      '/low-sea/2027/Feb/low-tide/',
      { pattern: '{category}/{date:%Y}/{date:%b}/{slug}/' },
    ],
    ['docusaurus', 'blog/2027-02-03-Kelp.md', '/blog/2027/02/03/Kelp'],
    ['docusaurus', 'blog/sea/2027-02-03-kelp.md', '/blog/2027/02/03/sea/kelp'],
    ['docusaurus', 'blog/kelp/index.md', '/news/kelp/', { base: 'news', trailingSlash: true }],
    ['docusaurus', 'blog/kelp.md', '/blog/Own/Kelp', { matter: 'slug: /Own/Kelp' }],
    ['vitepress', 'posts/Kelp Beds.md', '/posts/Kelp%20Beds.html'],
    ['vitepress', 'posts/kelp.md', '/posts/kelp', { cleanUrls: true }],
    ['vitepress', 'posts/kelp/index.md', '/posts/kelp/'],
    ['next', 'posts/kelp.md', '/posts/kelp'],
    ['ghost', 'kelp.md', '/low-tide/'],
    ['ghost', 'kelp.md', '/2027/kelps/', { pattern: '/{year}/{slug}/', matter: 'slug: kelps' }],
    ['wordpress', 'kelp.md', '/2027/02/low-tide/', { pattern: '/%year%/%monthnum%/%postname%/' }],
    ['wordpress', 'kelp.md', '/?p=41', { matter: 'id: 41' }],
    ['obsidian', 'Sea/Kelp Beds.md', '/Sea/Kelp+Beds'],
  ])('%s: %s is at %s', (tool, path, url, given) => {
    expect(pathOf(tool, path, given)).toBe(url);
  });

  test.each<[ToolName, string, string, Given?]>([
    ['astro', 'src/content/blog/kelp.md', `${site}/blog/kelp/`, { homeUrl: `${site}/docs/` }],
    ['pelican', 'content/x.md', 'tag:kelp.example,2027-02-03:/low-tide.html'],
    ['docusaurus', 'blog/été.md', `${site}/blog/été`],
    ['wordpress', 'kelp.md', `${site}/?p=41`, { matter: 'id: 41' }],
    ['ghost', 'kelp.md', '64b0c0ffee64b0c0ffee64b0', { matter: 'id: 64b0c0ffee64b0c0ffee64b0' }],
  ])('%s: %s has the id %s', (tool, path, id, given) => {
    expect(post(tool, path, given ?? {}).siteId).toBe(id);
  });
});

describe('the settings', () => {
  const parse = (lines: string) => parseChannel(`${channelYaml}${lines}\n`);

  test('take a tool, or an object', () => {
    expect(parse('permalink: hugo').channel?.permalink).toEqual({ ...plainPermalink, tool: 'hugo' });
    expect(parse('permalink: {tool: zola, languages: [fr], slugify: false}').channel?.permalink).toEqual({
      ...plainPermalink,
      tool: 'zola',
      languages: ['fr'],
      slugify: false,
    });
    expect(parse('ids: jekyll').channel?.ids).toBe('jekyll');
    expect(parse('ids: "tag:kelp.example,2020:/:year/:slug"').channel?.ids).toBe('tag:kelp.example,2020:/:year/:slug');
  });

  test.each([
    'permalink: {tool: hugoo}',
    'permalink: {tool: hugo, ugli: true}',
    'permalink: {pattern: /a/}',
    'ids: path',
    'ids: "javascript:x"',
  ])('refuse %s', (line) => {
    expect(parse(line).channel).toBeNull();
  });
});

test('an id by a pattern', () => {
  const settings = {
    ids: 'tag:kelp.example,2020:/:year/:slug',
    permalink: { ...plainPermalink, tool: 'hugo' as const },
  };
  const text = '---\ntitle: Kelp\ndate: 2027-02-03\n---\nKelp.\n';
  expect(readArticle('content/posts/kelp.md', text, settings).siteId).toBe('tag:kelp.example,2020:/2027/kelp');
});

test.each(['../../x', '/%2e%2e/x', 'a\\..\\b', '//evil.example/x'])(
  'a hostile own path stays below the site: %s',
  (own) => {
    expect(
      new URL(post('hugo', 'content/k.md', { matter: `url: "${own.replace(/\\/g, '\\\\')}"` }).url ?? '').origin,
    ).toBe(site);
  },
);
