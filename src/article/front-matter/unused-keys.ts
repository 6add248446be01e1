/**
 * Finds the keys of front matter that are not used. If one is probably a mistyped guard, a key that keeps an article out, the
 * article is held back with an error. If one is probably another mistyped key, it is a warning.
 */
import leven from 'leven';
import { isAfter } from '../../model/instant.ts';
import { error, type Finding, hasError, warning } from '../../problem/problem.ts';
import type { ZonedInstant } from '../date/resolve.ts';
import { markRows, meaningOf, wordFor } from '../marks/marks.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import type { FoundMark } from '../story/found-mark.ts';
import { fieldAliases, type Meaning } from './aliases.ts';
import { type FieldsContext, readDateTime } from './field-values.ts';
import { ambiguousWords, type Guard, guardNotes, guardStems, otherWords, silentKeys } from './other-keys.ts';

export interface KeysReading {
  /** As written. */
  readonly unused: readonly string[];
  /** Mistyped guards that hold the article back. */
  readonly marks: readonly FoundMark[];
  readonly findings: readonly Finding[];
}

interface KeysContext extends FieldsContext {
  readonly published: ZonedInstant | null;
}

/** Reads all keys that have no meaning of their own. */
export function readUnusedKeys(fields: Fields, context: KeysContext): KeysReading {
  const unused = [...fields].filter(([name]) => !known.has(name)).map(([, field]) => field);
  const nested = ['params', 'extra'].flatMap((table) => fieldsInTable(fields.get(table)));
  const guards = [...unused, ...nested].flatMap((field) => guardFor(field, context));
  const guarded = new Set(guards.map(({ field }) => field));
  const mistyped = unused.filter((field) => !guarded.has(field)).flatMap(mistypedKey);
  const titles = fieldAliases.title.some((key) => fields.has(key))
    ? []
    : unused.filter(isLikelyTitle).map(unknownTitle);
  return {
    unused: unused.map(({ key }) => key),
    marks: guards.map(({ field: { key, at } }) => ({ key, line: at.line, tool: 'probably mistyped', meaning: 'out' })),
    findings: [...guards.map(guardFinding), ...mistyped, ...titles],
  };
}

/** True for a key that keeps an article out, or is probably meant to. */
export function resemblesGuard(field: Field, context: FieldsContext): boolean {
  return guardNames.has(normaliseKey(field.key)) || guardFor(field, { ...context, published: null }).length > 0;
}

/** The fields in the table of a theme that have no meaning of their own. */
function fieldsInTable(table: Field | undefined): readonly Field[] {
  if (typeof table?.value !== 'object' || table.value === null || Array.isArray(table.value)) return [];
  const fields = Object.entries(table.value).map(([key, value]): Field => ({ key, value, at: table.at }));
  return fields.filter(({ key }) => !known.has(normaliseKey(key)));
}

const tables = ['taxonomies', 'extra', 'params', 'layout', 'type', 'build', 'feed', 'rss', 'cascade'];
const markKeys = markRows.flatMap(({ keys }) => keys);
/** Keys that are used. */
const known: ReadonlySet<string> = new Set(
  [...Object.values(fieldAliases).flat(), ...tables, ...markKeys.map((key) => key.split('.')[0] ?? '')].map(
    normaliseKey,
  ),
);
const silent: ReadonlySet<string> = new Set(silentKeys.map(normaliseKey));

const ambiguous: ReadonlySet<string> = new Set(ambiguousWords.map(normaliseKey));

interface LikelyGuard {
  readonly field: Field;
  readonly likely: string;
}

const wordTable: ReadonlyMap<string, { readonly likely: string; readonly meaning: Guard }> = new Map(
  otherWords.flatMap(({ likely, meaning, words }) => words.map((word) => [normaliseKey(word), { likely, meaning }])),
);

