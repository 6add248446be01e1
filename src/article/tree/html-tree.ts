/** HTML to a tree and back, as browsers read and write it. */
import type { Root, Text } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { maximumDepth, parseBounded, TooDeepError } from '../text/depth.ts';
import { depthOf } from './walk.ts';

/**
 * The tree of a fragment or a document. References to what is no character (HTML, 13.2.5.80) would become U+FFFD: they are
 * dropped, as such characters are where they stand by themselves. Throws `TooDeepError`.
 */
export function readHtml(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const text = html.replace(/&#(?:x([0-9a-f]+)|([0-9]+));?/gi, (reference, hex: string | undefined, decimal: string) =>
    isCharacter(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ? reference : '',
  );
  return checkDepth(parseBounded(() => fromHtml(text, { fragment: kind === 'fragment' })));
}

/** The tree, if nothing in it is nested too deeply; else throws `TooDeepError`. */
export function checkDepth(tree: Root): Root {
  if (depthOf(tree) > maximumDepth) throw new TooDeepError(`Tags are nested more than ${maximumDepth} times`);
  return tree;
}

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

/** The HTML of a tree, or of a plain text. */
export function writeTree(tree: Root | Text): string {
  return toHtml(tree, { characterReferences: { useNamedReferences: true } });
}
