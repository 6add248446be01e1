/** How URLs and IRIs are written: which characters they may contain (RFC 3986, RFC 3987), and the canonical one of many forms. */
import { quoted } from './rule.ts';

/** What must be percent-encoded in a URL, and the URL; null if nothing must. IRIs may contain letters of any script (RFC 3987). */
export function unencoded(url: string, { iri }: { readonly iri: boolean }): string | null {
  const odd = /[\s<>"{}|\\^`[\]\0-\x1f\x7f]/.exec(withoutBrackets(url))?.[0];
  if (odd !== undefined) return `must have ${quoted(odd)} percent-encoded: got ${quoted(url)}`;
  const letter = iri ? null : foreignLetters(url);
  if (letter === null) return null;
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const wanted = host.includes(letter) ? 'its host in punycode' : `${quoted(letter.slice(0, 20))} percent-encoded`;
  return `must have ${wanted}: got ${quoted(url)}`;
}

/** The first letters that are not ASCII; null if all are. */
export function foreignLetters(url: string): string | null {
  return /[^\0-\x7f]+/.exec(url)?.[0] ?? null;
}

/** The brackets around an IPv6 address are right (RFC 3986, 3.2.2). */
function withoutBrackets(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#@]{0,200}?)\[([0-9a-f:.]+)\]/i, '$1$2');
}

/** What RFC 3986 forbids and programs write all the same, because it works in every reader; null if there is none. */
export function strayPercent(url: string): string | null {
  const stray = /%(?![0-9a-f]{2})/i.test(url);
  return stray ? `should have "%" as "%25" where it encodes nothing: got ${quoted(url)}` : null;
}

/** A user name with a password (RFC 3986, 3.2.1). */
export function hasPassword(url: string): boolean {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const at = authority.lastIndexOf('@');
  return at > 0 && authority.slice(0, at).includes(':');
}

/** The form that ids should have because they are compared letter by letter; null if it has that form (RFC 4287, 4.2.6.1). */
export function canonicalOf(url: string): string | null {
  const canonical = isWeb(url) ? webForm(url) : plainForm(url);
  return canonical === url ? null : canonical;
}

function isWeb(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url);
}

/** Letters of other scripts stay if nothing else is to be changed. */
function webForm(url: string): string {
  const { href } = new URL(url);
  const canonical = href.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
  });
  return foreignLetters(url) !== null && href === canonical ? url : canonical;
}

/** Capitals make no difference in a scheme, the authority of a tag, and the namespace of a URN (RFC 3986, 6.2.2.1; RFC 4151, 2.4; RFC 8141, 3.1). */
function plainForm(url: string): string {
  return url.replace(/^(?:tag:[^,:]*|urn:[^:]*|[a-z][a-z0-9+.-]*:)/i, (head) => head.toLowerCase());
}
