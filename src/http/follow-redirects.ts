/** One request of the web, sent again to wherever redirects lead, and its answer read up to a number of bytes (RFC 9110, 15.4). */
import { version } from '../model/version.ts';

export interface Redirect {
  readonly from: string;
  readonly status: number;
}

export interface Followed {
  /** The last answer: a redirect if it must not be followed, or if there were too many before it. */
  readonly response: Response;
  /** Where it came from. */
  readonly url: string;
  /** Those that were followed, in turn. */
  readonly redirects: readonly Redirect[];
}

export interface FollowOptions {
  /** Sent each time; headers beside the one that names this program. */
  readonly request: Omit<RequestInit, 'headers' | 'redirect'> & { readonly headers?: Readonly<Record<string, string>> };
  /** True for the status of a redirect that may be followed. */
  readonly mayFollow: (status: number) => boolean;
  /** True for a URL that a server may send us to. */
  readonly mayAsk: (url: URL) => boolean;
}

/** The most redirects that are followed. */
export const mostRedirects = 5;

/** Sends a request. Throws what `fetch` throws, such as for a connection that fails or a signal that is aborted. */
export async function followRedirects(address: string, options: FollowOptions): Promise<Followed> {
  const { request, mayFollow, mayAsk } = options;
  const headers = { 'user-agent': `Presstime/${version}`, ...request.headers };
  const redirects: Redirect[] = [];
  for (let url = address; ; ) {
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

/** The first bytes of an answer, so many at most; the rest is not waited for. */
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
