/** HTML to a tree and back, as browsers read and write it. */
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { maximumDepth, parseBounded, TooDeepError } from '../text/depth.ts';
import { depthOf, elementsOf } from './walk.ts';

/**
 * The tree of a fragment or a document. References to what is no character (HTML, 13.2.5.80) would become U+FFFD: they are
 * dropped, as such characters are by themselves. One to a carriage return, which HTML has no other way to write, is a line
 * break, as the character itself is. Throws `TooDeepError`.
 */
export function readHtml(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const text = html.replace(
    /&#(?:x([0-9a-f]+)|([0-9]+));?/gi,
    (reference, hex: string | undefined, decimal: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code === carriageReturn ? '&#10;' : isCharacter(code) ? reference : '';
    },
  );
  return checkDepth(parseBounded(() => fromHtml(text, { fragment: kind === 'fragment' })));
}

/** The tree, if nothing in it is nested too deeply; else throws `TooDeepError`. */
export function checkDepth(tree: Root): Root {
  if (depthOf(tree) > maximumDepth) throw new TooDeepError(`Tags are nested more than ${maximumDepth} times`);
  return tree;
}

const carriageReturn = 13;

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

/** The HTML of a tree. */
export function writeTree(tree: Root): string {
  const written = elementsOf(tree).some(beginsWithBreak) ? withSecondBreak(tree) : tree;
  return toHtml(written, { characterReferences: { useNamedReferences: true } });
}

/** A parser takes the first line break after `<pre>` for one of the markup: one that is text is written twice. */
function beginsWithBreak({ tagName, children: [first] }: Element): boolean {
  return tagName === 'pre' && first?.type === 'text' && first.value.startsWith('\n');
}

function withSecondBreak<T extends Root | Element>(node: T): T {
  const children = node.children.map((child) => (child.type === 'element' ? withSecondBreak(child) : child));
  const isDoubled = node.type === 'element' && beginsWithBreak(node);
  return { ...node, children: isDoubled ? [{ type: 'text', value: '\n' }, ...children] : children };
}
