/** The kinds of checks in the tables of rules for RSS, Atom and their extensions. */
import type { Instant } from '../../model/instant.ts';
import { mismatch, type Pattern } from '../rule/patterns.ts';
import { type CheckedRule, quoted, type RuleRow } from '../rule/rule.ts';
import type { FeedElement } from './xml-tree.ts';

/** A check of every element with one name. */
export interface XmlCheck {
  /** The name of the element, with the prefix that rules use for its namespace. `*` is every element. */
  readonly element: string;
  /** Returns what the element should be and is, or findings about other elements, or null if the clause is kept. */
  readonly broken: (element: FeedElement, context: XmlContext) => string | readonly XmlFinding[] | null;
}

/** What a check gets besides its element. */
export interface XmlContext {
  /** Null if no instant was given. Then no date counts as in the future. */
  readonly now: Instant | null;
  /** The text that the tree was read from. */
  readonly source: string;
}

/** A message about a given element, which may be another than that of the check. */
export interface XmlFinding {
  readonly message: string;
  readonly at: FeedElement;
}

export type XmlRow<Code extends string = string> = RuleRow<readonly XmlCheck[], Code>;
export type XmlRule = CheckedRule<readonly XmlCheck[]>;

/** Names of elements, or `element/@attribute`, separated by spaces. */
export type Paths = string;

/** Applies a check to elements. */
export function on(elements: string, broken: XmlCheck['broken']): readonly XmlCheck[] {
  return elements.split(' ').map((element) => ({ element, broken }));
}

/** Checks that each of the children is present exactly once. */
export function exactlyOne(element: string, children: string): readonly XmlCheck[] {
  const names = children.split(' ');
  return on(element, (it) => miscounted(it, { names, least: 1 }));
}

/** Checks that each of the children is present at most once. */
export function atMostOne(elements: string, children: string): readonly XmlCheck[] {
  const names = children.split(' ');
  return on(elements, (it) => miscounted(it, { names, least: 0 }));
}

function miscounted(
  element: FeedElement,
  { names, least }: { readonly names: readonly string[]; readonly least: 0 | 1 },
): readonly XmlFinding[] | null {
  const wrong = names.filter((name) => {
    const found = countChildren(element, name);
    return found < least || found > 1;
  });
  if (wrong.length === 0) return null;
  return wrong.map((name) => {
    const amount = least === 1 ? 'exactly' : 'at most';
    return { message: `must have ${amount} one "${name}": got ${countChildren(element, name)}`, at: element };
  });
}

function countChildren({ children }: FeedElement, name: string): number {
  let count = 0;
  for (const child of children) if (child.name === name) count += 1;
  return count;
}

/** Checks that the text of elements matches. */
export function text(elements: string, pattern: Pattern): readonly XmlCheck[] {
  return on(elements, (it) => mismatch(it.text.trim(), { pattern, what: 'be' }));
}

/** Checks that attributes are present and match. */
export function attribute(paths: Paths, pattern: Pattern): readonly XmlCheck[] {
  return attributeChecks(paths, (value, name) => mismatch(value, { pattern, what: `have as "${name}"` }));
}

/** Checks that attributes match if they are present. */
export function optionalAttribute(paths: Paths, pattern: Pattern): readonly XmlCheck[] {
  return attributeChecks(paths, (value, name) =>
    value === undefined ? null : mismatch(value, { pattern, what: `have as "${name}"` }),
  );
}

function attributeChecks(
  paths: Paths,
  broken: (value: string | undefined, name: string) => string | null,
): readonly XmlCheck[] {
  return paths.split(' ').flatMap((path) => {
    const [element = '', name = ''] = path.split('/@');
    return on(element, ({ attributes }) => broken(attributes[name], name));
  });
}

/** Checks each value, without the space around it. `broken` gets `''` for a missing attribute. */
export function eachValue(
  paths: Paths,
  broken: (value: string, context: XmlContext, element: FeedElement) => string | null,
): readonly XmlCheck[] {
  return eachRawValue(paths, (value, context, element) => broken(value.trim(), context, element));
}

/** Checks each value as it is written. `broken` gets `''` for a missing attribute. */
export function eachRawValue(
  paths: Paths,
  broken: (value: string, context: XmlContext, element: FeedElement) => string | null,
): readonly XmlCheck[] {
  return paths.split(' ').flatMap((path) => {
    const [name = '', attribute] = path.split('/@');
    return on(name, (element, context) =>
      broken(attribute === undefined ? element.text : (element.attributes[attribute] ?? ''), context, element),
    );
  });
}

/** Checks that values have no space around them. */
export function spaceAround(paths: Paths): readonly XmlCheck[] {
  return eachRawValue(paths, (value) => {
    const sound = value === value.trim() || value.trim() === '';
    return sound ? null : `must have no space around its value: got ${quoted(value)}`;
  });
}
