/** Published HTML parses to the same tree in every parser. */
import fc from 'fast-check';
import type { Node } from 'hast';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { articleOf } from '../../src/article/reading.ts';
import { readHtml, writeTree } from '../../src/article/tree/html-tree.ts';
import { sanitise } from '../../src/article/tree/sanitise.ts';
import { chance } from '../fuzz/chance.ts';
import { inventFile } from '../fuzz/invent.ts';
import { channel, readArticle } from '../support/channel.ts';
import { hostileHtml } from '../support/hostile-html.ts';

const embedHosts = ['www.youtube.com'];

function clean(html: string) {
  return sanitise(readHtml(html), { base: 'https://courier.example/a', isPage: true, embedHosts });
}

/** A tree without what only a parser adds, with sorted attributes. */
function bare(node: Node): unknown {
  const { position: _, data: __, ...rest } = node as Node & { properties?: object; children?: readonly Node[] };
  const { properties, children } = rest;
  return {
    ...rest,
    ...(properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(properties).sort()) }),
    ...(children === undefined ? {} : { children: children.map(bare) }),
  };
}

const tags =
  'a abbr b bdo blockquote br caption center code col colgroup dd del details div dl dt em fieldset figcaption figure font ' +
  'form frameset h1 h2 h3 header hr i iframe img input label li main marquee math nobr noscript object ol option p picture ' +
  'plaintext pre q rp rt ruby section select small source span strong summary sup svg table tbody td template textarea th ' +
  'thead title tr track ul video audio button xmp';
const attributes = [
  ...['', '', '', '', ' hidden', ' title="t&#13;&#10;x"', ' start=3', ' reversed=x', ' controls=no', ' value=b'],
  ...[' href="https://x.example/a"', ' src="https://x.example/a.jpg"', ' src="https://www.youtube.com/embed/abcdefgh"'],
];
const texts = [
  'x',
  ' ',
  '\n',
  'two words',
  '&#13;',
  '&nbsp;',
  '&lt;b>',
  '&amp;lt;',
  '&#0;',
  '<!-- c -->',
  '\n\n',
  '&copy',
];

const startTag = (names: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...attributes)).map(([name, more]) => `<${name}${more}>`);
const endTag = (names: readonly string[]) => fc.constantFrom(...names).map((name) => `</${name}>`);

/** A few kinds of tags in any order. With few kinds, nesting of the same tags is more frequent. */
const anyHtml = fc.uniqueArray(fc.constantFrom(...tags.split(' ')), { minLength: 2, maxLength: 8 }).chain((names) => {
  const piece = fc.oneof(
    { weight: 5, arbitrary: startTag(names) },
    { weight: 2, arbitrary: endTag(names) },
    { weight: 3, arbitrary: fc.constantFrom(...texts) },
  );
  return fc.array(piece, { minLength: 1, maxLength: 25 }).map((pieces) => pieces.join(''));
});

function expectStable(html: string): void {
  const tree = clean(html);
  const written = writeTree(tree);
  expect({ written, tree: bare(readHtml(written)) }).toEqual({ written, tree: bare(tree) });
}

describe('the output of the sanitiser parses to the same tree', () => {
  test('of any HTML', () => {
    fc.assert(fc.property(anyHtml, expectStable), { numRuns: 3000 });
  });

  test.each(hostileHtml)('of %s', (html) => {
    expectStable(html);
    expectStable(`<p>a ${html} b</p>`);
    expectStable(`<table><tr><td>${html}<li>b</table>`);
  });
});

const front = (lines: string) => `---\ntitle: Kelp\ndate: 2026-01-04\n${lines}\n---\n`;
const more = [
  'image: {url: "https://x.example/a.jpg", caption: "The pier. (Ida Moe/AP)", alt: A pier}',
  'correction: It was <b> in May.',
  'external_url: https://y.example/',
].join('\n');

