/** Character references in HTML that are not valid characters (HTML, 13.2.5.80), which browsers show as U+FFFD. */
import fc from 'fast-check';
import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { readHtml, writeTree } from '../../src/article/tree/html-tree.ts';

test.each(['&#0;', '&#x0;', '&#00', '&#xD800;', '&#xdfff;', '&#55296;', '&#x110000;', '&#99999999999;'])(
  'is dropped: %s',
  (reference) => {
    expect(writeTree(readHtml(`<p title="a${reference}b">a${reference}b</p>`))).toBe('<p title="ab">ab</p>');
  },
);

test.each([
  ['&#65;&#x42;&#x1F600;', 'AB😀'],
  ['&#xFFFD;', '\ufffd'],
  ['&amp;#0;', '&amp;#0;'],
])('stays: %s', (reference, text) => {
  expect(writeTree(readHtml(`<p>${reference}</p>`))).toBe(`<p>${text}</p>`);
});

test('markup in text is escaped', () => {
  expect(writeTree({ type: 'root', children: [{ type: 'text', value: '<b> & &lt;' }] })).toBe('&lt;b> &amp; &amp;lt;');
});

const anyText = fc.stringMatching(/^[a-z \n<>&"'`;#\u0000\u00a0é=/-]{0,8}$/);
const anyValue = fc.oneof(
  { weight: 6, arbitrary: anyText },
  fc.constantFrom(true, false, null, undefined, 0, 3, -1.5, Number.NaN, ''),
  fc.array(fc.oneof(anyText, fc.constant(2)), { maxLength: 3 }),
);
const anyProperties = fc.dictionary(
  fc.constantFrom(
    ...['src', 'srcSet', 'alt', 'title', 'href', 'className', 'dateTime', 'colSpan', 'controls', 'reversed', 'start'],
    ...['disabled', 'download', 'dataSrc', 'hidden', 'style', 'value', 'type', 'width', 'srcLang', 'lang'],
  ),
  anyValue,
  { maxKeys: 3 },
);
const { element: anyElement } = fc.letrec<{ element: Element }>((tie) => ({
  element: fc.record({
    type: fc.constant('element' as const),
    tagName: fc.constantFrom(...'p em a img br pre code table td svg script style input video wbr'.split(' ')),
    properties: anyProperties,
    children: fc.array(
      fc.oneof(
        { depthSize: 'small' },
        fc.oneof(anyText, fc.constant('\na')).map((value) => ({ type: 'text' as const, value })),
        fc.constant({ type: 'comment' as const, value: 'kelp' }),
        tie('element'),
      ),
      { maxLength: 4 },
    ),
  }),
}));

/** A line break at the start of `pre` is written twice, because parsers ignore the first one. */
function withBreaks<T extends Root | Element>(node: T): T {
  const children = node.children.map((child) => (child.type === 'element' ? withBreaks(child) : child));
  const [first] = children;
  const isDoubled =
    node.type === 'element' && node.tagName === 'pre' && first?.type === 'text' && /^\n/.test(first.value);
  return { ...node, children: isDoubled ? [{ type: 'text', value: '\n' }, ...children] : children };
}

test('every tree is written as the library writes it', () => {
  fc.assert(
    fc.property(fc.array(anyElement, { maxLength: 3 }), (children) => {
      const tree: Root = { type: 'root', children };
      const options = { characterReferences: { useNamedReferences: true } };
      expect(writeTree(tree)).toBe(toHtml(withBreaks(tree), options));
    }),
    { numRuns: 2000 },
  );
});
