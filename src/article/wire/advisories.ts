/** Recognises texts that are meant for editors: kills, holds and other advisories. They are never published. */
import { error, type Finding } from '../../problem/problem.ts';
import type { Advisory, EditorialLine, EditorialText, SkippedPart } from '../story/no-story.ts';
import type { StoryReading } from '../story/story.ts';
import { plainSpaces } from '../text/spaces.ts';
import { findIds, findNames } from './advisory-names.ts';
import {
  anyOrder,
  bareKill,
  beginsAdvisory,
  imperative,
  isNoteToEditors,
  leadIns,
  lifted,
  type Order,
  orderStem,
  orders,
  planWordings,
  testMessage,
  wordings,
} from './advisory-words.ts';
import { parseDateline } from './dateline.ts';
import { undecorated } from './hold-lines.ts';
import { isSlug } from './update-marks.ts';

/** A text that is not a story. */
export interface FoundAdvisory {
  readonly reading: StoryReading | SkippedPart;
  /** Null if it does not say that a story must be withdrawn or held back. */
  readonly advisory: Advisory | null;
  /** True if the text itself says what to do, not only its heading. */
  readonly isExplained: boolean;
}

/** Finds out whether a text is meant for editors. Null if it is a story. */
export function findAdvisory(written: EditorialText): FoundAdvisory | null {
  const head = bounded(written, headLines);
  const headings = subjectsOf(head).flatMap(headingsIn);
  if (headings.length === 0 && !canBeForEditors(head, written)) return isTest(head) ? skip('test message') : null;
  const text = bounded(written, maximumParagraphs);
  const evidence = weigh(text);
  const order = findOrder(headings, evidence);
  if (order === null) return isForEditors(text, evidence) ? skip('advisory') : null;
  const { word, line, isKill } = order;
  const advisory = { word, line, isKill, ids: findIds(text), names: findNames(text, word) };
  const reading = { story: null, findings: [describeAdvisory(advisory)], advisory };
  return { reading, advisory, isExplained: evidence.wording !== null };
}

/** The greatest length of a text without a heading that can still be for editors. */
const shortLength = 2500;

/** A quick look, because nearly all texts are stories. */
function canBeForEditors({ headline, slug, note, body: [first] }: EditorialText, { body }: EditorialText): boolean {
  if (first !== undefined && isNoteToEditors(first.text)) return true;
  if ([headline, slug, note, first?.text ?? null].some((text) => text !== null && isAdvisoryHeading(text))) return true;
  if (note !== null && orderStem.test(note)) return true;
  const length = body.reduce((sum, { text }) => sum + text.length, 0);
  return length <= shortLength && body.some(({ text }) => orderStem.test(text));
}

function skip(what: 'advisory' | 'test message'): FoundAdvisory {
  return { reading: { what, item: null }, advisory: null, isExplained: true };
}

const maximumParagraphs = 60;
const maximumLength = 4000;

/** The part of a text that is looked at. */
function bounded({ headline, slug, note, body, ids }: EditorialText, count: number): EditorialText {
  const short = (text: string | null) => (text === null ? null : plainSpaces(text.trim().slice(0, maximumLength)));
  const lines = body.slice(0, count).map((line) => ({ ...line, text: short(line.text) ?? '' }));
  return { headline: short(headline), slug: short(slug), note: short(note), body: lines, ids };
}

/** What the text below a heading says for or against an advisory. */
interface Evidence {
  /** The order that the text gives in a sentence, such as "please kill the story". */
  readonly wording: Pick<Order, 'kind'> | null;
  /** The number of the line of that sentence. */
  readonly line: number;
  /** True if that sentence is addressed to editors. */
  readonly isAddressed: boolean;
  /** True if the text asks for it in several ways. */
  readonly isAsked: boolean;
  /** The order of a note that is not a part of the text. */
  readonly noted: Pick<Order, 'kind'> | null;
  readonly wordCount: number;
  readonly hasIds: boolean;
}

function weigh({ body, note, ids, ...text }: EditorialText): Evidence {
  const lines = [...(note === null ? [] : [{ text: note, number: 1 }]), ...body];
  const inText = lines.flatMap(({ text, number }) =>
    wordings()
      .filter(({ form }) => form.test(text))
      .map(({ kind }) => ({ kind, line: number, text })),
  );
  const found =
    note !== null && bareKill.test(note) ? [{ kind: 'kill' as const, line: 1, text: note }, ...inText] : inText;
  const inBody = found.filter(({ text }) => text !== note);
  const first = found.find(({ kind }) => kind === 'kill') ?? found[0];
  return {
    wording: first ?? null,
    line: first?.line ?? 1,
    isAddressed: inBody.some(({ text }) => isNoteToEditors(text)),
    isAsked: inBody.length > 1 && inBody.some(({ text }) => imperative.test(text)),
    noted: note !== null && !replacing.test(note) ? (found.find(({ text }) => text === note) ?? null) : null,
    wordCount: body.reduce((sum, line) => sum + line.text.split(/\s+/).length, 0),
    hasIds: findIds({ body, note, ids: [], ...text }).length > 0,
  };
}

/** A note about an earlier version, which this text replaces. */
const replacing = /\b(?:replac|supersed|previous|earlier|instead|subs? for|ersetzt|remplace|sustituye)/i;

interface FoundOrder extends Pick<Advisory, 'word' | 'line' | 'isKill'> {}

