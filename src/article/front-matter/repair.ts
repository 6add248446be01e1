/** Repairs front matter that is almost YAML or TOML: stray lines are indented, values that cannot be read are quoted. */

export interface RepairOptions {
  /** The line of the first error, from 0; null where there is none. */
  readonly errorLine: (source: string) => number | null;
  readonly separator: ':' | '=';
}

/** The most values that are quoted; a text with more is no front matter. */
const maximumQuotes = 20;

/** Quotes the value of each line that cannot be read, one after another; what cannot be repaired is unchanged. */
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

/** Text continued at column 0 belongs to the line above, but not below a blank line, where the body may begin; tabs do not indent; an alias without its anchor is text. */
export function indentStrays(source: string): string {
  const spaced = source.replace(/^[ ]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  '));
  const indented = spaced.replace(
    /(?<!\n[ \t]*\n)^(?!["']?[\w .-]+["']?[ \t]*:(?:\s|$)|[ \t]*-[ \t]|[ \t]*#|[ \t]*$|[\]}])(?=\S)/gm,
    '  ',
  );
  return source.includes('&') ? indented : indented.replace(/^([\w.-]+:[ \t]+)(\*\S*)[ \t]*$/gm, '$1"$2"');
}

interface NearLine {
  readonly line: number;
  readonly separator: string;
  /** The lines whose values have been quoted: quoted again, a value would double its length each time. */
  readonly quoted: Set<number>;
}

/** Quotes the value of the key at or above a line; a value in quotes is left alone. */
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

/** Nobody knows where a quote that is never closed was meant to end. */
function isUnclosed(value: string): boolean {
  const quote = /^["']/.exec(value)?.[0];
  return quote !== undefined && !value.includes(quote, 1);
}

function withoutQuotes(value: string): string {
  const match = /^(["'])(.*)\1$/.exec(value);
  return match?.[2] ?? value;
}
