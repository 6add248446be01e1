/** Asks for a public feed as readers do: few requests, one after another, with a pause between them. */
import { setTimeout as pause } from 'node:timers/promises';
import { describeFetchError, feedRequestHeaders, isRedirectStatus } from '../http/fetch-feed.ts';
import { followRedirects, mostRedirects, readAtMost } from '../http/follow-redirects.ts';
import type { Instant } from '../model/instant.ts';
import { isLoopback, isWeb } from '../model/url.ts';
import { maximumFeedBytes } from '../validate/decode-feed.ts';
import { feedsNamedBy } from '../validate/not-a-feed.ts';
import { homeUrlIn, hubsOfAnswer, validateAnswer } from './feed-findings.ts';
import { type FeedObservation, type Observed, outcomeOf, type ReaderObservation, textOf } from './observation.ts';
import { readers, unknownReader } from './user-agents.ts';

export interface ObserveOptions {
  readonly now: Instant;
  /** The home page in the settings; else the one that the feed names. */
  readonly homeUrl: string | null;
  /** Called before each request, with what it is for. */
  readonly onRequest: (what: string) => void;
  readonly timeoutSeconds?: number;
  /** The pause between two requests. There is none on this machine. */
  readonly pauseMilliseconds?: number;
}

type Ask = (url: string, what: string, request?: AskOptions) => Promise<Observed>;

interface AskOptions {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly follows?: boolean;
  readonly mostBytes?: number;
}

/** How much of a body is read that is not validated. */
const shortBytes = 200_000;

/** Makes all requests for one feed. If the URL is that of a page that names a feed, that feed is observed. Never throws. */
export async function observeFeed(givenUrl: string, options: ObserveOptions): Promise<FeedObservation> {
  const ask = politely(options);
  const first = await ask(givenUrl, 'the feed');
  const named = feedNamedBy(first);
  const url = named ?? givenUrl;
  const plain = named === null ? first : await ask(named, 'the feed that the page names');
  const nothing: FeedObservation = {
    url,
    plain,
    sameTag: null,
    sameDate: null,
    head: null,
    overHttp: null,
    readers: [],
    hubs: [],
    robots: null,
    home: null,
  };
  if (!isWorthMore(plain)) return nothing;
  const asReaders = await askAsReaders(ask, url);
  const served = [{ reader: unknownReader, answer: plain }, ...asReaders].find((it) => outcomeOf(it.answer) === 'feed');
  if (served?.answer.state !== 'answered') return { ...nothing, readers: asReaders };
  const { answer, reader } = served;
  // The first one that gets the feed also makes the other requests for it.
  const agent = { 'user-agent': reader.userAgent };
  const { etag, 'last-modified': date } = answer.headers;
  const condition = (name: string, value: string | undefined) =>
    value === undefined ? null : ask(url, name, { headers: { ...agent, [name]: value }, mostBytes: shortBytes });
  const homeUrl = options.homeUrl ?? homeUrlIn(answer);
  return {
    ...nothing,
    readers: asReaders,
    sameTag: await condition('if-none-match', etag),
    sameDate: await condition('if-modified-since', date),
    head: await ask(url, 'HEAD', { method: 'HEAD', headers: agent }),
    overHttp: await askOverHttp(ask, url),
    hubs: await askHubs(ask, hubsOfAnswer(answer, validateAnswer(answer, options.now))),
    robots: await ask(new URL('/robots.txt', url).href, 'robots.txt', { mostBytes: shortBytes }),
    home: await askHome(ask, { homeUrl, page: named === null ? null : { url: givenUrl, answer: first } }),
  };
}

/** Asks once, for another format of a feed that was observed. */
export function observeOnce(url: string, options: ObserveOptions): Promise<Observed> {
  return politely(options)(url, 'the feed');
}

/** The URL of the feed that a page names, as readers find it; null if the answer is not a page or names none. */
function feedNamedBy(answer: Observed): string | null {
  if (answer.state === 'unanswered' || outcomeOf(answer) !== 'web page') return null;
  const [named] = feedsNamedBy(textOf(answer));
  if (named === undefined || !URL.canParse(named, answer.url)) return null;
  const url = new URL(named, answer.url);
  return isWeb(url) ? url.href : null;
}

/** Readers may get the feed although this program was refused it. A server that is broken or wants fewer requests is not asked again. */
function isWorthMore(answer: Observed): boolean {
  const outcome = outcomeOf(answer);
  if (outcome === 'feed' || outcome === 'bot wall') return true;
  return answer.state === 'answered' && [401, 403, 406].includes(answer.status);
}

