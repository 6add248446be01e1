/** Extracts plain text from HTML: decodes character references, and lists paragraphs. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { cleanPlainText } from '../text/decode.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from './html-tree.ts';

/** Decodes character references once, and removes characters that a feed cannot contain. Tags are kept as text. */
export function decodeHtmlText(text: string): string {
  if (!text.includes('&')) return text;
  return cleanPlainText(textOf(readHtml(text.replace(/</g, '&lt;'))));
}

const blocks = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'dd',
  'div',
  'dl',
  'dt',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'html',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
]);
const omitted = new Set(['figure', 'head', 'script', 'style', 'template', 'noscript']);

/** True if a tree has a paragraph that is not empty. */
export function hasParagraphs(tree: Root): boolean {
  const hasText = (node: Root | RootContent): boolean => {
    if (node.type === 'text') return /\S/.test(node.value);
    if (node.type !== 'root' && node.type !== 'element') return false;
    return !(node.type === 'element' && isLeftOut(node)) && node.children.some(hasText);
  };
  return hasText(tree);
}

/** The paragraphs of a tree, without figures. */
export function paragraphsOf(tree: Root): readonly string[] {
  const paragraphs: string[] = [''];
  const walk = (node: Root | RootContent | ElementContent): void => {
    if (node.type === 'text') paragraphs[paragraphs.length - 1] += node.value;
    if (node.type !== 'root' && node.type !== 'element') return;
    if (node.type === 'element' && isLeftOut(node)) return;
    const block = node.type === 'root' || blocks.has(node.tagName);
    if (block) paragraphs.push('');
    if (isElement(node, 'br')) paragraphs[paragraphs.length - 1] += ' ';
    for (const child of node.children) walk(child);
    if (block) paragraphs.push('');
  };
  walk(tree);
  return paragraphs.map(foldSpaces).filter((text) => text !== '');
}

function isLeftOut(element: Element): boolean {
  return omitted.has(element.tagName) || isNoteMark(element);
}

/** True for the number of a footnote: a superscript `[1]`. */
function isNoteMark(element: Element): boolean {
  const [child] = element.children;
  return element.tagName === 'sup' && child?.type === 'text' && /^\[\d{1,4}\]$/.test(child.value);
}

/** True if a node is an element with this tag name. */
export function isElement(node: Root | RootContent | ElementContent | undefined, tagName: string): node is Element {
  return node?.type === 'element' && node.tagName === tagName;
}
