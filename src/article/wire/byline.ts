/** Parses bylines: `By Dana Whitfield and Jo Park, Port Alder Post`, `OAN Staff Dana Whitfield`, or in German `Von Ada Quill`. */
import { fullNames, localNames, months, numberOfWholeName, weekdays } from '../../model/calendar-names.ts';
import { isCollective, withoutEmail } from '../text/names.ts';
import { once } from '../text/once.ts';
import { foldSpaces } from '../text/spaces.ts';
import { agencyNames, pressWords } from './agencies.ts';
import { type BylineWords, bylineWords, localAgencies, localOrganisations } from './byline-words.ts';

const maximumLength = 200;

/** The names in a line that is a byline, in English or in the language of the article. Null if it is not a byline. */
export function parseByline(line: string, language = 'en'): readonly string[] | null {
  if (line.length > maximumLength) return null;
  const text = withoutEmail(foldSpaces(line));
  return namedByline(text) ?? staffByline(text) ?? localByline(text, language);
}

/** True for a text that contains what bylines begin with. */
export function mayContainByline(text: string, language: string): boolean {
  const opening = localPatterns(language)?.anywhere;
  return /\bby\b|\b(?:staff|newsroom)\b/i.test(text) || opening?.test(text) === true;
}

/** Splits a text such as `Josh Aas and James Renken` into names. Drops an organisation after the last comma. */
export function splitNames(text: string): readonly string[] {
  const parts = text.split(/\s*,(?!\s*(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D)\b)\s*/);
  const people = parts.filter((part, index) => index === 0 || index < parts.length - 1 || !isOrganisation(part));
  return people
    .flatMap((part) => joinedNames(part.replace(conjunction, '')))
    .map((name) => withoutEmail(name.replace(agencyAtEnd(), '')))
    .filter((name) => name !== '');
}

/** Splits names that are joined by "and". A team such as `Research and Development Team` is one name. */
function joinedNames(part: string): readonly string[] {
  const names = part.split(/\s+(?:and|AND|&)\s+/);
  return isCollective(part) && !(names[0] ?? '').includes(' ') ? [part] : names;
}

/** An agency behind the last name, as AP writes it: `ADA QUILL and IRA STONE Associated Press`. */
const agencyAtEnd = once(() => new RegExp(`(?<=\\S \\S+) (?:[Tt]he )?(?:${agencyNames})$`));

const conjunction = /^(?:and|AND|&)\s+/;
const particle = "de|da|das|dos|del|della|di|du|van|von|der|den|ter|zu|al|bin|ibn|la|le|el|y|d[’']|O[’']";
const capitalised = "[\\p{Lu}][\\p{L}\\p{M}'’-]*\\.?(?:[\\p{Lu}]\\.)*";
const word = `(?:${capitalised}|${particle})`;
const name = `${word}(?: ${word}){0,4}(?:, (?:Jr|Sr)\\.?)?`;
const organisation = "(?:[Tt]he )?[\\p{Lu}\\p{N}][\\p{L}\\p{M}\\p{N} .'’&/-]{1,60}";
const joint = '(?:, (?:and|AND|&) |, | and | AND | & )';
const people = once(
  () =>
    new RegExp(
      `^(${name}(?:${joint}${name}){0,9})(?:,? (?:for|of|in|at|with) ${organisation}|, ${organisation}| ?[/|–—-] ?${organisation}| \\(${organisation}\\))?$`,
      'u',
    ),
);
const opening = /^(?:(?:written|reported|story|words|text) )?by(?::\s*|\s+)/i;
const notNames = new RegExp(
  `^(?:${fullNames(weekdays)}|${fullNames(months)}|Christmas|Easter|The|An?|All|Its?|His|Her|Their|Our|My|This|That|These|Those|Then|Now|One|Two|Three|No|Noon|Midnight|Law|Comparison|Contrast|Default|Far)\\b`,
  'i',
);

function namedByline(text: string): readonly string[] | null {
  const match = opening.exec(text);
  const written = match === null ? '' : text.slice(match[0].length).replace(/(?<!\b(?:Jr|Sr|\p{Lu}))\.$/u, '');
  if (/^[Tt]he \p{Lu}[^:?!]*$/u.test(written) && organisationWords.test(written)) return [written];
  const names = people().exec(written)?.[1];
  if (names === undefined || notNames.test(names)) return null;
  // Orders and hands are not people: `By Order of the Mayor`.
  if (!names.includes(' ') && / (?:of|in|at|with) /.test(written)) return null;
  const list = splitNames(names);
  return list.length > 1 && list.every((it) => !it.includes(' ')) ? null : list;
}

const staff = once(
  () =>
    new RegExp(
      `^([\\p{Lu}\\p{N}][\\p{L}\\p{N}'’& .-]{1,40}?) (Staff|Newsroom)(?: Writers?| Reporters?)?(?: (${name}(?:${joint}${name}){0,9}))?$`,
      'u',
    ),
);

