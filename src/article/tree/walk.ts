/** Searches and changes HTML trees without recursion, so that deep nesting cannot overflow the stack. */
import type { Element, Root, RootContent } from 'hast';

/** All elements below a node, in document order. */
export function elementsOf(tree: Root | Element): readonly Element[] {
  const found: Element[] = [];
  const open: (Root | Element)[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node !== tree) found.push(node as Element);
    const { children } = node;
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child?.type === 'element') open.push(child);
    }
  }
  return found;
}

/** The maximum depth of nested elements. */
export function depthOf(tree: Root | Element): number {
  let depth = 0;
  for (let level = childElements(tree); level.length > 0; level = level.flatMap(childElements)) depth += 1;
  return depth;
}

/** The first element below a node that passes a test. */
export function findElement(tree: Root | Element, test: (element: Element) => boolean): Element | null {
  return elementsOf(tree).find(test) ?? null;
}

/** Removes the elements that pass a test from a tree, with their content. */
export function removeElements(tree: Root | Element, test: (element: Element) => boolean): void {
  for (const parent of [tree, ...elementsOf(tree)]) {
    if (!(parent.children as Element['children']).some((child) => child.type === 'element' && test(child))) continue;
    const kept = (parent.children as Element['children']).filter((child) => child.type !== 'element' || !test(child));
    parent.children = kept;
  }
}

/** A copy of everything before the first node that passes a test, in document order. Null if no node passes. */
export function nodesAbove(tree: Root, test: (node: RootContent) => boolean): Root | null {
  return hasNode(tree, test) ? { type: 'root', children: cut(tree.children, test).nodes } : null;
}

/** True if a node below another passes a test. */
export function hasNode(tree: Root, test: (node: RootContent) => boolean): boolean {
  return tree.children.some(test) || elementsOf(tree).some(({ children }) => children.some(test));
}

function cut(children: readonly RootContent[], test: (node: RootContent) => boolean) {
  const nodes: RootContent[] = [];
  for (const node of children) {
    if (test(node)) return { nodes, isCut: true };
    const inner = node.type === 'element' ? cut(node.children, test) : null;
    if (inner?.isCut) {
      nodes.push({ ...(node as Element), children: inner.nodes as Element['children'] });
      return { nodes, isCut: true };
    }
    nodes.push(node);
  }
  return { nodes, isCut: false };
}

/** Joins adjacent texts and removes empty ones. */
export function joinTexts<T extends RootContent>(children: readonly T[]): T[] {
  const joined: T[] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (child.type !== 'text' || last?.type !== 'text') joined.push(child);
    else joined[joined.length - 1] = { ...last, value: last.value + child.value };
  }
  return joined.filter((child) => child.type !== 'text' || child.value !== '');
}

/** Joins adjacent texts everywhere in a tree. */
export function joinAllTexts(tree: Root): void {
  for (const parent of [tree, ...elementsOf(tree)]) {
    if (parent.children.some(({ type }, index) => type === 'text' && parent.children[index - 1]?.type === 'text')) {
      parent.children = joinTexts(parent.children as Element['children']);
    }
  }
}

export interface Replacing {
  readonly by: readonly Element[];
  readonly parents: Parents;
}

/** Replaces an element with other elements. */
export function replaceElement(element: Element, { by, parents }: Replacing): void {
  const parent = parents.get(element);
  if (parent === undefined) return;
  const children = parent.children as Element['children'];
  parent.children = children.flatMap((child) => (child === element ? [...by] : [child]));
}

export type Parents = ReadonlyMap<Element, Root | Element>;

/** The parent of every element below a node. */
export function parentsOf(tree: Root | Element): Parents {
  const nodes = [tree, ...elementsOf(tree)];
  return new Map(nodes.flatMap((parent) => childElements(parent).map((child) => [child, parent] as const)));
}

function childElements(node: Root | Element): Element[] {
  return (node.children as Element['children']).filter((child) => child.type === 'element');
}
