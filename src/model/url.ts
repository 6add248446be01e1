/** Addresses of the web as every format takes them: absolute, percent-encoded, their host in punycode, without user name. */
import type { Channel } from './channel.ts';

/** An http or https address in its normal form; undefined where it is none, or names a user. */
export function asUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return isWeb(url) && namesNoUser(url) ? writeUrl(url) : undefined;
}

/** True for http and https. */
export function isWeb({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:';
}

/** True for a URL without a name and a password in it. */
export function namesNoUser({ username, password }: URL): boolean {
  return username === '' && password === '';
}

/** True for a reference with a scheme that is not of the web, such as `javascript:` or `data:`; a path has none. */
export function hasOtherScheme(reference: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(reference);
}

/** The address with all encoded that no address may have (RFC 3986, 2) and browsers leave as it is; brackets of a host stay. */
export function writeUrl({ href, host }: URL): string {
  const path = host === '' ? 0 : href.indexOf(host) + host.length;
  return href.slice(0, path) + href.slice(path).replace(/[[\]{}|\\^`]|%(?![0-9a-f]{2})/gi, encodeURIComponent);
}

/** The address of a published path. */
export function urlOf(path: string, { feedUrl }: Pick<Channel, 'feedUrl'>): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), feedUrl).href;
}
