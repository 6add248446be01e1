/** Reading HTML pages: microdata, JSON-LD, Open Graph, and their precedence. All text is invented. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const ld = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const news = {
  '@context': 'https://schema.org',
  '@type': 'NewsArticle',
  headline: 'Kelp of the data',
  datePublished: '2025-09-14T18:10:00-04:00',
  dateModified: '2025-09-16T10:00:00Z',
  author: [{ '@type': 'Person', name: 'Ida Moen', url: 'https://moen.example/' }, { name: 'Ola Ek' }],
  description: 'Said by the data',
  image: { '@type': 'ImageObject', url: '/kelp.jpg', caption: 'Kelp dries.', creditText: 'Ida Moen/AP' },
  keywords: ['kelp', 'sea salt'],
};
const graph =
  '<meta property="og:title" content="Kelp of the graph"><meta property="og:description" content="Said by the graph"><meta property="article:published_time" content="2025-09-01T00:00:00Z"><meta property="og:image" content="/graph.jpg"><meta name="author" content="Una Hale">';
const page = (head: string, article: string) =>
  readArticle('a.html', `<!doctype html><html><head>${head}</head><body><article>${article}</article></body></html>`);

describe('JSON-LD', () => {
  test('is used for what the article does not say, and has precedence over the head', () => {
    expect(page(graph + ld(news), '<p>The kelp is in.</p>')).toMatchObject({
      title: 'Kelp of the data',
      titleSource: 'explicit',
      published: '2025-09-14T22:10:00Z',
      updated: '2025-09-16T10:00:00Z',
      authors: [
        { name: 'Ida Moen', url: 'https://moen.example/' },
        { name: 'Ola Ek', url: null },
      ],
      summary: 'Said by the data',
      categories: ['kelp', 'sea salt'],
      image: { url: 'https://courier.example/kelp.jpg', caption: 'Kelp dries.', credit: 'Ida Moen/AP' },
      captions: [{ text: 'Kelp dries.', credit: 'Ida Moen/AP' }],
      contentText: 'The kelp is in.',
      id: null,
    });
  });

  test.each([
    ['BlogPosting', { ...news, '@type': 'BlogPosting' }],
    ['Article', { ...news, '@type': 'Article' }],
    ['a graph', { '@graph': [{ '@type': 'WebSite', name: 'x' }, news] }],
    ['a list', [{ '@type': 'BreadcrumbList' }, news]],
  ])('as %s', (_name, value) => {
    expect(page(ld(value), '<p>Text.</p>').title).toBe('Kelp of the data');
  });

  test('in a second script, and in the body', () => {
    const scripts = ld({ '@type': 'WebSite', name: 'x' }) + ld(news);
    expect(page('', `<p>Text.</p>${scripts}`)).toMatchObject({ title: 'Kelp of the data', contentText: 'Text.' });
  });

  test('of another type is ignored', () => {
    expect(page(graph + ld({ ...news, '@type': 'Product' }), '<p>Text.</p>').title).toBe('Kelp of the graph');
  });

  test('the text of the data is used if the page shows none', () => {
    expect(page(ld({ ...news, articleBody: 'One.\n\nTwo.' }), '<div id="app"></div>').contentText).toBe('One.\n\nTwo.');
  });

  test('the caption of its picture is added to the same picture in the text, and to no other', () => {
    expect(page(ld(news), '<p>Text.</p><img src="/kelp.jpg">').image).toMatchObject({ caption: 'Kelp dries.' });
    expect(page(ld(news), '<p>Text.</p><img src="/salt.jpg">').image).toMatchObject({ caption: null });
  });

  test.each([
    [
      'a line break in a text',
      '<html><head>\n<script type="application/ld+json">\n{\n  "headline": "Kelp\nis in"\n}</script></head><body><time datetime="2025-09-14"></time><p>Text.</p></body></html>',
      4,
      20,
    ],
    [
      'a comma too many',
      '---\ntitle: Kelp\n---\n<time datetime="2025-09-14"></time><script type="application/ld+json">{"a":1,}</script><p>Text.</p>',
      4,
      78,
    ],
  ])('with %s is a warning at its line and column', (_name, text, line, column) => {
    const { article, problems } = read('a.html', text);
    expect(problems).toMatchObject([{ severity: 'warning', code: 'invalid-json-ld', line, column }]);
    expect(article?.contentText).toBe('Text.');
  });
});

describe('the article element has precedence', () => {
  const shown = '<h1>Kelp</h1><p class="byline">By Lee Marsh</p><time datetime="2025-09-15T09:00:00Z">Monday</time>';

  test('title, byline and time', () => {
    expect(page(graph + ld(news), `${shown}<p>Text.</p>`)).toMatchObject({
      title: 'Kelp',
      byline: ['Lee Marsh'],
      published: '2025-09-15T09:00:00Z',
      contentText: 'Text.',
    });
  });

  test('but an instant has precedence over a date without a time', () => {
    const dated = shown.replace('T09:00:00Z', '');
    expect(page(ld(news), `${dated}<p>Text.</p>`).published).toBe('2025-09-14T22:10:00Z');
    expect(page(graph, `${dated}<p>Text.</p>`).published).toBe('2025-09-01T00:00:00Z');
    expect(page('<meta name="date" content="2025-09-01">', `${dated}<p>Text.</p>`).published.slice(0, 10)).toBe(
      '2025-09-15',
    );
  });

  test('a time in body text stays there, and is not the date', () => {
    const text = '<p>Scarce since <time datetime="2019-01-01T00:00:00Z">2019</time>, the kelp is in.</p>';
    expect(page(ld(news), text)).toMatchObject({
      published: '2025-09-14T22:10:00Z',
      contentText: 'Scarce since 2019, the kelp is in.',
    });
  });

  test('several authors next to each other', () => {
    const by = '<p>By <a rel="author" href="/i">Ida Moen</a> and <a rel="author" href="/o">Ola Ek</a></p>';
    expect(page(ld(news), `${by}<p>Text.</p>`)).toMatchObject({ byline: ['Ida Moen', 'Ola Ek'], contentText: 'Text.' });
  });
});

describe('front matter has precedence over all of it, under each of its keys', () => {
  const all = `<html><head>${graph}${ld(news)}<link rel="canonical" href="https://kelp.example/c"></head><body><article><h1>Kelp</h1><p>Text.</p></article></body></html>`;
  test('', () => {
    const lines =
      'headline: Salt\npublishDate: 2025-09-20\nbyline: Lee Marsh\nabstract: Mine\npermalink: /salt/\nlastmod: 2025-09-21\ncover: /mine.jpg\ntopics: [salt]';
    expect(readArticle('a.html', `---\n${lines}\n---\n${all}`)).toMatchObject({
      title: 'Salt',
      published: '2025-09-20T04:00:00Z',
      updated: '2025-09-21T04:00:00Z',
      byline: ['Lee Marsh'],
      summary: 'Mine',
      url: 'https://courier.example/salt/',
      image: { url: 'https://courier.example/mine.jpg' },
      categories: ['salt'],
    });
  });

  test('but not a boolean or an empty key', () => {
    const article = readArticle('a.html', `---\npublished: true\nauthor:\n---\n${all}`);
    expect(article).toMatchObject({ published: '2025-09-14T22:10:00Z', byline: ['Ida Moen', 'Ola Ek'] });
  });
});

describe('microdata', () => {
  test.each([
    ['of a span', '<span itemprop="datePublished" content="2025-09-14T18:10:00-04:00">Sunday</span>'],
    ['of a meta element', '<meta itemprop="datePublished" content="2025-09-14T18:10:00-04:00">'],
    ['of a time', '<time itemprop="datePublished" datetime="2025-09-14T18:10:00-04:00">Sunday</time>'],
    ['in text', '<p itemprop="datePublished">September 14, 2025 6:10 PM EDT</p>'],
  ])('the date %s', (_name, element) => {
    const changed = '<meta itemprop="dateModified" content="2025-09-16T10:00:00Z">';
    expect(page('', `${element}${changed}<p>Text.</p>`)).toMatchObject({
      published: '2025-09-14T22:10:00Z',
      updated: '2025-09-16T10:00:00Z',
      contentText: 'Text.',
    });
  });

  test('headline, author and description', () => {
    const marked =
      '<h2 itemprop="headline">Kelp</h2><div itemprop="author" itemscope><span itemprop="name">Ida Moen</span>, Tern Sound</div><meta itemprop="description" content="Early">';
    expect(page(graph, `${marked}<p>Text.</p>`)).toMatchObject({
      title: 'Kelp',
      byline: ['Ida Moen'],
      summary: 'Early',
      contentText: 'Text.',
    });
  });

  test('a hidden headline is not in the text', () => {
    expect(
      page(
        '',
        `<meta itemprop="headline" content="Kelp"><h1>Kelp</h1>${'<time datetime="2025-09-14"></time>'}<p>Text.</p>`,
      ),
    ).toMatchObject({
      title: 'Kelp',
      contentText: 'Text.',
    });
  });
});

describe('hostile pages', () => {
  test('URLs that run code, in the data and in the head', () => {
    const run = 'javascript:alert(1)';
    const head = `<link rel="canonical" href="${run}"><meta property="og:image" content="${run}">`;
    const article = page(
      head + ld({ ...news, image: run, url: run, author: { name: 'Ida Moen', url: run } }),
      '<p>Text.</p>',
    );
    expect(JSON.stringify(article)).not.toContain('javascript');
    expect(article.byline).toEqual(['Ida Moen']);
  });

  test('data that ends its script early, and markup in its texts', () => {
    const data = ld({ ...news, headline: 'Kelp</script><script>alert(1)</script>' });
    expect(read('a.html', `<time datetime="2025-09-14"></time>${data}<p>Text.</p>`).article?.contentHtml).not.toContain(
      '<script',
    );
    const text = page(
      ld({ ...news, headline: '<b>Kelp<b>', image: { url: '/k.jpg', caption: '<img src=x onerror=alert(1)>' } }),
      '<p>Text.</p>',
    );
    expect(text.title).toBe('<b>Kelp<b>');
    expect(text.contentHtml).not.toContain('<img src="x"');
  });

  test('deep, long and many', () => {
    for (const script of [
      '['.repeat(10_000),
      '{"@graph":'.repeat(10_000),
      `"${'k'.repeat(2_000_000)}"`,
      '{"a":"\\ud800"}',
    ]) {
      const text = `<time datetime="2025-09-14"></time><p>Text.</p><script type="application/ld+json">${script}</script>`;
      expect(read('a.html', text).article?.contentText).toBe('Text.');
    }
    const many = '<script type="application/ld+json">{</script>'.repeat(10_000);
    expect(read('a.html', `<time datetime="2025-09-14"></time><p>Text.</p>${many}`).problems).toHaveLength(20);
  });

  test.each([
    ['bylines', '<span class="author">Ida Moen</span>'],
    ['nested bylines', '<div class="author">'],
    ['times', '<time datetime="2025-09-14">x</time>'],
    ['properties', '<i itemprop="headline"></i>'],
  ])('very many %s are read in linear time', (_name, unit) => {
    const text = `<article><p>${'Kelp is in. '.repeat(50_000)}${unit.repeat(20_000)}`;
    const { article, problems } = read('2025-09-14-a.html', text);
    expect(article?.contentText.startsWith('Kelp is in.') ?? problems[0]?.code === 'too-deep').toBe(true);
  });

  test.each(['__proto__', 'constructor', 'toString'])('the key %s has no effect', (key) => {
    const data = ld(news).replace('{', `{"${key}":{"headline":"x","@type":"NewsArticle"},`);
    expect(page(data, '<p>Text.</p>').title).toBe('Kelp of the data');
    expect(({} as Record<string, unknown>)['headline']).toBeUndefined();
  });
});

describe('section, rights and corrections of a page', () => {
  const time = '<time datetime="2025-09-14"></time>';
  const page = (head: string, body = '<p>Kelp.</p>') =>
    readArticle('a.html', `<html><head>${head}</head><body><article>${time}${body}</article></body></html>`);

  test('by meta elements', () => {
    const head = '<meta property="article:section" content="Harbor"><meta name="copyright" content="© 2025 TSN">';
    expect(page(head)).toMatchObject({ section: 'Harbor', rights: '© 2025 TSN' });
  });

  test('by microdata', () => {
    expect(page('', '<p>Kelp.</p><meta itemprop="articleSection" content="Harbor">').section).toBe('Harbor');
  });

  test('by JSON-LD, with its corrections and whether it was retracted', () => {
    const correction = { '@type': 'CorrectionComment', text: 'It was <May>.' };
    const data = { '@type': 'NewsArticle', articleSection: 'Harbor', correction, creativeWorkStatus: 'Retracted' };
    const article = page(ld(data));
    expect(article).toMatchObject({
      section: 'Harbor',
      corrections: [{ text: 'It was <May>.', corrected: null }],
      withdrawal: { notice: null, withdrawn: null },
    });
    expect(article.contentHtml).toContain('<p><strong>Correction</strong>: It was &lt;May>.</p>');
  });

  test('front matter has precedence', () => {
    const head = '<meta property="article:section" content="Harbor">';
    const text = `---\narticleSection: Sea\n---\n<html><head>${head}</head><body>${time}<p>Kelp.</p></body></html>`;
    expect(readArticle('a.html', text).section).toBe('Sea');
  });
});
