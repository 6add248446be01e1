/** Splits a wire text into header and body. The header contains stamps, bylines, captions, boilerplate and a headline, in any order. */
import type { IsBoilerplate } from '../../channel/boilerplate.ts';
import type { Caption } from '../../model/metadata.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { parseStamps, resemblesStamp } from '../date/stamp.ts';
import type { Stamp } from '../date/stamp-token.ts';
import { plainSpaces } from '../text/spaces.ts';
import { mayContainByline, parseByline } from './byline.ts';
import {
  beginsWithPosition,
  endsInCredit,
  endsInPlainCredit,
  isCaptionLine,
  isLoneCredit,
  isOpenCredit,
  maximumCaptionLength,
  parseCaptions,
} from './caption.ts';
import { parseDateline } from './dateline.ts';

/** One line that is not blank. Lines without a blank line between them have the same `block`. */
export interface Line {
  readonly text: string;
  readonly number: number;
  readonly column: number;
  readonly block: number;
  /** The language in which its date is read. */
  readonly language: string;
  /** True if the line is not part of the article, such as "Advertisement". */
  readonly isBoilerplate: boolean;
}

export interface Header {
  readonly headline: string | null;
  readonly stamps: readonly { readonly stamp: Stamp; readonly line: Line }[];
  readonly byline: readonly string[];
  readonly captions: readonly Caption[];
  readonly body: readonly Line[];
  readonly findings: readonly Finding[];
}

/** The lines of a text that are not blank, trimmed and numbered. */
export function readLines(text: string, language: string): readonly Line[] {
  let block = 0;
  const lines: Line[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const trimmed = raw.trim();
    if (trimmed === '') block += 1;
    else
      lines.push({
        text: trimmed,
        number: index + 1,
        column: raw.indexOf(trimmed) + 1,
        block,
        language,
        isBoilerplate: false,
      });
  }
  return lines;
}

/** The maximum number of header lines. All lines after that are body, whatever they look like. */
const maximumHeaderLines = 40;

/** Reads the header from the first lines. The rest is the body. */
export function readHeader(read: readonly Line[], isBoilerplateText: IsBoilerplate): Header {
  const all = read.map((line) => ({ ...line, isBoilerplate: isBoilerplateText(line.text) }));
  const lines = [...all.slice(0, maximumHeaderLines).flatMap(splitMixed), ...all.slice(maximumHeaderLines)];
  const stampAt = findStamp(lines);
  const length = stampAt === -1 ? stamplessLength(lines) : afterStamp(lines, stampAt);
  const header = joinWrapped(lines.slice(0, length));
  const kinds = header.map((line) => ({ line, kind: kindInHeader(line, { stampAt }) }));
  const linesOf = (kind: Kind) => kinds.filter((it) => it.kind === kind).map(({ line }) => line);
  const [headline, ...moreHeadlines] = linesOf('headline');
  const body = [...moreHeadlines, ...linesOf('body'), ...lines.slice(length)];
  return {
    headline: headline?.text ?? null,
    stamps: linesOf('stamp').flatMap((line) => parseStamps(line.text, line.language).map((stamp) => ({ stamp, line }))),
    byline: [...new Set(linesOf('byline').flatMap((line) => parseByline(line.text, line.language) ?? []))],
    captions: linesOf('captions').flatMap((line) => parseCaptions(line.text)),
    body: body.filter((line) => !line.isBoilerplate),
    findings: [...linesOf('boilerplate'), ...body.filter((line) => line.isBoilerplate)]
      .map(boilerplateFinding)
      .concat(unreadStamps(body), linesOf('captions').flatMap(bracketFinding)),
  };
}

/** Splits a line that contains a byline and a stamp: `By Dana Whitfield | 4:15 PM – Sunday, January 4, 2026`. */
function splitMixed(line: Line): readonly Line[] {
  const plain = { ...line, text: plainSpaces(line.text).trim() };
  const parts = splitAfterCredit(plain);
  if (parts !== null) return parts;
  if (plain.text.length > 300 || !mayContainByline(plain.text, line.language)) return [plain];
  for (const cut of plain.text.matchAll(/\s+[|•·–—-]\s+|,?\s+(?=\S)/g)) {
    const left = { ...plain, text: plain.text.slice(0, cut.index) };
    const end = cut.index + cut[0].length;
    const right = { ...plain, text: plain.text.slice(end), column: plain.column + end };
    if ((isByline(left) && isStamp(right)) || (isStamp(left) && isByline(right))) return [left, right];
  }
  return [plain];
}

/** Splits a line that contains a caption and a stamp: `… (Lee Marsh/Getty Images) 4:15 PM – Sunday, January 4, 2026`. */
function splitAfterCredit(line: Line): readonly Line[] | null {
  if (line.text.length > maximumCaptionLength) return null;
  for (const cut of line.text.matchAll(/(?<=\))\s+/g)) {
    const left = { ...line, text: line.text.slice(0, cut.index) };
    const right = { ...line, text: line.text.slice(cut.index).trim(), column: line.column + cut.index + cut[0].length };
    if (isStamp(right) && isFullStamp(right) && endsInCredit(left.text)) return [left, right];
  }
  return null;
}

type Kind = 'stamp' | 'byline' | 'captions' | 'boilerplate' | 'headline' | 'body';

/** The stamp must be within the first ten lines, with at most two ordinary lines above it. */
const headerLines = 10;
const ordinaryLines = 2;

function findStamp(lines: readonly Line[]): number {
  let ordinary = 0;
  for (const [index, line] of lines.slice(0, headerLines).entries()) {
    if (isStamp(line) && (ordinary === 0 || isFullStamp(line) || index === 1)) return index;
    if (!isHeaderLine(line)) ordinary += 1;
    if (ordinary > ordinaryLines) return -1;
  }
  return -1;
}

