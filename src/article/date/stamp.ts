/**
 * Parses date stamps: lines that contain only a date or a time, such as `4:15 PM – Sunday, January 4, 2026`. The grammar is
 * strict: a line that contains anything else is not a stamp.
 */
import { anyNames, months, numberOfName, shortNames, weekdays } from '../../model/calendar-names.ts';
import { plainSpaces } from '../text/spaces.ts';
import { localGrammars } from './local-stamp.ts';
import {
  calendar,
  clock,
  fullYear,
  type Grammar,
  type Parts,
  type Stamp,
  type Token,
  withDate,
  withTime,
} from './stamp-token.ts';
import { spokenZones, zoneAbbreviations } from './zone.ts';

/** The maximum length of a stamp. */
const maximumLength = 200;

/**
 * Parses a stamp in English, or in the language of a BCP 47 tag. Returns null if the line contains anything else. Does not check the
 * numbers.
 */
export function parseStamp(line: string, language: string): Stamp | null {
  if (line.length > maximumLength) return null;
  const text = plainSpaces(line).trim();
  return parseWith(english, text) ?? parseLocal(text, language);
}

function parseLocal(text: string, language: string): Stamp | null {
  const local = grammarFor(language);
  return local === null ? null : parseWith(local, text.normalize('NFC'));
}

/** The stamps of a line, which can contain two: `Published 9:05 AM, … | Updated 1:40 PM, …`. */
export function parseStamps(line: string, language: string): readonly Stamp[] {
  if (line.length > 2 * maximumLength) return [];
  const text = plainSpaces(line);
  return splitStamps(text, { grammar: english, language }) ?? splitLocal(text, language);
}

function splitLocal(text: string, language: string): readonly Stamp[] {
  const local = grammarFor(language);
  return local === null ? [] : (splitStamps(text.normalize('NFC'), { grammar: local, language }) ?? []);
}

interface SplitOptions {
  readonly grammar: Grammar;
  readonly language: string;
}

function splitStamps(text: string, { grammar, language }: SplitOptions): readonly Stamp[] | null {
  const stamps = text.split(grammar.secondLabel).map((part) => parseStamp(part, language));
  return stamps.every((stamp) => stamp !== null) ? stamps : null;
}

function parseWith(grammar: Grammar, text: string): Stamp | null {
  const { label, rest } = takeLabel(text, grammar.label);
  const parts = parseParts(rest, grammar.tokens) ?? parseSentence(rest, grammar.tokens);
  return parts === null || !isWhole(parts) ? null : { label, ...parts };
}

/** A date without a year needs a time next to it. `May 5` alone can be a heading. */
function isWhole({ date, time }: Parts): boolean {
  if (date?.kind === 'yearless') return time !== null;
  return date !== null || time !== null;
}

/** A stamp with both date and time can end in a full stop. */
function parseSentence(rest: string, tokens: readonly Token[]): Parts | null {
  const parts = rest.endsWith('.') ? parseParts(rest.slice(0, -1), tokens) : null;
  return parts === null || parts.date === null || parts.time === null ? null : parts;
}

