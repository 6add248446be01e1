/** Reading Markdown and HTML files: title, summary, captions, and the metadata of an HTML page. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const markdown = (body: string, lines = '') => readArticle('a.md', `---\ndate: 2025-09-14\n${lines}---\n${body}\n`);
const html = (body: string) => readArticle('a.html', body);
const time = '<time datetime="2025-09-14T18:10:00-04:00">Sunday</time>';

describe('the title of Markdown', () => {
  test('is that of the front matter, and a heading that repeats it is removed', () => {
    expect(markdown('# Kelp\n\nText.', 'title: Kelp\n')).toMatchObject({ title: 'Kelp', contentHtml: '<p>Text.</p>' });
  });

  test('else the first level 1 heading, which is removed if it begins the text', () => {
    expect(markdown('# Kelp & *salt*\n\nText.')).toMatchObject({
      title: 'Kelp & salt',
      titleSource: 'explicit',
      contentHtml: '<p>Text.</p>',
    });
    expect(markdown('Text.\n\n# Kelp').title).toBe('Kelp');
  });

  test('else the first sentence, and not a level 2 heading', () => {
    expect(markdown('Kelp is in. It is early.')).toMatchObject({ title: 'Kelp is in', titleSource: 'derived' });
    expect(markdown('## Salt\n\nKelp is in.').titleSource).toBe('derived');
  });

  test('a heading that is not the title stays', () => {
    expect(markdown('# Salt\n\nText.', 'title: Kelp\n').contentHtml).toContain('<h1>Salt</h1>');
  });
});

describe('the summary', () => {
  test.each(['<!--more-->', '<!-- more -->', '<!-- excerpt -->'])('is the text above %s', (mark) => {
    expect(markdown(`One *two*.\n\nThree.\n\n${mark}\n\nFour.`).summary).toBe('One two. Three.');
  });

  test('is that of the front matter', () => {
    expect(markdown('One.\n\n<!--more-->\n\nTwo.', 'description: Kelp\n').summary).toBe('Kelp');
  });

  test('else whole sentences of the text', () => {
    expect(markdown(`${'Kelp grows. '.repeat(100)}`).summary).toMatch(/^(?:Kelp grows\. ?){10,30}$/);
  });
});

describe('Markdown', () => {
  test.each([
    ['**a** _b_ ~~c~~', '<p><strong>a</strong> <em>b</em> <del>c</del></p>'],
    ['`a & b`', '<p><code>a &amp; b</code></p>'],
    ['<pre>a &amp; b</pre>', '<pre>a &amp; b</pre>'],
    [
      'https://kelp.example/?a=1&b=2',
      '<p><a href="https://kelp.example/?a=1&amp;b=2">https://kelp.example/?a=1&amp;b=2</a></p>',
    ],
    ['ida@moen.example', '<p>ida@moen.example</p>'],
    ['a  \nb', '<p>a<br>b</p>'],
    ['- [x] a', '<ul><li>☑ a</li></ul>'],
    ['AT&T &copy; 2025', '<p>AT&amp;T © 2025</p>'],
  ])('%s', (source, expected) => {
    expect(markdown(source).contentHtml.replaceAll('\n', '').replace('&copy;', '©')).toBe(expected);
  });

  test('a figure has its caption and credit', () => {
    const figure =
      '<figure>\n<img src="/kelp.jpg" alt="Racks">\n<figcaption>Kelp dries. (Ida Moen/AP)</figcaption>\n</figure>';
    expect(markdown(`Text.\n\n${figure}`)).toMatchObject({
      captions: [{ text: 'Kelp dries.', credit: 'Ida Moen/AP', position: null }],
      image: { url: 'https://courier.example/kelp.jpg', alt: 'Racks', caption: 'Kelp dries.', credit: 'Ida Moen/AP' },
      contentText: 'Text.',
    });
  });

  test('a figure whose caption has no credit has none', () => {
    const figure = '<figure><img src="/kelp.jpg"><figcaption>Kelp at low tide (50 meters)</figcaption></figure>';
    expect(markdown(figure).captions).toEqual([{ text: 'Kelp at low tide (50 meters)', credit: null, position: null }]);
  });
});

describe('an HTML page', () => {
  const page = `<!doctype html><html lang="en-GB"><head><title>Kelp – The Courier</title>
<meta name="description" content="Early kelp"><link rel="canonical" href="https://kelp.example/a"></head>
<body><nav>Menu</nav><article><header><h1>Kelp</h1><p>By <a rel="author" href="/ida">Ida Moen</a> | Published ${time}</p></header>
<p>The kelp, scarce since <time datetime="2019-01-01">2019</time>, is in.</p></article><footer>Foot</footer></body></html>`;

  test('has title, date, byline, summary, language and URL; only the article is content', () => {
    expect(html(page)).toMatchObject({
      title: 'Kelp',
      titleSource: 'explicit',
      published: '2025-09-14T22:10:00Z',
      timeZoneSource: 'stamp',
      byline: ['Ida Moen'],
      summary: 'Early kelp',
      language: 'en-GB',
      url: 'https://kelp.example/a',
      contentText: 'The kelp, scarce since 2019, is in.',
    });
  });

  test.each([
    ['og:title', '<meta property="og:title" content="Kelp">'],
    ['title', '<title>Kelp</title>'],
  ])('without a heading has the title from %s', (_name, element) => {
    expect(html(`<html><head>${element}</head><body>${time}<p>Text.</p></body></html>`).title).toBe('Kelp');
  });

  test.each(['article:published_time', 'datePublished', 'date', 'pubdate', 'dcterms.created'])(
    'has the date of meta %s',
    (name) => {
      const head = `<head><meta property="${name}" content="2025-09-14T22:10:00Z"></head>`;
      expect(html(`<html>${head}<body><p>Text.</p></body></html>`).published).toBe('2025-09-14T22:10:00Z');
    },
  );

  test('distinguishes publication and update by class and itemprop', () => {
    const times =
      '<time class="updated" datetime="2025-09-16">x</time><time itemprop="datePublished" datetime="2025-09-15">y</time>';
    expect(html(`<article><h1>Kelp</h1>${times}<p>Text.</p></article>`)).toMatchObject({
      published: '2025-09-15T04:00:00Z',
      updated: '2025-09-16T04:00:00Z',
    });
  });

  test('a time in body text is not a date, and stays', () => {
    const body = '<p>The kelp, scarce since <time datetime="2019-01-01">2019</time>, is in.</p>';
    expect(read('a.html', body).problems[0]).toMatchObject({ code: 'missing-date' });
    expect(html(`---\ndate: 2025-09-14\n---\n${body}`).contentText).toBe('The kelp, scarce since 2019, is in.');
  });

  test.each(['P2D', '2019', '--09-14', '18:10'])('a time of %s is not a date', (datetime) => {
    const body = `<article><time datetime="${datetime}">x</time><p>Text.</p></article>`;
    expect(read('a.html', body).problems[0]).toMatchObject({ code: 'missing-date' });
  });

  test('a biography of the author is not a byline', () => {
    const body = `<article>${time}<p>Text.</p><p class="author">Ida Moen grew up by the sea.</p></article>`;
    expect(html(body)).toMatchObject({ byline: [], contentText: 'Text.\n\nIda Moen grew up by the sea.' });
  });

  test('front matter has precedence, and a heading that is not the title stays', () => {
    const article = html(`---\ntitle: Salt\ndate: 2025-09-20\nauthor: Ola Ek\n---\n<h1>Kelp</h1>${time}<p>Text.</p>`);
    expect(article).toMatchObject({ title: 'Salt', published: '2025-09-20T04:00:00Z', byline: ['Ola Ek'] });
    expect(article.contentHtml).toContain('<h1>Kelp</h1>');
  });

  test('the picture in its head is the lead picture if the text has none', () => {
    const head = '<head><meta property="og:image" content="/kelp.jpg"></head>';
    const page = (body: string) =>
      html(`<html>${head}<body><article>${time}${body}</article></body></html>`).image?.url;
    expect(page('<p>Text.</p>')).toBe('https://courier.example/kelp.jpg');
    expect(page('<p>Text. <img src="/salt.jpg"></p>')).toBe('https://courier.example/salt.jpg');
  });
});
