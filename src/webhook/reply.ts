/** What callers are told: as little as they need. Nothing of their request comes back. Pure. */

/** What became of a call. */
export type Outcome = 'accepted' | 'method' | 'large' | 'refused' | 'rate' | 'unavailable';

export interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Row {
  readonly statusCode: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All replies, in the order of the documentation. */
export const replies: Readonly<Record<Outcome, Row>> = {
  accepted: { statusCode: 202, message: 'Accepted: it is published within a minute or two.' },
  refused: { statusCode: 401, message: 'Refused: the signature is wrong, old, or was used before.' },
  method: { statusCode: 405, message: 'Only POST.', headers: { allow: 'POST' } },
  large: { statusCode: 413, message: 'The body is larger than 64 KB.' },
  rate: { statusCode: 429, message: 'Too many calls: wait a minute.', headers: { 'retry-after': '60' } },
  unavailable: { statusCode: 503, message: 'Not ready: try again later.', headers: { 'retry-after': '60' } },
};

/** The reply to an outcome. */
export function replyTo(outcome: Outcome): Reply {
  const { statusCode, message, headers } = replies[outcome];
  const always = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return { statusCode, headers: { ...always, ...headers }, body: JSON.stringify({ message }) };
}