/** True for a line that was probably meant to be a stamp. */
export function resemblesStamp(line: string): boolean {
  return (
    line.length < 70 && /\b\d{1,2}[:.]\d{2}\b/.test(line) && /\b(19|20)\d{2}\b/.test(line) && !/[.!?]["”]?$/.test(line)
  );
}

function takeLabel(line: string, label: RegExp): { readonly label: Stamp['label']; readonly rest: string } {
  const match = label.exec(line);
  if (match === null) return { label: null, rest: line };
  const isUpdate = match.groups?.['updated'] !== undefined;
  return { label: isUpdate ? 'updated' : 'published', rest: line.slice(match[0].length) };
}

function parseParts(line: string, tokens: readonly Token[]): Parts | null {
  let parts: Parts = { date: null, time: null, zone: null, weekday: null };
  let offset = 0;
  while (offset < line.length) {
    const step = readToken(line, { offset, parts, tokens });
    if (step === null) return null;
    ({ offset, parts } = step);
  }
  return parts;
}

interface Reading {
  readonly offset: number;
  readonly parts: Parts;
}

function readToken(line: string, { offset, parts, tokens }: Reading & Pick<Grammar, 'tokens'>): Reading | null {
  for (const { pattern, read } of tokens) {
    pattern.lastIndex = offset;
    const match = pattern.exec(line);
    const next = match === null ? null : read(match, parts);
    if (match !== null && next !== null) return { offset: offset + match[0].length, parts: next };
  }
  return null;
}

const month = `(${anyNames(months)})\\.?`;
const offsetForm = '[+\\-\\u2212]\\d{2}:?\\d{2}';
const zoneForms = [
  '(?:UTC|GMT) ?[+\\-\\u2212]\\d{1,2}(?::?\\d{2})?',
  offsetForm,
  '[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Za-z_]+)?',
  '(?:[A-Z][a-z]+ )?(?:[A-Z][a-z]+) (?:[Ss]tandard|[Dd]aylight|[Ss]ummer|[Mm]ean) [Tt]ime',
  `(?:${spokenZones.join('|')})(?: [Tt]ime)?`,
  '[Ll]ocal [Tt]ime',
  '(?!(?:AT|SAT|OCT|SEPT)\\b)[A-Z]{1,4}T',
  ...zoneAbbreviations.filter((name) => !name.endsWith('T')),
];
/** The words that make four digits such as `1615` a time. */
const clockWords = '(?:GMT|UTC|BST|hrs|hours)';

const sticky = (source: string) => new RegExp(source, 'iy');

const tokens: readonly Token[] = [
  {
    pattern: sticky(
      `(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(Z|${offsetForm})?(?![\\w:])`,
    ),
    read: ([, y, m, d, hour, minute, second, zone], parts) =>
      parts.date !== null || parts.time !== null
        ? null
        : { ...parts, date: calendar(y, Number(m), d), time: clock({ hour, minute, second }), zone: zone ?? null },
  },
  {
    pattern: sticky('(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?![\\d/-])'),
    read: ([, y, , m, d], parts) => withDate(parts, calendar(y, Number(m), d)),
  },
  {
    pattern: sticky('(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})(?!\\d)'),
    read: ([, first, second, year], parts) =>
      withDate(parts, { kind: 'numeric', first: Number(first), second: Number(second), year: fullYear(year) }),
  },
  {
    pattern: sticky('(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d)'),
    read: ([, day, m, year], parts) => withDate(parts, calendar(year, Number(m), day)),
  },
  {
    pattern: sticky(`${month} ?(\\d{1,2})(?:st|nd|rd|th)?(?:,| ,| )\\s*(\\d{4})(?!\\d)`),
    read: ([, name, day, year], parts) => withDate(parts, calendar(year, monthOf(name), day)),
  },
  {
    pattern: sticky(`(\\d{1,2})(?:st|nd|rd|th)?(?: |-)?(?:of )?${month}(?:,? ?|-)(\\d{4})(?!\\d)`),
    read: ([, day, name, year], parts) => withDate(parts, calendar(year, monthOf(name), day)),
  },
  {
    pattern: sticky(`${month} (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.])`),
    read: ([, name, day], parts) => withDate(parts, { kind: 'yearless', month: monthOf(name), day: Number(day) }),
  },
  {
    pattern: sticky(`(\\d{1,2})(?:st|nd|rd|th)? ${month}(?!\\w)`),
    read: ([, day, name], parts) => withDate(parts, { kind: 'yearless', month: monthOf(name), day: Number(day) }),
  },
  {
    // `Tue Sep 30 16:15:00 2025`: the year comes last.
    pattern: sticky(`(\\d{4})(?!\\d)(?! ?${clockWords}\\b)`),
    read: ([, year], { date, ...parts }) =>
      date?.kind === 'yearless' ? { ...parts, date: { ...date, kind: 'calendar', year: Number(year) } } : null,
  },
  {
    pattern: sticky('(?:12 )?(noon|midnight)\\b'),
    read: ([shown, word], parts) =>
      withTime(parts, clock({ hour: word?.toLowerCase() === 'noon' ? '12' : '0', minute: '0', shown })),
  },
  {
    pattern: sticky('(\\d{1,2})[:.h](\\d{2})(?::(\\d{2}))?(?!\\d)(?: ?([ap])\\.? ?m\\b\\.?)?'),
    read: ([shown, hour, minute, second, half], parts) => withTime(parts, clock({ hour, minute, second, half, shown })),
  },
  {
    pattern: sticky('(\\d{1,2}) ?([ap])\\.? ?m\\b\\.?'),
    read: ([shown, hour, half], parts) => withTime(parts, clock({ hour, minute: '0', half, shown })),
  },
  {
    pattern: sticky(`(\\d{2})(\\d{2})(?= ?${clockWords}\\b)(?: ?(?:hrs|hours))?`),
    read: ([shown, hour, minute], parts) => withTime(parts, clock({ hour, minute, shown })),
  },
  {
    pattern: new RegExp(`\\s*\\(?(${zoneForms.join('|')})\\b\\)?`, 'y'),
    read: ([, zone], parts) => (parts.time === null || parts.zone !== null ? null : { ...parts, zone: zone ?? null }),
  },
  {
    // The same time or zone repeated for other readers: `(Central European Summer Time)`, `/ 2:10 PM PT`.
    pattern: sticky('\\s*(?:\\([A-Za-z ]+\\)|/ ?\\d{1,2}(?:[:.]\\d{2})? ?[ap]\\.?m\\.? ?[A-Z]{1,4}T\\b)'),
    read: (_match, parts) => (parts.zone === null ? null : parts),
  },
  {
    pattern: sticky(`(${shortNames(weekdays)})(?:day)?\\b\\.?`),
    read: ([, name = ''], parts) =>
      parts.weekday !== null ? null : { ...parts, weekday: numberOfName(name, weekdays) },
  },
  {
    // Separators: dashes, the minus sign, bars, bullets, commas, spaces, and "at" or "on".
    pattern: sticky('(?:[\\s,|•·‧∙@]|[-\\u2010-\\u2015\\u2212]|(?:at|on)(?= ))+'),
    read: (_match, parts) => parts,
  },
];

function monthOf(name = ''): number {
  return numberOfName(name, months);
}

const english: Grammar = {
  label:
    /^(?:(?:date |last |first |originally )?(?:(?<updated>updated?|modified|revised)|published|posted|filed)|date(?=\s*:))(?! by\b)(?:\s*:|\s*(?:on|at)(?=[\s:\d]))*\s*/i,
  secondLabel:
    /(?<=\S)(?<!\b(?:date|last|first|originally))(?:\s*[|•·;,/–—-]\s*|\s+(?:and\s+)?|(?<=\d{4}))(?=(?:date |last |first |originally )?(?:updated|modified|revised|published|posted)\b)/i,
  tokens,
};

/** The grammar of each other language, in which English words and forms are understood too. */
const grammars: Readonly<Record<string, Grammar>> = Object.fromEntries(
  Object.entries(localGrammars).map(([language, local]) => [
    language,
    { ...local, tokens: [...local.tokens, ...tokens] },
  ]),
);

function grammarFor(language: string): Grammar | null {
  const primary = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(grammars, primary) ? (grammars[primary] ?? null) : null;
}