/** True for a date with a time, or for either with a label. A time or date alone below body text can be a heading. */
function isFullStamp(line: Line): boolean {
  return parseStamps(line.text, line.language).some(
    ({ label, date, time }) => label !== null || (date !== null && time !== null),
  );
}

/** The header ends at the first ordinary paragraph after the stamp. */
function afterStamp(lines: readonly Line[], stampAt: number): number {
  const rest = lines.slice(stampAt + 1, maximumHeaderLines);
  const end = rest.findIndex((line) => !isStamp(line) && !isLateHeaderLine(line));
  return stampAt + 1 + (end === -1 ? rest.length : end);
}

/** The length of a header without a stamp: the first line, of any kind, and the header lines after it. */
function stamplessLength(lines: readonly Line[]): number {
  const head = lines.slice(0, maximumHeaderLines);
  const end = head.findIndex((line, index) => index > 0 && !isLateHeaderLine(line));
  return end === -1 ? head.length : end;
}

function isStamp(line: Line): boolean {
  return parseStamps(line.text, line.language).length > 0;
}

function isByline(line: Line): boolean {
  return parseByline(line.text, line.language) !== null;
}

function isHeaderLine(line: Line): boolean {
  return line.isBoilerplate || isByline(line) || isCaptionLine(line.text);
}

/** Below the stamp, a caption must be unmistakable, because body text can also end in a bracket. */
function isLateHeaderLine(line: Line): boolean {
  return line.isBoilerplate || isByline(line) || beginsWithPosition(line.text) || endsInPlainCredit(line.text);
}

interface KindContext {
  /** -1 if there is no stamp. */
  readonly stampAt: number;
}

function kindInHeader(line: Line, { stampAt }: KindContext): Kind {
  if (isStamp(line)) return 'stamp';
  if (line.isBoilerplate) return 'boilerplate';
  if (isByline(line)) return 'byline';
  if (isCaptionLine(line.text)) return 'captions';
  if (parseDateline(line.text).dateline !== null) return 'body';
  if (isHeadline(line.text)) return 'headline';
  return stampAt !== -1 && line.text.length <= maximumCaptionLength ? 'captions' : 'body';
}

/** A headline is rarely longer. */
const maximumHeadlineLength = 110;

/**
 * True for a line that does not end in a full stop. A short line may also end in a question, an exclamation, a quotation or an
 * abbreviation, if it is one sentence.
 */
function isHeadline(text: string): boolean {
  if (!endsSentence(text)) return true;
  if (text.length > maximumHeadlineLength || innerSentence.test(text)) return false;
  return /[?!…]["”’»)\]]{0,5}$/.test(text) || abbreviationAtEnd.test(text);
}

/** The end of a sentence before another one. Initials and abbreviations do not end a sentence. */
const innerSentence =
  /(?<!\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Jr|Sr|Gov|Sen|Rep|Gen|Lt|Col|Sgt|No|vs)\.?)[.!?…]["”’»)\]]{0,5}\s+["“‘'(]?\p{Lu}/u;
const abbreviationAtEnd =
  /(?:\b(?:\p{Lu}\.){2,}|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Bros|Dept|St|Ave|Blvd|Mt|etc|a\.m|p\.m)\.)["”’»)\]]{0,5}$/u;

function endsSentence(text: string): boolean {
  return /[.!?…]["”’»)\]]{0,5}$/.test(text);
}

/** Joins captions that continue on the next line of the same block. */
function joinWrapped(lines: readonly Line[]): readonly Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && continuesCaption(last, line)) {
      joined[joined.length - 1] = { ...last, text: `${last.text} ${line.text}` };
    } else joined.push(line);
  }
  return joined;
}

function continuesCaption(first: Line, second: Line): boolean {
  if (isLoneCredit(second.text)) return !isStamp(first) && !isByline(first) && !endsInCredit(first.text);
  if (first.block !== second.block || isStamp(first) || isStamp(second)) return false;
  if (isOpenCredit(first.text) && /^[^()]{1,120}\)/.test(second.text)) return true;
  if (first.isBoilerplate || isByline(first)) return false;
  if (endsInCredit(first.text) || beginsWithPosition(second.text) || !endsInCredit(second.text)) return false;
  return beginsWithPosition(first.text) || !isHeadlineAbove(first.text, second.text);
}

function isHeadlineAbove(first: string, second: string): boolean {
  return !endsSentence(first) && !/[,;:–—-]$/.test(first) && first.length < 60 && /^["“‘'(]?\p{Lu}/u.test(second);
}

function boilerplateFinding(line: Line): Finding {
  const at = { line: line.number, column: line.column };
  return warning('boilerplate-line', `A line was removed as boilerplate: "${line.text}"`, at);
}

/** A caption with a bracket that is not closed, or not opened, may have lost a part. */
function bracketFinding({ text, number, column }: Line): Finding[] {
  const opened = text.split('(').length;
  const closed = text.split(')').length;
  if (opened === closed) return [];
  const missing = opened > closed ? 'closing' : 'opening';
  const message = `A caption has no ${missing} bracket, so its credit may be wrong: "${text.slice(0, 100)}"`;
  return [warning('unbalanced-bracket', message, { line: number, column })];
}

function unreadStamps(body: readonly Line[]): Finding[] {
  return body
    .slice(0, 2)
    .filter((line) => resemblesStamp(line.text))
    .map((line) => {
      const message = `"${line.text}" looks like a date stamp but was read as text: write it like "4:15 PM – Sunday, January 4, 2026"`;
      return warning('unread-stamp', message, { line: line.number, column: line.column });
    });
}
