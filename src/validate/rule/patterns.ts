/** The patterns for values in feeds: one for each kind of value, and how messages describe it. */
import { fullNames, months, threeLetters, weekdays } from '../../model/calendar-names.ts';
import { quoted } from './rule.ts';

export interface Pattern {
  readonly expression: RegExp;
  /** What a message says the value must be, as a phrase. */
  readonly wanted: string;
}

export function matches(text: string, { expression }: Pattern): boolean {
  return expression.test(text);
}

/** Returns a message if a text does not match, or null. `what` is the verb of the message: `be`, or `have as "type"`. */
export function mismatch(
  text: string | undefined,
  { pattern, what }: { readonly pattern: Pattern; readonly what: string },
): string | null {
  if (text !== undefined && matches(text, pattern)) return null;
  return `must ${what} ${pattern.wanted}: got ${text === undefined ? 'none' : quoted(text)}`;
}

const day = `(?:${threeLetters(weekdays).join('|')})`;
const month = `(?:${threeLetters(months).join('|')})`;
const zone = '(?:UT|GMT|[ECMP][SD]T|Z|[+-]\\d{4})';

/** RFC 5646, 2.1. Languages of more than three letters are left out, because none was ever registered. */
const language = '(?:[a-z]{2,3}|[ix](?=-))(?:-[a-z0-9]{1,8})*';

/** The characters that a URI may contain after its scheme and authority (RFC 3986, 2). */
const specific = "[\\w.~:/?#@!$&'()*+,;=%-]";

