/** Takes a webhook call from its event to its outcome: read, verify, admit. */
import { messageOf, PublishError } from '../problem/publish-error.ts';
import type { Store } from '../store/store.ts';
import { admit } from './admit.ts';
import type { Secrets } from './keep-secrets.ts';
import { readRequest } from './request.ts';
import { type Fault, verify } from './verify.ts';

export interface Receiving {
  readonly secrets: Secrets;
  readonly store: Store;
  /** How many calls are accepted per minute. */
  readonly limit: number;
  /** Whole seconds since 1970. */
  readonly now: number;
  readonly runId: string;
}

/** The outcome of a call, for the log; the caller gets less detail. `call` is the beginning of the digest of the id of the call. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly call: string; readonly isDamaged: boolean }
  | { readonly kind: 'replay'; readonly call: string }
  | { readonly kind: 'too-many'; readonly call: string; readonly retryAfterSeconds: number }
  | { readonly kind: Fault | 'not-post' | 'too-large' }
  | { readonly kind: 'unavailable'; readonly code: string; readonly message: string };

/** Receives a call. Never throws: a failure of our own is an outcome too. */
export async function receive(event: unknown, receiving: Receiving): Promise<Outcome> {
  try {
    return await judge(event, receiving);
  } catch (thrown) {
    return unavailable(thrown);
  }
}

/** The outcome for something that was thrown: the fault is ours, never the caller's. */
export function unavailable(thrown: unknown): Outcome {
  const code = thrown instanceof PublishError ? thrown.code : 'internal';
  return { kind: 'unavailable', code, message: messageOf(thrown) };
}

async function judge(event: unknown, { secrets, now, ...rest }: Receiving): Promise<Outcome> {
  const request = readRequest(event);
  if (typeof request === 'string') return { kind: request };
  const verdict = verify(request, { secrets: await secrets.at(now), now });
  if (verdict.kind !== 'authentic') return verdict;
  return outcomeOf(verdict.digest, { now, ...rest });
}

async function outcomeOf(digest: string, { store, limit, now, runId }: Omit<Receiving, 'secrets'>): Promise<Outcome> {
  const { decision, isDamaged } = await admit({ digest, at: now, by: runId }, { store, limit });
  const call = digest.slice(0, 12);
  if (decision.kind === 'admitted') return { kind: 'accepted', call, isDamaged };
  return { ...decision, call };
}
