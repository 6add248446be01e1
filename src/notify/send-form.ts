/** One form sent to a hub, and what came of it: time and size are bounded, and nothing is thrown. WebSub, 5.1.2 for redirects. */
import { followRedirects, readAtMost } from '../http/follow-redirects.ts';
import { isWeb, namesNoUser } from '../model/url.ts';
import { messageOf } from '../problem/publish-error.ts';
import type { Ping } from './hub.ts';

export interface Answer extends Pick<Ping, 'outcome' | 'message'> {
  /** How long the hub asks to be left alone (RFC 9110, 10.2.3); null where it does not. */
  readonly retryAfterMilliseconds: number | null;
}

export interface PostOptions {
  readonly form: URLSearchParams;
  readonly stop: AbortSignal;
  readonly timeoutMilliseconds: number;
}

/** What is read of an answer, to quote it. */
const mostBytes = 2048;
const mostQuoted = 200;

/** Sends the form and waits for the answer. */
export async function postForm(url: string, options: PostOptions): Promise<Answer> {
  if (!URL.canParse(url) || !isHub(new URL(url)))
    return refusal('its address must be one of http or https, without a name and a password');
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

/** Only these redirects keep the form: after any other, the hub would be asked for a page. */
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
  const words = quotable(location ?? text);
  const message = words === '' ? `it answered ${status}` : `it answered ${status}: ${words}`;
  return isTemporary(status) ? unreachable(message, retryAfterOf(headers)) : refusal(message);
}

/** Trouble of the moment: the request took too long (408), there were too many (429), or the hub itself failed. */
function isTemporary(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** On one line, and with nothing in it that a terminal would obey. */
function quotable(text: string): string {
  const line = text.replace(/[\p{C}\s\ufffd]+/gu, ' ').trim();
  return [...line].slice(0, mostQuoted).join('');
}

/** Seconds, or a date: the difference to the hub's own clock, because ours is not read here. */
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
  const words = [cause instanceof Error ? cause.message : '', typeof code === 'string' ? code : '', messageOf(thrown)];
  return `it could not be reached: ${quotable(words.find((it) => it !== '') ?? '')}`;
}
