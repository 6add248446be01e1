/** The only table of the forms in which tools hide a part of a text, and the removal of those parts. Takes linear time. */
import type { FoundMark } from '../story/found-mark.ts';

export interface HiddenForm {
  readonly opens: string;
  readonly closes: string;
  readonly tool: string;
  /** What happens if the part is never closed. `hidden`: everything from there on is hidden. */
  readonly unclosed: 'hidden' | 'text';
}

export const hiddenForms: readonly HiddenForm[] = [
  { opens: '%%', closes: '%%', tool: 'Obsidian', unclosed: 'text' },
  { opens: '{#', closes: '#}', tool: 'Nunjucks', unclosed: 'text' },
  { opens: '{/*', closes: '*/}', tool: 'MDX', unclosed: 'hidden' },
  { opens: '{{/*', closes: '*/}}', tool: 'Hugo', unclosed: 'hidden' },
  { opens: '{>>', closes: '<<}', tool: 'CriticMarkup', unclosed: 'hidden' },
  { opens: '<!--', closes: '-->', tool: 'HTML', unclosed: 'hidden' },
  { opens: '{::comment}', closes: '{:/comment}', tool: 'kramdown', unclosed: 'hidden' },
  { opens: '#+begin_comment', closes: '#+end_comment', tool: 'Org, Logseq', unclosed: 'hidden' },
  { opens: '[//]: #', closes: '\n', tool: 'Markdown', unclosed: 'hidden' },
];

export interface HiddenOptions {
  /** The ranges of code, in order. Nothing in code is hidden. */
  readonly code: readonly { readonly start: number; readonly end: number }[];
  /** `line`: a title or summary, which no other parser reads. `body`: single comments of HTML are left to its parser. */
  readonly kind: 'line' | 'body';
}

export interface HiddenPart {
  readonly form: HiddenForm;
  /** Its offset in the text. */
  readonly start: number;
  readonly isClosed: boolean;
}

/** Before the mark of a form that must be first in its line: quotes and list items. */
const lineStart = String.raw`(?<=^[ \t>]{0,20}(?:[-*+][ \t]{1,3}){0,3})`;
const opener = new RegExp(
  [
    String.raw`(?<![\d%\\])%%(?!%)|\{#|\{\s{0,9}\/\*|\{\{[\s-]{0,9}\/\*|\{>>|<!--|\{::comment\}`,
    String.raw`(?=#)${lineStart}#\+begin_comment`,
    String.raw`(?=\[)${lineStart}\[(?:(?:\/\/|comment|hidden)\]:[ \t]{0,9}(?:#|<>)|\^_\^\]:)`,
  ].join('|'),
  'gim',
);

/** How a form closes that can contain spaces, or that has a short form. */
const closers: Readonly<Record<string, RegExp>> = {
  '*/}': /\*\/\s{0,9}\}/g,
  '*/}}': /\*\/[\s-]{0,9}\}\}/g,
  '{:/comment}': /\{:\/(?:comment)?\}/g,
};

/** Removes the hidden parts of a text. */
export function removeHiddenParts(text: string, { code, kind }: HiddenOptions) {
  const parts: HiddenPart[] = [];
  const pieces: string[] = [];
  const next = closingFinder(text.toLowerCase());
  const isCode = codeFinder(code);
  const form = new RegExp(opener);
  let at = 0;
  let commentEnd = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const start = match.index;
    const codeEnd = isCode(start, Math.max(at, commentEnd));
    const found = codeEnd === null ? partAt(match, { text, next, kind }) : { end: codeEnd, part: null };
    form.lastIndex = found.end;
    if (found.part === null) {
      // A backtick in a comment does not begin code.
      if (codeEnd === null && match[0] === '<!--') commentEnd = found.end;
      continue;
    }
    parts.push(found.part);
    pieces.push(...joint(text, { at, start, end: found.end }));
    at = found.end;
  }
  return { text: pieces.join('') + text.slice(at), parts };
}

interface PartContext extends Pick<HiddenOptions, 'kind'> {
  readonly text: string;
  readonly next: (closes: string, from: number) => Close | null;
}

/** The hidden part at an opening mark, and where the text continues. No part if the mark is text. */
function partAt(match: RegExpExecArray, { text, next, kind }: PartContext) {
  const [opens] = match;
  const form = formOf(opens);
  const start = match.index;
  const from = start + opens.length;
  const nothing = { end: from, part: null };
  if (form.closes === '\n') return { end: definitionEnd(text, from), part: { form, start, isClosed: true } };
  // CSS such as `a { /* b */ c: d }` is not a comment of MDX.
  if (/^\{\s/.test(opens) && !isOnlyComment(text, next('*/', from))) return nothing;
  const close = next(form.closes, from);
  const end = close?.end ?? text.length;
  const isFirst = isFirstInLine(text, start);
  if (close === null && form.unclosed === 'text' && !(form.opens === '%%' && isFirst)) return nothing;
  const inside = text.slice(from, close?.start ?? text.length);
  const isShown = form.opens === '{#' ? isTag(inside) : close !== null && isText({ form, inside, isFirst, kind });
  const isSkipped = form.opens === '{#' && isShown;
  return { end: isSkipped ? from : end, part: isShown ? null : { form, start, isClosed: close !== null } };
}

/** True if a brace follows a comment. */
function isOnlyComment(text: string, close: Close | null): boolean {
  return close !== null && /^\s{0,9}\}/.test(text.slice(close.end, close.end + 10));
}

