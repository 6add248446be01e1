/** Parses a newsroom's wire text: a date prefix, captions, a date stamp, then the body. */
import type { ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { boilerplateTest } from '../../channel/boilerplate.ts';
import type { Channel } from '../../model/channel.ts';
import { type CalendarDate, compareInstants, daysBetween, firstInstant, isAfter } from '../../model/instant.ts';
import { error, type Finding, hasError, type Position, warning } from '../../problem/problem.ts';
import { checkDate } from '../date/local-time.ts';
import { resolveDate, resolveStamp, type ZonedInstant } from '../date/resolve.ts';
import type { Stamp } from '../date/stamp-token.ts';
import { marksOfPath, visibilityOf } from '../marks/find-marks.ts';
import type { SkippedPart } from '../story/no-story.ts';
import { dateInPath } from '../story/path.ts';
import { emptyStory, type Story, type StoryReading, type TextFile } from '../story/story.ts';
import { findAdvisory } from './advisories.ts';
import { parseDateline } from './dateline.ts';
import { takeEditorLines } from './editor-lines.ts';
import { type Header, type Line, readHeader, readLines } from './header.ts';
import { countHoldLines, takeHoldLines } from './hold-lines.ts';
import { correctionsOf, takeUpdateMarks } from './update-marks.ts';

/** Parses a wire text. */
export function parseWire({ path, text, channel }: TextFile): StoryReading | readonly (StoryReading | SkippedPart)[] {
  const lines = readLines(text, channel.language);
  const above = countHoldLines(lines, channel);
  const prefix = takePrefix(lines.slice(above));
  const named = prefix.date ?? calendarInPath(path);
  const holds = takeHoldLines([...lines.slice(0, above), ...prefix.lines], { channel, date: named });
  const forEditors = findAdvisory({ headline: null, slug: null, note: null, body: prefix.lines, ids: [] });
  // A line such as `KILL` above a story holds back the story itself too.
  if (forEditors !== null && (forEditors.isExplained || holds.marks.length === 0)) return [forEditors.reading];
  const editors = takeEditorLines(holds.others);
  const header = readHeader(editors.others, boilerplateTest(channel.boilerplateLines));
  const dates = readDates(header, { prefix: prefix.date, named, channel });
  const found = unique([
    ...prefix.findings,
    ...holds.findings,
    ...dates.findings,
    ...editors.findings,
    ...header.findings,
    ...checkBody(header),
  ]);
  // A wrong date is not also reported as missing.
  const findings = prefix.findings.length === 0 ? found : found.filter(({ code }) => code !== 'missing-date');
  const marks = [...holds.marks, ...marksOfPath(path)];
  const draft = visibilityOf(marks) === 'out';
  const advisory = forEditors?.advisory ?? null;
  if (hasError(findings) && !draft) return { story: null, findings, advisory };
  const story = buildStory(header, { ...dates, published: later(dates.published, holds.until) });
  return { story: withUpdate({ ...story, draft, marks }, { ...editors, channel }), findings, advisory };
}

/** The date of publication, or the end of the embargo if that is later. */
function later(published: ZonedInstant | null, until: ZonedInstant | null): ZonedInstant | null {
  if (published === null || until === null) return published;
  return isAfter(until.instant, published.instant) ? until : published;
}

/** Captions or a headline without a body are a warning. A date without anything else is an error. */
function checkBody({ body, captions, headline }: Header): Finding[] {
  if (body.length > 0) return [];
  const message = 'The file has no body: write the story below the date stamp, after a blank line';
  return [captions.length > 0 || headline !== null ? warning('no-body', message) : error('no-body', message)];
}

interface Prefix {
  readonly date: CalendarDate | null;
  /** The lines without the prefix. */
  readonly lines: readonly Line[];
  readonly findings: readonly Finding[];
}

/** Takes a prefix such as `date 2026-01-04` from the first line. The rest of the line stays. */
function takePrefix(lines: readonly Line[]): Prefix {
  const [first, ...rest] = lines;
  const match = /^date(?:\s*:)?\s+(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+|$)/i.exec(first?.text ?? '');
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

/** The date in a path such as `2026-01-04-kelp.txt`. */
function calendarInPath(path: string): CalendarDate | null {
  const [year, month, day] = dateInPath(path)?.split('-').map(Number) ?? [];
  return year === undefined || month === undefined || day === undefined ? null : { year, month, day };
}

interface Dates {
  readonly published: ZonedInstant | null;
  readonly updated: ZonedInstant | null;
  readonly findings: readonly Finding[];
}

interface DatesContext {
  readonly prefix: CalendarDate | null;
  /** The date in the prefix, or else in the path of the file. */
  readonly named: CalendarDate | null;
  readonly channel: Channel;
}

function readDates(header: Header, { prefix, named, channel }: DatesContext): Dates {
  if (header.stamps.length === 0) return datedByName({ named, channel });
  const stamps = joinHalves(header.stamps);
  const date = stamps.map(({ stamp }) => calendarOf(stamp)).find((it) => it !== null) ?? named;
  const read = stamps.map(({ stamp, line }) => {
    const at = { line: line.number, column: line.column };
    const { zoned, findings } = resolveStamp(stamp, { channel, at, date: stamp.date === null ? date : named });
    const mismatch = checkPrefix(resolveDate(stamp.date, { channel, at, date: prefix }).date, { prefix, at });
    return { kind: stamp.label ?? ('published' as const), zoned, line, findings: [...findings, ...mismatch] };
  });
  const published = read.filter(({ kind }) => kind === 'published');
  const updated = read.filter(({ kind }) => kind === 'updated').toSorted((a, b) => compare(b.zoned, a.zoned));
  const first = published[0]?.zoned ?? updated.at(-1)?.zoned ?? null;
  const last = updated[0]?.zoned ?? null;
  const findings = [...read.flatMap((it) => it.findings), ...published.slice(1).map(secondStamp)];
  return { published: first, updated: last, findings: [...findings, ...checkOrder(first, last)] };
}

type HeaderStamp = Header['stamps'][number];

/** Joins a date on one line with a time on the next into one stamp. */
function joinHalves(stamps: readonly HeaderStamp[]): readonly HeaderStamp[] {
  const joined: HeaderStamp[] = [];
  for (const { stamp, line } of stamps) {
    const last = joined.at(-1);
    if (last !== undefined && stamp.label === null && areHalves(last.stamp, stamp)) {
      joined[joined.length - 1] = { stamp: joinStamps(last.stamp, stamp), line: last.line };
    } else joined.push({ stamp, line });
  }
  return joined;
}

function areHalves(first: Stamp, second: Stamp): boolean {
  const dateThenTime = first.time === null && second.date === null;
  return dateThenTime || (first.date === null && second.time === null);
}

function joinStamps(first: Stamp, second: Stamp): Stamp {
  return {
    label: first.label,
    date: first.date ?? second.date,
    time: first.time ?? second.time,
    zone: first.zone ?? second.zone,
    weekday: first.weekday ?? second.weekday,
  };
}

function calendarOf({ date }: Stamp): CalendarDate | null {
  return date?.kind === 'calendar' && checkDate(date, { line: 1, column: 1 }) === null ? date : null;
}

function compare(first: ZonedInstant | null, second: ZonedInstant | null): number {
  return compareInstants(first?.instant ?? firstInstant, second?.instant ?? firstInstant);
}

function secondStamp({ line }: { readonly line: Line }): Finding {
  const at = { line: line.number, column: line.column };
  return warning(
    'second-stamp',
    `The second date "${line.text}" was not used: remove it, or begin it with "Updated"`,
    at,
  );
}

function checkOrder(published: ZonedInstant | null, updated: ZonedInstant | null): Finding[] {
  if (published === null || updated === null || compare(published, updated) <= 0) return [];
  return [
    warning('updated-before-published', 'The date of the update is before the date of publication: check both stamps'),
  ];
}

function datedByName({ named, channel }: Omit<DatesContext, 'prefix'>): Dates {
  if (named === null) {
    const message =
      'No date was found: begin the first line with "date 2026-01-04", or add a line like "4:15 PM – Sunday, January 4, 2026"';
    return { published: null, updated: null, findings: [error('missing-date', message, { line: 1, column: 1 })] };
  }
  const at = { line: 1, column: 1 };
  const bare = { date: null, time: null, zone: null, weekday: null };
  const { zoned, findings } = resolveStamp(bare, { channel, at, date: named });
  return { published: zoned, updated: null, findings };
}

/** Warns if stamp and prefix differ by more than one day. The stamp is used. */
function checkPrefix(
  date: CalendarDate | null,
  { prefix, at }: { readonly prefix: CalendarDate | null; readonly at: Position },
): Finding[] {
  if (date === null || prefix === null || checkDate(date, at) !== null) return [];
  if (Math.abs(daysBetween(prefix, date)) <= 1) return [];
  const message =
    'The stamp differs by more than a day from the date in the first line: the stamp was used, so correct the wrong date';
  return [warning('date-mismatch', message, at)];
}

function buildStory(header: Header, { published, updated }: Dates): Story {
  const paragraphs = readParagraphs(withoutEndMarks(header.body));
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

interface UpdateContext {
  readonly corrections: readonly string[];
  readonly isCorrection: boolean;
  readonly channel: Channel;
}

/** Takes the marks of an update off the headline, and adds the note of a correction. */
function withUpdate(story: Story, { corrections, isCorrection, channel }: UpdateContext): Story {
  const { title } = story;
  const marked = title === null ? null : takeUpdateMarks(title);
  return {
    ...story,
    title: marked?.headline ?? null,
    corrections: correctionsOf(corrections, {
      isCorrection: isCorrection || marked?.isCorrection === true,
      paragraphs: story.content.children.map((child) => textOf(child)),
      language: channel.language,
    }),
  };
}

/** The marks that close copy and press releases. */
export const endMark = /^(?:[-–—]+ ?(?:30|0|ends?) ?[-–—]+|#{3,}|(?:# ){2,}#|\(?ENDS?\)?)$/i;

/** The lines without the marks at their end. */
function withoutEndMarks(lines: readonly Line[]): readonly Line[] {
  const last = lines.findLastIndex(({ text }) => !endMark.test(text));
  return lines.slice(0, last + 1);
}

/** Splits the body into paragraphs, at blank lines or at lines. */
function readParagraphs(lines: readonly Line[]): string[] {
  const blocks = new Map<number, string[]>();
  for (const { block, text } of lines) {
    const before = blocks.get(block);
    if (before === undefined) blocks.set(block, [text]);
    else before.push(text);
  }
  return [...blocks.values()].flatMap((block) => unwrap(block, { isWhole: blocks.size === 1 }));
}

/**
 * Joins the lines of a block into one hard-wrapped paragraph. If every line ends a sentence, and is long or the body contains
 * no blank line, each line is a paragraph.
 */
function unwrap(lines: readonly string[], { isWhole }: { readonly isWhole: boolean }): string[] {
  const separate = lines.every((line) => /[.!?…]["”’)]{0,5}$/.test(line) && (isWhole || line.length > 90));
  return separate ? [...lines] : [lines.join(' ')];
}

function paragraphRoot(paragraphs: readonly string[]): Root {
  // The line ends keep words apart if a feed reader drops the tags.
  const children = paragraphs.flatMap((text): ElementContent[] => [h('p', text), { type: 'text', value: '\n' }]);
  return { type: 'root', children };
}

/** Removes repeated findings, because prefix and stamp can be wrong in the same way. */
function unique(findings: readonly Finding[]): Finding[] {
  const key = ({ code, message }: Finding) => `${code} ${message}`;
  return [...new Map(findings.map((it) => [key(it), it])).values()];
}