/** The guard that a key probably means, if its value keeps the article out. */
function guardFor(field: Field, context: KeysContext): LikelyGuard[] {
  const name = normaliseKey(field.key).replace(/['’]/g, '').slice(0, maximumLength);
  if (silent.has(name) || guardNotes.test(field.key.slice(0, maximumLength))) return [];
  if (ambiguous.has(name) && field.value !== true && !/^(?:yes|date)$/.test(wordFor(field.value))) return [];
  if (ambiguous.has(name) && typeof field.value === 'number') return [];
  const word = wordTable.get(name) ?? guardStems.find(({ stem }) => stem.test(name));
  if (word !== undefined) return isGuarding(field, word.meaning, context) ? [{ field, likely: word.likely }] : [];
  const row = markRows.find((it) => it.keys.some((key) => isNear(name, key)) && isMarked(it, field.value));
  const ofRow = row?.keys.find((key) => isNear(name, key));
  if (ofRow !== undefined) return [{ field, likely: ofRow }];
  const dated = dateGuards.find(({ key, meaning }) => isNear(name, key) && isGuarding(field, meaning, context));
  return dated === undefined ? [] : [{ field, likely: dated.key }];
}

/** The maximum length of a key that is compared. */
const maximumLength = 60;

const dateGuards = (['embargo', 'expires', 'withdrawn', 'published'] as const).flatMap((meaning) =>
  fieldAliases[meaning].map((key) => ({ key, meaning: meaning as Guard })),
);

const guardNames: ReadonlySet<string> = new Set(
  dateGuards.filter(({ meaning }) => meaning !== 'published').map(({ key }) => normaliseKey(key)),
);

/** True if the row names the value. For a password, any text is a value. */
function isMarked(row: (typeof markRows)[number], value: unknown): boolean {
  const isNamed = Object.hasOwn(row.values, wordFor(value)) || row.keys.includes('password');
  return isNamed && meaningOf(row, value) !== 'public';
}

/** True if a value keeps an article out: not `false`, and for a date of publication, not an instant that is over anyway. */
function isGuarding(field: Field, meaning: Guard, context: KeysContext): boolean {
  const word = wordFor(field.value);
  if (word === 'nothing' || word === 'no') return false;
  if (meaning === 'draft') return word === 'yes' || word === 'date';
  if (meaning === 'withdrawn' || meaning === 'expires') return word !== 'never' && word !== 'none';
  const { value, findings } = readDateTime(field, context);
  if (hasError(findings) || value === null) return meaning === 'embargo' && word !== 'none';
  return context.published === null || isAfter(value.instant, context.published.instant);
}

function guardFinding({ field: { key, at }, likely }: LikelyGuard): Finding {
  const message = `"${key}" is not a key: if you mean "${likely}", write it so; the article is held back until you correct or remove "${key}"`;
  return error('unknown-guard', message, at);
}

/** The keys that a mistyped one can mean, each with its name. */
const candidates = (Object.keys(fieldAliases) as Meaning[]).flatMap((meaning) => fieldAliases[meaning]);

function mistypedKey({ key, at }: Field): Finding[] {
  const name = normaliseKey(key).slice(0, maximumLength);
  if (silent.has(name) || isNumbered(name) || guardNotes.test(key.slice(0, maximumLength))) return [];
  const likely = [...candidates, ...markKeys].find((it) => isNear(name, it));
  if (likely === undefined) return [];
  return [warning('unknown-key', `"${key}" is not a key, and was ignored: did you mean "${likely}"?`, at)];
}

/** True for a key that probably contains the headline of an article without a title. */
function isLikelyTitle({ key, value }: Field): boolean {
  return (
    typeof value === 'string' &&
    /title|headline/i.test(key) &&
    !/sub|seo|og|meta|short|nav|menu|social|twitter|page|series/i.test(key)
  );
}

function unknownTitle({ key, at }: Field): Finding {
  return warning('unknown-key', `"${key}" is not a key, and the article has no title: did you mean "title"?`, at);
}

/** True for keys such as `image2` and `authors1`, and for the plural of a key, which are not mistakes. */
function isNumbered(name: string): boolean {
  return known.has(name.replace(/(?:\d+|s)$/, ''));
}

/** True if a name differs from a key by one letter, or by two that changed places. In long keys, any two letters can differ. */
export function isNear(name: string, key: string): boolean {
  const other = normaliseKey(key);
  if (name === other || Math.abs(name.length - other.length) > 2) return false;
  const distance = leven(name, other);
  if (distance === 2 && sorted(name) === sorted(other)) return other.length >= 4;
  if (name.charAt(0) !== other.charAt(0)) return false;
  return (distance === 1 && other.length >= 5) || (distance === 2 && other.length >= 8);
}

function sorted(text: string): string {
  return [...text].sort().join('');
}
