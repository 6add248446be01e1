/** Renders HTML as a text reader in a terminal does: numbered links and pictures, and wrapped lines. */
import type { Element, RootContent } from 'hast';
import { foldSpaces } from '../../article/text/spaces.ts';
import { readHtml } from '../../article/tree/html-tree.ts';
import { attributesOf } from './apply-rules.ts';

export interface TextOptions {
  readonly widthColumns: number;
}

/** The lines of the text, then the list of its links. Empty if there is nothing to show. */
export function renderTerminalText(html: string, { widthColumns }: TextOptions): string {
  const page: Page = { lines: [], line: '', indent: 0, links: [], media: {}, lists: [], isPreformatted: false };
  for (const node of readHtml(withEarlyEnds(html)).children) write(node, page);
  endLine(page);
  const text = wrapLines(trimBlank(page.lines), widthColumns);
  const links = page.links.map(({ url, kind }, index) => `[${index + 1}]: ${url} (${kind})`);
  return [...text, ...(links.length === 0 ? [] : ['', 'Links:', ...links])].join('\n');
}

/** Ends each tag at the first `>`, even inside an attribute, because the parser of newsboat does not know quotes. */
function withEarlyEnds(html: string): string {
  return html.replace(/<[^>]*>/g, (tag) => ((tag.split('"').length - 1) % 2 === 0 ? tag : `${tag.slice(0, -1)}">`));
}

/** The text so far, and what is open in it. */
interface Page {
  lines: string[];
  line: string;
  /** Levels of two columns. */
  indent: number;
  readonly links: { readonly url: string; readonly kind: string }[];
  /** How many pictures, recordings and videos there are so far. */
  readonly media: Record<string, number>;
  /** The number of the next item in each open list. Null for bullets. */
  readonly lists: { next: number; readonly style: 'bullet' | 'number' | 'letter' }[];
  isPreformatted: boolean;
}

function write(node: RootContent, page: Page): void {
  if (node.type === 'text') writeText(node.value, page);
  if (node.type === 'element') (elements[node.tagName] ?? writeChildren)(node, page);
}

function writeText(text: string, page: Page): void {
  if (page.isPreformatted) {
    const [first = '', ...rest] = text.split('\n');
    page.line += first;
    for (const line of rest) {
      endLine(page, 'always');
      page.line = line;
    }
    return;
  }
  const folded = text.replace(/[ \t\r\n\f]+/g, ' ');
  page.line += page.line === '' || page.line.endsWith(' ') ? folded.trimStart() : folded;
}

function writeChildren(element: Element, page: Page): void {
  for (const child of element.children) write(child, page);
}

const elements: Readonly<Record<string, (element: Element, page: Page) => void>> = {
  ...each('script style template iframe head title', () => undefined),
  ...each('p h2 h3 h4 h5 h6', writeBlock),
  ...each('blockquote aside', writeQuote),
  ...each('ul ol', writeList),
  ...each('audio video', writePlayer),
  ...each('source track', () => undefined),
  br: (_, page) => endLine(page, 'always'),
  hr: (_, page) => {
    blankLine(page);
    page.lines.push('-'.repeat(ruleColumns), '');
  },
  a: writeLink,
  dd: (element, page) => writeTerm(element, page, ' '.repeat(8)),
  dt: (element, page) => writeTerm(element, page, ''),
  h1: (element, page) => {
    writeBlock(element, page);
    page.lines.push('-'.repeat(columnsOf(page.lines.at(-1) ?? '')));
  },
  img: writePicture,
  li: writeItem,
  pre: (element, page) => {
    endLine(page);
    page.isPreformatted = true;
    writeChildren(element, page);
    page.isPreformatted = false;
    endLine(page);
  },
  sub: (element, page) => writeBetween(element, page, ['[', ']']),
  sup: (element, page) => writeBetween(element, page, ['^', '']),
  q: (element, page) => writeBetween(element, page, ['', '']),
  table: writeTable,
};

const ruleColumns = 77;

function each(tags: string, writer: (element: Element, page: Page) => void) {
  return Object.fromEntries(tags.split(' ').map((tag) => [tag, writer]));
}

function endLine(page: Page, when: 'always' | 'written' = 'written'): void {
  const line = page.line.trimEnd();
  if (when === 'always' || line !== '') page.lines.push('  '.repeat(page.indent) + line);
  page.line = '';
}

/** Ends the line, and leaves one blank line after it, unless nothing is above. */
function blankLine(page: Page): void {
  endLine(page);
  const last = page.lines.at(-1);
  if (last !== undefined && last.trim() !== '') page.lines.push('');
}

function writeBlock(element: Element, page: Page): void {
  blankLine(page);
  writeChildren(element, page);
  endLine(page);
}

