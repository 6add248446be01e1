/** Admits a call by adding it to the stored calls with a conditional write. That write is also the upload that wakes `publish`. */
import { PublishError } from '../problem/publish-error.ts';
import { retry } from '../store/retry.ts';
import { isConflict, type Store } from '../store/store.ts';
import { type Call, type Decision, decide, parseCalls, renderCalls } from './calls.ts';

export interface Admitting {
  /** A store that contains only the calls. */
  readonly store: Store;
  /** How many calls a minute are accepted. */
  readonly limit: number;
}

export interface Admission {
  readonly decision: Decision;
  /** True if the stored calls could not be read and were replaced by a new list. */
  readonly isDamaged: boolean;
}

export const statePath = 'state.json';

/** Each conflict means that another call was accepted, so in most races the rate limit is reached before this number. */
const attempts = 10;

/**
 * Admits a call at most once, however many requests arrive at the same time. Throws `PublishError` if the store fails, or if
 * there is a conflict at every attempt.
 */
export async function admit(call: Call, { store, limit }: Admitting): Promise<Admission> {
  try {
    return await retry(() => admitOnce(call, { store, limit }), { attempts, isTemporary: isConflict });
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
    throw new PublishError(
      'webhook-busy',
      `Too many calls at once wrote "${statePath}" in ${store.location}: try again`,
    );
  }
}

/** Throws a conflict if another call was faster. */
async function admitOnce(call: Call, { store, limit }: Admitting): Promise<Admission> {
  const there = await store.read(statePath);
  const calls = there === null ? [] : parseCalls(there.body);
  // If the stored calls cannot be read, a new list replaces them. Otherwise every call would be refused for ever, and the
  // worst that a replay can do is to publish once more what is published already.
  const decision = decide(calls ?? [], { call, limit });
  const admission = { decision, isDamaged: calls === null };
  if (decision.kind !== 'admitted') return admission;
  await store.write(statePath, renderCalls(decision.calls), there === null ? 'absent' : { version: there.version });
  return admission;
}
