/** Parses HTML to a tree and writes it back, as browsers do. */
import type { Element, Root } from 'hast';
import { fromParse5, type Options } from 'hast-util-from-parse5';
import { toHtml } from 'hast-util-to-html';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, type ParserOptions, parse, parseFragment } from 'parse5';
import { maximumDepth, parseBounded, TooDeepError } from '../text/depth.ts';
import { depthOf, elementsOf } from './walk.ts';

/**
 * Parses a fragment or a document. Character references that are not valid characters (HTML, 13.2.5.80) would become U+FFFD, so
 * they are removed, as such characters themselves are. A reference to a carriage return becomes a line break, as the character
 * itself does. HTML has no other way to write one. Throws `TooDeepError`.
 */
export function readHtml(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const text = html.replace(
    /&#(?:x([0-9a-f]+)|([0-9]+));?/gi,
    (reference, hex: string | undefined, decimal: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code === carriageReturn ? '&#10;' : isCharacter(code) ? reference : '';
    },
  );
  return checkDepth(parseBounded(() => parseHtmlTree(text, kind)));
}

/** Parses HTML as browsers do. Throws `TooDeepError` if tags multiply, or a `RangeError` if they are nested too deeply. */
export function parseHtmlTree(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const parser = kind === 'fragment' ? parseFragment : parse;
  const document = parser(html, {
    scriptingEnabled: false,
    sourceCodeLocationInfo: true,
    treeAdapter: boundedAdapter(html),
  });
  // Only the text of the file is used. The package `vfile` would open the standard streams when it is loaded.
  const file = { toString: () => html } as NonNullable<Options['file']>;
  return fromParse5(document, { file }) as Root;
}

/** How many elements a tag may become. A formatting tag that is not closed is repeated in each block that follows. */
const maximumRepeats = 20;
const leastElements = 2000;

/** Stops parsing if formatting tags that are not closed multiply: a few kilobytes could become millions of elements. */
function boundedAdapter(html: string): NonNullable<ParserOptions<DefaultTreeAdapterMap>['treeAdapter']> {
  const maximumElements = leastElements + maximumRepeats * (html.split('<').length - 1);
  let elements = 0;
  return {
    ...defaultTreeAdapter,
    createElement: (...given) => {
      elements += 1;
      if (elements > maximumElements) throw new TooDeepError(`Tags become more than ${maximumElements} elements`);
      return defaultTreeAdapter.createElement(...given);
    },
  };
}

/** Returns the tree. Throws `TooDeepError` if it is nested too deeply. */
export function checkDepth(tree: Root): Root {
  if (depthOf(tree) > maximumDepth) throw new TooDeepError(`Tags are nested more than ${maximumDepth} times`);
  return tree;
}

const carriageReturn = 13;

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

/** Writes a tree as HTML. */
export function writeTree(tree: Root): string {
  const written = elementsOf(tree).some(beginsWithBreak) ? withSecondBreak(tree) : tree;
  return toHtml(written, { characterReferences: { useNamedReferences: true } });
}

/** True for a `pre` whose text begins with a line break. It is written twice, because parsers ignore the first one. */
function beginsWithBreak({ tagName, children: [first] }: Element): boolean {
  return tagName === 'pre' && first?.type === 'text' && first.value.startsWith('\n');
}

function withSecondBreak<T extends Root | Element>(node: T): T {
  const children = node.children.map((child) => (child.type === 'element' ? withSecondBreak(child) : child));
  const isDoubled = node.type === 'element' && beginsWithBreak(node);
  return { ...node, children: isDoubled ? [{ type: 'text', value: '\n' }, ...children] : children };
}