/** Blank lines of quotes add up. */
function writeQuote(element: Element, page: Page): void {
  endLine(page);
  page.lines.push('');
  page.indent += 1;
  writeChildren(element, page);
  endLine(page);
  page.indent -= 1;
  page.lines.push('');
}

function writeTerm(element: Element, page: Page, indent: string): void {
  endLine(page);
  page.line = indent;
  writeChildren(element, page);
  blankLine(page);
}

function writeList(element: Element, page: Page): void {
  blankLine(page);
  const { start, type } = attributesOf(element);
  const style = element.tagName === 'ul' ? 'bullet' : type === 'a' ? 'letter' : 'number';
  page.lists.push({ next: Number(start) || 1, style });
  writeChildren(element, page);
  page.lists.pop();
  blankLine(page);
}

function writeItem(element: Element, page: Page): void {
  endLine(page);
  const list = page.lists.at(-1);
  page.line = list === undefined ? '  * ' : markOf(list);
  writeChildren(element, page);
  endLine(page);
}

function markOf(list: Page['lists'][number]): string {
  if (list.style === 'bullet') return '  * ';
  const number = list.next;
  list.next += 1;
  return list.style === 'letter' ? `${String.fromCharCode(96 + number)}. ` : `${String(number).padStart(2)}. `;
}

function writeLink(element: Element, page: Page): void {
  const { href } = attributesOf(element);
  const number = href === undefined ? null : page.links.push({ url: href, kind: 'link' });
  writeChildren(element, page);
  if (number !== null) page.line += `[${number}]`;
}

function writePicture(element: Element, page: Page): void {
  const { src, title } = attributesOf(element);
  if (src === undefined) return;
  const number = page.links.push({ url: src.startsWith('data:') ? 'inline image' : src, kind: 'image' });
  page.line += title ? `[image ${number}: ${title}]` : `[image ${number}]`;
}

function writePlayer(element: Element, page: Page): void {
  const kind = element.tagName;
  const sources = [element, ...element.children].flatMap((node) =>
    node.type === 'element' ? [attributesOf(node)['src'] ?? []].flat() : [],
  );
  for (const url of sources.slice(0, 1)) {
    page.media[kind] = (page.media[kind] ?? 0) + 1;
    const number = page.links.push({ url, kind });
    page.line += `[${kind} ${page.media[kind]} (link #${number})]`;
  }
}

function writeBetween(element: Element, page: Page, [before, after]: readonly [string, string]): void {
  page.line += before;
  writeChildren(element, page);
  page.line += after;
}

/** Rows of cells between lines. */
function writeTable(table: Element, page: Page): void {
  blankLine(page);
  const rows = rowsOf(table).map((row) =>
    row.children.flatMap((cell) => (cell.type === 'element' ? [lineOf(cell)] : [])),
  );
  const widths = rows.reduce<number[]>(
    (widest, cells) =>
      cells.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)).concat(widest.slice(cells.length)),
    [],
  );
  const rule = `+${widths.map((width) => '-'.repeat(width)).join('+')}+`;
  const lines = rows.map((cells) => `|${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join('|')}|`);
  page.lines.push(rule, ...lines.flatMap((line) => [line, rule]));
}

function rowsOf(element: Element): readonly Element[] {
  return element.children.flatMap((child) =>
    child.type !== 'element' ? [] : child.tagName === 'tr' ? [child] : rowsOf(child),
  );
}

function lineOf(element: Element): string {
  const page: Page = { lines: [], line: '', indent: 0, links: [], media: {}, lists: [], isPreformatted: false };
  writeChildren(element, page);
  endLine(page);
  return foldSpaces(page.lines.join(' '));
}

function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}

/** Breaks long lines at spaces. */
function wrapLines(lines: readonly string[], columns: number): readonly string[] {
  return lines.flatMap((line) => (columnsOf(line) <= columns ? [line] : wrapLine(line, columns)));
}

function wrapLine(line: string, columns: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const wrapped: string[] = [];
  let open = '';
  for (const word of line.trim().split(' ')) {
    const longer = open === '' ? indent + word : `${open} ${word}`;
    if (columnsOf(longer) <= columns || open === '') open = longer;
    else {
      wrapped.push(open);
      open = indent + word;
    }
  }
  return [...wrapped, open];
}

/** The width in a terminal: marks and joiners have none, and East Asian characters and emoji are two columns wide. */
function columnsOf(text: string): number {
  if (!/[^\x20-\x7e]/.test(text)) return text.length;
  return [...text].reduce(
    (columns, character) => columns + (narrow.test(character) ? 0 : wide.test(character) ? 2 : 1),
    0,
  );
}

const narrow = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const wide =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$/u;
