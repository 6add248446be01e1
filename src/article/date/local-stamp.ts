/** The grammar of date stamps in languages other than English, such as `Montag, 2. November 2026, 16:15 Uhr`. */
import { type CalendarName, localNames, numberOfWholeName } from '../../model/calendar-names.ts';
import { calendar, clock, fullYear, type Grammar, type Parts, type Token, withDate, withTime } from './stamp-token.ts';

/** The words of one language, as sources of regular expressions. */
interface StampWords {
  /** Words without a meaning of their own, such as `am` and `den`. */
  readonly between: string;
  /** What may precede an hour without minutes. */
  readonly at: string;
  /** What may follow a time or an hour. */
  readonly clock: string;
  readonly noon: string;
  readonly midnight: string;
  readonly published: string;
  readonly updated: string;
}

const stampWords: Readonly<Record<string, StampWords>> = {
  de: {
    between: 'am|den|dem|um|gegen',
    at: 'um',
    clock: 'Uhr|h',
    noon: 'mittags?|12 Uhr mittags',
    midnight: 'mitternachts?',
    published: 'veröffentlicht|publiziert|erschienen|erstellt',
    updated: '(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|geändert|bearbeitet)|stand',
  },
  fr: {
    between: "le|l[’']|à|a|de|du|vers",
    at: 'à|a',
    clock: 'heures?|h',
    noon: 'midi',
    midnight: 'minuit',
    published: 'publiée?|paru|mis en ligne|posté',
    updated: '(?:mise? à jour|mise? a jour|actualisée?|modifiée?)',
  },
  es: {
    between: 'el|de|del|a|las?',
    at: 'a las?',
    clock: 'horas|hrs?\\.?|hs\\.?|h\\.?',
    noon: 'mediodía',
    midnight: 'medianoche',
    published: 'publicad[oa]|creado',
    updated: '(?:última )?(?:actualizad[oa]|actualización|modificad[oa])',
  },
  it: {
    between: "il|l[’']|del|di|alle|ore|h\\.?",
    at: '(?:alle )?ore|alle|h\\.?',
    clock: 'h',
    noon: 'mezzogiorno',
    midnight: 'mezzanotte',
    published: 'pubblicat[oa]|creato',
    updated: '(?:ultimo )?(?:aggiornat[oa]|aggiornamento|modificat[oa])',
  },
  pt: {
    between: 'em|no|dia|de|do|às|as|a',
    at: 'às|as',
    clock: 'horas?|hrs?|h',
    noon: 'meio-dia',
    midnight: 'meia-noite',
    published: 'publicad[oa]|postad[oa]|criado',
    updated: '(?:última )?(?:atualizad[oa]|actualizad[oa]|atualização|modificad[oa])',
  },
  nl: {
    between: 'op|om|de|van',
    at: 'om',
    clock: 'uur|u\\.?|h',
    noon: "(?:12 uur )?'s middags",
    midnight: 'middernacht',
    published: 'gepubliceerd|geplaatst|verschenen',
    updated: '(?:laatst )?(?:bijgewerkt|gewijzigd|aangepast)|laatste (?:update|wijziging)',
  },
  pl: {
    between: 'w|we|dnia|dn\\.|o|godz\\.?|godzin[aąęy]e?|godzinie|r\\.?|roku',
    at: '(?:o )?godz\\.?|(?:o )?godzin(?:a|ie)|o',
    clock: 'h',
    noon: 'południe',
    midnight: 'północ',
    published: 'opublikowan[oya]|dodano|data publikacji',
    updated: 'zaktualizowan[oya]|aktualizacja|ostatnia aktualizacja|zmodyfikowano',
  },
};

const day = '(\\d{1,2})(?:\\.|er|ère|[ºª°]\\.?)?';
const of = "(?:de |del |di |d[’'])?";
const name = '(\\p{L}{3,12})';
const year = '(\\d{4})(?!\\d)';
const notLetter = '(?![\\p{L}\\d])';

const sticky = (source: string): RegExp => new RegExp(source, 'iyu');

