/** Fetches a feed as a feed reader would, with what the rules for its server need to know (RFC 9110). */
import {
  type Followed,
  followRedirects,
  mostRedirects,
  type Redirect,
  readAtMost,
} from '../../../http/follow-redirects.ts';
import { feedFormats } from '../../../model/feed.ts';
import { isWeb } from '../../../model/url.ts';
import { messageOf, PublishError } from '../../../problem/publish-error.ts';
import { maximumFeedBytes } from '../../../validate/decode-feed.ts';
import type { Rule } from '../../../validate/rule/rule.ts';

export interface Fetched {
  readonly body: Uint8Array;
  /** The URL after all redirects. */
  readonly url: string;
  /** The redirects on the way. The first starts at the requested URL. */
  readonly redirects: readonly Redirect[];
  /** The media type in the Content-Type header, in lower case and without parameters; null if there is none. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** True if the response has an ETag or Last-Modified header, so that readers can check for changes. */
  readonly hasValidator: boolean;
}

export interface FetchOptions {
  readonly timeoutSeconds?: number;
}

/** The rules for servers, with the clauses that docs/linter.md lists. */
export const serverRules = {
  type: { code: 'http-content-type', clause: 'RFC 9110, 8.3', severity: 'warning' },
  noValidator: { code: 'http-no-validator', clause: 'RFC 9110, 8.8', severity: 'warning' },
  self: { code: 'http-self-elsewhere', clause: 'RFC 4287, 4.2.7.2', severity: 'warning' },
  moved: { code: 'http-redirect', clause: 'RFC 9110, 15.4', severity: 'warning' },
} as const satisfies Readonly<Record<string, Rule>>;

/** True for redirects after which readers should use the new URL from then on (RFC 9110, 15.4.2 and 15.4.9). */
export function isPermanentRedirect(status: number): boolean {
  return status === 301 || status === 308;
}

/**
 * Fetches a feed of at most ten million bytes. Throws `PublishError` with code `unreachable-feed` and the reason if that
 * fails.
 */
export async function fetchFeed(feedUrl: string, { timeoutSeconds = 20 }: FetchOptions = {}): Promise<Fetched> {
  try {
    return await fetchUntil(feedUrl, AbortSignal.timeout(timeoutSeconds * 1000));
  } catch (thrown) {
    if (thrown instanceof PublishError) throw thrown;
    const timedOut = thrown instanceof Error && thrown.name === 'TimeoutError';
    const reason = timedOut ? `no answer within ${timeoutSeconds} seconds` : reasonOf(thrown);
    throw new PublishError('unreachable-feed', `Cannot fetch "${feedUrl}": ${reason}`, { cause: thrown });
  }
}

/** The reason is in the cause of the error that `fetch` throws. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  return messageOf(cause) || 'the connection failed';
}

async function fetchUntil(feedUrl: string, signal: AbortSignal): Promise<Fetched> {
  const followed = await followRedirects(feedUrl, {
    request: { signal, headers },
    mayFollow: isRedirect,
    mayAsk: isWeb,
  });
  const { response, url } = followed;
  const target = isRedirect(response.status) ? response.headers.get('location') : null;
  if (target === null) return read(followed);
  await response.body?.cancel();
  throw new PublishError('unreachable-feed', `Cannot fetch ${describeRedirect(target, { feedUrl, url })}`);
}

function isRedirect(status: number): boolean {
  return status >= 300 && status <= 399;
}

/** Why a redirect was not followed: there were too many, or the target is not a web URL. */
function describeRedirect(
  target: string,
  { feedUrl, url }: { readonly feedUrl: string; readonly url: string },
): string {
  return URL.canParse(target, url) && isWeb(new URL(target, url))
    ? `"${feedUrl}": it redirects more than ${mostRedirects} times`
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
    throw new PublishError('unreachable-feed', `Cannot fetch "${url}": the server responds with ${response.status}`);
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

/** Stops reading at the limit, so that no server can fill the memory. */
async function readBody(response: Response, url: string): Promise<Uint8Array> {
  const body = await readAtMost(response, maximumFeedBytes + 1);
  if (body.length <= maximumFeedBytes) return body;
  throw new PublishError('unreachable-feed', `Cannot fetch "${url}": it is larger than ${maximumFeedBytes} bytes`);
}
