/** Addresses: what RFC 3986 lets stand in them, and how one is written of many that mean the same. */
import { quoted } from './rule.ts';

/** What may not stand in an address and must be percent-encoded; null where nothing does. IRIs may have other letters (RFC 3987). */
export function flawOfAddress(address: string, { iri }: { readonly iri: boolean }): string | null {
  const odd = /[\s<>"{}|\\^`[\]\0-\x1f\x7f]/.exec(withoutBrackets(address))?.[0];
  if (odd !== undefined) return `must have ${quoted(odd)} percent-encoded`;
  const letter = iri ? null : foreignLetters(address);
  if (letter === null) return null;
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? '';
  return host.includes(letter)
    ? 'must have its host in punycode'
    : `must have ${quoted(letter.slice(0, 20))} percent-encoded`;
}

/** The first letters that are not ASCII; null for none. */
export function foreignLetters(address: string): string | null {
  return /[^\0-\x7f]+/.exec(address)?.[0] ?? null;
}

/** Those of a host that is a number of IPv6 are right (RFC 3986, 3.2.2). */
function withoutBrackets(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#@]{0,200}?)\[([0-9a-f:.]+)\]/i, '$1$2');
}

/** What no address may have by the letter, and programs leave as it is: readers get through with it. */
export function oddityOfAddress(address: string): string | null {
  return /%(?![0-9a-f]{2})/i.test(address) ? 'should have "%" as "%25" where it encodes nothing' : null;
}

/** A user name with a password (RFC 3986, 3.2.1). */
export function hasPassword(address: string): boolean {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(address)?.[1] ?? '';
  const at = authority.lastIndexOf('@');
  return at > 0 && authority.slice(0, at).includes(':');
}

/** The one form of an address that all who compare ids letter by letter agree on; null where it has it (RFC 4287, 4.2.6.1). */
export function canonicalOf(address: string): string | null {
  const canonical = isWeb(address) ? webForm(address) : plainForm(address);
  return canonical === address ? null : canonical;
}

function isWeb(address: string): boolean {
  return /^https?:/i.test(address) && URL.canParse(address);
}

/** Letters of other scripts stay where nothing else is to be said. */
function webForm(address: string): string {
  const { href } = new URL(address);
  const canonical = href.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const sign = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[\w.~-]/.test(sign) ? sign : encoded.toUpperCase();
  });
  return foreignLetters(address) !== null && href === canonical ? address : canonical;
}

/** Scheme, authority of a tag and kind of a URN mean the same in capitals (RFC 3986, 6.2.2.1; RFC 4151, 2.4; RFC 8141, 3.1). */
function plainForm(address: string): string {
  return address.replace(/^(?:tag:[^,:]*|urn:[^:]*|[a-z][a-z0-9+.-]*:)/i, (head) => head.toLowerCase());
}