export const patterns = {
  text: { expression: /\S/, wanted: 'some text' },
  url: { expression: /^https?:\/\/[^\s/?#]\S*$/i, wanted: 'an absolute http or https URL' },
  /** A URL of a scheme that is registered and that feeds link to (RSS 2.0, About data types). */
  link: {
    expression:
      /^(?:(?:https?|ftps?|sftp|gemini|gopher|nntp|ipfs):\/\/[^\s/?#]\S*|(?:mailto|news|magnet|xmpp|tel):\S+)$/i,
    wanted: 'a URL with a registered scheme',
  },
  /** RFC 3987, only as far as needed to tell an IRI from a relative reference. */
  iri: { expression: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i, wanted: 'an absolute IRI' },
  /** A URL that everyone can fetch. Validators want a host with a dot, and a path. */
  publicUrl: {
    expression: /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?(?:\/\S*)?$/i,
    wanted: 'a URL with a dot in its host, a path, and no user name',
  },
  /** RFC 4151, 2.1. */
  tag: {
    expression: new RegExp(`^tag:[\\w.@-]+,\\d{4}(?:-\\d\\d){0,2}:${specific}*$`, 'i'),
    wanted: 'a tag such as "tag:example.org,2026:name"',
  },
  /** RFC 9562, 4. */
  uuid: {
    expression: /^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
    wanted: '"urn:uuid:" and a UUID of 32 hexadecimal digits',
  },
  /** RFC 8141, 2. */
  urn: {
    expression: new RegExp(`^urn:[a-z0-9-]{2,32}:${specific}+$`, 'i'),
    wanted: 'a URN such as "urn:isbn:9780000000000"',
  },
  rfc822: {
    expression: new RegExp(`^(?:${day}, *)?\\d\\d? +${month} +\\d{4} +\\d\\d:\\d\\d(?::\\d\\d)? +${zone}$`),
    wanted: 'a date in the form of RFC 822 with a year of four digits, such as "Mon, 05 Jan 2026 00:15:00 GMT"',
  },
  /** RFC 2822, 3.3, with zones of whole or half hours only. Every reader accepts this form. */
  rfc2822: {
    expression: new RegExp(
      `^(?:${day}, )?\\d\\d? ${month} \\d{4} \\d\\d:\\d\\d(?::\\d\\d)? (?!\\S\\d\\d(?:[124-9]|\\d[1-9]))${zone}$`,
    ),
    wanted: 'a date such as "Mon, 05 Jan 2026 00:15:00 GMT"',
  },
  rfc3339: {
    expression: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    wanted: 'a date in the form of RFC 3339',
  },
  /** W3CDTF, the profile of ISO 8601 that Dublin Core uses. */
  w3cdtf: {
    expression: /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/,
    wanted: 'a date in the form of W3CDTF',
  },
  mediaType: { expression: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/, wanted: 'a media type' },
  language: { expression: new RegExp(`^${language}$`, 'i'), wanted: 'a language tag' },
  /** In XML, an empty language tag removes the language that the parent sets (XML 1.0, 2.12). */
  languageOrNone: { expression: new RegExp(`^(?:${language})?$`, 'i'), wanted: 'a language tag' },
  /** The part of RFC 5322 that is in use. A name in brackets may follow. */
  email: {
    expression: /^[^\s@()<>]{1,64}@[^\s@()<>.]{1,63}(?:\.[^\s@()<>.]{1,63})+(?:\s+\([^()]*\))?$/,
    wanted: 'an e-mail address',
  },
  /** RFC 5322, 3.4.1, without a name. */
  emailAlone: {
    expression: /^[^\s@()<>]{1,64}@[^\s@()<>.]{1,63}(?:\.[^\s@()<>.]{1,63})+$/,
    wanted: 'an e-mail address without a name',
  },
  count: { expression: /^\d+$/, wanted: 'a whole number' },
  positive: { expression: /^0*[1-9]\d*$/, wanted: 'a whole number of 1 or more' },
  number: { expression: /^\d+(?:\.\d+)?$/, wanted: 'a number' },
  picture: { expression: /\.(?:png|jpe?g|gif)$/i, wanted: 'a png, jpg or gif' },
  medium: {
    expression: /^(?:image|audio|video|document|executable)$/,
    wanted: 'image, audio, video, document or executable',
  },
  textType: { expression: /^(?:text|html|xhtml)$/, wanted: 'text, html or xhtml' },
  mediaTextType: { expression: /^(?:plain|html)$/, wanted: 'plain or html' },
  trueOrFalse: { expression: /^(?:true|false)$/, wanted: 'true or false' },
  yes: { expression: /^yes$/i, wanted: '"Yes", because any other value has no effect' },
  yesOrNo: { expression: /^(?:yes|no)$/i, wanted: 'yes or no' },
  rssVersion: { expression: /^2\.0$/, wanted: '2.0' },
  jsonVersion: {
    expression: /^https:\/\/jsonfeed\.org\/version\/1(?:\.1)?$/,
    wanted: 'https://jsonfeed.org/version/1.1',
  },
  duration: {
    expression: /^(?:\d+|\d{1,3}:[0-5]?\d(?::[0-5]\d)?)$/,
    wanted: 'a number of seconds, or H:MM:SS',
  },
  episodeType: { expression: /^(?:full|trailer|bonus)$/i, wanted: 'full, trailer or bonus' },
  showType: { expression: /^(?:episodic|serial)$/i, wanted: 'episodic or serial' },
  period: {
    expression: /^(?:hourly|daily|weekly|monthly|yearly)$/,
    wanted: 'hourly, daily, weekly, monthly or yearly',
  },
  hour: { expression: /^(?:0?\d|1\d|2[0-3])$/, wanted: 'an hour from 0 to 23' },
  weekday: {
    expression: new RegExp(`^(?:${fullNames(weekdays)})$`),
    wanted: 'the English name of a day, such as Monday',
  },
  expression: { expression: /^(?:full|sample|nonstop)$/, wanted: 'full, sample or nonstop' },
  simpleRating: { expression: /^(?:adult|nonadult)$/, wanted: 'adult or nonadult' },
  allowOrDisallow: { expression: /^(?:allow|disallow)$/, wanted: 'allow or disallow' },
} as const satisfies Readonly<Record<string, Pattern>>;
