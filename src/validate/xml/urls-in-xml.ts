/** Checks URLs in RSS and Atom. Messages are about the element that contains the URL. */
import { matches, patterns } from '../rule/patterns.ts';
import { quoted } from '../rule/rule.ts';
import { foreignLetters, hasPassword, unencoded } from '../rule/url-syntax.ts';

/** The message if a URL of RSS or one of its extensions has characters that must be encoded. */
export function unencodedUrl(url: string): string | null {
  return unencoded(url, { iri: false });
}

/** The message if an IRI of Atom has characters that must be encoded. */
export function unencodedIri(iri: string): string | null {
  return unencoded(iri, { iri: true });
}

/** The message if a URL contains a password. It does not show the URL, because findings go to logs. */
export function withPassword(url: string): string | null {
  return hasPassword(url) ? 'must have no password: everyone who reads the feed can see it' : null;
}

/** The message if not everyone can fetch a URL. It does not show the URL, which may contain a user name. */
export function privateHost(url: string): string | null {
  const sound = !matches(url, patterns.url) || matches(url, patterns.publicUrl);
  return sound ? null : `should be ${patterns.publicUrl.wanted}`;
}

/** The message if an IRI contains letters beyond ASCII, which RFC 4287 allows and validators refuse. */
export function withForeignLetters(iri: string): string | null {
  const letters = foreignLetters(iri);
  return letters === null ? null : `should have ${quoted(letters.slice(0, 20))} encoded: got ${quoted(iri)}`;
}