describe('a whole article parses to the same tree', () => {
  const expectWhole = (html: string) => {
    expect(writeTree(readHtml(html)).trim()).toBe(html);
  };

  test('of any HTML, with a picture and with what follows the text', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const body = new TextEncoder().encode(front(more) + html);
        const reading = parseArticle({ path: 'a.html', body }, { ...channel, embedHosts });
        expectWhole(articleOf(reading)?.contentHtml ?? '');
      }),
      { numRuns: 1000 },
    );
  });

  test('of random files in every format', () => {
    const random = chance(14);
    for (let count = 0; count < 1500; count += 1) {
      const file = inventFile(random);
      expectWhole(articleOf(parseArticle(file, channel))?.contentHtml ?? '');
    }
  });
});

test.each([
  ['a paragraph in a paragraph', '<p>a <button><p>b</p></button> c</p>', '<div>a <p>b</p> c</div>'],
  ['a heading in a paragraph', '<p>a <marquee><h3>b</h3></marquee></p>', '<div>a <h3>b</h3></div>'],
  [
    'a list in inline text of a paragraph',
    '<p>a <b>b <button><ul><li>c</ul></button></b></p>',
    '<div>a <b>b <ul><li>c</li></ul></b></div>',
  ],
  ['a summary with a heading', '<details><summary><h3>a</h3></summary>b</details>', '<div><h3>a</h3></div>b'],
  [
    'a summary in a summary',
    '<summary>a<summary>b</summary></summary>',
    '<div><strong>a<p><strong>b</strong></p></strong></div>',
  ],
  ['a heading in a heading', '<h2>a <header><h3>b</h3></header></h2>', '<h2>a <span>b</span></h2>'],
  [
    'an item in an item',
    '<ul><li>a <button><li value="3">b</li></button></li></ul>',
    '<ul><li>a <div>b</div></li></ul>',
  ],
  ['a term in a definition', '<dl><dd>a <button><dt>b</dt></button></dd></dl>', '<dl><dd>a <div>b</div></dd></dl>'],
  [
    'a link in a link',
    '<a href="https://x.example/">a <marquee><a href="https://y.example/" title="t">b</a></marquee></a>',
    '<a href="https://x.example/">a <span title="t">b</span></a>',
  ],
  [
    'small text in ruby',
    '<ruby>a<rt>b<button><rt>c</rt></button></rt></ruby>',
    '<ruby>a<rt>b<span>c</span></rt></ruby>',
  ],
  ['a line break at the beginning of code', '<pre>\n\na</pre>', '<pre>\n\na</pre>'],
  ['a carriage return', '<p title="a&#13;&#xd;b">c&#13;d</p>', '<p title="a\n\nb">c\nd</p>'],
  ['a switch with a value', '<ol reversed=no><li>a</li></ol>', '<ol reversed><li>a</li></ol>'],
])('repaired: %s', (_name, html, written) => {
  expect(writeTree(clean(html))).toBe(written);
});

test.each([
  '<div><p>a</p></div>',
  '<ul><li><p>a</p><ul><li>b</li></ul></li></ul>',
  '<p>a <a href="https://x.example/"><b>b</b></a></p>',
  '<h2><a href="https://x.example/">a</a></h2>',
  '<b><div>a</div></b>',
  '<table><tbody><tr><td><p>a</p><h2>b</h2></td></tr></tbody></table>',
  '<dl><dt>a</dt><dd><dl><dt>b</dt></dl></dd></dl>',
  '<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>',
])('unchanged: %s', (html) => {
  expect(writeTree(clean(html))).toBe(html);
});

test('the text of a caption becomes a paragraph, unless it contains blocks', () => {
  const written = (figcaption: string) =>
    readArticle('a.html', `${front('')}<figure><img src="https://x.example/a.jpg">${figcaption}</figure>`).contentHtml;
  expect(written('<figcaption>a <b>b</b></figcaption>')).toContain('<figcaption><p>a <b>b</b></p></figcaption>');
  expect(written('<figcaption><div><p>a</p></div></figcaption>')).toContain(
    '<figcaption><div><p>a</p></div></figcaption>',
  );
});
