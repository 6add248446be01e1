/** What the caller is told: nothing of the request, and the same of every request that is not authentic. Pure. */
import type { Outcome } from './receive.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload */
export interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Answer {
  readonly statusCode: number;
  readonly says: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const refused: Answer = { statusCode: 401, says: { error: 'refused' } };

const answers: Readonly<Record<Outcome['kind'], Answer>> = {
  accepted: { statusCode: 202, says: { accepted: true } },
  'malformed-id': refused,
  'malformed-stamp': refused,
  'malformed-signature': refused,
  'malformed-body': refused,
  'old-stamp': refused,
  'early-stamp': refused,
  'wrong-signature': refused,
  replay: refused,
  'not-post': { statusCode: 405, says: { error: 'only POST' }, headers: { allow: 'POST' } },
  'too-large': { statusCode: 413, says: { error: 'too large' } },
  'too-many': { statusCode: 429, says: { error: 'too many calls' } },
  unavailable: { statusCode: 503, says: { error: 'try again later' }, headers: { 'retry-after': '30' } },
};

/** They are read by programs, and by nobody twice. */
const always = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** The reply to an outcome. */
export function replyTo(outcome: Outcome): Reply {
  const { statusCode, says, headers = {} } = answers[outcome.kind];
  const retry = outcome.kind === 'too-many' ? { 'retry-after': String(outcome.retryAfterSeconds) } : {};
  return { statusCode, headers: { ...always, ...headers, ...retry }, body: `${JSON.stringify(says)}\n` };
}
