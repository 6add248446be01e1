/** What a rule of the check is, and the few kinds that most of them are. */
import type { Instant } from '../../model/instant.ts';
import type { Form } from './forms.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/**
 * How much it weighs. An error breaks a specification. A promise is what specifications and readers only recommend, and what
 * the feeds of Presstime keep always: an error in them, a warning in the feeds of others. A warning is only told.
 */
export type Weight = 'error' | 'promise' | 'warning';

/** What the documentation says of a code. */
export interface Described {
  readonly code: string;
  /** The specification and the clause that asks for it. */
  readonly clause: string;
  readonly weight: Weight;
}

/** Something wrong at a place that is not the element of the rule itself. */
export interface Flaw {
  readonly problem: string;
  readonly at: FeedElement;
}

/** What a rule may know beside its element. */
export interface RuleContext {
  /** Null where no instant was given: then no date is in the future. */
  readonly now: Instant | null;
  /** The text that the tree was read from. */
  readonly source: string;
}

export interface Rule extends Described {
  /** The element that the rule is about; `*` is every one. */
  readonly element: string;
  /** What should be and what is, said of the element; null where the clause is kept. */
  readonly broken: (element: FeedElement, context: RuleContext) => string | readonly Flaw[] | null;
}

type Path = string;

/** A rule with a function of its own. */
export function rule(code: string, clause: string, [element, broken]: readonly [string, Rule['broken']]): Rule {
  return { code, clause, weight: 'error', element, broken };
}

/** The same rules, lighter. */
export function weighing(weight: Weight, rules: readonly Rule[]): readonly Rule[] {
  return rules.map((it) => ({ ...it, weight }));
}

/** Each of the children, by name, stands once. */
export function exactlyOne(code: string, clause: string, [element, children]: readonly [string, string]): Rule {
  const names = children.split(' ');
  return rule(code, clause, [element, (it) => names.flatMap((name) => miscounted(it, { name, least: 1 }))]);
}

/** Each of the children, by name, stands once or not at all. */
export function atMostOne(code: string, clause: string, [element, children]: readonly [string, string]): Rule {
  const names = children.split(' ');
  return rule(code, clause, [element, (it) => names.flatMap((name) => miscounted(it, { name, least: 0 }))]);
}

function miscounted(
  element: FeedElement,
  { name, least }: { readonly name: string; readonly least: 0 | 1 },
): readonly Flaw[] {
  const found = childrenOf(element, name);
  if (found.length >= least && found.length <= 1) return [];
  const problem = `must have ${least === 1 ? 'exactly' : 'at most'} one "${name}": got ${found.length}`;
  return [{ problem, at: element }];
}

/** The text of an element, or of `element/@attribute`, has a form; what is optional may be missing. */
export function value(code: string, clause: string, [path, form, optional]: readonly [Path, Form, 'optional'?]): Rule {
  const [element = '', attribute] = path.split('/@');
  if (attribute === undefined)
    return rule(code, clause, [element, ({ text }) => malformed(text.trim(), { form, what: 'be' })]);
  const what = `have as "${attribute}"`;
  return rule(code, clause, [
    element,
    ({ attributes }) => {
      const given = attributes[attribute];
      return given === undefined && optional ? null : malformed(given, { form, what });
    },
  ]);
}

/** The same form at many places. */
export function values(
  code: string,
  clause: string,
  [paths, form, optional]: readonly [string, Form, 'optional'?],
): readonly Rule[] {
  return paths
    .split(' ')
    .map((path) => value(code, clause, [path, form, ...(optional ? [optional] : [])] as [Path, Form, 'optional'?]));
}

/** What should be and what is, where a text has not the form. */
export function malformed(
  text: string | undefined,
  { form, what }: { readonly form: Form; readonly what: string },
): string | null {
  if (text !== undefined && form.pattern.test(text)) return null;
  return `must ${what} ${form.wanted}: got ${text === undefined ? 'none' : quoted(text)}`;
}

/** A value as it is shown in a message: short, and with nothing that would command a terminal. */
export function quoted(text: string): string {
  const line = text
    .slice(0, 1000)
    .replace(/\s+/g, ' ')
    .replace(/[\0-\x1f\x7f-\x9f]/g, '\ufffd');
  return line.length > 100 ? `"${line.slice(0, 99)}…"` : `"${line}"`;
}
