/** What is wrong with a URL in a feed in XML, said of its element. */
import { matches, patterns } from '../rule/patterns.ts';
import { quoted } from '../rule/rule.ts';
import { foreignLetters, hasPassword, unencoded } from '../rule/url-syntax.ts';

/** RSS and its extensions have URLs. */
export function unencodedUrl(url: string): string | null {
  return unencoded(url, { iri: false });
}

/** Atom has IRIs. */
export function unencodedIri(iri: string): string | null {
  return unencoded(iri, { iri: true });
}

/** It is not shown: findings go to logs. */
export function withPassword(url: string): string | null {
  return hasPassword(url) ? 'must have no password: whoever reads the feed has it' : null;
}

/** What the world cannot fetch. It is not shown, because it may contain a user name. */
export function privateHost(url: string): string | null {
  const sound = !matches(url, patterns.url) || matches(url, patterns.publicUrl);
  return sound ? null : `should be ${patterns.publicUrl.wanted}`;
}

/** What RFC 4287 allows and validators refuse. */
export function withForeignLetters(iri: string): string | null {
  const letters = foreignLetters(iri);
  return letters === null ? null : `should have ${quoted(letters.slice(0, 20))} encoded: got ${quoted(iri)}`;
}
