/** Reading section, rights, the URL of a link post, source and comments. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const file = (lines: string, body = 'Kelp.') => `---\ntitle: Kelp\ndate: 2026-01-05\n${lines}\n---\n${body}\n`;
const dated = (lines: string, body?: string) => readArticle('a.md', file(lines, body));
const codes = (lines: string) => read('a.md', file(lines)).problems.map(({ code, severity }) => [code, severity]);
const invalid = [['invalid-field', 'warning']];

describe('the section', () => {
  test.each([
    ['section: Harbor', 'Harbor'],
    ['articleSection: "*Harbor* &amp; sea"', 'Harbor & sea'],
    ['primary_tag:\n  name: Harbor\n  slug: harbor', 'Harbor'],
    ['section: [Harbor, Sea]', 'Harbor'],
    ['categories: [Sea, Harbor]', 'Sea'],
    ['section: Harbor\ncategories: [Sea]', 'Harbor'],
  ])('%s', (lines, section) => {
    expect(dated(lines).section).toBe(section);
  });

  test.each(['section: 2', 'section: "2026"', 'section: "🎉"', 'section: true', 'section: [[x]]'])(
    '%s is not a section, with a warning',
    (line) => {
      expect(dated(line).section).toBeNull();
      expect(codes(line)).toEqual(invalid);
    },
  );

  test.each(['section: ""', 'section:', 'section: 2\nprimary_tag: Harbor'])('%s is not reported', (line) => {
    expect(codes(line)).toEqual([]);
  });

  test('is separate from the categories', () => {
    expect(dated('section: Harbor\ntags: [sea]').categories).toEqual(['sea']);
  });
});

test.each([
  ['rights: CC BY 4.0', 'CC BY 4.0'],
  ['copyright: "&copy; 2026 The Courier"', '© 2026 The Courier'],
  ['license:\n  name: CC BY 4.0\n  url: https://licences.example/by', 'CC BY 4.0'],
  ['copyright: true', null],
  ['copyright: "<script>alert(1)</script>"', '<script>alert(1)</script>'],
])('rights: %s', (lines, rights) => {
  expect(dated(lines).rights).toBe(rights);
});

describe('a link post', () => {
  test.each(['external_url', 'externalUrl', 'link', 'link_url', 'external-url'])('by %s', (key) => {
    const article = dated(`${key}: https://kelp.example/a`);
    expect(article).toMatchObject({ url: null, externalUrl: 'https://kelp.example/a' });
    expect(article.contentHtml).toBe('<p>Kelp.</p>\n\n<p><a href="https://kelp.example/a">kelp.example/a</a></p>');
    expect(article.contentText).toBe('Kelp.');
  });

  test('in the tables of Hugo and Zola', () => {
    expect(dated('params:\n  externalUrl: https://kelp.example/a').externalUrl).toBe('https://kelp.example/a');
  });

  test.each(['[Kelp](https://kelp.example/a/)', '<a href="https://kelp.example/a#top">Kelp</a>'])(
    'with the link in its text has no second: %s',
    (body) => {
      expect(dated('link: https://kelp.example/a', body).contentHtml.match(/<a /g)).toHaveLength(1);
    },
  );

  test('a link to another page of the same site does not count', () => {
    expect(dated('link: https://kelp.example/a', '[Kelp](https://kelp.example/b)').contentHtml).toContain(
      '<a href="https://kelp.example/a">',
    );
  });

  test('the text of a long URL is cut, and the URL is not', () => {
    const url = `https://www.kelp.example/${'a'.repeat(500)}`;
    expect(dated(`link: ${url}`).contentHtml).toContain(`<a href="${url}">kelp.example/${'a'.repeat(47)}…</a>`);
  });

  test('to its own page is not a link post', () => {
    expect(dated('url: https://kelp.example/a\nlink: https://kelp.example/a').externalUrl).toBeNull();
  });

  test.each([
    'link: /about/',
    'external_url: "javascript:alert(1)"',
    'link: "data:text/html,<script>alert(1)</script>"',
    'link: mailto:ida@moen.example',
    'link: https://ida:secret@moen.example/',
    'link: kelp',
  ])('%s is a warning, and no link', (line) => {
    expect(dated(line)).toMatchObject({ externalUrl: null, contentHtml: '<p>Kelp.</p>' });
    expect(codes(line)).toEqual(invalid);
  });

  test.each(['link: true', 'link: ""', 'link: null'])('%s is ignored', (line) => {
    expect(codes(line)).toEqual([]);
  });

  test('markup in the URL is escaped in the text', () => {
    const { contentHtml } = dated(`link: 'https://kelp.example/"><script>alert(1)</script>'`);
    expect(contentHtml).not.toContain('<script');
  });
});

describe('the source', () => {
  test.each([
    ['source: Sound Press', { title: 'Sound Press', url: null, feedUrl: null }],
    [
      'source: https://www.press.example/a',
      { title: 'press.example', url: 'https://www.press.example/a', feedUrl: null },
    ],
    ['source_url: https://press.example/a', { title: 'press.example', url: 'https://press.example/a', feedUrl: null }],
    [
      'source: Sound Press\nsource_url: https://press.example/a\nsource_feed: https://press.example/rss',
      { title: 'Sound Press', url: 'https://press.example/a', feedUrl: 'https://press.example/rss' },
    ],
    [
      'source:\n  title: "*Sound* Press"\n  url: https://press.example/\n  feed: https://press.example/rss',
      { title: 'Sound Press', url: 'https://press.example/', feedUrl: 'https://press.example/rss' },
    ],
    ['source:\n  name: Sound Press\n  url: "javascript:alert(1)"', { title: 'Sound Press', url: null, feedUrl: null }],
    ['source: true', null],
    ['title: Kelp', null],
  ])('%s', (lines, source) => {
    expect(dated(lines).source).toEqual(source);
  });

  test.each(['source:\n  x: 1', 'source: ""\nsource_name: {}'])('%s is a warning', (lines) => {
    expect(dated(lines).source).toBeNull();
    expect(codes(lines)).toEqual(invalid);
  });
});

describe('the page for comments', () => {
  test.each([
    ['comments: https://forum.example/t/7', 'https://forum.example/t/7'],
    ['comments: /talk/kelp', 'https://courier.example/talk/kelp'],
    ['comments: true\ndiscussion: https://forum.example/t/7', 'https://forum.example/t/7'],
    ['comments: true', null],
    ['comments: "off"', null],
    ['comments:\n  host: social.example\n  id: 7', null],
  ])('%s', (lines, url) => {
    expect(dated(lines).commentsUrl).toBe(url);
    expect(codes(lines)).toEqual([]);
  });

  test.each(['comments: "javascript:alert(1)"', 'comments: "//evil.example"', 'comments: talk'])(
    '%s is a warning',
    (line) => {
      expect(dated(line).commentsUrl).toBeNull();
      expect(codes(line)).toEqual(invalid);
    },
  );
});
