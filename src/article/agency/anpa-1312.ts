/** Reads ANPA 1312: lines that begin with `^` and end in `<` or `=`, paragraphs that begin with a tab, and `_` for a dash. */
import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import type { TextFile } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { sentTime, type Transmission, withoutControls } from './teletype.ts';
import { agencyByline, parseTransmissions, type TeletypeItem } from './teletype-story.ts';
import { joinLines, wordsIn } from './teletype-text.ts';

/** Parses a file of one or more items. */
export function parseAnpa1312(file: TextFile) {
  return parseTransmissions(file, readItem);
}

function readItem({ heading, text, trailer }: Transmission): TeletypeItem {
  const body = text.replace(/[ \t]*\n/g, '\n');
  const { above, below } = splitHead(body);
  const last = takeTime(below.split('\n'));
  const [slug = null, ...parts] = above;
  return {
    slug: (slug === null ? slugIn(heading) : withoutCount(slug)) || null,
    ...readHead(parts),
    sent: sentTime(withoutControls(trailer)) ?? last.time ?? sentTime(withoutControls(heading)),
    lines: last.lines,
    build: /\x12/.test(heading) ? buildTabular : buildParagraphs,
  };
}

/** The slug in the second line of the heading: `bc-harl-ferry 10-24 0180`. */
function slugIn(heading: string): string {
  return /\b((?:am|pm|bc|ap)-[\w.-]+)/i.exec(withoutControls(heading))?.[1] ?? '';
}

/** A slug without the number of words at its end. */
function withoutCount(slug: string): string {
  return slug.replace(/,\s*\d{2,5}$/, '').trim();
}

/** Splits the lines that begin with `^` from the text below them. */
function splitHead(text: string): { readonly above: readonly string[]; readonly below: string } {
  const above: string[] = [];
  let below = text.replace(/^\n+/, '');
  for (;;) {
    const [whole = '', part = ''] = /^\s*\^([^\t^]{0,500}?)[<=]*(?=\n(?:[\t^\n]|[^\n])|\n*$)/.exec(below) ?? [];
    if (whole === '') return { above, below };
    const rest = below.slice(whole.length);
    const wrapped = /[<=]$/.test(whole) ? '' : (/^\n[^\t^<=\n]{1,200}[<=]+(?=\n|$)/.exec(rest)?.[0] ?? '');
    above.push(foldSpaces(withoutControls(`${part} ${wrapped.replace(/[<=]+$/, '')}`)));
    below = rest.slice(wrapped.length).replace(/^\n+/, '');
  }
}

/** Reads the lines below the slug. */
function readHead(parts: readonly string[]): Pick<TeletypeItem, 'headline' | 'deck' | 'byline' | 'notes'> {
  const written = parts.filter((part) => part !== '');
  const firstByline = written.findIndex((part) => agencyByline(part) !== null);
  const byline = firstByline === -1 ? [] : (agencyByline(written[firstByline] ?? '') ?? []);
  const texts = firstByline === -1 ? written : written.slice(0, firstByline);
  const notes = texts.filter(isNote);
  const [headline = null, ...decks] = texts.filter((part) => !isNote(part)).map(dashes);
  return { headline, deck: decks.join(' ') || null, byline, notes };
}

function isNote(part: string): boolean {
  return /^(?:eds?|editors?['’]?s?(?: notes?)?|note|hfr|advisory|attention|ap (?:photos?|video|graphics?|audio)|(?:with )?(?:ap )?photos?|for release|hold for release|embargoed)\b/i.test(
    part,
  );
}

/** The time in the last lines: `AP-NY-10-24-26 1105EDT`. */
function takeTime(lines: readonly string[]): { readonly lines: readonly string[]; readonly time: string | null } {
  const end = lines.findLastIndex((line) => line.trim() !== '');
  const line = withoutControls(lines[end] ?? '').trim();
  const time = line.length <= 60 ? sentTime(line) : null;
  return { lines: time === null ? lines : lines.slice(0, end), time };
}

/** A table or another text whose lines must stay as they are. */
function buildTabular(lines: readonly string[]): Root {
  const text = lines
    .map(plainLine)
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
  return { type: 'root', children: text === '' ? [] : [h('pre', text)] };
}

/** Paragraphs begin with a tab. Lines that end in `<` are lines of a table, and those that begin with `^` are headings. */
function buildParagraphs(lines: readonly string[]): Root {
  const words = wordsIn(lines);
  const blocks: { kind: 'p' | 'pre' | 'h2'; lines: string[] }[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const kind = kindOf(line);
    const last = blocks.at(-1);
    const continues = last !== undefined && !/^\s*\t/.test(line) && kind !== 'h2' && last.kind === kind;
    if (continues) last.lines.push(plainLine(line));
    else blocks.push({ kind, lines: [plainLine(line)] });
  }
  const children = blocks
    .map(({ kind, lines: own }): Element => buildBlock(kind, { lines: own, words }))
    .flatMap((element): ElementContent[] => [element, { type: 'text', value: '\n' }]);
  return { type: 'root', children };
}

function kindOf(line: string): 'p' | 'pre' | 'h2' {
  if (/^\s*\^/.test(line)) return 'h2';
  return !line.startsWith('\t') && /<\s*$/.test(line) ? 'pre' : 'p';
}

interface BlockText {
  readonly lines: readonly string[];
  readonly words: ReadonlySet<string>;
}

function buildBlock(kind: 'p' | 'pre' | 'h2', { lines, words }: BlockText): Element {
  const text = joinLines(lines, words);
  if (/^_{2,}$/.test(text) || text === '') return h('hr');
  return kind === 'pre' && lines.length > 1 ? h('pre', lines.join('\n')) : h(kind === 'pre' ? 'p' : kind, text);
}

/** A line without the characters of the typesetter. */
function plainLine(line: string): string {
  return dashes(withoutControls(line.replace(/^\s*\^/, '').replace(/[<=]+\s*$/, ''))).trimEnd();
}

/** A text with the dashes and quotation marks for which the alphabet of ANPA has no characters. */
function dashes(text: string): string {
  return text
    .replace(/(?<=^|[\s"“])_(?=[\s\p{L}\p{N}"“]|$)/gu, '—')
    .replace(/(?<=[\p{L}\p{N}.,"”])_(?=\s|$)/gu, ' —')
    .replace(/``|''/g, '"');
}
