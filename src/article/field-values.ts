/** Values of front matter by meaning: the field that counts, and its text or number. */
import { type Finding, type Position, warning } from '../problem.ts';
import { fieldAliases, type Meaning } from './field-aliases.ts';
import { type Field, type Fields, normaliseKey } from './front-matter.ts';
import { textOfMarkdown } from './markdown-text.ts';

export interface Reading<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}

export const fine = <T>(value: T): Reading<T> => ({ value, findings: [] });

/** The fields of a meaning that hold something, the weightiest first. */
export function all(fields: Fields, meaning: Meaning): readonly Field[] {
  return fieldAliases[meaning]
    .map((key) => fields.get(normaliseKey(key)))
    .filter((field) => field !== undefined)
    .filter(({ value }) => value !== null && value !== '' && value !== undefined);
}

export function first(fields: Fields, meaning: Meaning): Field | null {
  return all(fields, meaning)[0] ?? null;
}

export function readText(field: Field | null): string | null {
  const value = field?.value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}

/** The longest text that is read as Markdown; a longer one is shown as it is. */
const maximumMarkdownLength = 2000;

export function plainText(text: string): string | null {
  return (text.length > maximumMarkdownLength ? text : textOfMarkdown(text)) || null;
}

export function stringIn(value: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  const found = keys.map((key) => value[key]).find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof found === 'string' ? found.replace(/\s+/g, ' ').trim() : null;
}

export function numberIn(value: Readonly<Record<string, unknown>>, key: string): number | null {
  const found = value[key];
  return typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : null;
}

export function invalidField(
  { key, value, at }: { key: string; value: unknown; at: Position },
  wanted: string,
): Finding {
  return warning(
    'invalid-field',
    `"${key}" must be ${wanted}: got ${shorten(JSON.stringify(value))}, which was left out`,
    at,
  );
}

function shorten(text = 'nothing'): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
