/** Reads a newsroom's wire text: a date prefix, captions, a stamp, then the body. */
import type { ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import type { Channel } from '../model.ts';
import { error, type Finding, hasError, warning } from '../problem.ts';
import { parseDateline } from './dateline.ts';
import { type CalendarDate, checkDate, daysBetween } from './instant.ts';
import { emptyStory, type Story, type StoryReading, type TextFile } from './story.ts';
import { resolveDate, resolveStamp, type When, type WhenContext } from './when.ts';
import { type Header, type Line, readHeader, readLines } from './wire-header.ts';

/** Reads a whole wire text. */
export function parseWire({ text, channel }: TextFile): StoryReading {
  const prefix = takePrefix(readLines(text));
  const header = readHeader(prefix.lines);
  const dates = readDates(header, { prefix: prefix.date, channel });
  const findings = unique([...prefix.findings, ...dates.findings, ...header.findings]);
  if (hasError(findings)) return { story: null, findings };
  return { story: buildStory(header, dates), findings };
}

interface Prefix {
  readonly date: CalendarDate | null;
  /** The lines, the prefix cut off. */
  readonly lines: readonly Line[];
  readonly findings: readonly Finding[];
}

/** ` date 2026-01-04 `, and after it whatever the first line was. */
function takePrefix(lines: readonly Line[]): Prefix {
  const [first, ...rest] = lines;
  const match = /^date\s+(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+|$)/i.exec(first?.text ?? '');
  if (first === undefined || match === null) return { date: null, lines, findings: [] };
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  const finding = checkDate(date, { line: first.number, column: first.column });
  const text = first.text.slice(match[0].length);
  const payload = { ...first, text, column: first.column + match[0].length };
  return {
    date: finding === null ? date : null,
    lines: text === '' ? rest : [payload, ...rest],
    findings: finding === null ? [] : [finding],
  };
}

interface Dates {
  readonly published: When | null;
  readonly updated: When | null;
  readonly findings: readonly Finding[];
}

interface DatesContext {
  readonly prefix: CalendarDate | null;
  readonly channel: Channel;
}

function readDates(header: Header, { prefix, channel }: DatesContext): Dates {
  const findings: Finding[] = [];
  const whens: Record<'published' | 'updated', When | null> = { published: null, updated: null };
  for (const { stamp, line } of header.stamps) {
    const at = { line: line.number, column: line.column };
    const context = { channel, at, date: prefix };
    const kind = stamp.label ?? 'published';
    const { when, findings: found } = resolveStamp(stamp, context);
    findings.push(...found, ...checkPrefix(resolveDate(stamp.date, context).date, context));
    if (whens[kind] === null) whens[kind] = when;
    else findings.push(warning('second-stamp', `A second date was not used: "${line.text}"`, at));
  }
  if (header.stamps.length === 0) return prefixOnly({ prefix, channel });
  return { published: whens.published ?? whens.updated, updated: whens.updated, findings };
}

function prefixOnly({ prefix, channel }: DatesContext): Dates {
  if (prefix === null) {
    const message =
      'No date was found: begin the first line with "date 2026-01-04", or add a line like "4:15 PM – Sunday, January 4, 2026"';
    return { published: null, updated: null, findings: [error('missing-date', message, { line: 1, column: 1 })] };
  }
  const at = { line: 1, column: 1 };
  const bare = { date: null, time: null, zone: null, weekday: null };
  const { when, findings } = resolveStamp(bare, { channel, at, date: prefix });
  return { published: when, updated: null, findings };
}

/** The stamp wins over the prefix; one day apart is normal, more is not. */
function checkPrefix(date: CalendarDate | null, { date: prefix, at }: WhenContext): Finding[] {
  if (date === null || prefix === null || checkDate(date, at) !== null) return [];
  if (Math.abs(daysBetween(prefix, date)) <= 1) return [];
  const message = 'The stamp is more than a day from the date at the head of the file: the stamp was taken';
  return [warning('date-mismatch', message, at)];
}

function buildStory(header: Header, { published, updated }: Dates): Story {
  const paragraphs = readParagraphs(header.body);
  return {
    ...emptyStory,
    title: header.headline,
    published,
    updated,
    byline: header.byline,
    dateline: parseDateline(paragraphs[0] ?? '').dateline,
    captions: header.captions,
    content: paragraphRoot(paragraphs),
  };
}

/** Blocks between blank lines. */
function readParagraphs(lines: readonly Line[]): string[] {
  const blocks = new Map<number, string[]>();
  for (const { block, text } of lines) {
    const before = blocks.get(block);
    if (before === undefined) blocks.set(block, [text]);
    else before.push(text);
  }
  return [...blocks.values()].flatMap(unwrap);
}

/** The lines of a block are one hard-wrapped paragraph, unless each is long and ends a sentence. */
function unwrap(lines: readonly string[]): string[] {
  const separate = lines.every((line) => line.length > 90 && /[.!?]["”’)]*$/.test(line));
  return separate ? [...lines] : [lines.join(' ')];
}

function paragraphRoot(paragraphs: readonly string[]): Root {
  // The line ends keep words apart where a reader drops the tags.
  const children = paragraphs.flatMap((text): ElementContent[] => [h('p', text), { type: 'text', value: '\n' }]);
  return { type: 'root', children };
}

/** Prefix and stamp may be wrong in the same way: once is enough. */
function unique(findings: readonly Finding[]): Finding[] {
  const key = ({ code, message }: Finding) => `${code} ${message}`;
  return [...new Map(findings.map((it) => [key(it), it])).values()];
}