function grammarOf(language: string, words: StampWords): Grammar {
  const { months = [], weekdays = [] } = localNames[language] ?? {};
  const label = `(?:(?<updated>${words.updated})|${words.published}|(?:date|datum|data|fecha)(?=\\s*:))(?!\\p{L})`;
  return {
    label: new RegExp(`^${label}\\s*:?\\s*`, 'iu'),
    secondLabel: new RegExp(
      `(?<=\\S)(?:\\s*[|•·;,/–—-]\\s*|\\s+(?:(?:und|et|y|e|en|i|oraz)\\s+)?)(?=(?:${words.updated}|${words.published})(?!\\p{L}))`,
      'iu',
    ),
    tokens: [...dateTokens(months), weekdayToken(weekdays), ...timeTokens(words), wordToken(words), separator],
  };
}

function dateTokens(months: readonly CalendarName[]): readonly Token[] {
  return [
    {
      pattern: sticky(`${day}\\s?${of}${name}\\.?,?\\s?(?:de |del |do )?${year}`),
      read: ([, day, name = '', year], parts) =>
        withMonth(parts, { day, year, month: numberOfWholeName(name, months) }),
    },
    {
      pattern: sticky(`${day}\\s?${of}${name}\\.?(?!\\p{L})`),
      read: ([, day, name = ''], parts) => withMonth(parts, { day, month: numberOfWholeName(name, months) }),
    },
    {
      pattern: sticky(`(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4}|\\d{2})(?!\\d)`),
      read: ([, day, month, year], parts) => withDate(parts, calendar(String(fullYear(year)), Number(month), day)),
    },
    {
      pattern: sticky(`(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\d/-])`),
      read: ([, first, , second, year], parts) =>
        withDate(parts, { kind: 'numeric', first: Number(first), second: Number(second), year: fullYear(year) }),
    },
  ];
}

interface WrittenDay {
  readonly day: string | undefined;
  /** 0 if the name is not that of a month. */
  readonly month: number;
  readonly year?: string | undefined;
}

function withMonth(parts: Parts, { day, month, year }: WrittenDay): Parts | null {
  if (month === 0) return null;
  return year === undefined
    ? withDate(parts, { kind: 'yearless', month, day: Number(day) })
    : withDate(parts, calendar(year, month, day));
}

function weekdayToken(weekdays: readonly CalendarName[]): Token {
  return {
    pattern: sticky('(\\p{L}{2,12}(?:-feira)?)(?![\\p{L}-])\\.?'),
    read: ([, name = ''], parts) => {
      const weekday = numberOfWholeName(name, weekdays);
      return weekday === 0 || parts.weekday !== null ? null : { ...parts, weekday };
    },
  };
}

function timeTokens({ at, clock: suffix, noon, midnight }: StampWords): readonly Token[] {
  const readHour: Token['read'] = ([shown, hour, minute = '0'], parts) =>
    withTime(parts, clock({ hour, minute, shown: shown ?? '' }));
  return [
    {
      pattern: sticky(`(?:${noon})${notLetter}`),
      read: ([shown], parts) => withTime(parts, clock({ hour: '12', minute: '0', shown })),
    },
    {
      pattern: sticky(`(?:${midnight})${notLetter}`),
      read: ([shown], parts) => withTime(parts, clock({ hour: '0', minute: '0', shown })),
    },
    {
      pattern: sticky(`(\\d{1,2})\\s?(?:${suffix})\\s?(\\d{2})(?:\\s?min\\.?)?${notLetter}`),
      read: readHour,
    },
    { pattern: sticky(`(\\d{1,2})\\s?(?:${suffix})${notLetter}`), read: readHour },
    {
      pattern: sticky(`(?:${at})\\s(\\d{1,2})(?![\\p{L}\\d]|[:.]\\d|\\s(?:${suffix}))`),
      // `alle 3` can be anything, but beside a date it is an hour.
      read: (match, parts) => (parts.date === null ? null : readHour(match, parts)),
    },
    {
      pattern: sticky(`\\s?(?:${suffix}|min\\.?)${notLetter}`),
      read: (_match, parts) => (parts.time === null ? null : parts),
    },
  ];
}

/** A word without a meaning of its own. */
function wordToken({ between }: StampWords): Token {
  return { pattern: sticky(`(?:${between})(?:(?<=[’'.])|${notLetter})`), read: (_match, parts) => parts };
}

const separator: Token = {
  pattern: sticky('(?:[\\s,|•·‧∙@()]|[-\\u2010-\\u2015\\u2212])+'),
  read: (_match, parts) => parts,
};

/** By language, without script and country. */
export const localGrammars: Readonly<Record<string, Grammar>> = Object.fromEntries(
  Object.entries(stampWords).map(([language, words]) => [language, grammarOf(language, words)]),
);
