/** The kinds of checks that the tables of RSS, Atom and their extensions are made of. */
import type { Instant } from '../../model/instant.ts';
import { mismatch, type Pattern } from '../rule/patterns.ts';
import { type CheckedRule, quoted, type RuleRow } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/** A check of every element of one name. */
export interface XmlCheck {
  /** The name of the element, by its namespace; `*` is every element. */
  readonly element: string;
  /** What should be and what is, said of the element; null if the clause is kept. */
  readonly broken: (element: FeedElement, context: XmlContext) => string | readonly XmlFinding[] | null;
}

/** What a check may know beside its element. */
export interface XmlContext {
  /** Null if no instant was given: then no date is in the future. */
  readonly now: Instant | null;
  /** The text that the tree was read from. */
  readonly source: string;
}

/** Something wrong with another element than that of the check. */
export interface XmlFinding {
  readonly message: string;
  readonly at: FeedElement;
}

export type XmlRow<Code extends string = string> = RuleRow<readonly XmlCheck[], Code>;
export type XmlRule = CheckedRule<readonly XmlCheck[]>;

/** Elements, or `element/@attribute`, separated by spaces. */
type Places = string;

/** A check of its own for elements. */
export function on(elements: string, broken: XmlCheck['broken']): readonly XmlCheck[] {
  return elements.split(' ').map((element) => ({ element, broken }));
}

/** Each of the children is there once. */
export function exactlyOne(element: string, children: string): readonly XmlCheck[] {
  const names = children.split(' ');
  return on(element, (it) => names.flatMap((name) => miscounted(it, { name, least: 1 })));
}

/** Each of the children is there once or not at all. */
export function atMostOne(elements: string, children: string): readonly XmlCheck[] {
  const names = children.split(' ');
  return on(elements, (it) => names.flatMap((name) => miscounted(it, { name, least: 0 })));
}

function miscounted(
  element: FeedElement,
  { name, least }: { readonly name: string; readonly least: 0 | 1 },
): readonly XmlFinding[] {
  const found = childrenOf(element, name);
  if (found.length >= least && found.length <= 1) return [];
  const message = `must have ${least === 1 ? 'exactly' : 'at most'} one "${name}": got ${found.length}`;
  return [{ message, at: element }];
}

/** The text of the elements matches. */
export function text(elements: string, pattern: Pattern): readonly XmlCheck[] {
  return on(elements, (it) => mismatch(it.text.trim(), { pattern, what: 'be' }));
}

/** The attributes are there and match. */
export function attribute(places: Places, pattern: Pattern): readonly XmlCheck[] {
  return attributeChecks(places, (value, name) => mismatch(value, { pattern, what: `have as "${name}"` }));
}

/** The attributes match if they are there. */
export function optionalAttribute(places: Places, pattern: Pattern): readonly XmlCheck[] {
  return attributeChecks(places, (value, name) =>
    value === undefined ? null : mismatch(value, { pattern, what: `have as "${name}"` }),
  );
}

function attributeChecks(
  places: Places,
  broken: (value: string | undefined, name: string) => string | null,
): readonly XmlCheck[] {
  return places.split(' ').flatMap((place) => {
    const [element = '', name = ''] = place.split('/@');
    return on(element, ({ attributes }) => broken(attributes[name], name));
  });
}

/** A check of values without the space around them, `''` for an attribute that is not there. */
export function eachValue(
  places: Places,
  broken: (value: string, context: XmlContext, element: FeedElement) => string | null,
): readonly XmlCheck[] {
  return eachRawValue(places, (value, context, element) => broken(value.trim(), context, element));
}

/** A check of values as they are written, `''` for an attribute that is not there. */
export function eachRawValue(
  places: Places,
  broken: (value: string, context: XmlContext, element: FeedElement) => string | null,
): readonly XmlCheck[] {
  return places.split(' ').flatMap((place) => {
    const [name = '', attribute] = place.split('/@');
    return on(name, (element, context) =>
      broken(attribute === undefined ? element.text : (element.attributes[attribute] ?? ''), context, element),
    );
  });
}

/** Values have no space around them. */
export function spaceAround(places: Places): readonly XmlCheck[] {
  return eachRawValue(places, (value) => {
    const sound = value === value.trim() || value.trim() === '';
    return sound ? null : `must have no space around its value: got ${quoted(value)}`;
  });
}
