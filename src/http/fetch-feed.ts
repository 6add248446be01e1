/** Fetches a feed as a feed reader would, with what the rules for its server need to know (RFC 9110). */
import { feedFormats } from '../model/feed.ts';
import { isWeb } from '../model/url.ts';
import { messageOf, PublishError } from '../problem/publish-error.ts';
import { maximumFeedBytes } from '../validate/decode-feed.ts';
import { type Followed, followRedirects, mostRedirects, type Redirect, readAtMost } from './follow-redirects.ts';

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

/**
 * Fetches a feed of at most ten million bytes. Throws `PublishError` with code `unreachable-feed` and the reason if that
 * fails.
 */
export async function fetchFeed(feedUrl: string, { timeoutSeconds = 20 }: FetchOptions = {}): Promise<Fetched> {
  try {
    return await fetchUntil(feedUrl, AbortSignal.timeout(timeoutSeconds * 1000));
  } catch (thrown) {
    if (thrown instanceof PublishError) throw thrown;
    const reason = describeFetchError(thrown, timeoutSeconds);
    throw new PublishError('unreachable-feed', `Cannot fetch "${feedUrl}": ${reason}`, { cause: thrown });
  }
}

/** Why `fetch` failed, as part of a message. The reason is in the cause of the error that it throws. */
export function describeFetchError(thrown: unknown, timeoutSeconds: number): string {
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return `no answer within ${timeoutSeconds} seconds`;
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  return messageOf(cause) || 'the connection failed';
}

async function fetchUntil(feedUrl: string, signal: AbortSignal): Promise<Fetched> {
  const followed = await followRedirects(feedUrl, {
    request: { signal, headers: feedRequestHeaders },
    mayFollow: isRedirectStatus,
    mayAsk: isWeb,
  });
  const { response, url } = followed;
  const target = isRedirectStatus(response.status) ? response.headers.get('location') : null;
  if (target === null) return read(followed);
  await response.body?.cancel();
  throw new PublishError('unreachable-feed', `Cannot fetch ${describeRedirect(target, { feedUrl, url })}`);
}

export function isRedirectStatus(status: number): boolean {
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

/** What feed readers ask for. */
export const feedRequestHeaders = {
  accept: [...Object.values(feedFormats).map(({ mediaType }) => mediaType), 'application/xml;q=0.9', '*/*;q=0.8'].join(
    ', ',
  ),
};

async function read({ response, url, redirects }: Followed): Promise<Fetched> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new PublishError('unreachable-feed', `Cannot fetch "${url}": the server responds with ${response.status}`);
  }
  return { body: await readBody(response, url), url, redirects, ...factsOfHeaders(response.headers) };
}

/** What the headers of a response say about its feed. */
export function factsOfHeaders(headers: Headers): Pick<Fetched, 'mediaType' | 'charset' | 'hasValidator'> {
  const type = headers.get('content-type');
  return {
    mediaType: type?.split(';')[0]?.trim().toLowerCase() || null,
    charset: /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type ?? '')?.[1] ?? null,
    hasValidator: headers.has('etag') || headers.has('last-modified'),
  };
}

/** Stops reading at the limit, so that no server can fill the memory. */
async function readBody(response: Response, url: string): Promise<Uint8Array> {
  const body = await readAtMost(response, maximumFeedBytes + 1);
  if (body.length <= maximumFeedBytes) return body;
  throw new PublishError('unreachable-feed', `Cannot fetch "${url}": it is larger than ${maximumFeedBytes} bytes`);
}
