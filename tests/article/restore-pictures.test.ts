/** Pictures that a script would load, pictures in `noscript`, pictures without a URL, and pictures that are shown in two sizes. */
import { describe, expect, test } from 'vitest';
import { isSamePicture } from '../../src/article/tree/same-picture.ts';
import { read, readArticle } from '../support/channel.ts';
import { hostileHtml } from '../support/hostile-html.ts';

const page = (body: string, front = '') => `---\ntitle: T\ndate: 2026-01-04\n${front}---\n${body}`;
const html = (body: string) => readArticle('a.html', page(body)).contentHtml;
const sources = (body: string) => [...html(body).matchAll(/<img[^>]* src="([^"]*)"/g)].map((match) => match[1]);
const dot = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
const pier = 'https://i.example/pier.jpg';

describe('a picture that a script would load', () => {
  test.each([
    ['data-src', `<img data-src="${pier}">`],
    ['data-src beside a placeholder', `<img src="${dot}" data-src="${pier}">`],
    ['data-src beside an empty URL', `<img src="" data-src="${pier}">`],
    ['data-lazy-src', `<img src="${dot}" data-lazy-src="${pier}">`],
    ['data-original', `<img src="/img/placeholder.gif" data-original="${pier}">`],
    [
      'data-src beside a small version',
      `<img class="blur lazyload" src="https://i.example/tiny.jpg" data-src="${pier}">`,
    ],
    ['data-srcset', `<img src="${dot}" data-srcset="${pier} 800w, https://i.example/small.jpg 300w">`],
    ['data-lazy-srcset', `<img data-lazy-srcset="https://i.example/small.jpg 1x, ${pier} 2x">`],
    ['srcset', `<img srcset="https://i.example/small.jpg 1x, ${pier} 2x">`],
    ['srcset beside a placeholder', `<img src="${dot}" srcset="${pier}">`],
    ['srcset with a very wide candidate', `<img srcset="https://i.example/wide.jpg 6000w, ${pier} 1600w">`],
    ['the source of a picture element', `<picture><source srcset="${pier} 1x"><img alt="Pier"></picture>`],
    ['the late source of a picture element', `<picture><source data-srcset="${pier}"><img src="${dot}"></picture>`],
  ])('%s: is kept with its URL', (_name, body) => {
    expect(sources(body)).toEqual([pier]);
    expect(html(body)).not.toMatch(/data:|tiny|placeholder/);
  });

  test('keeps its alt text, size and candidates', () => {
    const body = `<img src="${dot}" data-src="/a.jpg" data-srcset="/a.jpg 1x, /b.jpg 2x" alt="Pier" width="40" height="30">`;
    expect(html(body)).toBe(
      '<img src="https://courier.example/a.jpg" alt="Pier" width="40" height="30" srcset="https://courier.example/a.jpg 1x, https://courier.example/b.jpg 2x">',
    );
  });

  test('a file beside the article is found', () => {
    expect(read('a.html', page('<img data-src="pier.jpg">')).article?.contentHtml).toContain(
      'https://courier.example/pier.jpg',
    );
  });

  test.each([
    ['with a URL of its own', `<img src="${pier}" data-src="https://i.example/other.jpg">`],
    [
      'with a URL of its own and a source of a late set',
      `<img src="${pier}" data-id="7" data-url="https://i.example/other.jpg">`,
    ],
  ])('%s it stays', (_name, body) => {
    expect(sources(body)).toEqual([pier]);
  });

  test.each([
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'vbscript:x',
    'blob:https://evil.example/1',
    'file:///etc/passwd',
  ])('hostile: %s', (url) => {
    const written = url.replaceAll('"', '&quot;');
    for (const name of ['data-src', 'data-original', 'data-srcset', 'srcset', 'src']) {
      expect(html(`<p>Text <img ${name}="${written}"></p>`)).toBe('<p>Text </p>');
      expect(html(`<p>Text <noscript><img ${name}="${written}"></noscript></p>`)).toBe('<p>Text </p>');
    }
    expect(html(`<img data-srcset="${written} 2x, ${pier} 1x">`)).toBe(`<img src="${pier}" srcset="${pier} 1x">`);
  });

  test('hostile: an attribute cannot be closed', () => {
    const body = html(`<img data-src='https://i.example/a.jpg?"onerror="alert(1)'>`);
    expect(body).toBe('<img src="https://i.example/a.jpg?%22onerror=%22alert(1)">');
  });
});

