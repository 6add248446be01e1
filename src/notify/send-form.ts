/** Sends one form to a hub and reads its answer. Time and size are limited, and nothing is thrown. WebSub, 5.1.2 for redirects. */
import { followRedirects, readAtMost } from '../http/follow-redirects.ts';
import { isWeb, namesNoUser } from '../model/url.ts';
import { messageOf } from '../problem/publish-error.ts';
import type { Ping } from './hub.ts';

export interface Answer extends Pick<Ping, 'outcome' | 'message'> {
  /** How long the hub asks to wait before the next request (RFC 9110, 10.2.3); null if it does not ask. */
  readonly retryAfterMilliseconds: number | null;
}

export interface PostOptions {
  readonly form: URLSearchParams;
  readonly stop: AbortSignal;
  readonly timeoutMilliseconds: number;
}

/** How many bytes of an answer are read, and how many characters of it are quoted. */
const mostBytes = 2048;
const mostQuoted = 200;

/** Sends the form and waits for the answer. Never throws. */
export async function postForm(url: string, options: PostOptions): Promise<Answer> {
  if (!URL.canParse(url) || !isHub(new URL(url)))
    return refusal('its URL must use http or https and contain no user name or password');
  const timeout = AbortSignal.timeout(options.timeoutMilliseconds);
  try {
    const signal = AbortSignal.any([timeout, options.stop]);
    const request = { method: 'POST', body: options.form, signal };
    return await answerOf((await followRedirects(url, { request, mayFollow: keepsForm, mayAsk: isHub })).response);
  } catch (thrown) {
    return unreachable(options.stop.aborted ? 'there was no time left' : describeFailure(thrown, options));
  }
}

function isHub(url: URL): boolean {
  return isWeb(url) && namesNoUser(url);
}

/** Only these redirects repeat the POST with its form. Any other would turn it into a GET. */
function keepsForm(status: number): boolean {
  return status === 307 || status === 308;
}

function refusal(message: string): Answer {
  return { outcome: 'refused', message, retryAfterMilliseconds: null };
}

function unreachable(message: string, retryAfterMilliseconds: number | null = null): Answer {
  return { outcome: 'unreachable', message, retryAfterMilliseconds };
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  if (response.ok) {
    await response.body?.cancel();
    return { outcome: 'accepted', message: null, retryAfterMilliseconds: null };
  }
  const text = new TextDecoder().decode(await readAtMost(response, mostBytes));
  const location = status >= 300 && status < 400 ? headers.get('location') : null;
  const quote = quotable(location ?? text);
  const message = quote === '' ? `it answered ${status}` : `it answered ${status}: ${quote}`;
  return isTemporary(status) ? unreachable(message, retryAfterOf(headers)) : refusal(message);
}

/** A temporary failure: the request took too long (408), there were too many (429), or the hub itself failed. */
function isTemporary(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** The text on one line, cut, and without characters that control a terminal. */
function quotable(text: string): string {
  const line = text.replace(/[\p{C}\s\ufffd]+/gu, ' ').trim();
  return [...line].slice(0, mostQuoted).join('');
}

/** `Retry-After` is a number of seconds or a date. A date is compared with the hub's own `Date` header, because no clock is read here. */
function retryAfterOf(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const milliseconds = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}

function describeFailure(thrown: unknown, { timeoutMilliseconds }: PostOptions): string {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') {
    return `it did not answer within ${timeoutMilliseconds / 1000} s`;
  }
  const cause = thrown instanceof Error ? thrown.cause : null;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  const reasons = [
    cause instanceof Error ? cause.message : '',
    typeof code === 'string' ? code : '',
    messageOf(thrown),
  ];
  return `it could not be reached: ${quotable(reasons.find((it) => it !== '') ?? '')}`;
}
