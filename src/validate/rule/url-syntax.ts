/** Checks how URLs and IRIs are written: their characters (RFC 3986, RFC 3987), passwords, and their canonical form. */
import { quoted } from './rule.ts';

/** The message if a URL contains characters that must be percent-encoded. IRIs may contain letters of any script (RFC 3987). */
export function unencoded(url: string, { iri }: { readonly iri: boolean }): string | null {
  const odd = /[\s<>"{}|\\^`[\]\0-\x1f\x7f]/.exec(withoutBrackets(url))?.[0];
  if (odd !== undefined) return `must have ${quoted(odd)} percent-encoded: got ${quoted(url)}`;
  const letter = iri ? null : foreignLetters(url);
  if (letter === null) return null;
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const wanted = host.includes(letter) ? 'its host in punycode' : `${quoted(letter.slice(0, 20))} percent-encoded`;
  return `must have ${wanted}: got ${quoted(url)}`;
}

/** Returns the first run of characters that are not ASCII, or null if there is none. */
export function foreignLetters(url: string): string | null {
  return /[^\0-\x7f]+/.exec(url)?.[0] ?? null;
}

/** The brackets around an IPv6 address are allowed (RFC 3986, 3.2.2), so they are removed before the check. */
function withoutBrackets(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#@]{0,200}?)\[([0-9a-f:.]+)\]/i, '$1$2');
}

/** The message if a URL contains "%" without two hexadecimal digits. RFC 3986 forbids it, but programs write it and readers accept it. */
export function strayPercent(url: string): string | null {
  const stray = /%(?![0-9a-f]{2})/i.test(url);
  return stray ? `should have "%25" instead of a "%" that encodes nothing: got ${quoted(url)}` : null;
}

/** True if a URL contains a user name with a password (RFC 3986, 3.2.1). */
export function hasPassword(url: string): boolean {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const at = authority.lastIndexOf('@');
  return at > 0 && authority.slice(0, at).includes(':');
}

/**
 * Returns the canonical form of an id, or null if the id has that form already. Ids are compared character by character, so they
 * should be in canonical form (RFC 4287, 4.2.6.1).
 */
export function canonicalOf(url: string): string | null {
  const canonical = isWeb(url) ? webForm(url) : plainForm(url);
  return canonical === url ? null : canonical;
}

function isWeb(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url);
}

/** Letters of other scripts stay if nothing else has to change. */
function webForm(url: string): string {
  const { href } = new URL(url);
  const canonical = href.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
  });
  return foreignLetters(url) !== null && href === canonical ? url : canonical;
}

/**
 * Case does not matter in a scheme, the authority of a tag, and the namespace of a URN (RFC 3986, 6.2.2.1; RFC 4151, 2.4; RFC 8141,
 * 3.1), so these become lower case.
 */
function plainForm(url: string): string {
  return url.replace(/^(?:tag:[^,:]*|urn:[^:]*|[a-z][a-z0-9+.-]*:)/i, (head) => head.toLowerCase());
}
