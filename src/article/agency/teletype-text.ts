/** Builds a tree from a text of fixed width: paragraphs that begin with a blank line or an indentation, lists, and tables in columns. */
import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import type { Dateline } from '../../model/metadata.ts';
import { foldSpaces } from '../text/spaces.ts';

/** Builds the tree of a text. Lines with aligned columns stay as they are, and no word is lost. */
export function buildFixedText(lines: readonly string[]): Root {
  const words = wordsIn(lines);
  const blocks = blocksOf(lines.map((line) => line.replace(/\t/g, '    ').trimEnd()));
  const children = blocks.flatMap((block): ElementContent[] => [
    buildBlock(block, words),
    { type: 'text', value: '\n' },
  ]);
  return { type: 'root', children };
}

type BlockKind = 'paragraph' | 'columns' | 'table' | 'list' | 'heading' | 'rule';

interface Block {
  readonly kind: BlockKind;
  readonly lines: readonly string[];
}

/** Splits lines into blocks. */
function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: { kind: BlockKind; lines: string[]; isOpen: boolean }[] = [];
  for (const [index, line] of lines.entries()) {
    const last = blocks.at(-1);
    if (line.trim() === '') {
      if (last !== undefined) last.isOpen = false;
      continue;
    }
    const kind = kindOf(lines, index);
    if (last?.isOpen === true && last.kind === 'list' && kind === 'paragraph' && indentOf(line) > 1) {
      last.lines.push(`${last.lines.pop() ?? ''} ${line.trim()}`);
      continue;
    }
    const continues = last?.isOpen === true && last.kind === kind && !beginsParagraph(line, { before: last, kind });
    if (last !== undefined && continues) last.lines.push(line);
    else blocks.push({ kind, lines: [line], isOpen: kind !== 'heading' });
  }
  return blocks;
}

