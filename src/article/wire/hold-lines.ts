/** Finds the lines at the head of a wire text that hold the story back, such as `EMBARGOED UNTIL 6 P.M. ET TUESDAY`. */
import { anyNames, localNames, months, weekdays } from '../../model/calendar-names.ts';
import type { Channel } from '../../model/channel.ts';
import { type CalendarDate, latest } from '../../model/instant.ts';
import { error, type Finding, type Position } from '../../problem/problem.ts';
import { resolveStamp, type ZonedInstant } from '../date/resolve.ts';
import { parseStamp } from '../date/stamp.ts';
import { zoneAbbreviations } from '../date/zone.ts';
import { findMarks } from '../marks/find-marks.ts';
import { isNamedMark } from '../marks/marks.ts';
import { type Field, normaliseKey } from '../story/field.ts';
import type { FoundMark } from '../story/found-mark.ts';
import { plainSpaces } from '../text/spaces.ts';
import { parseDateline } from './dateline.ts';
import type { Line } from './header.ts';

export interface HoldLines {
  /** The lines that hold nothing back. */
  readonly others: readonly Line[];
  readonly marks: readonly FoundMark[];
  /** The end of the embargo, if its date can be read. */
  readonly until: ZonedInstant | null;
  readonly findings: readonly Finding[];
}

export interface HoldContext {
  readonly channel: Channel;
  /** The date in the first line of the file. */
  readonly date: CalendarDate | null;
}

/** The lines that are looked at, which are not blank. A line with a dateline ends them, because the body begins there. */
const headLines = 10;

/** Takes the lines that hold the story back from its head. */
export function takeHoldLines(lines: readonly Line[], context: HoldContext): HoldLines {
  const read = lines.slice(0, headLines).map((line) => ({ line, hold: readHold(line, context) }));
  const bodyAt = read.findIndex(({ line, hold }) => hold === null && parseDateline(line.text).dateline !== null);
  const head = bodyAt === -1 ? read : read.slice(0, bodyAt);
  const holds = head.flatMap(({ hold }) => hold ?? []);
  const taken = new Set(head.flatMap(({ line, hold }) => (hold === null ? [] : [line])));
  const ends = holds.flatMap(({ until }) => until ?? []);
  const last = latest(ends.map(({ instant }) => instant));
  return {
    others: lines.filter((line) => !taken.has(line)),
    marks: holds.flatMap(({ marks }) => marks),
    until: ends.find(({ instant }) => instant === last) ?? null,
    findings: holds.flatMap(({ findings }) => findings),
  };
}

/** How many lines that hold the story back are above everything else, also above the date. */
export function countHoldLines(lines: readonly Line[], channel: Channel): number {
  const first = lines.slice(0, headLines).findIndex((line) => readHold(line, { channel, date: null }) === null);
  return Math.max(0, first);
}

type Hold = Omit<HoldLines, 'others'>;

function readHold(line: Line, context: HoldContext): Hold | null {
  if (line.text.length > maximumLength) return null;
  const text = undecorated(plainSpaces(line.text));
  const at = { line: line.number, column: line.column };
  return readKey(text, at) ?? readEmbargo(text, { ...context, at }) ?? readOrder(text, at);
}

const maximumLength = 200;

