/** Reading schema.org NewsArticle. All text is invented. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const json = (value: unknown) => readArticle('a.json', JSON.stringify(value));
const news = {
  '@context': 'https://schema.org',
  '@type': 'NewsArticle',
  headline: 'Kelp &amp; salt',
  datePublished: '2025-09-14T18:10:00-04:00',
  dateModified: '2025-09-15T00:00:00Z',
  author: { '@type': 'Person', name: 'Ida Moen', url: 'https://moen.example/' },
  articleBody: 'The kelp is in.\n\nIt is early.',
  description: 'Early kelp',
  image: {
    '@type': 'ImageObject',
    url: 'https://pictures.example/kelp.jpg',
    caption: 'Kelp dries.',
    creditText: 'Ida Moen/AP',
    width: '1200',
    height: { '@type': 'QuantitativeValue', value: 800 },
  },
  keywords: 'kelp, sea salt',
  articleSection: 'Harbour',
  inLanguage: 'en-GB',
  mainEntityOfPage: { '@type': 'WebPage', '@id': 'https://courier.example/kelp' },
  identifier: 'kelp-1',
};

describe('a file', () => {
  test('has every part', () => {
    expect(json(news)).toMatchObject({
      id: 'kelp-1',
      url: 'https://courier.example/kelp',
      title: 'Kelp & salt',
      published: '2025-09-14T22:10:00Z',
      updated: '2025-09-15T00:00:00Z',
      authors: [{ name: 'Ida Moen', url: 'https://moen.example/' }],
      summary: 'Early kelp',
      categories: ['Harbour', 'kelp', 'sea salt'],
      language: 'en-GB',
      image: {
        url: 'https://pictures.example/kelp.jpg',
        width: 1200,
        height: 800,
        caption: 'Kelp dries.',
        credit: 'Ida Moen/AP',
      },
      contentText: 'The kelp is in.\n\nIt is early.',
    });
  });

  test('has section, rights, source, comments and corrections', () => {
    const article = json({
      ...news,
      articleSection: ['Harbour', 'Sea'],
      copyrightNotice: '© 2025 The Courier',
      copyrightHolder: { name: 'Somebody' },
      isBasedOn: { '@type': 'NewsArticle', name: 'Sound Press', url: 'https://press.example/kelp' },
      discussionUrl: 'https://forum.example/kelp',
      correction: [
        { '@type': 'CorrectionComment', text: 'It was in <b>May</b>.', datePublished: '2025-09-16' },
        'It was early.',
      ],
    });
    expect(article).toMatchObject({
      section: 'Harbour',
      categories: ['Harbour', 'Sea', 'kelp', 'sea salt'],
      rights: '© 2025 The Courier',
      source: { title: 'Sound Press', url: 'https://press.example/kelp', feedUrl: null },
      commentsUrl: 'https://forum.example/kelp',
      corrections: [
        { text: 'It was in May.', corrected: '2025-09-16T04:00:00Z' },
        { text: 'It was early.', corrected: null },
      ],
      updated: '2025-09-16T04:00:00Z',
    });
  });

  test.each([
    [{ copyrightHolder: { name: 'Sound Press' }, copyrightYear: 2025 }, '© 2025 Sound Press'],
    [{ copyrightHolder: 'Sound Press' }, '© Sound Press'],
    [{ copyrightYear: 2025 }, null],
    [{ license: 'https://licences.example/by' }, null],
  ])('its rights by %j', (given, rights) => {
    expect(json({ ...news, ...given }).rights).toBe(rights);
  });

  test.each(['https://press.example/kelp', { url: 'https://press.example/kelp' }, { name: 'Press' }])(
    'what it is based on is not a source without both name and URL: %j',
    (isBasedOn) => {
      expect(json({ ...news, isBasedOn }).source).toBeNull();
    },
  );

  test.each(['Retracted', 'withdrawn'])('that is %s is withdrawn', (creativeWorkStatus) => {
    expect(json({ ...news, creativeWorkStatus })).toMatchObject({ draft: false, withdrawal: { notice: null } });
    expect(json({ ...news, creativeWorkStatus: 'Published' }).withdrawal).toBeNull();
  });

  test('its author can have a picture', () => {
    const image = { '@type': 'ImageObject', url: 'https://moen.example/ida.jpg' };
    expect(json({ ...news, author: { ...news.author, image, email: 'mailto:ida@moen.example' } }).authors).toEqual([
      {
        name: 'Ida Moen',
        url: 'https://moen.example/',
        email: 'ida@moen.example',
        avatar: 'https://moen.example/ida.jpg',
      },
    ]);
  });

  test.each([
    'Article',
    'BlogPosting',
    'ReportageNewsArticle',
    'http://schema.org/NewsArticle',
    'schema:NewsArticle',
    ['Thing', 'NewsArticle'],
  ])('of type %j', (type) => {
    expect(json({ ...news, '@type': type }).title).toBe('Kelp & salt');
  });

  test.each([
    ['a list', [{ '@type': 'WebSite' }, news]],
    ['a graph', { '@context': 'https://schema.org', '@graph': [{ '@type': 'WebSite' }, news] }],
    ['the main entity of a page', { '@type': 'WebPage', mainEntity: news }],
  ])('in %s', (_name, value) => {
    expect(json(value).title).toBe('Kelp & salt');
  });

  test('references to other nodes of the graph are resolved', () => {
    const graph = [
      { ...news, author: [{ '@id': '#ida' }], image: { '@id': '#picture' } },
      { '@id': '#ida', '@type': 'Person', name: 'Ida Moen' },
      { '@id': '#picture', '@type': 'ImageObject', contentUrl: 'https://pictures.example/a.jpg', caption: 'Racks.' },
    ];
    expect(json({ '@graph': graph })).toMatchObject({
      byline: ['Ida Moen'],
      image: { url: 'https://pictures.example/a.jpg', caption: 'Racks.' },
    });
  });

  test.each([
    ['Ida Moen', ['Ida Moen']],
    ['By Ida Moen and Ola Ek', ['Ida Moen', 'Ola Ek']],
    [
      ['Ida Moen', { name: 'Ola Ek' }],
      ['Ida Moen', 'Ola Ek'],
    ],
    [{ '@type': 'Organization', name: 'Tern Sound News' }, ['Tern Sound News']],
    [[{}, null, 3], ['3']],
  ])('by %j', (author, byline) => {
    expect(json({ ...news, author }).byline).toEqual(byline);
  });

  test.each([
    'https://pictures.example/kelp.jpg',
    ['https://pictures.example/kelp.jpg'],
    { contentUrl: 'https://pictures.example/kelp.jpg' },
    { url: 'https://pictures.example/kelp.jpg', width: 'wide' },
  ])('with the picture %j', (image) => {
    expect(json({ ...news, image }).image?.url).toBe('https://pictures.example/kelp.jpg');
  });

  test('more pictures follow the text', () => {
    const article = json({
      ...news,
      image: [news.image, { url: 'https://pictures.example/salt.jpg', caption: 'Salt.' }],
    });
    expect(article.captions.map(({ text }) => text)).toEqual(['Kelp dries.', 'Salt.']);
  });

  test('whose text is HTML', () => {
    expect(json({ ...news, articleBody: '<p>One.</p><p>Two.<script>x</script></p>' }).contentText).toBe('One.\n\nTwo.');
  });

  test('with a dateline of its own', () => {
    expect(json({ ...news, dateline: 'TERN SOUND, Maine (AP)' }).dateline).toEqual({
      place: 'TERN SOUND, Maine',
      agency: 'AP',
    });
    expect(json({ ...news, dateline: 'Tern Sound' }).dateline).toEqual({ place: 'Tern Sound', agency: null });
  });

  test('that is a draft, or has no date', () => {
    expect(json({ ...news, creativeWorkStatus: 'Draft' }).draft).toBe(true);
    const { datePublished: _, ...undated } = news;
    expect(read('a.json', JSON.stringify(undated)).problems).toMatchObject([{ code: 'missing-date' }]);
  });

  test.each(['Product', 'WebPage', 'Particle', 'constructor', {}, null])('of type %j is not an article', (type) => {
    expect(read('a.json', JSON.stringify({ ...news, '@type': type })).problems).toMatchObject([
      { code: 'unknown-json' },
    ]);
  });

  test('a graph that refers to itself, and one of a million nodes', () => {
    const loop = {
      '@graph': [
        { ...news, author: { '@id': '#a' } },
        { '@id': '#a', name: 'Ida Moen', author: { '@id': '#a' } },
      ],
    };
    expect(json(loop).byline).toEqual(['Ida Moen']);
    expect(read('a.json', `[${'{},'.repeat(1_000_000)}{}]`).problems).toMatchObject([{ code: 'unknown-json' }]);
  });
});
