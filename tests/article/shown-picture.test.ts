/** Alt text, caption and credit from front matter, if the text already shows the picture. */
import { describe, expect, test } from 'vitest';
import { readArticle } from '../support/channel.ts';

const front = 'image: {url: /t.png, alt: Front alt, caption: Front caption, credit: Front credit}';
const post = (body: string, lines = front) =>
  readArticle('a.md', `---\ntitle: T\ndate: 2026-01-04\n${lines}\n---\n${body}\n`);
const html = (body: string, lines = front) =>
  readArticle('a.html', `---\ntitle: T\ndate: 2026-01-04\n${lines}\n---\n${body}\n`).contentHtml;

const img = '<img src="https://courier.example/t.png" alt="Front alt">';
const figcaption = '<figcaption><p>Front caption <small>(Front credit)</small></p></figcaption>';
const figure = `<figure>${img}${figcaption}</figure>`;

describe('a picture that the text shows without alt text, caption and credit', () => {
  test('becomes a figure that replaces its paragraph', () => {
    expect(post('Words.\n\n![](/t.png)\n\nMore.').contentHtml).toBe(`<p>Words.</p>\n${figure}\n<p>More.</p>`);
  });

  test.each([
    ['a figure without a caption', '<figure><img src="/t.png"></figure>', figure],
    ['a figure whose caption is empty', '<figure><img src="/t.png"><figcaption> </figcaption></figure>', figure],
    ['an element that holds blocks', '<div><img src="/t.png"></div>', `<div>${figure}</div>`],
    ['a list', '<ul><li>Words. <img src="/t.png"></li></ul>', `<ul><li>Words. ${figure}</li></ul>`],
    ['emphasis', '<p><em><img src="/t.png"></em></p>', figure],
    ['no element', 'Words. <img src="/t.png">', `Words. ${figure}`],
    [
      'running text: below it',
      '<p>Words <img src="/t.png"> and more.</p><p>More.</p>',
      `<p>Words  and more.</p>${figure}<p>More.</p>`,
    ],
    [
      'its link',
      '<p><a href="https://x.example/"><img src="/t.png"></a></p>',
      `<figure><a href="https://x.example/">${img}</a>${figcaption}</figure>`,
    ],
    [
      'a picture element',
      '<p><picture><source srcset="/t.webp"><img src="/t.png"></picture></p>',
      `<figure><picture><source srcset="https://courier.example/t.webp">${img}</picture>${figcaption}</figure>`,
    ],
    [
      'a figure of several',
      '<figure><img src="/s.png" alt="s"><img src="/t.png"><figcaption>Both.</figcaption></figure>',
      `<figure><img src="https://courier.example/s.png" alt="s">${figure}<figcaption><p>Both.</p></figcaption></figure>`,
    ],
  ])('gets them in %s', (_name, body, expected) => {
    expect(html(body)).toBe(expected);
  });

  test('also has them in the data of the article', () => {
    const texts = { alt: 'Front alt', caption: 'Front caption', credit: 'Front credit' };
    expect(post('![](/t.png)')).toMatchObject({
      images: [texts],
      captions: [{ text: 'Front caption', credit: 'Front credit' }],
    });
  });

  test('keeps the alt text in the text', () => {
    const { contentHtml, image } = post('![Own alt](/t.png)');
    expect(contentHtml).toBe(figure.replace('Front alt', 'Own alt'));
    expect(image?.alt).toBe('Own alt');
  });

  test('stays unchanged if its caption is a paragraph of the text', () => {
    const body = '<p><img src="/t.png"></p><p>Front caption. Photo: Front credit</p>';
    expect(html(body)).toBe(`<p>${img}</p><p>Front caption. Photo: Front credit</p>`);
  });

  test('stays unchanged if nothing is known of it', () => {
    expect(html('<p><img src="/t.png"></p>', 'image: /t.png')).toBe(
      '<p><img src="https://courier.example/t.png" alt=""></p>',
    );
  });
});

describe('a picture that the text shows with a caption', () => {
  test.each([
    ['Own caption.', 'Own caption. <small>(Front credit)</small>'],
    ['Own <em>caption</em>. (Own/Agency)', 'Own <em>caption</em>. (Own/Agency)'],
    ['Own caption. <small>(Own)</small>', 'Own caption. <small>(Own)</small>'],
    ['Own caption by Front credit.', 'Own caption by Front credit.'],
    ['<small>(Own)</small>', 'Front caption <small>(Own)</small>'],
  ])('%s keeps it, and gets what is missing', (own, expected) => {
    expect(html(`<figure><img src="/t.png"><figcaption>${own}</figcaption></figure>`)).toBe(
      `<figure>${img}<figcaption><p>${expected}</p></figcaption></figure>`,
    );
  });

  test('has the same caption in the data of the article', () => {
    expect(post('![](/t.png "Own caption.")').image).toMatchObject({
      alt: 'Front alt',
      caption: 'Own caption.',
      credit: 'Front credit',
    });
  });

  test('is chosen if the picture is shown twice', () => {
    const body = '<p><img src="/t.png"></p><figure><img src="/t.png"><figcaption>Own. (Own/AP)</figcaption></figure>';
    expect(html(body)).toBe(`<p>${img}</p><figure>${img}<figcaption><p>Own. (Own/AP)</p></figcaption></figure>`);
  });
});

test('other pictures that the text shows also get their captions there', () => {
  const lines =
    'images:\n  - {url: /s.png, caption: One.}\n  - {url: /t.png, alt: Front alt, caption: Front caption, credit: Front credit}';
  const article = post('Words.\n\n![](/t.png)\n\nMore.', lines);
  expect(article.contentHtml).toContain(`<p>Words.</p>\n${figure}\n<p>More.</p>`);
  expect(article.images.map(({ caption }) => caption)).toEqual(['One.', 'Front caption']);
});

describe('captions in data', () => {
  const image = {
    '@type': 'ImageObject',
    url: 'https://courier.example/t.png',
    caption: 'Front caption',
    creditText: 'Front credit',
  };
  const news = { '@type': 'NewsArticle', headline: 'T', datePublished: '2026-01-04', image };
  const shown = '<p>Words.</p><p><img src="https://courier.example/t.png" alt="Front alt"></p>';

  test('of a page are added to the picture in its text', () => {
    const ld = `<script type="application/ld+json">${JSON.stringify(news)}</script>`;
    const other = '<figure><img src="/s.png" alt="s"><figcaption>Other.</figcaption></figure>';
    const { contentHtml } = readArticle('a.html', `${ld}<article>${shown}${other}</article>`);
    expect(contentHtml).toContain(`<p>Words.</p>${figure}`);
    expect(contentHtml.match(/t\.png/g)).toHaveLength(1);
  });

  test('of an article in JSON are added to the picture in its text', () => {
    const { contentHtml } = readArticle('a.json', JSON.stringify({ ...news, articleBody: shown }));
    expect(contentHtml).toBe(`<p>Words.</p>${figure}`);
  });
});
