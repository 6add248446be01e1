/** Makes the permanent ids of entries and feeds: tag URIs (RFC 4151). */

/** Makes a tag URI. `specific` follows the authority: the name that the author set, or else the path without its extension. */
export function tagUri(authority: string, specific: string): string {
  return `tag:${authority}:${encodeSpecific(specific)}`;
}

/** The id that an author wrote. A URL, tag URI or URN stays as it is. Any other name becomes a tag URI of the authority. */
export function explicitId(authority: string, written: string): string {
  return isAbsoluteId(written) ? written : tagUri(authority, written);
}

/** True for an http or https URL, a tag URI or a URN, which need no authority. */
export function isAbsoluteId(written: string): boolean {
  return absoluteForms.some((form) => form.test(written));
}

/** The authority of ids for a site without settings. The year is fixed so that ids never change. */
export function authorityOf(url: string): string {
  return `${new URL(url).hostname},2026`;
}

/** The permanent id of a feed. */
export function feedId(authority: string, name: string): string {
  return tagUri(authority, `feed:${name}`);
}

/** True for ids that are reserved for feeds. */
export function isFeedId(id: string, { authority }: { readonly authority: string }): boolean {
  return id.startsWith(tagUri(authority, 'feed:'));
}

/** The characters of URIs (RFC 3986, 2) and IRIs (RFC 3987, 2.2), and the forms of RFC 4151, RFC 9562 and RFC 8141. */
const ascii = "\\w.~:/?#@!$&'()*+,;=\\-";
const encoded = '%[0-9a-fA-F]{2}';
const uri = `(?:[${ascii}]|${encoded})`;
const iri = `(?:[${ascii}\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef]|${encoded})`;
const absoluteForms: readonly RegExp[] = [
  new RegExp(`^tag:(?:[\\w.-]+@)?[a-z\\d.-]+,\\d{4}(?:-\\d\\d){0,2}:${uri}+$`),
  /^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  new RegExp(`^urn:(?!uuid:)[a-z0-9-]{2,32}:${uri}+$`, 'i'),
  new RegExp(`^https?://[^/?#[\\]]${iri}*$`, 'i'),
];

/** RFC 4151, 2.1: specific = *( pchar / "/" / "?" ). Everything else is percent-encoded as UTF-8. */
function encodeSpecific(text: string): string {
  return encodeURI(text.toWellFormed().normalize('NFC')).replace(/[#[\]]/g, encodeURIComponent);
}