async function askAsReaders(ask: Ask, url: string): Promise<readonly ReaderObservation[]> {
  const observed: ReaderObservation[] = [];
  for (const [index, reader] of readers.entries()) {
    const what = `${reader.name} (${index + 1} of ${readers.length})`;
    const answer = await ask(url, what, { headers: { 'user-agent': reader.userAgent } });
    observed.push({ reader, answer });
    if (outcomeOf(answer) === 'too many requests') break;
  }
  return observed;
}

async function askOverHttp(ask: Ask, url: string): Promise<Observed | null> {
  const { protocol, port } = new URL(url);
  if (protocol !== 'https:' || port !== '') return null;
  return ask(url.replace(/^https/, 'http'), 'the http URL', { follows: false, mostBytes: shortBytes });
}

/** More hubs would only mean more requests. */
const mostHubs = 2;

async function askHubs(ask: Ask, hubs: readonly string[]): Promise<FeedObservation['hubs']> {
  const observed: { url: string; answer: Observed }[] = [];
  for (const url of hubs.slice(0, mostHubs))
    observed.push({ url, answer: await ask(url, 'the hub', { mostBytes: 1_000 }) });
  return observed;
}

interface Home {
  readonly homeUrl: string | null;
  /** The page from which the feed was found. */
  readonly page: FeedObservation['home'];
}

async function askHome(ask: Ask, { homeUrl, page }: Home): Promise<FeedObservation['home']> {
  if (page !== null || homeUrl === null) return page;
  return { url: homeUrl, answer: await ask(homeUrl, 'the home page', { mostBytes: shortBytes }) };
}

/** Makes one request at a time, and pauses before a host is asked again. */
function politely({ onRequest, timeoutSeconds = 20, pauseMilliseconds = 500 }: ObserveOptions): Ask {
  const asked = new Set<string>();
  return async (url, what, request = {}) => {
    if (!URL.canParse(url) || !isWeb(new URL(url))) return unreachable('it is not an http or https URL');
    onRequest(`${new URL(url).host}: ${what}`);
    const { host } = new URL(url);
    if (asked.has(host) && !isLoopback(url)) await pause(pauseMilliseconds);
    asked.add(host);
    return askOnce(url, { ...request, timeoutSeconds });
  };
}

async function askOnce(
  url: string,
  {
    method = 'GET',
    headers = {},
    follows = true,
    mostBytes = maximumFeedBytes + 1,
    timeoutSeconds,
  }: AskOptions & {
    readonly timeoutSeconds: number;
  },
): Promise<Observed> {
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const request: RequestInit & { readonly headers: Readonly<Record<string, string>> } = {
      method,
      signal,
      // By default, `fetch` adds `Cache-Control: no-cache` to conditional requests, and servers then send everything.
      cache: 'force-cache',
      headers: { ...feedRequestHeaders, 'accept-encoding': 'gzip, br', ...headers },
    };
    const mayFollow = (status: number) => follows && isRedirectStatus(status);
    const { response, url: last, redirects } = await followRedirects(url, { request, mayFollow, mayAsk: isWeb });
    if (mayFollow(response.status) && response.headers.has('location')) {
      await response.body?.cancel();
      return unfollowed(response, redirects.length);
    }
    const body = await readAtMost(response, mostBytes);
    const all = Object.fromEntries(response.headers);
    return { state: 'answered', url: last, redirects, status: response.status, headers: all, body };
  } catch (thrown) {
    return { state: 'unanswered', kind: kindOf(thrown), reason: describeFetchError(thrown, timeoutSeconds) };
  }
}

function unfollowed({ headers }: Response, followed: number): Observed {
  if (followed < mostRedirects) return unreachable(`it redirects to "${headers.get('location')}"`);
  return { state: 'unanswered', kind: 'redirect-loop', reason: `it redirects more than ${mostRedirects} times` };
}

function unreachable(reason: string): Observed {
  return { state: 'unanswered', kind: 'unreachable', reason };
}

/** The codes of Node for certificates that are not accepted, and for servers that do not use TLS. */
const tlsCodes = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|^ERR_(?:TLS|SSL)|^EPROTO$/;

function kindOf(thrown: unknown): 'unreachable' | 'tls' {
  const cause = thrown instanceof Error ? thrown.cause : null;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return tlsCodes.test(code) ? 'tls' : 'unreachable';
}
