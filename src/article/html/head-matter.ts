/** Date and byline of a page: they stand apart from its text, and are taken out of it. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { foldSpaces } from '../text/spaces.ts';
import { type Parents, parentsOf, removeElements } from '../tree/walk.ts';

/** True where an element stands in a line of its own or beside few words, not in running text. */
export function isHeadMatter(element: Element, parents: Parents): boolean {
  const parent = parents.get(element);
  if (parent === undefined || parent.type === 'root' || wrappers.has(parent.tagName)) return true;
  const around = foldSpaces(textOf(parent));
  return around.length - foldSpaces(textOf(element)).length <= 60 && !/[.!?]$/.test(around);
}

const wrappers = new Set(['header', 'div', 'section', 'article', 'main', 'body', 'aside', 'footer']);

/** Date and byline have fields of their own; what held nothing else goes with them. */
export function withoutHeadMatter(scope: Root | Element, nodes: readonly Element[]): Root {
  const parents = parentsOf(scope);
  const around = new Set(nodes.flatMap((node) => ancestorsOf(node, parents)));
  const content: Root = { type: 'root', children: scope.children.filter((child) => child.type !== 'doctype') };
  removeElements(content, (element) => nodes.includes(element));
  removeElements(content, (element) => around.has(element) && isLabel(foldSpaces(textOf(element))));
  return content;
}

function ancestorsOf(element: Element, parents: Parents): (Root | Element)[] {
  const ancestors: (Root | Element)[] = [];
  for (let it = parents.get(element); it !== undefined; it = it.type === 'root' ? undefined : parents.get(it)) {
    ancestors.push(it);
  }
  return ancestors;
}

/** What is left of `By … | Published …`. */
function isLabel(words: string): boolean {
  return /^(?:(?:written|by|and|posted|published|updated|last|first|on|at|in)\b|[\s|•·,:—–-])*$/i.test(words);
}
