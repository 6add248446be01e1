/** Addresses: what RFC 3986 lets stand in them, and how one is written of many that mean the same. */

import { quoted } from './rule.ts';

/** What may not stand in an address and must be percent-encoded; null where nothing does. IRIs may have other letters (RFC 3987). */
export function flawOfAddress(address: string, { iri }: { readonly iri: boolean }): string | null {
  const odd = /[\s<>"\0-\x1f\x7f]/.exec(address)?.[0];
  if (odd !== undefined) return `must have ${quoted(odd)} percent-encoded`;
  const letter = iri ? undefined : /[^\0-\x7f]+/.exec(address)?.[0];
  if (letter === undefined) return null;
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? '';
  return host.includes(letter)
    ? 'must have its host in punycode'
    : `must have ${quoted(letter.slice(0, 20))} percent-encoded`;
}

/** What no address may have by the letter, and browsers leave as it is: readers get through with it. */
export function oddityOfAddress(address: string): string | null {
  const odd = /[{}|\\^`]/.exec(address)?.[0];
  if (odd !== undefined) return `should have "${odd}" percent-encoded`;
  return /%(?![0-9a-f]{2})/i.test(address) ? 'should have "%" as "%25" where it encodes nothing' : null;
}

/** The one form of an address that all who compare ids letter by letter agree on; null where it has it (RFC 4287, 4.2.6.1). */
export function canonicalOf(address: string): string | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null;
  const { href } = new URL(address);
  const canonical = href.replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase());
  const given = /[^\0-\x7f]/.test(address) ? new URL(address).href : address;
  return given === canonical ? null : canonical;
}
