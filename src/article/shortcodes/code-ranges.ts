/** Finds code in Markdown or HTML: fences, spans, indented lines, `pre` and `code`. Shortcodes in code are text. */

export type Markup = 'markdown' | 'html';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The ranges of code in a text, in order, found in one pass. */
export function codeRanges(text: string, markup: Markup): readonly Range[] {
  const ends = markup === 'markdown' ? spanEnds(text) : new Map<number, number>();
  const ranges: Range[] = [];
  const openers = markup === 'markdown' ? markdownOpeners : htmlOpeners;
  const elementEnd = elementEnds(text);
  for (let match = find(openers, { text, from: 0 }); match !== null; ) {
    const { fence, element, indent } = match.groups ?? {};
    const start = match.index;
    const after = start + match[0].length;
    let end: number | undefined;
    if (fence !== undefined) end = fenceEnd(text, { start, after, fence });
    else if (element !== undefined) end = elementEnd(element.toLowerCase(), after);
    else if (indent === undefined) end = ends.get(start);
    else end = isIndentedCode(text, { start, last: ranges.at(-1) }) ? indentedEnd(text, start) : undefined;
    if (end !== undefined) ranges.push({ start, end });
    match = find(openers, { text, from: Math.max(end ?? after, after) });
  }
  return ranges;
}

/** Makes a test for offsets that do not decrease from call to call. */
export function inRanges(ranges: readonly Range[]): (offset: number) => boolean {
  let at = 0;
  return (offset) => {
    while ((ranges[at]?.end ?? Number.POSITIVE_INFINITY) <= offset) at += 1;
    return (ranges[at]?.start ?? Number.POSITIVE_INFINITY) <= offset;
  };
}

const markdownOpeners =
  /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?<=\n[ \t]*\n)(?<indent> {4}|\t)|(?<![`\\])`+|<(?<element>pre|code)(?=[\s>])/gim;
const htmlOpeners = /<(?<element>pre|code|script|style)(?=[\s>])/gi;

interface Start {
  readonly text: string;
  readonly from: number;
}

function find(form: RegExp, { text, from }: Start): RegExpExecArray | null {
  form.lastIndex = from;
  return form.exec(text);
}

/** The end of each code span, by its start: a run of backticks closes at the next run of the same length in the paragraph. */
function spanEnds(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const later = new Map<number, number>();
  for (const match of [...text.matchAll(/\n[ \t]*\n|\n[ \t>]*(?:`{3,}|~{3,})|`+/g)].toReversed()) {
    const run = match[0];
    if (run.startsWith('\n')) later.clear();
    else {
      const close = later.get(run.length);
      if (close !== undefined) ends.set(match.index, close + run.length);
      later.set(run.length, match.index);
    }
  }
  return ends;
}

interface Fence {
  readonly start: number;
  readonly after: number;
  readonly fence: string;
}

/** The end of the line that closes a fence, or else the end of its quote or list item, or of the text. */
function fenceEnd(text: string, { start: opening, after, fence }: Fence): number {
  const isLeft = leavesContainer(text, { start: opening, after, fence });
  for (let start = text.indexOf('\n', after) + 1; start > 0; ) {
    const next = text.indexOf('\n', start);
    const line = text.slice(start, next === -1 ? text.length : next);
    if (isLeft(line)) return start - 1;
    const marks = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1] ?? '';
    if (marks.startsWith(fence.charAt(0)) && marks.length >= fence.length) return start + line.length;
    start = next + 1;
  }
  return text.length;
}

/** Makes a function that is true for a line outside the quote or list item in which a fence opens (CommonMark, 5). */
function leavesContainer(text: string, { start, after, fence }: Fence): (line: string) => boolean {
  const prefix = text.slice(start, after - fence.length);
  if (prefix.includes('>')) return (line) => !/^[ \t]*(?:[-*+\d.)]+[ \t]+)*>/.test(line);
  const isItem = /[-*+.)]/.test(prefix) || (/^[ \t]/.test(prefix) && isInList(text, start));
  return isItem ? (line) => /^[^ \t]/.test(line) : () => false;
}

/** True if the line above the fence is a list item, or indented. */
function isInList(text: string, start: number): boolean {
  return /^(?:[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/.test(lineBefore(text, start));
}

/** The last line before an offset that is not blank. */
function lineBefore(text: string, start: number): string {
  const window = text.slice(Math.max(0, start - 500), start);
  const end = start - window.length + window.trimEnd().length;
  return text.slice(end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1, end);
}

/** Makes a function that finds the end of an element. Remembers elements that are never closed, so that they are searched once. */
function elementEnds(text: string): (name: string, from: number) => number | undefined {
  const unclosed = new Set<string>();
  return (name, from) => {
    if (unclosed.has(name)) return undefined;
    const close = find(new RegExp(`</${name}\\s{0,9}>`, 'gi'), { text, from });
    if (close === null) unclosed.add(name);
    return close === null ? undefined : close.index + close[0].length;
  };
}

/** True if four spaces after a blank line are code, and not the continuation of a list item. */
function isIndentedCode(text: string, { start, last }: { readonly start: number; readonly last: Range | undefined }) {
  const line = lineBefore(text, start);
  const continues = last !== undefined && text.slice(last.end, Math.min(start, last.end + 500)).trim() === '';
  return continues || !/^(?:[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/.test(line);
}

function indentedEnd(text: string, start: number): number {
  const end = find(/\n(?! {4}|\t)/g, { text, from: start });
  return end === null ? text.length : end.index;
}
