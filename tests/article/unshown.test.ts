/** What feed readers do not show is replaced by what they do, and reported once for each kind. */
import { describe, expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const matter = '---\ntitle: Quay\ndate: 2026-01-05\n---\n';
const html = (body: string, settings = {}) => read('a.html', `${matter}${body}`, settings);
const contentOf = (body: string) => html(body).article?.contentHtml;
const messagesOf = (body: string) => html(body).problems.map(({ line, message }) => `${line}: ${message}`);
const says = (what: string, instead: string) => [`5: Feed readers do not show ${what}: they get ${instead} instead`];

describe('frames, players and scripts', () => {
  test.each([
    ['<iframe src="https://maps.example/x" title="Map"></iframe>', 'https://maps.example/x', 'Map', 'a frame'],
    ['<iframe data-src="https://maps.example/x"></iframe>', 'https://maps.example/x', 'maps.example', 'a frame'],
    ['<embed src="https://maps.example/x">', 'https://maps.example/x', 'maps.example', 'a player'],
    ['<object data="https://maps.example/x.pdf"></object>', 'https://maps.example/x.pdf', 'maps.example', 'an object'],
  ])('%s', (body, href, text, kind) => {
    expect(contentOf(body)).toBe(`<p><a href="${href}">${text}</a></p>`);
    expect(messagesOf(body)).toEqual(says(`${kind} of "maps.example"`, 'a link'));
  });

  test('a gist, but no script of another kind', () => {
    const gist = '<p>x</p><script src="https://gist.github.com/ada/1.js"></script>';
    expect(contentOf(gist)).toContain('<a href="https://gist.github.com/ada/1">gist.github.com/ada/1</a>');
    expect(messagesOf(gist)).toEqual(says('a script of "gist.github.com"', 'a link'));
    const chart = '<p>x</p><script src="https://charts.example/a.js"></script>';
    expect(contentOf(chart)).toBe('<p>x</p>');
    expect(messagesOf(chart)).toEqual(says('a script of "charts.example"', 'nothing'));
    expect(messagesOf('<p>x</p><script src="https://www.googletagmanager.com/gtag/js?id=1"></script>')).toEqual([]);
  });

  test('the player of a custom element', () => {
    const player = '<lite-youtube videoid="k3lpK3lp"></lite-youtube>';
    expect(contentOf(player)).toContain('<iframe src="https://www.youtube.com/embed/k3lpK3lp"></iframe>');
    expect(messagesOf(player)).toEqual([]);
  });

  test('a frame that counts readers goes without a word', () => {
    const frames =
      '<p>x</p><iframe src="https://count.example/" width="1" height="1"></iframe><iframe src="https://www.googletagmanager.com/ns.html"></iframe>';
    expect(contentOf(frames)).toBe('<p>x</p>');
    expect(messagesOf(frames)).toEqual([]);
  });

  test('the content of an object and of a canvas', () => {
    expect(contentOf('<object data="a.pdf">Read the <a href="/a">report</a></object>')).toBe(
      '<div>Read the <a href="https://courier.example/a">report</a></div>',
    );
    expect(contentOf('<canvas>Two <b>gulls</b></canvas>')).toBe('<div>Two <b>gulls</b></div>');
    expect(messagesOf('<p>x</p><canvas></canvas>')).toEqual(says('a <canvas> without text', 'nothing'));
  });

  test('is reported once for each host, with the count and the first line', () => {
    const frame = '<iframe src="https://maps.example/x"></iframe>';
    expect(messagesOf(`<p>x</p>\n${frame}\n${frame}`)).toEqual([
      '6: Feed readers do not show a frame of "maps.example" (2 times): they get a link instead',
    ]);
  });
});

describe('formulas', () => {
  const half = '<mfrac><mn>1</mn><mn>2</mn></mfrac>';
  test.each([
    [`<math>${half}</math>`, '<span>1/2</span>'],
    ['<math><msup><mi>r</mi><mrow><mn>2</mn><mi>n</mi></mrow></msup></math>', '<span>r^(2n)</span>'],
    ['<math><msqrt><mi>x</mi></msqrt><mo>+</mo><msub><mi>y</mi><mn>1</mn></msub></math>', '<span>√x+y_1</span>'],
  ])('without TeX become text: %s', (body, expected) => {
    expect(contentOf(`<p>${body}</p>`)).toBe(`<p>${expected}</p>`);
    expect(messagesOf(`<p>${body}</p>`)).toEqual(says('<math>', 'its text'));
  });

  test.each([
    [`<math alttext="1/2">${half}</math>`, '1/2'],
    [
      `<math><semantics>${half}<annotation encoding="application/x-tex">\\frac{1}{2}</annotation></semantics></math>`,
      '\\frac{1}{2}',
    ],
    [
      `<span class="katex"><span class="katex-mathml"><math><semantics>${half}<annotation encoding="application/x-tex">\\frac12</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span>1</span><span>2</span></span></span>`,
      '\\frac12',
    ],
    ['<script type="math/tex">x_1</script>', 'x_1'],
  ])('with TeX keep it as code: %s', (body, tex) => {
    expect(contentOf(`<p>${body}</p>`)).toBe(`<p><code>${tex}</code></p>`);
    expect(messagesOf(`<p>${body}</p>`)).toEqual([]);
  });
});

describe('drawings and maps', () => {
  test('a drawing leaves its text', () => {
    const body = '<svg width="300" height="200"><title>Plan</title><path d="M0 0"/><text>North pier</text></svg>';
    expect(contentOf(`${body}<p>x</p>`)).toBe('<p>Plan North pier</p><p>x</p>');
    expect(messagesOf(`${body}<p>x</p>`)).toEqual(says('<svg>', 'its text'));
  });

  test('an icon goes without a word', () => {
    const body = '<p>x<svg width="16" height="16"><title>Link</title><path d="M0 0"/></svg></p>';
    expect(contentOf(body)).toBe('<p>x</p>');
    expect(messagesOf(body)).toEqual([]);
  });

  test('the links of an image map become a list', () => {
    const body = '<map name="m"><area href="/north" alt="North"><area href="/south" title="South"></map>';
    const item = (href: string, text: string) => `<li><a href="https://courier.example${href}">${text}</a></li>`;
    expect(contentOf(body)).toBe(`<ul>${item('/north', 'North')}${item('/south', 'South')}</ul>`);
    expect(messagesOf(body)).toEqual(says('<map>', 'a link'));
  });

  test('a background picture, unless it is behind text', () => {
    const style = `style="background-image: url('/gull.jpg')"`;
    expect(contentOf(`<div ${style}></div>`)).toBe('<img src="https://courier.example/gull.jpg" alt="">');
    expect(messagesOf(`<div ${style}></div>`)).toEqual(says('a background picture', 'the picture'));
    expect(contentOf(`<div ${style}>Gulls</div>`)).toBe('<div>Gulls</div>');
  });
});

describe('boxes, forms and lists', () => {
  test.each([
    ['<center>One</center><center>Two</center>', '<div>One</div><div>Two</div>'],
    ['<aside>One</aside><footer>Two</footer>', '<div>One</div><div>Two</div>'],
    ['<header><p>One</p></header>', '<p>One</p>'],
    ['<x-box>One</x-box><x-box>Two</x-box>', 'One Two'],
    ['<p>pre<x-b>fix</x-b>es</p>', '<p>prefixes</p>'],
    [
      '<ul><li><input type="checkbox" checked>One</li><li><p><input type="checkbox"> Two</p></li></ul>',
      '<ul><li>☑ One</li><li><p>☐ Two</p></li></ul>',
    ],
  ])('%s', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
    expect(messagesOf(body)).toEqual([]);
  });

  test('a form leaves its texts', () => {
    const body = '<form>Your name<input name="n"><button>Send</button></form>';
    expect(contentOf(body)).toBe('<div>Your name</div>');
    expect(messagesOf(body)).toContain(says('<form>', 'its text')[0]);
  });
});

