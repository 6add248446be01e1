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

type BlockKind = 'paragraph' | 'table' | 'list' | 'heading' | 'rule';

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
    const continues = last?.isOpen === true && last.kind === kind && !beginsParagraph(line, { before: last, kind });
    if (last !== undefined && continues) last.lines.push(line);
    else blocks.push({ kind, lines: [line], isOpen: kind !== 'heading' });
  }
  return blocks;
}

function kindOf(lines: readonly string[], index: number): BlockKind {
  const line = lines[index] ?? '';
  if (isRule(line) && !isInTable(lines, index)) return 'rule';
  if (/^#{1,4} \S/.test(line)) return 'heading';
  if (isInTable(lines, index)) return 'table';
  const neighbours = [lines[index - 1] ?? '', lines[index + 1] ?? ''];
  return isListLine(line) && neighbours.some(isListLine) ? 'list' : 'paragraph';
}

function isRule(line: string): boolean {
  return /^\s*(?:[*_=-][ ]?){3,}$/.test(line);
}

function isListLine(line: string): boolean {
  return /^\s*[-*•·–] +\S/.test(line);
}

/** True for a line with columns beside another one. A rule between such lines belongs to the table. */
function isInTable(lines: readonly string[], index: number): boolean {
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
  if (kind === 'table') return h('pre', dedent(lines).join('\n'));
  if (kind === 'list')
    return h(
      'ul',
      lines.map((line) => h('li', foldSpaces(line.replace(/^\s*[-*•·–] +/, '')))),
    );
  const text = joinLines(lines, words);
  return kind === 'heading' ? h('h2', text.replace(/^#+ /, '')) : h('p', text);
}

function dedent(lines: readonly string[]): readonly string[] {
  const indent = Math.min(...lines.map(indentOf));
  return lines.map((line) => line.slice(indent));
}

/** Joins the lines of a paragraph. A word that a hyphen divides at the end of a line loses the hyphen only if the text contains the whole word. */
export function joinLines(lines: readonly string[], words: ReadonlySet<string>): string {
  const joined = lines.reduce((text, line) => {
    const next = foldSpaces(line);
    const [, first = ''] = /(?<![\p{L}\p{N}-])([\p{L}-]+)-$/u.exec(text) ?? [];
    const [second = ''] = /^\p{Ll}[\p{L}\p{M}]*/u.exec(next) ?? [];
    if (first === '' || second === '' || conjunctions.has(second)) return `${text} ${next}`;
    return words.has(`${first}${second}`.toLowerCase()) ? `${text.slice(0, -1)}${next}` : `${text}${next}`;
  }, '');
  return joined.trim();
}

/** What follows a hyphen that stands for a part of a word: `Haupt- und Nebenfach`. */
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
