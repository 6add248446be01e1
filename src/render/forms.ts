/** What a value in a feed may look like, and that in words. */
export interface Form {
  readonly pattern: RegExp;
  readonly wanted: string;
}

const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

export const forms = {
  text: { pattern: /\S/, wanted: 'some text' },
  address: { pattern: /^https?:\/\/[^\s/?#]\S*$/i, wanted: 'an absolute http or https address' },
  /** RFC 3987, as far as it can be told apart from a relative one. */
  iri: { pattern: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i, wanted: 'an absolute IRI' },
  rfc822: {
    pattern: new RegExp(`^${day}, \\d\\d ${month} \\d{4} \\d\\d:\\d\\d:\\d\\d (?:GMT|[+-]\\d{4})$`),
    wanted: 'a date by RFC 822 with a year of four digits',
  },
  rfc3339: {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    wanted: 'a date by RFC 3339',
  },
  mediaType: { pattern: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/, wanted: 'a media type' },
  language: { pattern: /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i, wanted: 'a language tag' },
  count: { pattern: /^\d+$/, wanted: 'a whole number' },
  picture: { pattern: /\.(?:png|jpe?g|gif)$/i, wanted: 'a png, jpg or gif' },
  medium: {
    pattern: /^(?:image|audio|video|document|executable)$/,
    wanted: 'image, audio, video, document or executable',
  },
  textType: { pattern: /^(?:text|html|xhtml)$/, wanted: 'text, html or xhtml' },
  rssVersion: { pattern: /^2\.0$/, wanted: '2.0' },
  atomNamespace: { pattern: /^http:\/\/www\.w3\.org\/2005\/Atom$/, wanted: 'http://www.w3.org/2005/Atom' },
  jsonVersion: { pattern: /^https:\/\/jsonfeed\.org\/version\/1\.1$/, wanted: 'https://jsonfeed.org/version/1.1' },
} as const satisfies Readonly<Record<string, Form>>;
