/** Makes the story of one item of a teleprinter, with the lines that hold it back. */
import type { Root } from 'hast';
import type { Dateline } from '../../model/metadata.ts';
import { error } from '../../problem/problem.ts';
import type { Field, Fields } from '../story/field.ts';
import type { SkippedPart } from '../story/no-story.ts';
import type { StoryReading, TextFile } from '../story/story.ts';
import { plainSpaces } from '../text/spaces.ts';
import { paragraphsOf } from '../tree/plain-text.ts';
import { parseByline } from '../wire/byline.ts';
import { readLines } from '../wire/header.ts';
import { takeHoldLines } from '../wire/hold-lines.ts';
import { endMark } from '../wire/wire.ts';
import { maximumTransmissions, splitTransmissions, type Transmission, withoutEndOf } from './teletype.ts';
import { agencyDatelineOf } from './teletype-text.ts';
import { plainAgencyFacts, storyOfArticle } from './written-article.ts';

/** What the formats of teleprinters say about one item. */
export interface TeletypeItem {
  readonly slug: string | null;
  readonly headline: string | null;
  readonly deck: string | null;
  readonly byline: readonly string[];
  /** Lines for editors, one of which may hold the item back. */
  readonly notes: readonly string[];
  /** When the item was sent, as dates in front matter are written. */
  readonly sent: string | null;
  readonly lines: readonly string[];
  readonly build: (lines: readonly string[]) => Root;
}

/** Reads each item of a file with `read`. */
export function parseTransmissions(
  file: TextFile,
  read: (item: Transmission, file: TextFile) => TeletypeItem,
): readonly (StoryReading | SkippedPart)[] {
  const items = splitTransmissions(file.text);
  if (items.length > 0 && items.length <= maximumTransmissions)
    return items.map((it) => readItem(read(it, file), file));
  const message =
    items.length === 0
      ? 'The file contains no text after the control character SOH'
      : `The file must contain at most ${maximumTransmissions} items: divide it`;
  return [{ story: null, findings: [error('invalid-teletype', message)] }];
}

function readItem(item: TeletypeItem, file: TextFile): StoryReading | SkippedPart {
  if (isTest(item)) return { what: 'test message', item: null };
  if (isSchedule(item)) return { what: 'planning item', item: null };
  const { slug, headline, deck, byline, sent, build } = item;
  const shown = withoutEndMarks(withoutEndOf(item.lines));
  const { lines, ...holds } = takeHolds(shown, { notes: item.notes, file });
  const content = build(lines);
  const isEmpty = shown.length === 0 && item.lines.some((line) => line.trim() !== '');
  const article = {
    title: headline,
    summary: deck,
    images: [],
    dateline: datelineIn(paragraphsOf(content)),
    content,
    fields: fieldsFrom({ date: sent, authors: byline.length === 0 ? null : byline, embargo: holds.until }),
    agency: {
      ...plainAgencyFacts,
      status: holds.isHeld || isEmpty ? ('withheld' as const) : ('usable' as const),
      slug,
      note: item.notes.join('\n') || null,
    },
  };
  const { story, findings } = storyOfArticle(article, { keys: new Map(), file });
  return { story: { ...story, marks: [...story.marks, ...holds.marks] }, findings: [...holds.findings, ...findings] };
}

/** The dateline of the first paragraph, or of the second one if the first is a teaser. */
function datelineIn([first = '', second = '']: readonly string[]): Dateline | null {
  return agencyDatelineOf(first) ?? agencyDatelineOf(second);
}

interface HoldContext {
  readonly notes: readonly string[];
  readonly file: TextFile;
}

/** Takes the lines that hold an item back from its notes and its text. */
function takeHolds(written: readonly string[], { notes, file: { channel } }: HoldContext) {
  const text = written.join('\n');
  const inNotes = takeHoldLines(readLines(notes.map(withoutLabel).join('\n'), channel.language), {
    channel,
    date: null,
  });
  const inText = takeHoldLines(readLines(text, channel.language), { channel, date: null });
  const kept = new Set(inText.others.map(({ number }) => number));
  const lines = written.filter((line, index) => line.trim() === '' || kept.has(index + 1));
  const until = inNotes.until ?? inText.until;
  const marks = [...inNotes.marks, ...inText.marks];
  return {
    lines,
    marks,
    isHeld: marks.length > 0,
    until: until?.instant ?? null,
    findings: [...inNotes.findings, ...inText.findings].map((it) => ({ ...it, line: null, column: null })),
  };
}

/** A note without what comes before it: `Eds: HOLD FOR RELEASE`. */
function withoutLabel(note: string): string {
  return note.replace(/^(?:eds?(?:itors?)?|note|achtung|hinweis)\.?(?: ?[:,–_-] ?)/i, '');
}

/** A test of the line, which is not a story. */
function isTest({ slug, headline, lines }: TeletypeItem): boolean {
  const title = plainSpaces(headline ?? slug ?? '').trim();
  const isShort = lines.join(' ').length < 1000;
  return (
    isShort &&
    /^(?:(?:this is a |line )?test(?: message| only|meldung|nachricht|sendung)?|testmeldung)(?:[ /.:!-]*(?:please )?(?:ignore|disregard|bitte ignorieren|test)*)*[.!/]*$/i.test(
      title,
    )
  );
}

/** True for a list of what an agency plans, with the telephone numbers of its desks. */
function isSchedule({ headline }: TeletypeItem): boolean {
  return /\b(?:tages|wochen|termin|monats)(?:vorschau|übersicht)\b|\bdaybook\b/iu.test(headline ?? '');
}

/** The marks that close a text, and blank lines at its end. */
function withoutEndMarks(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !endMark.test(line.trim()));
  return lines.slice(0, last + 1);
}

/** Fields by key. Null is left out. */
export function fieldsFrom(values: Readonly<Record<string, unknown>>): Fields {
  const at = { line: 1, column: 1 };
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return new Map(given.map(([key, value]): [string, Field] => [key, { key, value, at }]));
}

/** The words that begin a byline in several languages. */
const otherBy = /^(?:von|par|por|di|door|av|autor(?:en)?:|texte?:)\s+(?=\p{Lu})/iu;

/** The words between two names. */
const otherAnd = / (?:und|et|y|e|en|og|och) (?=\p{Lu})/gu;

/** An agency whose name has no capitals, behind a name. */
const lowerAgency = /(?: ?[,/] ?| \()[a-z]{2,5}\)?$/;

/** The names in a byline of an agency, in several languages. Null for any other line. */
export function agencyByline(line: string): readonly string[] | null {
  if (!otherBy.test(line)) return parseByline(line);
  return parseByline(line.replace(otherBy, 'By ').replace(lowerAgency, '').replace(otherAnd, ' and '));
}
