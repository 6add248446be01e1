/** Replaces elements that are removed around their content, so that the text of two of them does not run together. */
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { isBlock } from '../tree/repair-nesting.ts';
import { removeElements } from '../tree/walk.ts';
import type { FallbackRule } from './fallback.ts';

/** Elements that browsers show as blocks: https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3 */
const boxNames =
  'article aside center dialog details fieldset footer header hgroup legend main menu nav optgroup option search xmp listing plaintext dir marquee';

/** A box with text of its own becomes a `div`. Around blocks, it needs none. */
const box: FallbackRule = ({ children }) => {
  const hasText = children.some(
    (child) => (child.type === 'text' && child.value.trim() !== '') || (child.type === 'element' && !isSeparate(child)),
  );
  return hasText ? { nodes: [h('div', children)], notice: null } : null;
};

const boxes = new Set(['address', ...boxNames.split(' ')]);

function isSeparate(element: Element): boolean {
  return isBlock(element) || boxes.has(element.tagName) || element.tagName === 'summary';
}

/** Fields of a form, which nobody can fill in. */
const controls = new Set(['input', 'select', 'textarea', 'button', 'datalist', 'output', 'meter']);

/** The texts of a form, each on a line of its own. */
const form: FallbackRule = (element) => {
  removeElements(element, ({ tagName }) => controls.has(tagName));
  const children = element.children.map((child) =>
    child.type === 'element' && child.tagName === 'label' ? h('div', child.children) : child,
  );
  const isEmpty = textOf({ ...element, children }).trim() === '';
  const notice = { what: '<form>', instead: isEmpty ? 'nothing' : 'its text', needles: ['<form'] } as const;
  return { nodes: isEmpty ? [] : [h('div', children)], notice };
};

/** A field outside a form. Hidden fields and check boxes show no text. */
const control: FallbackRule = ({ tagName, properties: { type } }) => {
  if (tagName === 'input' && /^(?:hidden|checkbox|radio)$/i.test(String(type ?? ''))) return null;
  return { nodes: [], notice: { what: `<${tagName}>`, instead: 'nothing', needles: [`<${tagName}`] } };
};

export const boxRules: Readonly<Record<string, FallbackRule>> = {
  ...Object.fromEntries([...boxes].map((name) => [name, box])),
  form,
  input: control,
  select: control,
  textarea: control,
};

/** A check box at the start of an item becomes a sign: https://github.github.com/gfm/#task-list-items-extension- */
export function showCheckboxes(item: Element): void {
  const holder = item.children.find((child) => child.type === 'element' && /^(?:p|label)$/.test(child.tagName));
  for (const parent of [item, ...(holder?.type === 'element' ? [holder] : [])]) {
    const at = parent.children.findIndex((child) => child.type !== 'text' || child.value.trim() !== '');
    const first = parent.children[at];
    if (first?.type !== 'element' || first.tagName !== 'input' || first.properties['type'] !== 'checkbox') continue;
    const sign = first.properties['checked'] ? '☑' : '☐';
    const next = parent.children[at + 1];
    const gap = next?.type === 'text' && /^\s/.test(next.value) ? '' : ' ';
    parent.children.splice(at, 1, { type: 'text', value: `${sign}${gap}` });
  }
}

const spaced = /^(?:[a-z][\w.]*-[\w.-]*|button|label|output)$/;

/** Puts a blank between two elements that are removed around their text, such as custom elements and buttons. */
export function separate(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child, index): ElementContent[] => {
    const before = children[index - 1];
    return before !== undefined && isSpaced(before) && isSpaced(child)
      ? [{ type: 'text', value: ' ' }, child]
      : [child];
  });
}

function isSpaced(node: ElementContent): boolean {
  return node.type === 'element' && spaced.test(node.tagName);
}

const headings = /^h[1-6]$/;

/** Removes the links with which site generators let readers copy the URL of a heading. Changes the tree in place. */
export function removeHeadingLinks(tree: Root | Element): void {
  for (const child of tree.children) {
    if (child.type !== 'element') continue;
    if (headings.test(child.tagName)) removeElements(child, isHeadingLink);
    removeHeadingLinks(child);
  }
}

/** True for a link whose whole text is a sign, and for an empty link within the page. */
function isHeadingLink(element: Element): boolean {
  const { tagName, properties, children } = element;
  if (tagName !== 'a' || !/#|^$/.test(String(properties['href'] ?? ''))) return false;
  const text = textOf(element).replace(/[\s\u200b\u200d\ufe0f]/gu, '');
  if (/^(?:#|¶|§|🔗|⚓|∞|\u{f0c1})$/u.test(text)) return true;
  return text === '' && !children.some((child) => child.type === 'element' && child.tagName === 'img');
}
