/**
 * Replaces formulas with their TeX as code, because feed readers drop MathML. A formula without TeX becomes text with `/`, `^` and `_`.
 * https://www.w3.org/TR/mathml-core/
 */
import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { foldSpaces } from '../text/spaces.ts';
import { findElement } from '../tree/walk.ts';
import { attributeIn, type Fallback, nothing } from './fallback.ts';

function math(element: Element): Fallback {
  const alt = attributeIn(element, 'alttext');
  const tex = texOf(element) ?? alt;
  if (tex !== null) return { nodes: [h('code', tex)], notice: null };
  const text = foldSpaces(linear(element));
  const notice = { what: '<math>', instead: text === '' ? 'nothing' : 'its text', needles: ['<math'] } as const;
  return { nodes: text === '' ? [] : [h('span', text)], notice };
}

/** The TeX that the author of a formula wrote, which converters keep as an annotation. */
function texOf(element: Element): string | null {
  const annotation = findElement(
    element,
    (it) => it.tagName === 'annotation' && /tex/i.test(String(it.properties['encoding'] ?? '')),
  );
  return annotation === null ? null : textOf(annotation).trim() || null;
}

/** How the elements of MathML are written in a line, from the texts of their children. */
const written: Readonly<Record<string, (parts: readonly string[]) => string>> = {
  mfrac: ([over = '', under = '']) => `${inBrackets(over)}/${inBrackets(under)}`,
  msup: ([of = '', above = '']) => `${inBrackets(of)}^${inBrackets(above)}`,
  mover: ([of = '', above = '']) => `${inBrackets(of)}^${inBrackets(above)}`,
  msub: ([of = '', below = '']) => `${inBrackets(of)}_${inBrackets(below)}`,
  munder: ([of = '', below = '']) => `${inBrackets(of)}_${inBrackets(below)}`,
  msubsup: ([of = '', below = '', above = '']) => `${inBrackets(of)}_${inBrackets(below)}^${inBrackets(above)} `,
  munderover: ([of = '', below = '', above = '']) => `${inBrackets(of)}_${inBrackets(below)}^${inBrackets(above)} `,
  msqrt: (parts) => `√${inBrackets(parts.join(''))}`,
  mroot: ([of = '', degree = '']) => `${inBrackets(of)}^(1/${degree})`,
  mtable: (parts) => `[${parts.join('; ')}]`,
  mtr: (parts) => parts.join(', '),
  annotation: () => '',
  'annotation-xml': () => '',
};

function linear(node: ElementContent): string {
  if (node.type === 'text') return foldSpaces(node.value);
  if (node.type !== 'element') return '';
  const parts = node.children.filter(({ type }) => type === 'element' || tokens.has(node.tagName)).map(linear);
  return Object.hasOwn(written, node.tagName) ? (written[node.tagName]?.(parts) ?? '') : parts.join('');
}

/** The elements of MathML that contain text. */
const tokens = new Set(['mi', 'mn', 'mo', 'ms', 'mtext', 'math']);

/** Brackets around a term of several signs. */
function inBrackets(term: string): string {
  return /^(?:[\p{L}\p{M}]|[\d.,]+|.)?$/u.test(term) ? term : `(${term})`;
}

/** KaTeX and MathJax write a formula twice: as MathML, and for the eye in elements that lose their order without styles. */
const wholes = new Set(['katex', 'MathJax', 'MathJax_Display', 'MathJax_SVG']);
const forTheEye = new Set(['katex-html', 'MathJax_Preview']);

/** The fallback for a formula, and for what KaTeX and MathJax draw of it. Null for any other element. */
export function formulaFallback(element: Element): Fallback | null {
  const { tagName, properties } = element;
  if (tagName === 'math') return math(element);
  const classes = Array.isArray(properties['className']) ? properties['className'].map(String) : [];
  if (classes.some((name) => forTheEye.has(name))) return nothing;
  if (tagName !== 'mjx-container' && !classes.some((name) => wholes.has(name))) return null;
  const formula = findElement(element, (it) => it.tagName === 'math');
  return formula === null ? null : math(formula);
}