/** The end of a reference that is a comment. Its text can continue on the next lines, to its bracket or a blank line. */
function definitionEnd(text: string, from: number): number {
  const lineEnd = endOfLine(text, from);
  const written = text.slice(from, lineEnd).trim();
  if (written === '') {
    const nextEnd = endOfLine(text, lineEnd + 1);
    return /^[ \t]*(?:\(.*\)|".*"|'.*')[ \t]*$/.test(text.slice(lineEnd + 1, nextEnd)) ? nextEnd : lineEnd;
  }
  const closes = { '(': ')', '"': '"', "'": "'" }[written.charAt(0)];
  if (closes === undefined || written.includes(closes, 1)) return lineEnd;
  const close = new RegExp(`\\${closes}|\\n[ \\t]*(?=\\n)|$`, 'g');
  close.lastIndex = lineEnd;
  const found = close.exec(text);
  return found === null ? text.length : found.index + (found[0] === closes ? 1 : 0);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function isFirstInLine(text: string, start: number): boolean {
  return /(?:^|\n)[ \t>]{0,20}$/.test(text.slice(Math.max(0, start - 21), start));
}

function formOf(opens: string): HiddenForm {
  const written = opens
    .toLowerCase()
    .trim()
    .replace(/^\{\{[\s-]*/, '{{')
    .replace(/^\{\s+/, '{');
  const found = hiddenForms.find((form) => written.startsWith(form.opens)) ?? hiddenForms.at(-1);
  if (found === undefined) throw new Error(`No form opens with ${opens}`);
  return found;
}

/** True for `{#top}`, which is an id, and for `{#if …}`, which is a tag, if the mark that closes belongs to another one. */
function isTag(inside: string): boolean {
  if (!/\{#|\n[ \t]*\n/.test(inside)) return false;
  return /^(?:[a-z][\w:.-]{0,80}(?: [^{}\n]{0,200})?\}|(?:if|each|await|key) )/i.test(inside);
}

interface Inside extends Pick<HiddenOptions, 'kind'> {
  readonly form: HiddenForm;
  readonly inside: string;
  readonly isFirst: boolean;
}

/** True for Zola's shortcode in a comment, which is shown, and for comments that the HTML parser reads. */
function isText({ form, inside, isFirst, kind }: Inside): boolean {
  if (form.opens === '{{/*') return /^\s{0,9}[\w:.]{1,80}\s?\(/.test(inside) && inside.trimEnd().endsWith(')');
  // A comment with a blank line that begins within a paragraph is none in Markdown, so that it would be shown.
  return form.opens === '<!--' && kind === 'body' && (isFirst || !/\n[ \t]*\n/.test(inside));
}

interface Span {
  /** The end of the last hidden part. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The text before a hidden part, and what remains of the part: if it is on lines of its own, its line breaks, for messages. */
function joint(text: string, { at, start, end }: Span): string[] {
  const before = text.slice(at, start);
  if (isFirstInLine(text, start)) return [before, text.slice(start, end).replace(/[^\n]/g, '')];
  return [/^(?:\s|$)/.test(text.slice(end, end + 1)) ? before.replace(/[ \t]{1,20}$/, '') : before];
}

interface Close {
  readonly start: number;
  readonly end: number;
}

/** Makes a function that finds the next closing mark, and searches each part of the text once. */
function closingFinder(text: string): (closes: string, from: number) => Close | null {
  const found = new Map<string, Close | null>();
  return (closes, from) => {
    const known = found.get(closes);
    if (known !== undefined && (known === null || known.start >= from)) return known;
    const close = findClose(text, { closes, from });
    found.set(closes, close);
    return close;
  };
}

function findClose(text: string, { closes, from }: { readonly closes: string; readonly from: number }): Close | null {
  const form = closers[closes];
  if (form === undefined) {
    const start = text.indexOf(closes, from);
    return start === -1 ? null : { start, end: start + closes.length };
  }
  form.lastIndex = from;
  const match = form.exec(text);
  return match === null ? null : { start: match.index, end: match.index + match[0].length };
}

/** Makes a function that returns the end of the code at an offset, or null. Code that begins in a hidden part does not count. */
function codeFinder(ranges: HiddenOptions['code']): (index: number, hiddenEnd: number) => number | null {
  let at = 0;
  return (index, hiddenEnd) => {
    for (let range = ranges[at]; range !== undefined; range = ranges[at]) {
      if (range.end > index && range.start >= hiddenEnd) return range.start <= index ? range.end : null;
      at += 1;
    }
    return null;
  };
}

/** True if a text can contain hidden parts. */
export const hasHiddenMark = (text: string): boolean => /%%|\{\s{0,9}[#/{>%:]|<!--|\]:|#\+begin/i.test(text);

const liquidComment =
  /\{%-?\s{0,9}(?:#(?:[^%]|%(?!\}))*%\}|comment\b(?:[^%]|%(?!\}))*%\}[\s\S]*?(?:\{%-?\s{0,9}endcomment\s{0,9}-?%\}|$))/gi;

/** Removes the hidden parts of a title or summary. Parts in backticks are shown. */
export function shownText(written: string): string {
  if (!hasHiddenMark(written)) return written;
  const line = written.includes('{%') ? written.replace(liquidComment, '') : written;
  const spans = [...line.matchAll(/`[^`]{1,500}`/g)];
  const code = spans.map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
  return removeHiddenParts(line, { code, kind: 'line' }).text;
}

/** The mark for a hidden part. */
export function markOfPart({ form: { opens, closes, tool } }: HiddenPart, line: number): FoundMark {
  return { key: closes === '\n' ? opens : `${opens} … ${closes}`, line, tool, meaning: 'part' };
}
