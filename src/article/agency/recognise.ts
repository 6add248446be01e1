/** Recognises the formats of agencies by the beginning of a text, whatever the name of the file is. */
import type { ArticleFormat } from '../../model/media-type.ts';

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
  ['iptc-7901', isTeletype],
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

/** True if the bytes of a file begin as those of IPTC 7901 and ANPA 1312, in which control characters have a meaning. */
export function beginsWithHeading(body: Uint8Array): boolean {
  const first = body.findIndex((byte) => !fillers.has(byte));
  return first !== -1 && first < head && body[first] === 0x01;
}

/** NUL, tab, line feed, carriage return, SYN, space and DEL. */
const fillers: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x16, 0x20, 0x7f]);

/** True for a text that is all JSON, with the keys of an item. Front matter in JSON is followed by a text. */
function isAgencyJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) return false;
  const start = text.slice(0, head);
  return (
    /"(?:uri|guid|altids)"\s*:/i.test(start) &&
    /"(?:version_?created|pubstatus|body_\w+|bodies|headlines?)"\s*:/i.test(start)
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

/** How far into a text its root element is looked for. */
const head = 10_000;

/** The local name of the root element of an XML text. Null if the text is not XML. */
export function rootOf(text: string): string | null {
  const before = /^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*/i;
  const start = text.slice(0, head).replace(before, '');
  return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(start)?.[1] ?? null;
}
