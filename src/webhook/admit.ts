/** Admits a call by writing it among the others, under a condition: that write is also the upload that wakes `publish`. */
import { PublishError } from '../problem/publish-error.ts';
import { retry } from '../store/retry.ts';
import { isConflict, type Store } from '../store/store.ts';
import { type Call, type Decision, decide, parseCalls, renderCalls } from './calls.ts';

export interface Admitting {
  /** The place that holds nothing but the calls. */
  readonly store: Store;
  /** How many calls a minute are accepted. */
  readonly limit: number;
}

export interface Admission {
  readonly decision: Decision;
  /** What was kept could not be read, and was begun anew. */
  readonly isDamaged: boolean;
}

export const statePath = 'state.json';

/** Each conflict is another call that was accepted, so that the limit ends most races sooner. */
const attempts = 10;

/** Admits a call once, however many ask at once. Throws `PublishError` where the store fails or has no rest. */
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
  // Calls that cannot be read are begun anew. To refuse all would be for ever, and a replay can do no more than publish
  // once what is published already.
  const decision = decide(calls ?? [], { call, limit });
  const admission = { decision, isDamaged: calls === null };
  if (decision.kind !== 'admitted') return admission;
  await store.write(statePath, renderCalls(decision.calls), there === null ? 'absent' : { version: there.version });
  return admission;
}
