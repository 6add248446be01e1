/** Permanent names of entries and feeds: tag URIs, RFC 4151. */

/** What comes after the authority: the author's own name for the article, else the path without its ending. */
export function tagUri(authority: string, specific: string): string {
  return `tag:${authority}:${encodeSpecific(specific)}`;
}

/** The id that an author wrote: an address or a URN as it stands, anything else within the authority. */
export function explicitId(authority: string, written: string): string {
  const absolute = /^(?:tag|urn|https?):[^\s"<>\\^`{|}]+$/i.test(written);
  return absolute ? written : tagUri(authority, written);
}

/** True where two ids differ in nothing but the authority, which may change hands while ids may not. */
export function sameSpecific(one: string, other: string): boolean {
  const specific = (id: string) => /^tag:[^:]+:(.*)$/s.exec(id)?.[1] ?? id;
  return specific(one) === specific(other);
}

/** RFC 4151, 2.1: specific = *( pchar / "/" / "?" ), everything else percent-encoded as UTF-8. */
function encodeSpecific(text: string): string {
  return encodeURI(text.toWellFormed().normalize('NFC')).replace(/[#[\]]/g, encodeURIComponent);
}
