/** Web pages: which part is the article, and its title, date and authors. */
import { describe, expect, test } from 'vitest';
import { readArticle } from '../support/channel.ts';

const head = (lines = '') => `<html lang="en"><head><title>Kelp | Tide Post</title>${lines}</head><body>`;
const dated = '<meta property="article:published_time" content="2027-01-02T10:00:00Z">';
const page = (body: string, lines = dated) => readArticle('a.html', `${head(lines)}${body}</body></html>`);
const time = '<time datetime="2027-01-02T10:00Z">x</time>';

describe('the article is', () => {
  test.each([
    [
      'not a teaser in nav',
      '<nav><article><h3>Other</h3><p>Teaser.</p></article></nav><article><h1>Kelp</h1><p>Story.</p></article>',
    ],
    [
      'not a teaser in an aside of main',
      '<main><h1>Kelp</h1><p>Story.</p><aside><article><p>Teaser.</p></article></aside></main>',
    ],
    [
      'the one with a headline',
      '<article><p>Teaser. Teaser. Teaser.</p></article><article><h1>Kelp</h1><p>Story.</p></article>',
    ],
    ['the longest', '<article><p>Teaser.</p></article><article><p>Story.</p><p>Story goes on and on.</p></article>'],
    [
      'the text outside of short teasers',
      `<main><h1>Kelp</h1><p>Story. ${'It goes on. '.repeat(9)}</p><article><p>Teaser.</p></article></main>`,
    ],
    [
      'not a comment in it',
      '<article><h1>Kelp</h1><p>Story.</p></article><footer><article><p>Teaser.</p></article></footer>',
    ],
  ])('%s', (_, body) => {
    const { contentText } = page(body);
    expect(contentText).toContain('Story.');
    expect(contentText).not.toContain('Teaser');
  });
});

test.each([
  ['Kelp | Tide Post', 'Tide Post', 'Kelp'],
  ['Tide Post – Kelp', 'Tide Post', 'Kelp'],
  ['Kelp: Tide Post', 'tide post', 'Kelp'],
  ['Kelp | Tide', 'Tide Post', 'Kelp | Tide'],
  ['Tide Post', 'Tide Post', 'Tide Post'],
  ['Kelp (A+B)', '(A+B)', 'Kelp (A+B)'],
])('the title %s of the site %s', (title, site, shown) => {
  const lines = `<meta property="og:title" content="${title}"><meta property="og:site_name" content="${site}">`;
  expect(page(`<article>${time}<p>Words.</p></article>`, lines).title).toBe(shown);
});

test.each([
  ['<p class="byline">By <a rel="author" href="/i">Ines Vale</a> last updated 4 January 27</p>', ['Ines Vale']],
  ['<div class="author"><a href="/i">Ines Vale</a> <a href="/t">Twitter</a></div>', ['Ines Vale']],
  ['<p class="byline">Ines Vale<br>Senior reporter</p>', ['Ines Vale']],
  ['<p class="byline">By Ines Vale and Rolf Moe | January 2, 2027</p>', ['Ines Vale', 'Rolf Moe']],
  ['<div class="byline"><p>By</p><p>Ines Vale</p><p>@inesv</p></div>', ['Ines Vale']],
  ['<p class="byline">By Ines Vale</p>', ['Ines Vale']],
])('%s', (byline, names) => {
  const { authors } = page(`<article><h1>Kelp</h1>${byline}${time}<p>Words.</p></article>`);
  expect(authors.map(({ name }) => name)).toEqual(names);
});

test('a date behind "last updated" is not the date of publication', () => {
  const byline = '<p class="byline">By Ines Vale last updated <time datetime="2027-02-04T20:44:00Z">4 Feb</time></p>';
  const { published, updated } = page(`<article><h1>Kelp</h1>${byline}<p>Words.</p></article>`);
  expect([published, updated]).toEqual(['2027-01-02T10:00:00Z', '2027-02-04T20:44:00Z']);
});

test('of two dates in the head, the one with a time of day counts', () => {
  const lines = '<meta name="date" content="2027-01-02"><meta name="pubdate" content="2027-01-02T08:00:00Z">';
  expect(page('<article><h1>Kelp</h1><p>Words.</p></article>', lines).published).toBe('2027-01-02T08:00:00Z');
});
