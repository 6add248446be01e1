/** What a value in a feed may look like, and that in words. */
export interface Form {
  readonly pattern: RegExp;
  readonly wanted: string;
}

const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const zone = '(?:UT|GMT|[ECMP][SD]T|Z|[+-]\\d{4})';

/** RFC 5646, 2.1, and that languages of more than three letters were never registered. */
const language = '(?:[a-z]{2,3}|[ix](?=-))(?:-[a-z0-9]{1,8})*';

/** What may stand in a URI behind the name of its authority (RFC 3986, 2). */
const specific = "[\\w.~:/?#@!$&'()*+,;=%-]";

export const forms = {
  text: { pattern: /\S/, wanted: 'some text' },
  address: { pattern: /^https?:\/\/[^\s/?#]\S*$/i, wanted: 'an absolute http or https address' },
  /** RFC 3987, as far as it can be told apart from a relative one. */
  iri: { pattern: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i, wanted: 'an absolute IRI' },
  /** What the whole world can fetch: validators want a host with a dot, and what comes after it. */
  publicAddress: {
    pattern: /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?(?:\/\S*)?$/i,
    wanted: 'an address whose host has a dot, with a path behind it, and no user name',
  },
  /** RFC 4151, 2.1. */
  tag: {
    pattern: new RegExp(`^tag:[\\w.@-]+,\\d{4}(?:-\\d\\d){0,2}:${specific}*$`, 'i'),
    wanted: 'a tag such as "tag:example.org,2026:name"',
  },
  /** RFC 9562, 4. */
  uuid: {
    pattern: /^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
    wanted: '"urn:uuid:" and a UUID of 32 hexadecimal digits',
  },
  /** RFC 8141, 2. */
  urn: {
    pattern: new RegExp(`^urn:[a-z0-9-]{2,32}:${specific}+$`, 'i'),
    wanted: 'a URN such as "urn:isbn:9780000000000"',
  },
  rfc822: {
    pattern: new RegExp(`^(?:${day}, *)?\\d\\d? +${month} +\\d{4} +\\d\\d:\\d\\d(?::\\d\\d)? +${zone}$`),
    wanted: 'a date by RFC 822 with a year of four digits, such as "Mon, 05 Jan 2026 00:15:00 GMT"',
  },
  /** RFC 2822, 3.3, and zones that half or whole hours make: what every reader takes. */
  rfc2822: {
    pattern: new RegExp(
      `^(?:${day}, )?\\d\\d? ${month} \\d{4} \\d\\d:\\d\\d(?::\\d\\d)? (?!\\S\\d\\d(?:[124-9]|\\d[1-9]))${zone}$`,
    ),
    wanted: 'a date such as "Mon, 05 Jan 2026 00:15:00 GMT"',
  },
  rfc3339: {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    wanted: 'a date by RFC 3339',
  },
  /** W3CDTF, the profile of ISO 8601 that Dublin Core takes. */
  w3cdtf: {
    pattern: /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/,
    wanted: 'a date by W3CDTF',
  },
  mediaType: { pattern: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/, wanted: 'a media type' },
  language: { pattern: new RegExp(`^${language}$`, 'i'), wanted: 'a language tag' },
  /** In XML an empty one takes the language back (XML 1.0, 2.12). */
  languageOrNone: { pattern: new RegExp(`^(?:${language})?$`, 'i'), wanted: 'a language tag' },
  /** RFC 5322, as far as it is in use; a name may stand behind it in brackets. */
  email: {
    pattern: /^[^\s@()<>]{1,64}@[^\s@()<>.]{1,63}(?:\.[^\s@()<>.]{1,63})+(?:\s+\([^()]*\))?$/,
    wanted: 'an e-mail address',
  },
  count: { pattern: /^\d+$/, wanted: 'a whole number' },
  positive: { pattern: /^0*[1-9]\d*$/, wanted: 'a whole number from 1' },
  number: { pattern: /^\d+(?:\.\d+)?$/, wanted: 'a number' },
  picture: { pattern: /\.(?:png|jpe?g|gif)$/i, wanted: 'a png, jpg or gif' },
  medium: {
    pattern: /^(?:image|audio|video|document|executable)$/,
    wanted: 'image, audio, video, document or executable',
  },
  textType: { pattern: /^(?:text|html|xhtml)$/, wanted: 'text, html or xhtml' },
  mediaTextType: { pattern: /^(?:plain|html)$/, wanted: 'plain or html' },
  trueOrFalse: { pattern: /^(?:true|false)$/, wanted: 'true or false' },
  yesOrNo: { pattern: /^(?:yes|no)$/i, wanted: 'yes or no' },
  rssVersion: { pattern: /^2\.0$/, wanted: '2.0' },
  jsonVersion: {
    pattern: /^https:\/\/jsonfeed\.org\/version\/1(?:\.1)?$/,
    wanted: 'https://jsonfeed.org/version/1.1',
  },
  jsonVersionNow: {
    pattern: /^(?!https:\/\/jsonfeed\.org\/version\/1$)/,
    wanted: 'https://jsonfeed.org/version/1.1, which is newer',
  },
  duration: {
    pattern: /^(?:\d+|\d{1,3}:[0-5]?\d(?::[0-5]\d)?)$/,
    wanted: 'a number of seconds, or H:MM:SS',
  },
  episodeType: { pattern: /^(?:full|trailer|bonus)$/i, wanted: 'full, trailer or bonus' },
  showType: { pattern: /^(?:episodic|serial)$/i, wanted: 'episodic or serial' },
  period: { pattern: /^(?:hourly|daily|weekly|monthly|yearly)$/, wanted: 'hourly, daily, weekly, monthly or yearly' },
  hour: { pattern: /^(?:0?\d|1\d|2[0-3])$/, wanted: 'an hour from 0 to 23' },
  weekday: {
    pattern: /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/,
    wanted: 'the English name of a day, such as Monday',
  },
  expression: { pattern: /^(?:full|sample|nonstop)$/, wanted: 'full, sample or nonstop' },
} as const satisfies Readonly<Record<string, Form>>;
