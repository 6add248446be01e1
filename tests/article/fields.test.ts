/** Pages that are not articles, and the keys of Ghost, Hugo and Zola in front matter. */
import { describe, expect, test } from 'vitest';
import { person } from '../../src/model/metadata.ts';
import { read, readArticle } from '../support/channel.ts';

const matter = (lines: string) => `---\n${lines}\n---\nKelp.\n`;

describe('a page without a date is held back without an error', () => {
  test.each([
    'layout: page',
    'layout: home',
    'layout: Default',
    'layout: archive',
    'layout: tag_page',
    'type: page',
    'layout: pages/about',
  ])('%s', (line) => {
    const { article, draft, problems } = read('about.md', matter(`title: About\n${line}`));
    expect({ article, draft, problems }).toEqual({ article: null, draft: true, problems: [] });
  });

  test('in HTML', () => {
    expect(read('index.html', '---\nlayout: home\n---\n<p>Kelp.</p>\n')).toMatchObject({ draft: true, problems: [] });
  });

  test.each(['layout: post', 'type: post', 'title: Kelp', 'layout: null'])('but not with "%s"', (line) => {
    expect(read('about.md', matter(line)).problems).toMatchObject([{ code: 'missing-date' }]);
  });

  test('one with a date is an article', () => {
    expect(readArticle('about.md', matter('layout: page\ndate: 2025-09-14')).draft).toBe(false);
    expect(readArticle('2025-09-14-about.md', matter('layout: page')).draft).toBe(false);
  });
});

const dated = (lines: string) => readArticle('a.md', matter(`date: 2025-09-14\n${lines}`));

describe('the keys of other tools', () => {
  test('date_updated and feature_image_alt of Ghost', () => {
    const lines = 'date_updated: 2025-09-15\nfeature_image: /kelp.jpg\nfeature_image_alt: Racks';
    expect(dated(lines)).toMatchObject({ updated: '2025-09-15T04:00:00Z', image: { alt: 'Racks' } });
  });

  test.each(['feature_image_alt', 'featuredImageAlt', 'heroImageAlt', 'cover_alt', 'thumbnail_alt'])(
    '%s is the alt text',
    (key) => {
      expect(dated(`image: /kelp.jpg\n${key}: Racks`).image?.alt).toBe('Racks');
    },
  );

  test('authors in the taxonomies of Zola are authors, not categories', () => {
    expect(dated('taxonomies:\n  tags: [kelp]\n  authors: [Ida Moen]')).toMatchObject({
      byline: ['Ida Moen'],
      categories: ['kelp'],
    });
    expect(dated('author: Ola Ek\ntaxonomies:\n  author: [Ida Moen]').byline).toEqual(['Ola Ek']);
  });

  test.each(['extra', 'params'])('a value in `%s` is used if it is set nowhere else', (table) => {
    const lines = `${table}:\n  cover: /kelp.jpg\n  author: Ida Moen\n  title: Salt\ntitle: Kelp`;
    expect(dated(lines)).toMatchObject({
      title: 'Kelp',
      byline: ['Ida Moen'],
      image: { url: 'https://courier.example/kelp.jpg' },
    });
  });

  test.each(['extra: [a]', 'extra: x', 'params: 3', 'taxonomies: x', 'extra: {date: 2020-01-01, id: x, url: /x}'])(
    '"%s" breaks nothing',
    (line) => {
      expect(dated(line)).toMatchObject({ published: '2025-09-14T04:00:00Z', draft: false, id: null, url: null });
    },
  );
});

test('the summary has the length that the channel sets', () => {
  const text = `---\ndate: 2025-09-14\n---\n${'Kelp grows here. '.repeat(100)}\n`;
  expect(readArticle('a.md', text, { summaryLength: 60 }).summary).toBe(
    'Kelp grows here. Kelp grows here. Kelp grows here.',
  );
  expect(readArticle('a.md', text).summary.length).toBeGreaterThan(250);
});

describe('an author as an object', () => {
  const author = (fields: string) => dated(`author:\n  - {name: Ida Moen, ${fields}}`).authors;

  test('can publish an email address and a picture', () => {
    expect(author('email: ida@moen.example, avatar: "https://moen.example/ida.jpg"')).toEqual([
      { name: 'Ida Moen', url: null, email: 'ida@moen.example', avatar: 'https://moen.example/ida.jpg' },
    ]);
    expect(author('picture: "https://moen.example/ida.jpg"')).toMatchObject([
      { avatar: 'https://moen.example/ida.jpg' },
    ]);
  });

  test.each([
    'email: ida',
    'email: "ida@moen.example, ola@ek.example"',
    'avatar: "javascript:alert(1)"',
    'image: {a: 1}',
  ])('but not by %s', (fields) => {
    expect(author(fields)).toEqual([person({ name: 'Ida Moen' })]);
  });

  test('an email address in a text is not published', () => {
    expect(dated('author: Ida Moen <ida@moen.example>').authors).toEqual([person({ name: 'Ida Moen' })]);
  });
});
