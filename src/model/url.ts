/** Addresses of the web as every format takes them: absolute, percent-encoded, their host in punycode, without user name. */
import type { Channel } from './channel.ts';

/** An http or https address in its normal form; undefined where it is none, or names a user. */
export function asUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return web && url.username === '' && url.password === '' ? writeUrl(url) : undefined;
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
