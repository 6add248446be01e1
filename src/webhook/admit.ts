/**
 * Lets a good call in once, and not too many a minute. What was let in stands in one small file, written under a condition:
 * of two calls at once only one writes it. That write is what wakes the publisher, so no call is let in and then forgotten.
 */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PublishError } from '../problem.ts';
import { isConflict, type Store, type StoredBody } from '../store/store.ts';
import type { Call } from './call.ts';
import { toleranceSeconds } from './verify.ts';

export type Admission = 'accepted' | 'replay' | 'rate';

export interface AdmitOptions {
  /** Seconds since 1970. */
  readonly now: number;
  /** Of this try only: two tries at once never write the same bytes, which would count as one write. */
  readonly runId: string;
  /** How many calls a minute are let in. */
  readonly callsPerMinute: number;
}

/** The file that holds the calls of the last minutes. */
export const stateFile = 'state.json';

/** Others may get in between each time; then it is read again. */
const attempts = 12;

/** Throws `PublishError` where the store fails: then the call was not let in. */
export async function admit(store: Store, call: Call, options: AdmitOptions): Promise<Admission> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await store.read(stateFile);
    const calls = recentCalls(stored, options.now);
    const digest = digestOf(call);
    if (calls.some((it) => it.digest === digest)) return 'replay';
    if (calls.filter(({ at }) => at > options.now - 60).length >= options.callsPerMinute) return 'rate';
    const body = new TextEncoder().encode(
      `${JSON.stringify([...calls, { digest, at: options.now, runId: options.runId }])}\n`,
    );
    try {
      await store.write(stateFile, body, stored === null ? 'absent' : { version: stored.version });
      return 'accepted';
    } catch (thrown) {
      if (!isConflict(thrown)) throw thrown;
      if (attempt === attempts) throw new PublishError('busy', 'Too many calls at once: try again');
      await wait(20 * attempt);
    }
  }
}

interface Admitted {
  readonly digest: string;
  readonly at: number;
  readonly runId: string;
}

/** A sender that tries again writes a new stamp: that is another call. */
function digestOf({ id, stamp }: Call): string {
  return createHash('sha256').update(`${id}.${stamp}`).digest('hex');
}

/**
 * Those whose stamp may still be good. A file that is damaged counts as empty: the worst that follows is that one call is taken
 * twice, and to publish twice does no harm, while a webhook that refuses everything until somebody looks does.
 */
function recentCalls(stored: StoredBody | null, now: number): readonly Admitted[] {
  const since = now - toleranceSeconds.back - toleranceSeconds.ahead;
  return parseCalls(stored).filter(({ at }) => at >= since && at <= now + toleranceSeconds.ahead);
}

function parseCalls(stored: StoredBody | null): readonly Admitted[] {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(stored?.body) || '[]');
    return Array.isArray(read) ? read.filter(isAdmitted) : [];
  } catch {
    return [];
  }
}

function isAdmitted(value: unknown): value is Admitted {
  if (typeof value !== 'object' || value === null) return false;
  return 'digest' in value && typeof value.digest === 'string' && 'at' in value && Number.isInteger(value.at);
}