/** Without the marks that people put around such a line: `*** HOLD FOR RELEASE ***`. */
export function undecorated(text: string): string {
  return text
    .replace(/^[\s*_#=~>•[({"'“‘!|–—-]+/, '')
    .replace(/(?<![\s*_#=~<•\])}"'”’!|–—-])[\s*_#=~<•\])}"'”’!|–—-]+$/, '');
}

/** A mark as in front matter: `draft: true`. */
function readKey(text: string, at: Position): Hold | null {
  const [, key = '', value = ''] = /^([\w-]{1,40})::?[ \t]+(\S.*)$/.exec(text) ?? [];
  if (key === '' || !isNamedMark(key, value)) return null;
  const field: Field = { key, value, at };
  return { ...findMarks(new Map([[normaliseKey(key), field]])), until: null };
}

/** What begins an embargo. The rest of the line must be a time and nothing else. `Embargo until Tuesday lifted` is a headline. */
const embargoStarts: readonly RegExp[] = [
  /^(?:(?:strictly|strict|under|hard|news|media|press)[ -]){0,3}embargo(?:e?d)?(?:[:,–— -]+for (?:release|publication|use|broadcast))?(?:[:,–— -]+(?:until|till|til|to|at|on|before|after)\b|\s*[:–—-])[:\s]*/i,
  /^(?:hold|held|holding)(?:[:,–— -]+for (?:release|publication|use|broadcast))?[:,–— -]+(?:until|till|til)\b[:\s]*/i,
  /^hold[:,–— -]+for (?:release|publication|use|broadcast)[:,–— -]+/i,
  /^(?:strictly )?not for (?:immediate )?(?:publication|release|broadcast|distribution|use)[:,–— -]+(?:until|till|til|before|prior to)\b[:\s]*/i,
  /^do not (?:publish|release|use|run|post|print|distribute|broadcast)[:,–— -]+(?:until|till|til|before|prior to)\b[:\s]*/i,
  /^for release[:,–— -]+(?:(?:at|on|after|not before)\b)?[:\s]*/i,
  /^(?:sperrfrist|gesperrt)[:,–— -]*(?:bis\b)?[:\s]*/i,
  /^(?:(?:sous|bajo|sotto|sob|onder|pod) )?(?:embargo|embargad[oa])[:,–— -]*(?:jusqu['’](?:au?|à)|hasta|fino(?: al?)?|até|tot|do|bis)(?!\p{L})[:\s]*/iu,
  /^EMBARGO (?:LIFTS|ENDS|EXPIRES)\b[:\s]*(?:AT\b|ON\b)?[:\s]*(?=[^a-z]*$)/,
];

function readEmbargo(text: string, { at, ...context }: HoldContext & { readonly at: Position }): Hold | null {
  const start = embargoStarts.map((form) => form.exec(text)?.[0]).find((it) => it !== undefined);
  const when = start === undefined ? '' : text.slice(start.length);
  if (start === undefined || !(isTime(when) || isOrder(text))) return null;
  const stamp = parseStamp(when, context.channel.language);
  const hasDate = stamp !== null && stamp.label === null && stamp.date !== null;
  const { zoned, findings } = hasDate ? resolveStamp(stamp, { ...context, at }) : { zoned: null, findings: [] };
  if (zoned !== null && findings.length === 0) return { marks: [], until: zoned, findings };
  const advice = 'remove the line, or write the whole date, like "Embargoed until 6:00 PM, January 4, 2026"';
  return held(text, { at, advice });
}

/** True if a line holds the story back whatever follows: no headline begins like this. */
function isOrder(text: string): boolean {
  return (
    /^(?:(?:strictly|under|news|press) )?embargoed (?:for \w{1,20} )?(?:until|till)\b/i.test(text) ||
    isCapitalOrder(text)
  );
}

/** True if the whole line is in capitals, says until when, and not that the time is over. */
function isCapitalOrder(text: string): boolean {
  return (
    !/\p{Ll}/u.test(text) && /\b(?:UNTIL|TILL|BEFORE)\b/.test(text) && !/\b(?:LIFTED|BROKEN|ENDED|OVER)\b/.test(text)
  );
}

/** True if a text consists of words that can be in a time, and at least one of them names one. */
function isTime(text: string): boolean {
  const words = text.split(/[\s,;/–—()-]+/).filter((word) => word !== '' && word !== '.');
  return words.some((word) => timeName.test(word)) && words.every((word) => timeName.test(word) || timeWord.test(word));
}

/** The names of months and weekdays in every language. A line that cannot be read by the language of the settings is held back. */
const calendarNames = [
  months,
  weekdays,
  ...Object.values(localNames).flatMap((names) => [names.months, names.weekdays]),
]
  .map(anyNames)
  .join('|');

const timeName = new RegExp(
  `^(?:(?:${calendarNames}|noon|midnight|midday|today|tonight|tomorrow|notice|delivery|mittag|mitternacht)[.:]?|\\d[\\d.:h]*(?:t[\\d.:]+)?(?:[ap]\\.?m\\.?|st|nd|rd|th|h|z|gmt|utc|hrs|uhr)?[.:]?)$`,
  'i',
);
const timeWord = new RegExp(
  `^(?:a\\.?m\\.?|p\\.?m\\.?|at|on|of|the|and|further|am|den|um|le|à|de|del|el|a|las?|il|al|alle|ore|em|às|op|om|uur|h|o|godz|dnia|r|roku|heures?|horas?|morning|afternoon|evening|night|o['’]clock|hrs|hours|uhr|local|time|eastern|central|mountain|pacific|standard|daylight|summer|[ecmp][sd]?t|${zoneAbbreviations.join('|')})[.:]?$`,
  'i',
);

/** Lines without a time. The words of the second form also begin headlines, so they count only in capitals. */
const orders: readonly RegExp[] = [
  /^(?:(?:(?:strictly|strict|under|hard) )?embargo(?:e?d)?(?:\s*:\s*(?:true|yes)| for (?:release|publication)| material| copy| story)?|hold for (?:release|publication)|(?:strictly )?not for (?:immediate )?(?:publication|release|broadcast|distribution|use)|do not (?:publish|release|use|run|post|print|distribute|broadcast)(?: yet)?|(?:for )?internal use only|withdrawn\s*:\s*(?:true|yes)|status\s*:\s*(?:withdrawn|retracted|killed|cancell?ed))\.?$/i,
  /^(?:HOLD|ON HOLD|(?:FIRST |ROUGH )?DRAFT(?:[ :–—-]+(?:DO NOT|NOT FOR) [A-Z ]+)?|(?:(?:MANDATORY|BULLETIN|STORY|ADVISORY) )?KILL(?:ED)?(?: (?:STORY|NOTICE|BULLETIN|ADVISORY))?|WITHDRAWN|SPIKED|CONFIDENTIAL|OFF THE RECORD)\.?$/,
  /^(?:(?:(?:MANDATORY|BULLETIN) )?KILL|HOLD|EMBARGO(?:ED)?)(?::| ?[–—]| -) *\S/,
];

/** An agency sends such a line above the text of the story that it kills. */
const isAboutOther = /\b(?:KILL(?:ED)?|WITHDRAWN)\b/;

function readOrder(text: string, at: Position): Hold | null {
  if (!orders.some((form) => form.test(text))) return null;
  const advice = isAboutOther.test(text)
    ? 'if it is about another story, mark that one "withdrawn: true" or remove its file, then remove this file; else remove the line to publish this one'
    : 'remove the line to publish it';
  return held(text, { at, advice });
}

function held(text: string, { at, advice }: { readonly at: Position; readonly advice: string }): Hold {
  return {
    marks: [{ key: text, line: at.line, tool: 'newsrooms', meaning: 'out' }],
    until: null,
    findings: [error('hold-line', `"${text}" at the head of the text holds the article back: ${advice}`, at)],
  };
}
