/** Web URLs in the form that every feed format accepts: absolute, percent-encoded, host in punycode, without a user name. */
import type { Channel } from './channel.ts';

/** Normalizes an http or https URL. Returns undefined for any other value, and for a URL with a user name or password. */
export function asUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return isWeb(url) && namesNoUser(url) ? writeUrl(url) : undefined;
}

/** Characters that a host must not contain (RFC 3986, 3.2.2), though browsers accept them. */
const notInHost = /["{}`]/;

/** True for an http or https URL with a valid host. */
export function isWeb({ protocol, host }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && !notInHost.test(host);
}

/** True for a URL without a user name or password. */
export function namesNoUser({ username, password }: URL): boolean {
  return username === '' && password === '';
}

/** True for a reference with a scheme other than http or https, such as `javascript:` or `data:`. A path has no scheme. */
export function hasOtherScheme(reference: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(reference);
}

/** Percent-encodes the characters that a URL must not contain (RFC 3986, 2) but that browsers keep. Brackets in a host stay. */
export function writeUrl({ href, host }: URL): string {
  const path = host === '' ? 0 : href.indexOf(host) + host.length;
  return href.slice(0, path) + href.slice(path).replace(/[[\]{}|\\^`]|%(?![0-9a-f]{2})/gi, encodeURIComponent);
}

/** True for a URL that works on this machine only, such as `http://localhost:4000/` (RFC 6761, 6.3; RFC 5735, 3). */
export function isLoopback(url: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d+){3}|\[::1\])\.?$/.test(new URL(url).hostname);
}

/** The URL of a published path. */
export function urlOf(path: string, { feedUrl }: Pick<Channel, 'feedUrl'>): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), feedUrl).href;
}
