/** URLs of articles that name none, made from the pattern `permalink` as Jekyll, Hugo, Zola and others do. */
import { describe, expect, test } from 'vitest';
import { permalinkOf } from '../../src/article/permalink/permalink.ts';
import type { PermalinkSource } from '../../src/article/permalink/post-path.ts';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import { type Channel, plainPermalink } from '../../src/model/channel.ts';
import { byPattern, channel, channelYaml, read, readArticle } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const at = { instant: instant('2025-03-09T02:04:05Z'), timeZone: 'America/New_York' };
const egg = {
  path: '_posts/2025-03-08-Boiling-Eggs.md',
  published: at,
  title: null,
  slug: null,
  own: null,
  storedId: null,
  categories: ['Kitchen', 'Hot water'],
  author: null,
  language: null,
};
const urlBy = (permalink: string | null, given: Partial<PermalinkSource> = {}) =>
  permalinkOf({ ...egg, ...given }, { ...channel, permalink: permalink === null ? null : byPattern(permalink) });
const site = 'https://courier.example';

describe('each token, in the zone of the article', () => {
  test.each([
    [':year', '2025'],
    [':short_year', '25'],
    [':month', '03'],
    [':i_month', '3'],
    [':day', '08'],
    [':i_day', '8'],
    [':y_day', '067'],
    [':hour', '21'],
    [':minute', '04'],
    [':second', '05'],
    [':title', 'Boiling-Eggs'],
    [':slug', 'boiling-eggs'],
    [':name', '2025-03-08-Boiling-Eggs'],
    [':filename', '2025-03-08-Boiling-Eggs'],
    [':path', 'Boiling-Eggs'],
    [':categories', 'kitchen/hot-water'],
    [':title:output_ext', 'Boiling-Eggs.html'],
  ])('%s', (token, filled) => {
    expect(urlBy(`/a/${token}`)).toBe(`${site}/a/${filled}`);
  });
});

describe('the styles of Jekyll', () => {
  test.each([
    ['date', '/kitchen/hot-water/2025/03/08/Boiling-Eggs.html'],
    ['pretty', '/kitchen/hot-water/2025/03/08/Boiling-Eggs/'],
    ['ordinal', '/kitchen/hot-water/2025/067/Boiling-Eggs.html'],
    ['none', '/kitchen/hot-water/Boiling-Eggs.html'],
  ])('%s', (style, path) => {
    expect(urlBy(style)).toBe(`${site}${path}`);
  });
});

describe('the folders of other tools', () => {
  test.each([
    ['content/blog/ice.md', '/blog/ice/', 'blog'],
    ['content/blog/fog/index.md', '/blog/fog/', 'blog'],
    ['src/content/blog/rope.md', '/blog/rope/', 'blog'],
    ['posts/2025-02-03-snow.md', '/posts/snow/', 'posts'],
    ['kitchen/_posts/2025-02-03-eggs.md', '/kitchen/eggs/', 'kitchen'],
    ['Garden/Beans in May.md', '/Garden/Beans%20in%20May/', 'Garden'],
    ['2025/rope.md', '/2025/rope/', '2025'],
    ['2025-09-14/index.md', '/2025-09-14/', null],
    ['index.md', '/index/', null],
  ])('%s', (path, whole, section) => {
    expect(urlBy('/:path/', { path })).toBe(`${site}${whole}`);
    expect(urlBy('/:section/', { path })).toBe(section === null ? null : `${site}/${section}/`);
  });
});

test('without a pattern there is no URL', () => {
  expect(urlBy(null)).toBeNull();
});

test('an empty part leaves no empty folder', () => {
  expect(urlBy('/:categories/:year/:slug.html', { categories: [] })).toBe(`${site}/2025/boiling-eggs.html`);
});

test('a slug that the author set replaces the file name', () => {
  expect(urlBy('/:slug/', { slug: 'spare-keys' })).toBe(`${site}/spare-keys/`);
  expect(urlBy('/:title/', { slug: 'spare-keys' })).toBe(`${site}/spare-keys/`);
  expect(urlBy('/:path/', { slug: 'spare-keys', path: 'content/posts/keys.md' })).toBe(`${site}/posts/spare-keys/`);
});

test('letters beyond ASCII are composed and percent-encoded', () => {
  expect(urlBy('/:slug/', { path: 'blåbär ☃.md' })).toBe(`${site}/bl%C3%A5b%C3%A4r/`);
  expect(urlBy('/:path/', { path: 'bla\u030aba\u0308r.md' })).toBe(`${site}/bl%C3%A5b%C3%A4r/`);
});

describe('hostile names stay below the site', () => {
  test.each([
    ['../../etc/passwd', '/..-..-etc-passwd'],
    ['..', ''],
    ['.', ''],
    ['//evil.example/x', '/evil.example-x'],
    ['https://evil.example/', '/https-evil.example'],
    ['a?b#c', '/a-b-c'],
    ['%2e%2e/x', '/2e-2e-x'],
    ['\\\\evil.example', '/evil.example'],
    ['a\ud800', '/a'],
  ])('the slug %s', (slug, path) => {
    expect(urlBy('/a/:slug', { slug })).toBe(`${site}/a${path}`);
  });

  test('in a path', () => {
    expect(urlBy('/:path/', { slug: '../../x/..' })).toBe(`${site}/x/`);
    expect(urlBy('/:path/', { slug: '%2e%2e/%2e%2e/x' })).toBe(`${site}/%252e%252e/%252e%252e/x/`);
    expect(urlBy('/:path', { slug: '/\\evil.example' })).toBe(`${site}/%5Cevil.example`);
  });

  test('and a pattern with dots', () => {
    expect(urlBy('/../a/./:year/..')).toBe(`${site}/a/2025`);
  });
});

