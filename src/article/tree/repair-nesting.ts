/**
 * Repairs the nesting of a tree, so that writing and parsing it gives the same tree. After tags were removed, elements can be
 * nested in ways that a parser changes: `<div>` ends the paragraph around it, and the `</p>` that follows creates another, empty
 * one. One of the two elements is renamed, and no text is lost.
 * https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
 */
import type { Element, Root } from 'hast';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const headings = names('h1 h2 h3 h4 h5 h6');
const blocks = names('blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table ul');
/** Elements whose start tag does not end elements around them. */
const cells = names('caption table td th');
/** The same for list items: all elements that the standard calls special, except `div` and `p`. */
const boxes = names(
  'blockquote caption col colgroup dl figcaption figure h1 h2 h3 h4 h5 h6 ol pre section table tbody td tfoot th thead tr ul',
);
const definitions = names('dd dt');

/** True for elements whose start tag ends a paragraph. */
export function isBlock({ tagName }: Element): boolean {
  return blocks.has(tagName);
}

/** Renames elements in place. A tree that needs no repair stays unchanged. */
export function repairNesting(tree: Root): void {
  for (const child of tree.children) if (child.type === 'element') repair(child, []);
}

interface Rule {
  /** The elements that a parser would end, or that cannot contain this element. */
  readonly inside: ReadonlySet<string>;
  /** The elements at which the search stops. Null if only the parent counts. */
  readonly upTo: ReadonlySet<string> | null;
  /** The rule applies only inside these elements. Null if it applies everywhere. */
  readonly within: ReadonlySet<string> | null;
  readonly name: string;
}

const linkRule: Rule = { inside: names('a'), upTo: names('caption td th'), within: null, name: 'span' };
const itemRule: Rule = { inside: names('li'), upTo: new Set([...boxes, ...definitions]), within: null, name: 'div' };
const definitionRule: Rule = { inside: definitions, upTo: new Set([...boxes, 'li']), within: null, name: 'div' };
const headingRule: Rule = { inside: headings, upTo: null, within: null, name: 'span' };
const rubyRule: Rule = { inside: names('dd dt li p rp rt'), upTo: null, within: names('ruby'), name: 'span' };

/** The rule for each element that is renamed inside another. */
const rules: Readonly<Record<string, Rule>> = {
  a: linkRule,
  dd: definitionRule,
  dt: definitionRule,
  ...Object.fromEntries([...headings].map((heading) => [heading, headingRule])),
  li: itemRule,
  rp: rubyRule,
  rt: rubyRule,
};

/** Repairs an element. `open` are the elements around it, innermost last. */
function repair(element: Element, open: Element[]): void {
  const rule = rules[element.tagName];
  if (rule !== undefined && isBroken(rule, open)) rename(element, rule.name);
  const paragraph = isBlock(element) ? nearest(open, paragraphs, cells) : undefined;
  if (paragraph !== undefined) rename(paragraph, 'div');
  open.push(element);
  for (const child of element.children) if (child.type === 'element') repair(child, open);
  open.pop();
}

const paragraphs = names('p');

function isBroken({ inside, upTo, within }: Rule, open: readonly Element[]): boolean {
  if (within !== null && nearest(open, within, cells) === undefined) return false;
  return upTo === null ? inside.has(open.at(-1)?.tagName ?? '') : nearest(open, inside, upTo) !== undefined;
}

function nearest(
  open: readonly Element[],
  wanted: ReadonlySet<string>,
  upTo: ReadonlySet<string>,
): Element | undefined {
  const found = open.findLast(({ tagName }) => wanted.has(tagName) || upTo.has(tagName));
  return found !== undefined && wanted.has(found.tagName) ? found : undefined;
}

/** Renames an element. Keeps only global attributes. */
function rename(element: Element, name: string): void {
  element.tagName = name;
  const { title, lang, dir } = element.properties;
  element.properties = Object.fromEntries(Object.entries({ title, lang, dir }).filter(([, it]) => it !== undefined));
}
