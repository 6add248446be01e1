/** Repairs front matter that is almost valid YAML or TOML: indents stray lines and quotes values that cannot be parsed. */

import { isMarkKey } from '../marks/marks.ts';

export interface RepairOptions {
  /** The line of the first error, from 0. Null if there is no error. */
  readonly errorLine: (source: string) => number | null;
  readonly separator: ':' | '=';
}

/** The maximum number of values that are quoted. A text that needs more is not front matter. */
const maximumQuotes = 20;

/** Quotes the values of lines that cannot be parsed, one after another. Lines that cannot be repaired stay unchanged. */
export function quoteValues(source: string, { errorLine, separator }: RepairOptions): string {
  let repaired = source;
  const quoted = new Set<number>();
  for (let quotes = 0; quotes < maximumQuotes; quotes += 1) {
    const line = errorLine(repaired);
    const next = line === null ? repaired : quoteNear(repaired, { line, separator, quoted });
    if (next === repaired) return repaired;
    repaired = next;
  }
  return repaired;
}

/**
 * Indents text that continues at column 0, unless it follows a blank line, where the body can begin. Replaces tabs in
 * indentation, and quotes aliases if the text contains no anchor. Adds the space that is missing in `draft:true`.
 */
export function indentStrays(source: string): string {
  const spaced = source.replace(/^[ ]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  '));
  const separate = spaced.replace(/^([\w-]{1,40}):(?!\/\/)(?=\S)/gm, (written, key) =>
    isMarkKey(key) ? `${written} ` : written,
  );
  const indented = separate.replace(
    /(?<!\n[ \t]*\n)^(?!["']?[\w .-]+["']?[ \t]*:(?:\s|$)|[ \t]*-[ \t]|[ \t]*#|[ \t]*$|[\]}])(?=\S)/gm,
    '  ',
  );
  return source.includes('&') ? indented : indented.replace(/^([\w.-]+:[ \t]+)(\*\S*)[ \t]*$/gm, '$1"$2"');
}

interface NearLine {
  readonly line: number;
  readonly separator: string;
  /** The lines with quoted values. They are not quoted again, because a value could double its length each time. */
  readonly quoted: Set<number>;
}

/** Quotes the value of the key at or above a line, unless that was done before or the value has an unclosed quote. */
function quoteNear(source: string, { line, separator, quoted }: NearLine): string {
  const lines = source.split('\n');
  const form =
    separator === ':' ? /^(\s*(?:- )?["']?[\w .-]+["']?[ \t]*:[ \t]+)(\S.*)$/ : /^([\w.-]+[ \t]*=[ \t]*)(\S.*)$/;
  for (let index = Math.min(line, lines.length - 1); index >= Math.max(0, line - 5); index -= 1) {
    const [, key = '', value = ''] = form.exec(lines[index] ?? '') ?? [];
    if (key === '' || /^[|>]/.test(value)) continue;
    if (isUnclosed(value) || quoted.has(index)) return source;
    quoted.add(index);
    return lines.with(index, key + JSON.stringify(withoutQuotes(value.trim()))).join('\n');
  }
  return source;
}

/** True for a value with a quote that is never closed. It is unknown where it should end. */
function isUnclosed(value: string): boolean {
  const quote = /^["']/.exec(value)?.[0];
  return quote !== undefined && !value.includes(quote, 1);
}

function withoutQuotes(value: string): string {
  const match = /^(["'])(.*)\1$/.exec(value);
  return match?.[2] ?? value;
}