describe('links of headings', () => {
  test.each([
    ['<h2>Ropes<a class="anchor" href="#r">#</a></h2>', '<h2>Ropes</h2>'],
    ['<h2><a href="#r"></a>Ropes <a href="#r">¶</a></h2>', '<h2>Ropes </h2>'],
    ['<h2>Why C#</h2>', '<h2>Why C#</h2>'],
    ['<h2><a href="https://c.example/">#</a></h2>', '<h2><a href="https://c.example/">#</a></h2>'],
  ])('%s', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
  });

  test('are not part of a title', () => {
    const { article } = read(
      'a.html',
      '<article><h1>Ropes<a href="#r">#</a></h1><time>2026-01-05</time><p>x</p></article>',
    );
    expect(article?.title).toBe('Ropes');
  });
});

describe('the direction', () => {
  const page = (attributes: string) =>
    `<html ${attributes}><body><article><h1>T</h1><time>2026-01-05</time><p>x</p></article></body></html>`;
  test.each([
    ['dir="rtl"', '<div dir="rtl"><p>x</p></div>'],
    ['dir="auto"', '<div dir="auto"><p>x</p></div>'],
    ['lang="he"', '<div dir="rtl"><p>x</p></div>'],
    ['lang="he" dir="ltr"', '<p>x</p>'],
    ['dir="up"', '<p>x</p>'],
  ])('%s', (attributes, expected) => {
    expect(read('a.html', page(attributes)).article?.contentHtml).toBe(expected);
  });

  test('is that of the language of the channel', () => {
    expect(html('<p>x</p>', { language: 'ar' }).article?.contentHtml).toBe('<div dir="rtl"><p>x</p></div>');
  });
});

test('an article without text has its summary as its content', () => {
  const text = '---\ntitle: Elsewhere\ndate: 2026-01-05\nsummary: Tide tables.\n---\n';
  expect(read('a.md', text).article?.contentHtml).toBe('<p>Tide tables.</p>');
});

test('ten thousand elements of each kind take linear time', () => {
  const kinds = [
    '<iframe src="https://a.example/">',
    '<svg><text>x</text></svg>',
    '<math><mn>1</mn></math>',
    '<center>x</center>',
  ];
  for (const kind of kinds) expect(html(kind.repeat(10_000)).problems.length).toBeLessThan(3);
});

test.each(['constructor', 'toString', 'valueOf'])('an element named %s is not a rule, and keeps its text', (name) => {
  const { article } = read('a.html', `---\ntitle: x\ndate: 2026-01-01\n---\n<p>Fog</p><${name}>closed</${name}>`);
  expect(article?.contentText).toMatch(/Fog\s+closed/);
  const math = `<p>It is <math><${name}><mi>x</mi></${name}></math>.</p>`;
  expect(read('a.html', `---\ntitle: x\ndate: 2026-01-01\n---\n${math}`).article?.contentText).toContain('x');
});
