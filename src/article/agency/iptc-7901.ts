/** Reads IPTC 7901: a heading, slug lines, lines that end in `=`, and the text. https://www.iptc.org/std/IPTC7901/1.0/specification/7901V5.pdf */

import type { Channel } from '../../model/channel.ts';
import type { TextFile } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readLines } from '../wire/header.ts';
import { takeHoldLines } from '../wire/hold-lines.ts';
import { sentTime, type Transmission, withoutControls } from './teletype.ts';
import { agencyByline, parseTransmissions, type TeletypeItem } from './teletype-story.ts';
import { agencyDatelineOf, buildFixedText, joinLines, wordsIn } from './teletype-text.ts';

/** Parses a file of one or more items. */
export function parseIptc7901(file: TextFile) {
  return parseTransmissions(file, readItem);
}

function readItem({ heading, text, trailer }: Transmission, { channel }: TextFile): TeletypeItem {
  const [first = '', ...slugs] = linesOf(heading);
  const written = linesOf(text);
  const last = takeTime(written);
  const { above, below } = splitHead(last.lines);
  const { taken, others } = takeHolds(above, channel);
  const inHead = slugsIn(others);
  const head = readHead(others.slice(inHead.length));
  return {
    slug: foldSpaces([...slugs, ...inHead].join(' ')).replace(/\/+$/, '') || null,
    ...head,
    notes: [...taken, ...head.notes],
    sent: sentTime(withoutControls(trailer)) ?? last.time ?? sentTime(first),
    lines: withoutSignOff(below, first),
    build: buildFixedText,
  };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map(withoutControls);
}

/**
 * The lines of the slug above a headline. They end in a slash, or are a paragraph that the headline repeats. Some agencies write them
 * below STX.
 */
function slugsIn(above: readonly string[]): readonly string[] {
  const [first = -1, next = -1] = above.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  const [slug = '', headline = ''] = [above[first]?.trim(), above[next]?.trim()];
  const isPath = /^\S.{0,99}\/$/.test(slug);
  const isRepeated = next > first + 1 && headline.startsWith(`${slug}:`);
  return next !== -1 && (isPath || isRepeated) ? above.slice(0, first + 1) : [];
}

/** The time in the last lines, if it is not after the text. */
function takeTime(lines: readonly string[]): { readonly lines: readonly string[]; readonly time: string | null } {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const line = lines[last] ?? '';
  const time = line.length <= 60 ? sentTime(line) : null;
  return { lines: time === null ? lines : lines.slice(0, last), time };
}

/** Separates the lines that hold the item back, because other lines of the head are joined. */
function takeHolds(above: readonly string[], channel: Channel) {
  const plain = above.map((line) => line.replace(/\s*=\s*$/, ''));
  const { others } = takeHoldLines(readLines(plain.join('\n'), channel.language), { channel, date: null });
  const kept = new Set(others.map(({ number }) => number));
  const isTaken = (line: string, index: number) => line.trim() !== '' && !kept.has(index + 1);
  return { taken: plain.filter(isTaken), others: above.filter((line, index) => !isTaken(line, index)) };
}

/** How many lines above the text may belong to the head, with blank ones. */
const headLines = 24;

/** Splits the lines into the head and the text. The head ends at the last line that ends in `=`, or else at a blank line. */
function splitHead(lines: readonly string[]) {
  const start = lines.slice(0, headLines);
  const marked = start.findLastIndex((line) => /\S[ ]*=\s*$/.test(line) && !/^\s*=+\s*$/.test(line));
  if (marked !== -1) return { above: lines.slice(0, marked + 1), below: lines.slice(marked + 1) };
  const from = start.findIndex((line) => line.trim() !== '');
  const end = start.findIndex((line, index) => index > from && beginsText(line));
  const isHead = from !== -1 && end !== -1 && end - from <= 4 && !beginsText(lines[from] ?? '');
  if (!isHead) return { above: [], below: lines };
  return withBylines({
    above: lines.slice(0, end).map((line, index) => (index === end - 1 ? `${line} =` : line)),
    below: lines.slice(end),
  });
}