describe('the setting', () => {
  const problemsOf = (permalink: string) =>
    parseChannel(`${channelYaml}permalink: ${JSON.stringify(permalink)}\n`).problems;
  test.each([
    'pretty',
    'date',
    'none',
    'ordinal',
    '/:year/:title/',
    '/blog/:path',
    '/:title:output_ext',
    '/:year_:month.html',
  ])('%s', (permalink) => {
    expect(problemsOf(permalink)).toEqual([]);
  });

  test.each([
    '/:yeer/:title/',
    ':year/:title',
    'https://courier.example/:title/',
    '/:title/?x',
    '/a b/',
    '/:/',
    '',
    'fancy',
  ])('"%s" is refused with the list of tokens', (permalink) => {
    expect(problemsOf(permalink)).toMatchObject([
      {
        severity: 'error',
        code: 'invalid-setting',
        line: channelYaml.split('\n').length,
        message: expect.stringContaining(':year, :short_year'),
      },
    ]);
  });
});

describe('in an article', () => {
  const permalink = '/:categories/:year/:month/:day/:title/';
  const urlOf = (lines: string, path = 'posts/2025-09-14-kelp.md') =>
    readArticle(path, `---\n${lines}\n---\nKelp.\n`, { permalink: byPattern(permalink) }).url;

  test('of Markdown, by its categories and not by its tags', () => {
    expect(urlOf('title: Kelp')).toBe(`${site}/2025/09/14/kelp/`);
    expect(urlOf('categories: [Sea, Food]\ntags: [salt]')).toBe(`${site}/sea/food/2025/09/14/kelp/`);
    expect(urlOf('category: Sea')).toBe(`${site}/sea/2025/09/14/kelp/`);
    expect(urlOf('slug: kelp-again')).toBe(`${site}/2025/09/14/kelp-again/`);
  });

  test('and by the folders above `_posts`', () => {
    expect(urlOf('title: Kelp', 'sea/_posts/2025-09-14-kelp.md')).toBe(`${site}/sea/2025/09/14/kelp/`);
  });

  test.each([
    ['permalink: /kelp.html', '/kelp.html'],
    ['url: /kelp/', '/kelp/'],
    ['path: kelp-of-june', '/kelp-of-june/'],
    ['path: sea/kelp', '/sea/kelp/'],
    ['path: /sea/kelp', '/sea/kelp'],
    ['canonical_url: https://courier.example/k', '/k'],
  ])('its own URL has precedence: %s', (line, path) => {
    expect(urlOf(line)).toBe(`${site}${path}`);
  });

  test('of wire text', () => {
    const text = ' date 2025-09-14 \n\n11:10 PM – Sunday, September 14, 2025\n\nKelp is in.\n';
    expect(readArticle('sea/kelp.txt', text, { permalink: byPattern('/:section/:year-:month-:day/:slug/') }).url).toBe(
      `${site}/sea/2025-09-14/kelp/`,
    );
  });

  test('of HTML', () => {
    const text = '<article><h1>Kelp</h1><time datetime="2025-09-14T18:10:00-04:00"></time><p>In.</p></article>';
    expect(readArticle('kelp.html', text, { permalink: byPattern('date') }).url).toBe(`${site}/2025/09/14/kelp.html`);
  });

  test('is the base of its pictures', () => {
    const { contentHtml } = readArticle('kelp.md', '---\ndate: 2025-09-14\n---\n![Kelp](kelp.jpg)\n', {
      permalink: byPattern('/:slug/'),
    });
    expect(contentHtml).toContain(`${site}/kelp/kelp.jpg`);
  });

  test('has no pattern by default', () => {
    expect(channel.permalink).toBeNull();
  });
});

describe('a file name that ends in a language', () => {
  const codes = (path: string, settings: Partial<Channel>, top = '') =>
    read(path, `---\ndate: 2026-01-04\n${top}---\nFog.\n`, settings).problems.map(({ code }) => code);
  const pattern = { permalink: byPattern('/:path/') };

  test.each(['post/fog.de.md', 'post/fog.pt-br.md', 'fog.EN.html'])('is reported for a pattern: %s', (path) => {
    expect(codes(path, pattern)).toEqual(['language-in-name']);
  });

  test.each(['post/fog.md', 'post/de.md', '.de/fog.md', 'post/fog.io.md', 'post/fog-de.md', 'v1.2.md'])(
    'is not seen in %s',
    (path) => {
      expect(codes(path, pattern)).toEqual([]);
    },
  );

  test('is not reported without a pattern, for a tool, or for a URL of its own', () => {
    expect(codes('post/fog.de.md', {})).toEqual([]);
    expect(codes('post/fog.de.md', { permalink: { ...plainPermalink, tool: 'hugo', languages: ['de'] } })).toEqual([]);
    expect(codes('post/fog.de.md', pattern, 'url: /de/fog/\n')).toEqual([]);
  });
});