function kindOf(lines: readonly string[], index: number): BlockKind {
  const line = lines[index] ?? '';
  if (isRule(line) && !isInColumns(lines, index)) return 'rule';
  if (/^#{1,4} \S/.test(line)) return 'heading';
  if (isRow(line)) return 'table';
  if (isInColumns(lines, index)) return 'columns';
  // An item can have several lines.
  const around = [...lines.slice(Math.max(0, index - 3), index), ...lines.slice(index + 1, index + 4)];
  return isListLine(line) && around.some(isListLine) ? 'list' : 'paragraph';
}

function isRule(line: string): boolean {
  return /^\s*(?:[*_=-][ ]?){3,}$/.test(line);
}

function isListLine(line: string): boolean {
  return /^\s*[-*•·–] +\S/.test(line);
}

/** True for a row of a table whose cells are separated by bars: `| Skerrow | 3 |`. */
function isRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

/** True for a line with columns beside another one. A rule between such lines belongs to the table. */
function isInColumns(lines: readonly string[], index: number): boolean {
  const around = [lines[index - 1] ?? '', lines[index + 1] ?? ''];
  const line = lines[index] ?? '';
  if (isRule(line)) return around.every(hasColumns);
  return hasColumns(line) && around.some((it) => hasColumns(it) || isRule(it));
}

/** True if there is a gap of three spaces between words, or two gaps of two spaces. */
function hasColumns(line: string): boolean {
  const text = line.trim();
  if (text.length > 200) return false;
  return /\S {3,}\S/.test(text) || [...text.matchAll(/[^\s.!?:] {2,}(?=\S)/g)].length > 1;
}

interface Before {
  readonly before: { readonly lines: readonly string[] };
  readonly kind: BlockKind;
}

/** True for an indented line below one that is not, or below a whole paragraph. */
function beginsParagraph(line: string, { before, kind }: Before): boolean {
  if (kind !== 'paragraph' || indentOf(line) < 2) return false;
  const last = before.lines.at(-1) ?? '';
  return indentOf(last) < indentOf(line) || /[.!?:"”“»)]\s*$/.test(last);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function buildBlock({ kind, lines }: Block, words: ReadonlySet<string>): Element {
  if (kind === 'rule') return h('hr');
  if (kind === 'columns') return h('pre', dedent(lines).join('\n'));
  if (kind === 'table') return buildTable(lines);
  if (kind === 'list')
    return h(
      'ul',
      lines.map((line) => h('li', foldSpaces(line.replace(/^\s*[-*•·–] +/, '')))),
    );
  const text = joinLines(lines, words);
  return kind === 'heading' ? h('h2', text.replace(/^#+ /, '')) : h('p', text);
}

/** Builds a table. A row with fewer cells than the others spans them. */
function buildTable(lines: readonly string[]): Element {
  const rows = lines.map((line) => line.trim().slice(1, -1).split('|').map(foldSpaces));
  const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const cells = (row: readonly string[]) => row.map((cell) => h('td', cell));
  const spanning = (row: readonly string[]) => [h('td', { colSpan: columns }, row[0] ?? '')];
  return h('table', [
    h(
      'tbody',
      rows.map((row) => h('tr', row.length === 1 && columns > 1 ? spanning(row) : cells(row))),
    ),
  ]);
}

function dedent(lines: readonly string[]): readonly string[] {
  const indent = lines.reduce((least, line) => Math.min(least, indentOf(line)), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(indent));
}

/** Joins the lines of a paragraph. A word that a hyphen divides at the end of a line loses the hyphen only if the text contains the whole word. */
export function joinLines(lines: readonly string[], words: ReadonlySet<string>): string {
  const folded = lines.map(foldSpaces).filter((line) => line !== '');
  return folded
    .map((line, index) => line + endOfLine(line, folded[index + 1], words))
    .join('')
    .replaceAll(dropped, '');
}

/** Marks a hyphen that is removed with what follows it. Texts contain no such character. */
const dropped = '-\u0000';

/** What joins a line to the next one. */
function endOfLine(line: string, next: string | undefined, words: ReadonlySet<string>): string {
  if (next === undefined) return '';
  const [, first = ''] = /(?<![\p{L}\p{N}-])([\p{L}-]+)-$/u.exec(line.slice(-100)) ?? [];
  const [second = ''] = /^\p{Ll}[\p{L}\p{M}]*/u.exec(next.slice(0, 100)) ?? [];
  if (first === '' || second === '' || conjunctions.has(second)) return ' ';
  return words.has(`${first}${second}`.toLowerCase()) ? '\u0000' : '';
}

/** What follows a hyphen in place of a part of a word: `Haupt- und Nebenfach`. */
const conjunctions: ReadonlySet<string> = new Set(
  'und oder bzw sowie and or to et ou y o e en of och eller og'.split(' '),
);

/** The words of a text, in lower case. */
export function wordsIn(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.toLowerCase().match(/[\p{L}\p{M}]+(?![\p{L}\p{M}-])/gu) ?? []));
}

/** A place in ordinary letters with the name of the agency in brackets: `Berlin/Harl (LNW) - `, `PARIS, 24 oct 2026 (AFP) - `. */
const agencyDateline =
  /^(\p{Lu}[\p{L}\p{M}.'’]*(?:[ /-]{1,3}[\p{L}\p{M}.'’]+){0,6}(?:, (?!\d)\p{Lu}[\p{L} .]{1,30})?)(?:, ?(?:\p{L}{2,9}\.? )?\d{1,2}\.? ?\p{L}{3,9}\.?(?: \d{4})?|, ?\p{L}{3,9}\.? \d{1,2}(?:, \d{4})?)?,? \(([\p{L}\p{N} .&'’/-]{2,40})\) ?[-–—_] ?(?=\S)/u;

/** The dateline of a first paragraph in a text of an agency, in which the place need not be in capitals. */
export function agencyDatelineOf(paragraph: string): Dateline | null {
  const [, place, agency] = agencyDateline.exec(paragraph.slice(0, 200)) ?? [];
  return place === undefined || agency === undefined ? null : { place, agency };
}
