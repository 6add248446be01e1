/** Recognises the formats of agencies by the beginning of a text, whatever the name of the file is. */
import type { ArticleFormat } from '../../model/media-type.ts';
import { offsetOfRoot } from './prolog.ts';

/** The formats that are recognised here. Those in JSON are recognised by their keys, once they are parsed. */
export type AgencyFormat = 'nitf' | 'newsml-g2' | 'newsml-1' | 'iptc-7901' | 'anpa-1312' | 'mail' | 'agency-json';

/** The format of a text. Null if it is not one of an agency. */
export function recogniseAgencyFormat(text: string, format: ArticleFormat): AgencyFormat | null {
  if (format !== 'wire' && format !== 'agency') return null;
  const found = signs.find(([, sign]) => sign(text));
  return found === undefined ? null : found[0];
}

/** The signs of each format. Mail begins like many texts, so it is the last. */
const signs: readonly (readonly [AgencyFormat, (text: string) => boolean])[] = [
  ['nitf', (text) => rootOf(text) === 'nitf'],
  ['newsml-g2', (text) => g2Roots.has(rootOf(text) ?? '')],
  ['newsml-1', (text) => rootOf(text) === 'NewsML'],
  // Start of heading (01). ANPA 1312 has two SYN (16) before it, or US (1F) in its first line.
  ['anpa-1312', (text) => isTeletype(text) && !isHeading7901(text) && /^\s*(?:\x16|[^\n]*\x1f)/.test(text)],
  // ANPA 1312 whose control characters are lost: the two lines of its heading, and the slug.
  ['anpa-1312', (text) => /^\s{0,100}[a-z]\d{4}\S{0,30}\n[a-z] [a-z] [^\n]{1,80}\d{4}[ \t]*\n\^/i.test(text)],
  ['iptc-7901', (text) => isTeletype(text) || isPlain7901(text)],
  ['agency-json', isAgencyJson],
];

/** True if a text begins with SOH (01), if need be after characters that only fill gaps. */
function isTeletype(text: string): boolean {
  return /^[\s\x16\x7f]*\x01/.test(text);
}

/** True if the heading is that of IPTC 7901: source and number, priority, category, words. */
function isHeading7901(text: string): boolean {
  return /^[\s\x16\x7f]*\x01\s*[a-z]{2,6} ?\d{1,5} +\d +[a-z]{1,4} +\d/i.test(text);
}

/** True for IPTC 7901 whose control characters are lost: its heading is the first line, and the time of sending is the last one. */
function isPlain7901(text: string): boolean {
  return plainHeading.test(text) && plainTime.test(text.slice(-maximumTime));
}

const plainHeading = /^\s{0,100}[a-z]{3}\d{3,5} [1-9] [a-z]{1,3} \d{2,5} +[a-z][a-z\d -]{1,30}\n/;
const plainTime = /\n\d{6} (?:[A-Z]{3} )?\p{L}{3,9}\.? \d{2}\s*$/u;
const maximumTime = 100;

/** True if the bytes of a file begin as those of IPTC 7901 and ANPA 1312, in which control characters have a meaning. */
export function beginsWithHeading(body: Uint8Array): boolean {
  const first = body.findIndex((byte) => !fillers.has(byte));
  return first !== -1 && first < mostFillers && body[first] === 0x01;
}

/** How many characters that only fill gaps may be before the heading. */
const mostFillers = 10_000;

/** NUL, tab, line feed, carriage return, SYN, space and DEL. */
const fillers: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x16, 0x20, 0x7f]);

/** True for a text that is all JSON, with the keys of an item. A text after front matter in JSON is no JSON. */
function isAgencyJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text) || /\}[ \t]*\n\s*[^\s,}\]]/.test(text)) return false;
  return (
    /"(?:uri|guid|_id|altids)"\s*:/i.test(text) &&
    /"(?:version_?created|pubstatus|body_?\w+|bodies|headlines?)"\s*:/i.test(text)
  );
}

/** The root elements of NewsML-G2: https://iptc.org/std/NewsML-G2/ */
const g2Roots: ReadonlySet<string> = new Set([
  'newsItem',
  'newsMessage',
  'packageItem',
  'planningItem',
  'conceptItem',
  'knowledgeItem',
  'catalogItem',
]);

/** The local name of the root element of an XML text. Null if the text is not XML. */
export function rootOf(text: string): string | null {
  if (!/^\s*</.test(text)) return null;
  const offset = offsetOfRoot(text);
  const start = offset === -1 ? '' : text.slice(offset, offset + longestTag);
  return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(start)?.[1] ?? null;
}

/** The maximum length of the name of a root element. */
const longestTag = 200;