describe('a picture in noscript', () => {
  test.each([
    ['alone', `<p>Before.</p><noscript><img src="${pier}" alt="Fares"></noscript><p>After.</p>`],
    [
      'with its link',
      `<p>Before.</p><noscript><a href="/x"><img src="${pier}" alt="Fares"></a></noscript><p>After.</p>`,
    ],
    [
      'after its late version',
      `<p>Before.</p><img data-src="${pier}" alt="Fares"><noscript><img src="${pier}"></noscript><p>After.</p>`,
    ],
    [
      'after a late version of another size',
      `<p>Before.</p><img data-src="${pier}" alt="Fares"><noscript><img src="https://i.example/pier-300x200.jpg"></noscript><p>After.</p>`,
    ],
    [
      'after a placeholder',
      `<p>Before.</p><img src="${dot}" alt="Fares"><noscript><img src="${pier}"></noscript><p>After.</p>`,
    ],
    [
      'twice',
      `<p>Before.</p><noscript><img src="${pier}" alt="Fares"></noscript><noscript><img src="${pier}"></noscript><p>After.</p>`,
    ],
  ])('%s: is shown once', (_name, body) => {
    const inOrder = html(body).replace(/(alt="Fares") (src="[^"]*")/, '$2 $1');
    expect(inOrder).toBe(`<p>Before.</p><img src="${pier}" alt="Fares"><p>After.</p>`);
    expect(read('a.html', page(body)).problems).toEqual([]);
  });

  test('in Markdown', () => {
    const { contentHtml, image } = readArticle(
      'a.md',
      page(`Before.\n\n<div><noscript><img src="${pier}" alt="Fares"></noscript></div>\n\nAfter.`),
    );
    expect(contentHtml).toBe(`<p>Before.</p>\n<div><img src="${pier}" alt="Fares"></div><p>After.</p>`);
    expect(image?.url).toBe(pier);
  });

  test.each([
    ['a text', '<noscript>Turn on scripts.</noscript>'],
    [
      'a tracking pixel',
      `<img src="${pier}"><noscript><img src="https://t.example/p.gif" width="1" height="1"></noscript>`,
    ],
    [
      'a hidden picture',
      `<img src="${pier}"><noscript><img src="https://t.example/p.gif" style="display:none"></noscript>`,
    ],
    ['an attribute that closes it', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
  ])('%s is left out', (_name, body) => {
    expect(html(body)).not.toMatch(/t\.example|scripts|onerror/);
  });
});

test.each(['<img src="" alt="e">', '<img src=" ">', '<img src="#">', '<img>', '<img srcset="">', '<img srcset=" , ">'])(
  'no picture: %s',
  (tag) => {
    const { contentHtml, image } = readArticle('a.html', page(`<p>${tag} Text.</p>`));
    expect([contentHtml, image]).toEqual(['<p> Text.</p>', null]);
  },
);

describe('a picture that is written into the text', () => {
  test.each([
    ['in Markdown', 'a.md', `Before ![a dot](${dot}) after.`, '<p>Before <span>a dot</span> after.</p>'],
    [
      'in HTML',
      'a.html',
      `<p>Before <img src="${dot}" alt="a dot"> after.</p>`,
      '<p>Before <span>a dot</span> after.</p>',
    ],
    ['without alt text', 'a.html', `<p>Before <img src="${dot}"> after.</p>`, '<p>Before  after.</p>'],
  ])('%s is left out with a warning, and its alt text stays', (_name, path, body, expected) => {
    const { article, problems } = read(path, page(body));
    expect(article?.contentHtml).toBe(expected);
    expect(problems).toMatchObject([{ code: 'inline-picture', severity: 'warning', line: 5 }]);
    expect(problems[0]?.message).toContain('"data:image/gif;base64,R0lGODl');
  });

  test('as the leading picture: its texts stay', () => {
    const { article, problems } = read(
      'a.md',
      page('Text.', `image: {url: "${dot}", caption: The dot., credit: Ida Moe}\n`),
    );
    expect([article?.image, article?.contentHtml]).toEqual([
      null,
      '<p>Text.</p>\n<p><small>The dot. (Ida Moe)</small></p>',
    ]);
    expect(problems).toMatchObject([{ code: 'inline-picture', line: 4 }]);
  });
});

describe('the leading picture', () => {
  const shown = (lead: string, inText: string) =>
    [...readArticle('a.md', page(`![b](${inText})\n\nText.`, `image: ${lead}\n`)).contentHtml.matchAll(/<img/g)].length;
  const host = 'https://i.example';

  test.each([
    ['/f.jpg', '/f-300x200.jpg'],
    ['/f-1024x683.jpg', '/f-300x200.jpg'],
    ['/f-scaled.jpg', '/f-300x200.jpg'],
    ['/f.jpg', '/f@2x.jpg'],
    ['/f.jpg', '/f.jpg?w=300'],
    ['/f.jpg?v=7', '/f.jpg?v=7&width=300&height=200'],
    ['/f.jpg?w=1200&amp;q=80', '/f.jpg?w=300&q=60'],
    ['/b/s1600/f.jpg', '/b/s320/f.jpg'],
    ['/content/images/size/w600/2020/01/f.jpg', '/content/images/2020/01/f.jpg'],
  ])('%s is shown once if the text shows %s', (lead, inText) => {
    expect(shown(host + lead.replace('&amp;', '&'), host + inText)).toBe(1);
    expect(isSamePicture(host + inText, host + lead.replace('&amp;', '&'))).toBe(true);
  });

  test.each([
    ['/f.jpg', '/g.jpg'],
    ['/f.jpg', '/a/f.jpg'],
    ['/f.jpg', '/f.png'],
    ['/f.jpg', '/f-2.jpg'],
    ['/f-1.jpg', '/f-2.jpg'],
    ['/f.jpg', '/g-300x200.jpg'],
    ['/show?id=1', '/show?id=2'],
    ['/show?id=1&w=300', '/show?id=2&w=300'],
    ['/f.jpg?v=1', '/f.jpg?v=2'],
    ['/show?name=pier', '/show?name=boat'],
    ['/media/f-0123456789abcdef.jpg', '/media/f-fedcba9876543210.jpg'],
  ])('%s and %s are two pictures', (lead, inText) => {
    expect(shown(host + lead, host + inText)).toBe(2);
  });

  test('is the same picture as on the image service of WordPress, and no other host', () => {
    expect(isSamePicture('http://i.example/f.jpg', 'https://i.example/f.jpg')).toBe(true);
    expect(isSamePicture('https://i0.wp.com/i.example/f.jpg?resize=3', 'https://i.example/f.jpg')).toBe(true);
    expect(isSamePicture('https://i0.example/i.example/f.jpg', 'https://i.example/f.jpg')).toBe(false);
  });

  test('gives its caption to the smaller version in the text', () => {
    const front = `image: {url: ${host}/f.jpg, caption: The pier.}\n`;
    const { contentHtml, images } = readArticle('a.md', page(`![b](${host}/f-300x200.jpg)\n\nText.`, front));
    expect(contentHtml).toBe(
      `<figure><img src="${host}/f-300x200.jpg" alt="b"><figcaption><p>The pier.</p></figcaption></figure>\n<p>Text.</p>`,
    );
    expect(images).toMatchObject([{ url: `${host}/f.jpg`, caption: 'The pier.' }]);
  });
});

test.each(hostileHtml)('hostile HTML stays harmless: %s', (body) => {
  const text = html(`<p>Text.</p>${body}<noscript>${body}</noscript><img data-src="${pier}">`);
  expect(text).not.toMatch(/<script|<[^>]*\son\w+=|="\s*(?:javascript|vbscript|data|blob|file):|<noscript/i);
});
