/** One form sent to a hub, and what came of it: time and size are bounded, and nothing is thrown. WebSub, 5.1.2 for redirects. */
import { version } from '../model/version.ts';
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

const mostRedirects = 5;
/** What is read of an answer, to quote it. */
const mostBytes = 2048;
const mostQuoted = 200;

/** Sends the form and waits for the answer. */
export async function postForm(url: string, options: PostOptions): Promise<Answer> {
  if (!isHubUrl(url)) return refusal('its address must be one of http or https, without a name and a password');
  const timeout = AbortSignal.timeout(options.timeoutMilliseconds);
  try {
    const signal = AbortSignal.any([timeout, options.stop]);
    return await answerOf(await send(url, { form: options.form, signal, redirects: mostRedirects }));
  } catch (thrown) {
    return unreachable(options.stop.aborted ? 'there was no time left' : wordsOfFailure(thrown, options));
  }
}

function isHubUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '';
}

function refusal(message: string): Answer {
  return { outcome: 'refused', message, retryAfterMilliseconds: null };
}

function unreachable(message: string, retryAfterMilliseconds: number | null = null): Answer {
  return { outcome: 'unreachable', message, retryAfterMilliseconds };
}

interface Sending {
  readonly form: URLSearchParams;
  readonly signal: AbortSignal;
  readonly redirects: number;
}

/** Only 307 and 308 keep the form: after any other redirect, it would be asked for a page. */
async function send(url: string, { form, signal, redirects }: Sending): Promise<Response> {
  const headers = { 'user-agent': `Presstime/${version}` };
  const response = await fetch(url, { method: 'POST', body: form, headers, signal, redirect: 'manual' });
  const next = response.status === 307 || response.status === 308 ? targetOf(response, url) : null;
  if (next === null || redirects === 0) return response;
  await response.body?.cancel();
  return send(next, { form, signal, redirects: redirects - 1 });
}

/** Where a redirect leads; null where that is no address of a hub. */
function targetOf({ headers }: Response, url: string): string | null {
  const location = headers.get('location');
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url).href : '';
  return isHubUrl(target) ? target : null;
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await readStart(response);
  if (response.ok) return { outcome: 'accepted', message: null, retryAfterMilliseconds: null };
  const location = status >= 300 && status < 400 ? headers.get('location') : null;
  const words = quotable(location ?? text);
  const message = words === '' ? `it answered ${status}` : `it answered ${status}: ${words}`;
  return isPassing(status) ? unreachable(message, retryAfterOf(headers)) : refusal(message);
}

/** Trouble of the moment: the request took too long (408), there were too many (429), or the hub itself failed. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** The beginning of the body; the rest is not waited for. */
async function readStart({ body, ok }: Response): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (!ok) {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= mostBytes) break;
    }
  } else await body.cancel();
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, mostBytes));
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

function wordsOfFailure(thrown: unknown, { timeoutMilliseconds }: PostOptions): string {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') {
    return `it did not answer within ${timeoutMilliseconds / 1000} s`;
  }
  const cause = thrown instanceof Error ? thrown.cause : null;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  const words = [cause instanceof Error ? cause.message : '', typeof code === 'string' ? code : '', messageOf(thrown)];
  return `it could not be reached: ${quotable(words.find((it) => it !== '') ?? '')}`;
}
