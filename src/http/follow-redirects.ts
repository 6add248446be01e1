/** Sends an HTTP request, follows redirects (RFC 9110, 15.4), and reads a response up to a limit in bytes. */
import { version } from '../model/version.ts';

export interface Redirect {
  readonly from: string;
  readonly status: number;
}

export interface Followed {
  /** The last response. It is a redirect if `mayFollow` or `mayAsk` did not allow it, or after `mostRedirects` others. */
  readonly response: Response;
  /** The URL of the last response. */
  readonly url: string;
  /** The redirects that were followed, in order. */
  readonly redirects: readonly Redirect[];
}

export interface FollowOptions {
  /** Sent with each request. Its headers are added to the `user-agent` of Presstime. */
  readonly request: Omit<RequestInit, 'headers' | 'redirect'> & { readonly headers?: Readonly<Record<string, string>> };
  /** True if a redirect with this status may be followed. */
  readonly mayFollow: (status: number) => boolean;
  /** True if a redirect to this URL may be followed. */
  readonly mayAsk: (url: URL) => boolean;
}

/** At most this many redirects are followed. */
export const mostRedirects = 5;

/** Sends a request and follows its redirects. Throws what `fetch` throws, for example if a connection fails or a signal is aborted. */
export async function followRedirects(startUrl: string, options: FollowOptions): Promise<Followed> {
  const { request, mayFollow, mayAsk } = options;
  const headers = { 'user-agent': `Presstime/${version}`, ...request.headers };
  const redirects: Redirect[] = [];
  for (let url = startUrl; ; ) {
    const response = await fetch(url, { ...request, headers, redirect: 'manual' });
    const target = mayFollow(response.status) ? targetOf(response, url) : null;
    if (target === null || !mayAsk(target) || redirects.length === mostRedirects) return { response, url, redirects };
    await response.body?.cancel();
    redirects.push({ from: url, status: response.status });
    url = target.href;
  }
}

function targetOf({ headers }: Response, base: string): URL | null {
  const location = headers.get('location');
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : null;
}

/** True for redirects after which readers should use the new URL from then on (RFC 9110, 15.4.2 and 15.4.9). */
export function isPermanentRedirect(status: number): boolean {
  return status === 301 || status === 308;
}

/** Reads at most so many bytes of the body of a response. Does not wait for the rest. */
export async function readAtMost({ body }: Response, bytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}
