/** Splits what teleprinters transmit into its items. IPTC 7901 and ANPA 1312 frame each with SOH, STX and ETX. */
import { localNames, months, numberOfWholeName } from '../../model/calendar-names.ts';
import { findZone } from '../date/zone.ts';
import { cleanPlainText } from '../text/decode.ts';

/** One item, whose texts still contain control characters. */
export interface Transmission {
  /** The text between SOH (01) and STX (02). */
  readonly heading: string;
  /** The text between STX and ETX (03). */
  readonly text: string;
  /** The text after ETX. */
  readonly trailer: string;
}

/** The maximum number of items in one file. */
export const maximumTransmissions = 500;

/** The items of a file, at most one more than `maximumTransmissions`. A file without control characters is one item. */
export function splitTransmissions(text: string): readonly Transmission[] {
  if (!/[\x01-\x03]/.test(text)) return [transmissionOf(text.trimStart())];
  const parts = text.split('\x01', maximumTransmissions + 2).slice(1);
  return parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).map(transmissionOf);
}

function transmissionOf(part: string): Transmission {
  const start = part.indexOf('\x02');
  const end = part.indexOf('\x03', Math.max(start, 0));
  const headingEnd = start === -1 ? endOfHeading(part) : start;
  return {
    heading: part.slice(0, headingEnd),
    text: part.slice(headingEnd + 1, end === -1 ? undefined : end),
    trailer: end === -1 ? '' : part.slice(end + 1, end + 1 + trailerLength),
  };
}

/** Without STX, the heading is the first line, or the lines above the first head line of ANPA. */
function endOfHeading(part: string): number {
  const [heading = ''] = /^[^\n]*(?:\n[^\n]*(?=\n\^))?/.exec(part) ?? [];
  return heading.length;
}

const trailerLength = 300;

/** A text without control characters. */
export function withoutControls(text: string): string {
  return cleanPlainText(text.replace(/[\x0e-\x1f\x7f]/g, ''));
}

/** `241105 GMT Oct 26`, with the month in any language and possibly without the zone. */
const dayForm = /(?<!\d)(\d{2})(\d{2})(\d{2})[ \t]*([A-Z]{1,5})?[ \t]+(\p{L}{3,9})\.?[ \t]+(\d{4}|\d{2})(?!\d)/giu;
/** `AP-NY-10-24-26 1105EDT`. */
const monthForm = /(?<!\d-?)(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})[ \t]+(\d{2})(\d{2})[ \t]*([A-Z]{1,5})?(?![\p{L}\d])/giu;

/** The time at which an item was sent, in a form that dates in front matter have. Null if there is none. */
export function sentTime(text: string): string | null {
  const found = [...text.matchAll(dayForm)].map(([, day, hour, minute, zone, name = '', year]) =>
    writeTime({ year, month: String(monthNumber(name)), day, hour, minute, zone: zone ?? 'GMT' }),
  );
  const other = [...text.matchAll(monthForm)].map(([, month, day, year, hour, minute, zone]) =>
    writeTime({ year, month, day, hour, minute, zone: zone ?? 'GMT' }),
  );
  return [...found, ...other].find((it) => it !== null) ?? null;
}

type TimeParts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'zone', string | undefined>>;

function writeTime({ year = '', month = '', day = '', hour = '', minute = '', zone = '' }: TimeParts): string | null {
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || findZone(zone, 'UTC') === null) return null;
  const whole = year.length === 2 ? `20${year}` : year;
  return `${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${hour}:${minute} ${zone.toUpperCase()}`;
}

const monthTables = [months, ...Object.values(localNames).map((names) => names.months)];

/** The number of a month in any language, from 1. Returns 0 for another word. */
function monthNumber(name: string): number {
  return monthTables.map((table) => numberOfWholeName(name, table)).find((number) => number > 0) ?? 0;
}

/** Lines that end the text: notes for editors, and what must not be published. */
const endLines: readonly RegExp[] = [
  /^(?:# ?\S{0,20}|\S{1,20})[ -]?(?:notebook|notizblock|bloc[- ]notes|notizen)\b[:.]?$/i,
  /^(?:the )?(?:following|below)\b.{0,60}\bnot (?:intended )?for publication\b/i,
  /^not (?:intended )?for publication\b.{0,20}$/i,
  /^(?:die )?(?:folgende|nachfolgende|nachstehende)\p{L}*\b.{0,60}\bnicht (?:zur|für die) ver(?:ö|oe)ffentlichung\b/iu,
  /^(?:achtung[:,]? )?nicht (?:zur|für die) ver(?:ö|oe)ffentlichung\b.{0,30}$/i,
  /^nur (?:für|zu|zur) redaktionelle[nr]? (?:zwecken?|gebrauch|verwendung|information)\b.{0,30}$/i,
  /^(?:les informations (?:suivantes|ci-dessous).{0,40})?\bne pas publier\b.{0,30}$/i,
  /^(?:les )?(?:informations?|éléments?) (?:suivante?s?|ci-dessous|qui sui\p{L}+)\b.{0,60}\bpublication\b/iu,
  /^(?:non|pas) (?:destiné\p{L}*|pour) (?:à la )?publication\b.{0,20}$/iu,
  /^usage rédactionnel (?:uniquement|exclusivement)\b.{0,20}$/i,
  /^no (?:destinad[oa] a|para) (?:su )?publicación\b.{0,20}$/i,
];

/** True for a line below which nothing is published. */
export function isEndLine(line: string): boolean {
  const text = line.replace(/^[\s*_=+~–—-]+|[\s*_=+~–—-]+$/g, '');
  return text.length <= 160 && endLines.some((form) => form.test(text));
}

/** The lines above the first one below which nothing is published, without the rule above that line. */
export function withoutEndOf(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex(isEndLine);
  if (end === -1) return lines;
  const last = lines.slice(0, end).findLastIndex((line) => !/^[\s*_=+~–—-]*$/.test(line));
  return lines.slice(0, last + 1);
}
