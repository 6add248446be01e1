/** One call from beginning to end: read, verified, let in. Never throws. */
import { messageOf } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { admit } from './admit.ts';
import { type Call, readCall } from './call.ts';
import type { Outcome } from './reply.ts';
import { refusalOf } from './verify.ts';

export interface AnswerOptions {
  readonly store: Store;
  readonly keys: () => Promise<readonly Uint8Array[]>;
  /** Seconds since 1970. */
  readonly now: number;
  readonly callsPerMinute: number;
  readonly runId: string;
}

export interface Answered {
  readonly outcome: Outcome;
  /** For our log. */
  readonly reason: string;
}

/** Decides what becomes of an event of a Function URL. */
export async function answerCall(event: unknown, options: AnswerOptions): Promise<Answered> {
  const read = readCall(event);
  if ('refused' in read) return { outcome: read.refused, reason: read.refused };
  try {
    return await decide(read.call, options);
  } catch (thrown) {
    return { outcome: 'unavailable', reason: messageOf(thrown) };
  }
}

async function decide(call: Call, { store, keys, ...limits }: AnswerOptions): Promise<Answered> {
  const refusal = refusalOf(call, { keys: await keys(), now: limits.now });
  if (refusal !== null) return { outcome: 'refused', reason: refusal };
  const admission = await admit(store, call, limits);
  return { outcome: admission === 'replay' ? 'refused' : admission, reason: admission };
}
