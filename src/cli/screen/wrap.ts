/** Fits texts to the width of a terminal: wraps lines at spaces with a hanging indent, and cuts titles. */
import { stripVTControlCharacters } from 'node:util';
import { widthOf } from './width.ts';

/**
 * Wraps every line that is too long. The lines that follow are indented to the second column of a row such as
 * `  refused    a.md`, also if the line begins in that column, or else by two more than their first. A word is never broken, even if it is too long.
 */
export function wrapText(text: string, columns: number | null): string {
  return wrapLines(text, columns, hangingIndent);
}

/** Wraps the paragraphs of a text, without an indent. */
export function wrapParagraphs(text: string, columns: number | null): string {
  return wrapLines(text, columns, () => 0);
}

type IndentOf = (line: string, columns: number) => number;

function wrapLines(text: string, columns: number | null, indentOf: IndentOf): string {
  if (columns === null) return text;
  const isShort = (line: string) => widthOf(line) <= columns;
  return text
    .split('\n')
    .map((line) => (isShort(line) ? line : wrapLine(line, { columns, indent: ' '.repeat(indentOf(line, columns)) })))
    .join('\n');
}

/** A line may break after a space, and between the characters of scripts without spaces unless punctuation or a mark follows. */
const breaks = /(?<= )(?! )|(?<=[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}])(?![\p{P}\p{M}\p{Lm} ])/u;

function wrapLine(line: string, { columns, indent }: { readonly columns: number; readonly indent: string }): string {
  const [lead = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = lead;
  for (const part of line.slice(lead.length).split(breaks)) {
    const used = widthOf(current);
    // On a new line, a word that is too long would begin at the same column.
    if (used > Math.max(indent.length, lead.length) && used + widthOf(part.trimEnd()) > columns) {
      lines.push(current.trimEnd());
      current = indent;
    }
    current += part;
  }
  return [...lines, current.trimEnd()].join('\n');
}

function hangingIndent(line: string, columns: number): number {
  const [, lead = '', first = ''] = /^( *)(\S.*? {2,})?/.exec(stripVTControlCharacters(line)) ?? [];
  const second = widthOf(lead + first);
  if (first !== '' && isRow(second, columns)) return second;
  return isRow(lead.length, columns) && lead.length > deepestIndent ? lead.length : Math.min(lead.length + 2, columns);
}

/** A line that begins further to the right continues the second column of a row. */
const deepestIndent = 6;

/** True if a second column that begins here leaves enough space for its text. */
export function isRow(second: number, columns: number): boolean {
  return second <= columns * 0.4;
}

/** Cuts a line that is too long, and ends it with an ellipsis. */
export function cutToWidth(line: string, columns: number | null): string {
  if (columns === null || widthOf(line) <= columns) return line;
  return `${startOf(line, columns - 1).trimEnd()}…`;
}

/** The longest start of a text that takes at most so many columns. */
export function startOf(text: string, columns: number): string {
  return takeWhileFitting(charactersOf(text), columns).join('');
}

/** The longest end of a text that takes at most so many columns. */
export function endOf(text: string, columns: number): string {
  return takeWhileFitting(charactersOf(text).reverse(), columns).reverse().join('');
}

function charactersOf(text: string): string[] {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

function takeWhileFitting(characters: readonly string[], columns: number): string[] {
  let width = 0;
  const end = characters.findIndex((character) => {
    width += widthOf(character);
    return width > columns;
  });
  return end < 0 ? [...characters] : characters.slice(0, end);
}
