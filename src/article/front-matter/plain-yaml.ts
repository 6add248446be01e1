/**
 * Reads the YAML that most articles have: keys with plain or quoted values, and lists of them. The YAML library takes thirty times
 * as long, a tenth of the time of an article. Everything else is left to it. https://yaml.org/spec/1.2.2/
 */
import { isLocalDateTime } from '../story/field.ts';

export interface PlainField {
  readonly key: string;
  readonly value: unknown;
  /** The text of a boolean, or of a local date and time. */
  readonly written?: string;
  /** From 0. */
  readonly line: number;
}

/** The fields in the order of their lines, as the library reads them. Null if a line has any other form. */
export function readPlainYaml(source: string): readonly PlainField[] | null {
  const lines = source.replace(/\n$/, '').split('\n');
  const fields = new Map<string, PlainField>();
  for (let line = 0; line < lines.length; line += 1) {
    const [, key, written = ''] = keyForm.exec(lines[line] ?? '') ?? [];
    if (key === undefined || fields.has(key) || isWord(key)) return null;
    const items = written === '' ? itemsBelow(lines, line + 1) : [];
    const value = items.length > 0 ? listOf(items) : readValue(written);
    if (value === undefined) return null;
    fields.set(
      key,
      typeof value === 'boolean' || isLocalDateTime(written) ? { key, value, written, line } : { key, value, line },
    );
    line += items.length;
  }
  return [...fields.values()];
}

const keyForm = /^([A-Za-z][\w-]{0,99}):(?: +([^\t\r\n]*?))? *$/;
const itemForm = /^( *)- +([^\t\r\n]*?) *$/;

/** The items of a list, as written. They have the same indent. */
function itemsBelow(lines: readonly string[], from: number): readonly string[] {
  const items: string[] = [];
  const indent = itemForm.exec(lines[from] ?? '')?.[1];
  for (let line = from; line < lines.length; line += 1) {
    const [, before, item = ''] = itemForm.exec(lines[line] ?? '') ?? [];
    if (before === undefined || before !== indent) break;
    items.push(item);
  }
  return items;
}

/** Undefined if a value is not plain. */
function readValue(written: string): unknown {
  if (written === '') return null;
  const [, inner] = /^\[([^[\]{}:#]*)\]$/.exec(written) ?? [];
  if (inner === undefined) return readScalar(written);
  return inner.trim() === '' ? [] : listOf(inner.split(',').map((item) => item.trim()));
}

function listOf(items: readonly string[]): readonly unknown[] | undefined {
  const values = items.map((item) => (/^(?:true|false)$/.test(item) ? item : readScalar(item)));
  return values.includes(undefined) ? undefined : values;
}

/** Text that begins with a letter, or a date with a hyphen and perhaps a time, which is text too. */
const plainText = /^(?:[A-Za-z\u00c0-\ud7ff]|\d{4}-\d)/;
const quotedText = /^(?:"([^"\\]*)"|'([^']*)')$/;

function readScalar(written: string): unknown {
  const quoted = quotedText.exec(written);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (/^(?:0|[1-9]\d{0,14})$/.test(written)) return Number(written);
  if (written === 'true' || written === 'false') return written === 'true';
  const isPlain = plainText.test(written) && !isWord(written) && !/:(?: |$)| #/.test(written);
  return isPlain ? written : undefined;
}

/** True for text that is no text in YAML. */
function isWord(written: string): boolean {
  return /^(?:null|true|false)$/i.test(written);
}
