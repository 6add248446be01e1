/** The quick reader of content: it reads a tree only if an HTML parser reads the same one. */
import fc from 'fast-check';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { parseHtmlTree } from '../../src/article/tree/html-tree.ts';
import { readPlainHtml, writePlainHtml } from '../../src/render/page/plain-html.ts';

test.each([
  ['paragraphs', '<p>Terns &amp; gulls</p>\n<p>return &lt;early&gt;</p>'.replace('&gt;', '>')],
  ['nested emphasis and a link', '<p><b><em>a</em></b> <a href="https://courier.example/?a=1&amp;b=2">b</a></p>'],
  ['lists in lists', '<ul>\n<li>a<ol start="3"><li><p>b</p></li></ol></li>\n</ul>'],
  ['a figure', '<figure><img src="a.jpg" alt="" width="1200" height="800"><figcaption>c</figcaption></figure>'],
  [
    'a table',
    '<table>\n<thead>\n<tr>\n<th align="right">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
  ],
  ['code', '<pre><code class="language-js">a &lt; b\n</code></pre>'],
  ['references in attributes', '<p title="&quot;a&quot; &#x27;b&#x27; &amp;lt;">c</p>'],
  ['nothing', ''],
])('reads %s', (_name, html) => {
  const tree = readPlainHtml(html);
  expect(tree === null ? null : writePlainHtml(tree)).toBe(toHtml(parseHtmlTree(html)));
});

test.each([
  ['a block in a paragraph', '<p>a<div>b</div></p>'],
  ['a link in a link', '<a href="a">b<em><a href="c">d</a></em></a>'],
  ['a heading in a heading', '<h2>a<h3>b</h3></h2>'],
  ['emphasis that ends outside', '<b><p>a</b>b</p>'],
  ['an element that does not end', '<p>a'],
  ['an end tag alone', 'a</p>'],
  ['text in a table', '<table>a<tbody><tr><td>b</td></tr></tbody></table>'],
  ['a no-break space in a table', '<table>\u00a0<tbody><tr><td>b</td></tr></tbody></table>'],
  ['a row without a body', '<table><tr><td>a</td></tr></table>'],
  ['an item without a list', '<li>a</li>'],
  ['a term without a list', '<div><dt>a</dt></div>'],
  ['an empty line at the beginning of preformatted text', '<pre>\n\na</pre>'],
  ['an attribute twice', '<a href="a" href="b">c</a>'],
  ['a number with a zero before it', '<img width="010">'],
  ['two classes', '<p class="a  b">c</p>'],
  ['an attribute without a value', '<audio controls></audio>'],
  ['an attribute with the name of a method', '<p constructor="a">b</p>'],
  ['a style', '<p style="color:red">a</p>'],
  ['another element', '<p>a<svg><desc>b</desc></svg></p>'],
  ['a script', '<script>a</script>'],
  ['a comment', '<p>a<!-- b --></p>'],
  ['a reference by name', '<p>a&nbsp;b</p>'],
  ['a reference without its semicolon', '<p>a &amp b</p>'],
  ['a bare ampersand', '<p>a & b</p>'],
  ['a carriage return', '<p>a\rb</p>'],
  ['NUL', '<p>a\0b</p>'],
  ['a tag in capitals', '<P>a</P>'],
  ['a quote that does not end', '<p title="a>b</p>'],
  ['very deep nesting', `${'<div>'.repeat(200)}a${'</div>'.repeat(200)}`],
])('leaves to the parser: %s', (_name, html) => {
  expect(readPlainHtml(html)).toBeNull();
});

const anyText = fc.constantFrom(
  '',
  ' ',
  '\n',
  'a',
  '&amp;',
  '&lt;',
  '&quot;',
  '&',
  '>',
  '&nbsp;',
  '\u00a0',
  '\ufeff',
  '👧',
  '\ud800',
);
const anyName = fc.constantFrom(
  ...'a b em code span p div section blockquote ul ol li dl dt dd h2 h3 pre table caption thead tbody tr td br img hr svg'.split(
    ' ',
  ),
);
const anyAttribute = fc.constantFrom(
  '',
  '',
  '',
  ' title="a"',
  ' title="&quot;&#x60;"',
  ' width="1"',
  ' width="01"',
  ' lang="de"',
);

const { anyHtml } = fc.letrec<{ anyHtml: string; element: string }>((tie) => ({
  anyHtml: fc
    .array(fc.oneof({ maxDepth: 6 }, anyText, tie('element')), { maxLength: 4 })
    .map((parts) => parts.join('')),
  element: fc
    .tuple(anyName, anyAttribute, tie('anyHtml'))
    .map(([name, attribute, inner]) =>
      /^(?:br|img|hr)$/.test(name) ? `<${name}${attribute}>` : `<${name}${attribute}>${inner}</${name}>`,
    ),
}));

test('what it reads, a parser reads too', () => {
  const check = (html: string) => {
    const tree = readPlainHtml(html);
    fc.pre(tree !== null);
    const parsed = parseHtmlTree(html);
    expect([writePlainHtml(tree), textOf(tree)]).toEqual([toHtml(parsed), textOf(parsed)]);
  };
  fc.assert(fc.property(anyHtml, check), { numRuns: 1000 });
});