interface Split {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Moves bylines at the beginning of the text to the head. */
function withBylines({ above, below }: Split): Split {
  const at = below.findIndex((line) => line.trim() !== '');
  const line = below[at]?.trim() ?? '';
  if (at === -1 || at > 3 || agencyByline(line) === null) return { above, below };
  return withBylines({ above: [...above, `${line} =`], below: below.slice(at + 1) });
}

function beginsText(line: string): boolean {
  return line.trim() === '' || /^ {2,}\S/.test(line) || agencyDatelineOf(line.trim()) !== null;
}

/** Reads the lines above the text, the last of which ends in `=`. */
function readHead(above: readonly string[]): Pick<TeletypeItem, 'headline' | 'deck' | 'byline' | 'notes'> {
  const parts = partsOf(above);
  const marks = parts.filter(isUpdateMark);
  const notes = parts.filter((part) => isNote(part) || (isUpdateMark(part) && marks.length < parts.length));
  const texts = parts.filter((part) => !notes.includes(part));
  const bylines = texts.filter((part, index) => index > 0 && namesIn(part, index === texts.length - 1) !== null);
  const [headline = null, ...decks] = texts.filter((part) => !bylines.includes(part));
  return {
    headline,
    deck: decks.join(' ').replace(/^Utl\.: /, '') || null,
    byline: [...new Set(bylines.flatMap((part) => namesIn(part, true) ?? []))],
    notes,
  };
}

/** The names in a byline. The last line of a head may name a team that no byline of another text names. */
function namesIn(part: string, isLast: boolean): readonly string[] | null {
  const [, team] = isLast && part.length <= 100 ? (/^by (\S.*)$/i.exec(part) ?? []) : [];
  return agencyByline(part) ?? (team === undefined ? null : [team]);
}

/** Joins lines up to one that ends in `=`. A blank line, and a line for editors or with a byline, ends a part too. */
function partsOf(lines: readonly string[]): readonly string[] {
  const words = wordsIn(lines);
  const parts: string[][] = [[]];
  for (const [index, line] of joinBrackets(lines).entries()) {
    const text = line.replace(/\s*=\s*$/, '').trim();
    const isWhole = isNote(text) || isUpdateMark(text) || namesIn(text, index === lines.length - 1) !== null;
    if (text === '' || isWhole) parts.push([]);
    if (text !== '') parts.at(-1)?.push(text);
    if (text !== line.trim() || isWhole) parts.push([]);
  }
  return parts.filter((part) => part.length > 0).map((part) => joinLines(part, words));
}

/** Joins the lines of a note in brackets. */
function joinBrackets(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const isOpen = last !== undefined && /^\s*\([^()]*$/.test(last) && last.length < maximumNote;
    if (isOpen) joined[joined.length - 1] = `${last.trimEnd()} ${line.trim()}`;
    else joined.push(line);
  }
  return joined;
}

const maximumNote = 1000;

/** True for a line in capitals that says which version the item is: `1ST LEAD`, `REFILE`. */
function isUpdateMark(text: string): boolean {
  if (numberedMark.test(text)) return true;
  return /^[\p{Lu}\p{N} .,/+&:()-]{2,40}$/u.test(text.replace(/^\d+(?:st|nd|rd|th)\b/i, '')) && updateWords.test(text);
}

/** `3RD NET`, `2ND TAKE`. */
const numberedMark = /^\d{1,2}(?:ST|ND|RD|TH) [A-Z]{2,8}$/;

const updateWords =
  /\b(?:LEAD|REFILE|UPDATE\d*|CORRECT(?:ED|ION)|ROUNDUP|EXTRA|URGENT|FLASH|ANALYSIS|PREVIEW|FEATURE|BACKGROUND|INTERVIEW|WRITETHRU|KORR|KORREKTUR|EIL|ZUSAMMENFASSUNG|HINTERGRUND|ANALYSE|BERICHTIGUNG|WDH|WIEDERHOLUNG|NEU)\b/;

/** True for a line for editors: in brackets, or with their name before it. */
function isNote(text: string): boolean {
  return (
    /^\(.*\)$/.test(text) ||
    /^(?:eds?|editors?|note to editors|achtung|hinweis|attention|nota)\b.{0,12}[:,–-]/i.test(text) ||
    /^-{1,2} .{1,60} -{1,2}$/.test(text)
  );
}

/** Lines at the end of a text that are not part of it: the end mark of APA, and initials such as `ab/cd/`. */
const signOffs: readonly RegExp[] = [
  /^[a-z]{2,4}(?:[/-][a-z]{2,4})+\/?$/,
  /^\((?:Schluss|Forts\.?|Fortsetzung)\)(?: [\p{L}/ +-]{1,20})?$/u,
  /^[A-Z]{2,4}\d{3,4}\s+\d{4}-\d{2}-\d{2}\/\d{2}:\d{2}$/,
];

/** Removes the last lines if they only name the agency and its editors: `LNW tw mt`. */
function withoutSignOff(lines: readonly string[], heading: string): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const text = lines[last]?.trim() ?? '';
  const [, agency = ''] = /^([\p{L}-]{2,8}) (?:\p{Ll}{1,4}\d{0,2}[ /-]?){1,6}$/u.exec(text) ?? [];
  const isAgency = agency !== '' && heading.toLowerCase().includes(agency.toLowerCase());
  if (text.length > 40 || !(isAgency || signOffs.some((form) => form.test(text)))) return lines;
  return withoutSignOff(lines.slice(0, last), heading);
}
