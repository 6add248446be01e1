/** What was seen of a public feed: the answers of its server, and what can be told from one answer. Pure. */
import type { Redirect } from '../http/follow-redirects.ts';
import { isWebPage } from '../validate/not-a-feed.ts';
import type { Reader } from './user-agents.ts';

/** A response, or the reason why there is none. */
export type Observed = Answered | Unanswered;

export interface Answered {
  readonly state: 'answered';
  /** The URL after all redirects. */
  readonly url: string;
  readonly redirects: readonly Redirect[];
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first bytes of the body, without compression. */
  readonly body: Uint8Array;
}

export interface Unanswered {
  readonly state: 'unanswered';
  readonly kind: 'unreachable' | 'tls' | 'redirect-loop';
  readonly reason: string;
}

/** The answers to all requests for one feed. Null for a request that was not made. */
export interface FeedObservation {
  readonly url: string;
  readonly plain: Observed;
  /** With If-None-Match, and with If-Modified-Since. */
  readonly sameTag: Observed | null;
  readonly sameDate: Observed | null;
  readonly head: Observed | null;
  /** The http URL of a feed with an https URL. Redirects are not followed. */
  readonly overHttp: Observed | null;
  readonly readers: readonly ReaderObservation[];
  readonly hubs: readonly { readonly url: string; readonly answer: Observed }[];
  readonly robots: Observed | null;
  readonly home: { readonly url: string; readonly answer: Observed } | null;
}

export interface ReaderObservation {
  readonly reader: Reader;
  readonly answer: Observed;
}

/** What a reader makes of an answer. */
export type Outcome = 'feed' | 'bot wall' | 'web page' | 'too many requests' | 'other status' | 'nothing';

/** Signs of pages that ask the visitor to prove that it is a person. */
const wallSigns =
  /cf-chl|challenge-platform|cf_chl|just a moment\.\.\.|attention required! \| cloudflare|captcha|ddos-guard|_incapsula_|sucuri website firewall|checking your browser|enable javascript and cookies/i;

/** Statuses of a page of bot protection. */
const wallStatuses = [401, 403, 405, 406, 429, 503];

export function outcomeOf(answer: Observed): Outcome {
  if (answer.state === 'unanswered') return 'nothing';
  const { status, headers } = answer;
  const text = textOf(answer);
  const isWall = headers['cf-mitigated'] === 'challenge' || (isWebPage(text) && wallSigns.test(text));
  if (isWall && (wallStatuses.includes(status) || status === 200)) return 'bot wall';
  if (status === 429) return 'too many requests';
  if (status !== 200) return 'other status';
  return isWebPage(text) ? 'web page' : 'feed';
}

/** The beginning of a body as text. Bytes that are not UTF-8 do not matter for what is looked for. */
export function textOf({ body }: Pick<Answered, 'body'>): string {
  return new TextDecoder().decode(body.subarray(0, 65_536));
}

/** The answer in a few words, as part of a message: `403 (a page of bot protection)`. */
export function describeOutcome(answer: Observed): string {
  if (answer.state === 'unanswered') return answer.reason;
  const { status } = answer;
  switch (outcomeOf(answer)) {
    case 'bot wall':
      return `${status} and a page of bot protection`;
    case 'web page':
      return `${status} and a web page`;
    default:
      return String(status);
  }
}