/** The order that a text gives: in its headline, slug, note or first lines, or in a sentence to editors. */
function findOrder(headings: readonly Heading[], evidence: Evidence): FoundOrder | null {
  const heading = headings.find((it) => isEnough(it, evidence));
  if (heading !== undefined) return { word: heading.word, line: heading.line, isKill: heading.kind === 'kill' };
  const { wording, noted, line, isAddressed, isAsked, wordCount } = evidence;
  if (noted !== null) return { word: noted.kind, line: 1, isKill: noted.kind === 'kill' };
  if (wording === null || wordCount > (isAddressed ? 120 : 80) || !(isAddressed || isAsked)) return null;
  return { word: wording.kind, line, isKill: wording.kind === 'kill' };
}

interface Subject extends EditorialLine {
  /** True for a line of the text, which may be a crosshead or a part of a list. */
  readonly isInBody: boolean;
}

const maximumHeading = 160;
const headLines = 10;

/** The lines that can say what the text is. Lines of the body end at the dateline, because the story begins there. */
function subjectsOf({ headline, slug, note, body }: EditorialText): readonly Subject[] {
  const fields = [headline, slug, note].flatMap((text) => (text ? [{ text, number: 1, isInBody: false }] : []));
  if (!body.some(({ text }) => readHeading(text) !== null)) return fields;
  const end = body.findIndex(({ text }) => parseDateline(text).dateline !== null && readHeading(text) === null);
  const head = body.slice(0, end === -1 ? headLines : Math.min(end, headLines));
  const isTitleless = headline === null;
  return [...fields, ...head.map((line, index) => ({ ...line, isInBody: !isTitleless || index > 3 }))];
}

interface Heading extends Pick<Order, 'kind' | 'needs'> {
  /** As written. */
  readonly word: string;
  readonly line: number;
  readonly rest: string;
  readonly isRepeated: boolean;
  readonly isInBody: boolean;
}

function headingsIn({ text, number, isInBody }: Subject): readonly Heading[] {
  const heading = readHeading(text);
  return heading === null ? [] : [{ ...heading, line: number, isInBody }];
}

/** How a long line begins if it repeats an order. */
const capitals = /^[^\p{L}]{0,20}\p{Lu}{4}/u;

/** Reads a heading such as `KILL KILL KILL`, `MANDATORY KILL: Harl ferry` or `BC-Harl-Ferry, KILL`. */
function readHeading(written: string): Omit<Heading, 'line' | 'isInBody'> | null {
  const isLong = written.length > maximumHeading;
  if (isLong ? !capitals.test(written) : !orderStem.test(written)) return null;
  const text = undecorated(written.slice(0, maximumHeading).replace(/^[\s+/<]+|[\s+/>]+$/g, '')).replace(leadIns, '');
  if (!anyOrder().test(text) || lifted.test(text)) return null;
  for (const { kind, needs, ...forms } of orders()) {
    const atStart = forms.start.exec(text);
    const match = atStart ?? forms.end.exec(text) ?? forms.tripled.exec(text);
    const word = match?.groups?.['word'];
    if (match === null || word === undefined) continue;
    const isRepeated = forms.repeated.test(word);
    if (isLong && !isRepeated) return null;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { kind, needs, word, rest: rest.trim(), isRepeated };
  }
  return null;
}

/** The greatest number of words below a heading that is no headline, without and with a sentence that gives the order. */
const shortText = 60;
const longText = 150;

/** True if a heading, with the text below it, is an order to editors and not the headline of a story. */
function isEnough({ needs, rest, isRepeated, isInBody }: Heading, evidence: Evidence): boolean {
  const { wording, wordCount, isAddressed, hasIds } = evidence;
  if (isRepeated) return true;
  if (wording !== null && (needs !== 'wording' || isAddressed || wordCount <= longText)) return true;
  const isBrief = wordCount <= shortText;
  if (needs === 'nothing' && (rest === '' || /\p{Ll}/u.test(rest) || isBrief)) return true;
  if (isInBody) return false;
  if (needs !== 'wording') return isBrief;
  return wordCount === 0 || (isBrief && (hasIds || isSlug(rest)));
}

/** True for other texts to editors: schedules, notes on pictures, and texts that contain only a note. */
function isForEditors({ headline, slug, body }: EditorialText, { wordCount }: Evidence): boolean {
  const notes = body.filter(({ text }) => isNoteToEditors(text));
  const isNamed = headline !== null && !isSlug(headline) && !isAdvisoryHeading(headline);
  if (body.length > 0 && notes.length === body.length && !isNamed) return true;
  const first = body.slice(0, headline === null ? 3 : 0).map(({ text }) => text);
  if (![headline ?? '', slug ?? '', ...first].some(isAdvisoryHeading)) return false;
  return notes.length > 0 || wordCount === 0 || body.some(({ text }) => planWordings.test(text));
}

function isAdvisoryHeading(text: string): boolean {
  const heading = undecorated(text);
  return heading.length <= maximumHeading && beginsAdvisory(heading);
}

function isTest({ headline, slug, body }: EditorialText): boolean {
  const [first] = body;
  return [headline, slug, headline === null ? (first?.text ?? null) : null].some(
    (text) => text !== null && testMessage.test(undecorated(text)),
  );
}

const shownNames = 3;

/** The error for a kill or a hold. The message is complete without any other file. */
export function describeAdvisory({ word, line, isKill, names }: Advisory): Finding {
  const named = names.slice(0, shownNames).map((name) => `"${name.slice(0, 100)}"`);
  const about = named.length === 0 ? 'a story' : `a story (it names ${named.join(', ')})`;
  const at = { line, column: 1 };
  if (isKill) {
    const message = `This text is a kill ("${word}"): ${about} must not be published any more. Mark that story "withdrawn: true", or remove its file, then remove this file`;
    return error('kill-text', message, at);
  }
  const message = `This text is a hold ("${word}"): ${about} must not be published for now. Mark that story "draft: true", or remove its file, then remove this file`;
  return error('hold-text', message, at);
}
