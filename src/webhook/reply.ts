/** The HTTP reply to a call. It repeats nothing of the request, and is the same for every request that is not authentic. Pure. */
import type { Outcome } from './receive.ts';

/** The response of a Lambda Function URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload */
export interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Template {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const refused: Template = { statusCode: 401, body: { error: 'refused' } };

const templates: Readonly<Record<Outcome['kind'], Template>> = {
  accepted: { statusCode: 202, body: { accepted: true } },
  'malformed-id': refused,
  'malformed-stamp': refused,
  'malformed-signature': refused,
  'malformed-body': refused,
  'old-stamp': refused,
  'early-stamp': refused,
  'wrong-signature': refused,
  replay: refused,
  'not-post': { statusCode: 405, body: { error: 'only POST' }, headers: { allow: 'POST' } },
  'too-large': { statusCode: 413, body: { error: 'too large' } },
  'too-many': { statusCode: 429, body: { error: 'too many calls' } },
  unavailable: { statusCode: 503, body: { error: 'try again later' }, headers: { 'retry-after': '30' } },
};

/** Headers of every reply. Programs read it, and no cache may keep it. */
const commonHeaders = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** The reply to an outcome. */
export function replyTo(outcome: Outcome): Reply {
  const { statusCode, body, headers = {} } = templates[outcome.kind];
  const retry = outcome.kind === 'too-many' ? { 'retry-after': String(outcome.retryAfterSeconds) } : {};
  return { statusCode, headers: { ...commonHeaders, ...headers, ...retry }, body: `${JSON.stringify(body)}\n` };
}
