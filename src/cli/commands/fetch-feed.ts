/** Fetches a feed as a reader would, and says what its server gets wrong (RFC 9110). */
import {
  type Followed,
  followRedirects,
  mostRedirects,
  type Redirect,
  readAtMost,
} from '../../http/follow-redirects.ts';
import { feedFormats } from '../../model/feed.ts';
import { isWeb } from '../../model/url.ts';
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

/** Fetches at most ten million bytes. Throws a `PublishError` that says why there is no feed. */
export async function fetchFeed(address: string, { timeoutSeconds = 20 }: FetchOptions = {}): Promise<Fetched> {
  try {
    return await fetchBefore(address, AbortSignal.timeout(timeoutSeconds * 1000));
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

async function fetchBefore(address: string, signal: AbortSignal): Promise<Fetched> {
  const followed = await followRedirects(address, {
    request: { signal, headers },
    mayFollow: isRedirect,
    mayAsk: isWeb,
  });
  const { response, url } = followed;
  const target = isRedirect(response.status) ? response.headers.get('location') : null;
  if (target === null) return read(followed);
  await response.body?.cancel();
  throw new PublishError('unreachable-feed', `Cannot fetch ${describeRedirect(target, { address, url })}`);
}

function isRedirect(status: number): boolean {
  return status >= 300 && status <= 399;
}

/** A server may send a reader to the web only, and not too often. */
function describeRedirect(
  target: string,
  { address, url }: { readonly address: string; readonly url: string },
): string {
  return URL.canParse(target, url) && isWeb(new URL(target, url))
    ? `"${address}": it redirects more than ${mostRedirects} times`
    : `"${url}": it redirects to "${target}"`;
}

const headers = {
  accept: [...Object.values(feedFormats).map(({ mediaType }) => mediaType), 'application/xml;q=0.9', '*/*;q=0.8'].join(
    ', ',
  ),
};

async function read({ response, url, redirects }: Followed): Promise<Fetched> {
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

/** Stops if it is too much, so that no server can fill the memory. */
async function readBody(response: Response, url: string): Promise<Uint8Array> {
  const body = await readAtMost(response, maximumFeedBytes + 1);
  if (body.length <= maximumFeedBytes) return body;
  throw new PublishError('unreachable-feed', `Cannot fetch "${url}": it is larger than ${maximumFeedBytes} bytes`);
}
