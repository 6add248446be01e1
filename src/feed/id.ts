/** Permanent names of entries and feeds: tag URIs, RFC 4151. */

/** What comes after the authority: the author's own name for the article, else the path without its ending. */
export function tagUri(authority: string, specific: string): string {
  return `tag:${authority}:${encodeSpecific(specific)}`;
}

/** The id that an author wrote: an address or a URN as it stands, anything else within the authority. */
export function explicitId(authority: string, written: string): string {
  return absoluteForms.some((form) => form.test(written)) ? written : tagUri(authority, written);
}

/** What RFC 3987 lets stand in an IRI, and the beginnings that RFC 4151, RFC 8141 and the web ask for. */
const character = "[\\w.~:/?#@!$&'()*+,;=%\\[\\]\\-\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef]";
const absoluteForms: readonly RegExp[] = [
  new RegExp(`^tag:[\\w.@-]+,\\d{4}(?:-\\d\\d){0,2}:${character}+$`),
  new RegExp(`^urn:[a-z0-9-]{2,32}:${character}+$`, 'i'),
  new RegExp(`^https?://[^/?#]${character}*$`, 'i'),
];

/** RFC 4151, 2.1: specific = *( pchar / "/" / "?" ), everything else percent-encoded as UTF-8. */
function encodeSpecific(text: string): string {
  return encodeURI(text.toWellFormed().normalize('NFC')).replace(/[#[\]]/g, encodeURIComponent);
}
