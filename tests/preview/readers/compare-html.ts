/** Makes HTML of different writers comparable: the same tree, sorted attributes, no comments, no space at the ends. */
import type { Element, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { parseHtmlTree } from '../../../src/article/tree/html-tree.ts';
import { joinAllTexts } from '../../../src/article/tree/walk.ts';

export function comparable(html: string): string {
  const tree = parseHtmlTree(html.trim());
  const kept: Root = { type: 'root', children: tree.children.flatMap(clean) };
  joinAllTexts(kept);
  return toHtml(kept).trim();
}

function clean(node: RootContent): RootContent[] {
  if (node.type !== 'element') return node.type === 'text' ? [node] : [];
  const properties = Object.fromEntries(Object.entries(node.properties).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [{ ...node, properties, children: node.children.flatMap(clean) as Element['children'] }];
}
