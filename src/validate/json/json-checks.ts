/** The kinds of checks in the table of rules for JSON Feed, and their application to a parsed feed. */
import type { JsonPath } from '../../article/text/json-text.ts';
import type { Instant } from '../../model/instant.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { matches, type Pattern } from '../rule/patterns.ts';
import { type CheckedRule, quoted, type Rule } from '../rule/rule.ts';

/** A check of every object at one path. */
export interface JsonCheck {
  /** The path of keys to the objects, through lists: `items/authors`. `''` is the feed. */
  readonly at: string;
  /** The key that is checked; null if the object as a whole is. */
  readonly key: string | null;
  /** Returns one sentence that says what should be and what is, or null if the clause is kept. */
  readonly broken: (record: UnknownRecord, context: JsonContext) => string | null;
}

/** What a check gets besides its object. */
export interface JsonContext {
  /** Null if no instant was given. Then no date counts as in the future. */
  readonly now: Instant | null;
}

export type JsonRule = CheckedRule<readonly JsonCheck[]>;

/** A broken rule, and the path of the value that breaks it. */
export interface JsonFinding {
  readonly rule: Rule;
  readonly message: string;
  readonly path: JsonPath;
}

/** Returns every broken rule of a parsed feed. */
export function jsonFindings(feed: unknown, rules: readonly JsonRule[], context: JsonContext): readonly JsonFinding[] {
  const found = new Map<string, readonly FoundObject[]>();
  const objects = (at: string) => {
    const known = found.get(at) ?? objectsAt(feed, at);
    found.set(at, known);
    return known;
  };
  return rules.flatMap((rule) =>
    rule.check.flatMap((check) => brokenObjects(objects(check.at), { rule, check }, context)),
  );
}

function brokenObjects(
  objects: readonly FoundObject[],
  { rule, check: { key, broken } }: { readonly rule: Rule; readonly check: JsonCheck },
  context: JsonContext,
): readonly JsonFinding[] {
  const findings: JsonFinding[] = [];
  for (const { record, path } of objects) {
    const message = broken(record, context);
    if (message === null) continue;
    findings.push({ rule, message, path: key !== null && Object.hasOwn(record, key) ? [...path, key] : path });
  }
  return findings;
}

interface FoundObject {
  readonly record: UnknownRecord;
  readonly path: JsonPath;
}

/** Returns every object at a path of keys, each with its full path. */
export function objectsAt(feed: unknown, at: string): readonly FoundObject[] {
  const start = isRecord(feed) ? [{ record: feed, path: [] as JsonPath }] : [];
  const names = at === '' ? [] : at.split('/');
  return names.reduce(
    (objects, name) =>
      objects.flatMap(({ record, path }) => {
        const list: readonly unknown[] = Array.isArray(record[name]) ? record[name] : [];
        return list.flatMap((it, index) => (isRecord(it) ? [{ record: it, path: [...path, name, index] }] : []));
      }),
    start,
  );
}

/** Paths of keys, such as `items/url`, separated by spaces. */
type Paths = string;

/** What a value must be: a string that matches a pattern, or of a type. */
type Wanted = Pattern | keyof typeof types;

/** Checks that keys are present and have the wanted value. */
export function requiredKey(paths: Paths, wanted: Wanted): readonly JsonCheck[] {
  return keyChecks(paths, (value, path) => unwanted(value, { wanted, path }));
}

/** Checks that keys have the wanted value if they are present. */
export function optionalKey(paths: Paths, wanted: Wanted): readonly JsonCheck[] {
  return keyChecks(paths, (value, path) => (value === undefined ? null : unwanted(value, { wanted, path })));
}

/** Checks each string. The message is about its object. `broken` gets `''` for a value that is not a string. */
export function eachString(
  paths: Paths,
  broken: (text: string, key: string, context: JsonContext) => string | null,
): readonly JsonCheck[] {
  return paths.split(' ').map((path) => {
    const { at, key } = parentOf(path);
    const check = (record: UnknownRecord, context: JsonContext) => broken(textAt(record, key), key, context);
    return { ...objectCheck(at, check), key };
  });
}

/** Checks each object at one of the paths. The message is about the object. */
export function onObjects(ats: readonly string[], broken: JsonCheck['broken']): readonly JsonCheck[] {
  return ats.map((at) => objectCheck(at, broken));
}

function objectCheck(at: string, broken: JsonCheck['broken']): JsonCheck {
  const subject = at === '' ? 'The feed' : `An object of "${at}"`;
  return {
    at,
    key: null,
    broken: (record, context) => {
      const message = broken(record, context);
      return message === null ? null : `${subject} ${message}`;
    },
  };
}

function keyChecks(paths: Paths, broken: (value: unknown, path: string) => string | null): readonly JsonCheck[] {
  return paths.split(' ').map((path) => {
    const { at, key } = parentOf(path);
    return { at, key, broken: (record) => broken(record[key], path) };
  });
}

function parentOf(path: string): { readonly at: string; readonly key: string } {
  const slash = path.lastIndexOf('/');
  return { at: path.slice(0, Math.max(slash, 0)), key: path.slice(slash + 1) };
}

export function textAt(record: UnknownRecord, key: string): string {
  const value = record[key];
  return typeof value === 'string' ? value : '';
}

const types = {
  text: { test: (it: unknown) => typeof it === 'string', wanted: 'a string' },
  list: { test: (it: unknown) => Array.isArray(it), wanted: 'a list' },
  texts: {
    test: (it: unknown) => Array.isArray(it) && it.every((one) => typeof one === 'string'),
    wanted: 'a list of strings',
  },
  number: { test: (it: unknown) => typeof it === 'number' && it >= 0, wanted: 'a number' },
  flag: { test: (it: unknown) => typeof it === 'boolean', wanted: 'true or false' },
} as const;

function unwanted(value: unknown, { wanted, path }: { readonly wanted: Wanted; readonly path: string }): string | null {
  const type = typeof wanted === 'string' ? types[wanted] : typeOf(wanted);
  return type.test(value) ? null : `"${path}" must be ${type.wanted}: got ${shown(value)}`;
}

function typeOf(pattern: Pattern) {
  return { test: (it: unknown) => typeof it === 'string' && matches(it, pattern), wanted: pattern.wanted };
}

/** A value as a message shows it. Long strings are cut; lists and objects are only named. */
function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'none' : String(value);
}