/**
 * The name in `OAN Staff Dana Whitfield`, or the newsroom if no name follows. The newsroom must be an acronym or contain a word
 * of organisations.
 */
function staffByline(text: string): readonly string[] | null {
  const match = staff().exec(text);
  const newsroom = match?.[1];
  if (match === null || newsroom === undefined) return null;
  if (!/^[\p{Lu}\p{N}&.-]{2,}(?: News)?$/u.test(newsroom) && !organisationWords.test(newsroom)) return null;
  return match[3] === undefined ? [`${newsroom} ${match[2]}`] : splitNames(match[3]);
}

interface LocalPatterns {
  readonly opening: RegExp;
  /** The opening within a line that also contains a stamp. */
  readonly anywhere: RegExp;
  /** Names, and what can follow them. */
  readonly people: RegExp;
  readonly and: RegExp;
}

const madePatterns = new Map<string, LocalPatterns>();

/** The patterns for the language of a tag such as `de-CH`. Null for other languages. */
function localPatterns(tag: string): LocalPatterns | null {
  const language = tag.split('-')[0]?.toLowerCase() ?? '';
  const words = Object.hasOwn(bylineWords, language) ? bylineWords[language] : undefined;
  if (words === undefined) return null;
  const made = madePatterns.get(language) ?? makePatterns(words);
  madePatterns.set(language, made);
  return made;
}

function makePatterns({ opening, and, before }: BylineWords): LocalPatterns {
  const joining = `(?:${and}|${and.toUpperCase()})`;
  const person = `${capitalised}(?: ${word}){0,3} (?:[dl][’'])?${capitalised}`;
  const from = `(?:${organisation}|${localAgencies})`;
  const end = `(?:, ${from}|,? (?:${before}) ${organisation}| ?[/|–—-] ?${from}| \\(${from}\\))?`;
  return {
    opening: new RegExp(`^(?:${opening})\\s*`, 'iu'),
    anywhere: new RegExp(`(?:^|\\s)(?:${opening})`, 'iu'),
    people: new RegExp(`^(${person}(?:(?:,? ${joining} |, )${person}){0,9})${end}$`, 'u'),
    and: new RegExp(` ${joining} `, 'u'),
  };
}

/**
 * A byline in another language than English. A sentence can begin with the same word, and in German so can a headline, so each name
 * needs two words, nothing else may follow, and the line has no full stop.
 */
function localByline(text: string, tag: string): readonly string[] | null {
  const patterns = localPatterns(tag);
  const start = patterns?.opening.exec(text)?.[0];
  if (patterns === null || start === undefined || text.endsWith('.')) return null;
  const written = patterns.people.exec(text.slice(start.length))?.[1];
  // "Von Haus zu Haus" is no name.
  if (written === undefined || /^\S+ zu \S+$/.test(written) || containsDay(written, tag)) return null;
  const parts = written.split(/\s*,\s*/);
  const people = parts.filter((part, index) => index === 0 || !isLocalOrganisation(part));
  return people.flatMap((part) => {
    const names = part.replace(new RegExp(`^${patterns.and.source.trim()} `, 'u'), '').split(patterns.and);
    // "José Ortega y Gasset" is one person.
    return names.every((it) => it.includes(' ')) ? names : [part];
  });
}

/** True for a text with the name of a month or a weekday, such as "Von Montag Abend". */
function containsDay(text: string, tag: string): boolean {
  const names = localNames[tag.split('-')[0]?.toLowerCase() ?? ''];
  const tables = names === undefined ? [] : [names.months, names.weekdays];
  return text.split(' ').some((it) => it.length > 3 && tables.some((table) => numberOfWholeName(it, table) > 0));
}

const localOrganisationWord = new RegExp(`(?:${localOrganisations})(?:en|s)?(?!\\p{L})`, 'iu');

function isLocalOrganisation(part: string): boolean {
  return localOrganisationWord.test(part) || organisationWords.test(part);
}

const organisationWords = new RegExp(
  `\\b(?:${pressWords}|Journal|Herald|Tribune|Gazette|Courier|Ledger|Sentinel|Register|Examiner|Inquirer|Independent|Telegraph|Dispatch|Bulletin|Beacon|Monitor|Mirror|Reuters|Staff|Writer|Reporter|Correspondent|Columnist|Editor|Bureau|Network|Radio|Television|Broadcasting|Magazine|Report|Daily|Weekly|Chronicle|Globe|Guardian|Observer|Review|Today|Desk|University|Institute|Inc|LLC)\\b`,
  'i',
);

function isOrganisation(part: string): boolean {
  if (conjunction.test(part)) return false;
  return organisationWords.test(part) || /^[\p{Lu}\p{N}&.]{2,}$/u.test(part) || !part.includes(' ');
}
