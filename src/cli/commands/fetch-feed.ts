/** Fetches a feed as a reader would, and says what its server gets wrong (RFC 9110). */
import { feedFormats } from '../../model/feed.ts';
import { version } from '../../model/version.ts';
import { messageOf, PublishError } from '../../problem/publish-error.ts';
import { maximumFeedBytes } from '../../validate/decode-feed.ts';
import type { Rule } from '../../validate/rule/rule.ts';

export interface Fetched {
  readonly body: Uint8Array;
  /** Where it was found in the end. */
  readonly url: string;
  /** The addresses on the way, the first is the one that was asked for. */
  readonly redirects: readonly Redirect[];
  /** As the server says it, in lower case and without parameters; null for none. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** Readers can ask whether it changed. */
  readonly hasValidator: boolean;
}

export interface Redirect {
  readonly from: string;
  readonly status: number;
}

export interface FetchOptions {
  readonly timeoutSeconds?: number;
}

/** What the documentation says of the findings on servers. */
export const serverRules = {
  type: { code: 'http-content-type', clause: 'RFC 9110, 8.3', severity: 'warning' },
  noValidator: { code: 'http-no-validator', clause: 'RFC 9110, 8.8', severity: 'warning' },
  self: { code: 'http-self-elsewhere', clause: 'RFC 4287, 4.2.7.2', severity: 'warning' },
  moved: { code: 'http-redirect', clause: 'RFC 9110, 15.4', severity: 'warning' },
} as const satisfies Readonly<Record<string, Rule>>;

/** Of other redirects readers keep the old address, and should (RFC 9110, 15.4.3 and 15.4.8). */
export function movesForGood(status: number): boolean {
  return status === 301 || status === 308;
}

const mostRedirects = 5;

/** Fetches at most ten million bytes. Throws a `PublishError` that says why there is no feed. */
export async function fetchFeed(address: string, { timeoutSeconds = 20 }: FetchOptions = {}): Promise<Fetched> {
  try {
    return await follow(address, AbortSignal.timeout(timeoutSeconds * 1000));
  } catch (thrown) {
    if (thrown instanceof PublishError) throw thrown;
    const timedOut = thrown instanceof Error && thrown.name === 'TimeoutError';
    const reason = timedOut ? `no answer within ${timeoutSeconds} seconds` : reasonOf(thrown);
    throw new PublishError('unreachable-feed', `Cannot fetch "${address}": ${reason}`, { cause: thrown });
  }
}

/** `fetch` hides what went wrong in the cause. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  return messageOf(cause) || 'the connection failed';
}

async function follow(address: string, signal: AbortSignal): Promise<Fetched> {
  const redirects: Redirect[] = [];
  for (let url = address; redirects.length <= mostRedirects; ) {
    const response = await fetch(url, { redirect: 'manual', signal, headers });
    const target = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || target === null)
      return await read(response, { url, redirects });
    await response.body?.cancel();
    redirects.push({ from: url, status: response.status });
    url = webAddress(target, url);
  }
  throw new PublishError(
    'unreachable-feed',
    `Cannot fetch "${address}": it redirects more than ${mostRedirects} times`,
  );
}

const headers = {
  accept: [...Object.values(feedFormats).map(({ mediaType }) => mediaType), 'application/xml;q=0.9', '*/*;q=0.8'].join(
    ', ',
  ),
  'user-agent': `Presstime/${version}`,
};

/** A server may send a reader to the web only. */
function webAddress(target: string, base: string): string {
  const url = URL.canParse(target, base) ? new URL(target, base) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  throw new PublishError('unreachable-feed', `Cannot fetch "${base}": it redirects to "${target}"`);
}

async function read(response: Response, { url, redirects }: Pick<Fetched, 'url' | 'redirects'>): Promise<Fetched> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new PublishError('unreachable-feed', `Cannot fetch "${url}": the server answers ${response.status}`);
  }
  const type = response.headers.get('content-type');
  return {
    body: await readBody(response, url),
    url,
    redirects,
    mediaType: type?.split(';')[0]?.trim().toLowerCase() || null,
    charset: /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type ?? '')?.[1] ?? null,
    hasValidator: response.headers.has('etag') || response.headers.has('last-modified'),
  };
}

/** Stops where it is too much, so that no server can fill the memory. */
async function readBody({ body }: Response, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maximumFeedBytes) {
      const message = `Cannot fetch "${url}": it is larger than ${maximumFeedBytes} bytes`;
      throw new PublishError('unreachable-feed', message);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
