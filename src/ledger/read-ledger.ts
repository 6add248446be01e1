/** Reads the head of the ledger from the store that holds the publication, and what is pending. A run that finds nothing changed needs no more. */
import type { Store, StoredBody } from '../store/store.ts';
import { emptyHead, headPath, type Journal, type LedgerHead, parseHead } from './head.ts';
import { nothingPending, type Pending, parsePending, pendingPath } from './pending.ts';

export interface Ledger {
  readonly head: LedgerHead;
  /** The bytes and the version of the head in the store; null if there is none. */
  readonly stored: StoredBody | null;
  /** Null if the head has none that can be read. */
  readonly journal: () => Journal | null;
  /** The value of a head of an older schema; null if there is none. */
  readonly old: unknown;
  /** True if the file of the head is there, but cannot be read. */
  readonly isHeadLost: boolean;
  /** Work that a run began and did not finish. */
  readonly pending: Pending;
  /** The version of the pending file; null if there is none. */
  readonly pendingVersion: string | null;
}

/** Reads the head, and what is pending. Throws `PublishError` with code `newer-ledger` if a newer version of Presstime wrote it. */
export async function readLedger(to: Store): Promise<Ledger> {
  const readingHead = to.read(headPath);
  const readingPending = readPending(to);
  // If both fail, the error is that of the head.
  readingPending.catch(() => undefined);
  const stored = await readingHead;
  const pending = await readingPending;
  const parsed = stored === null ? null : parseHead(stored.body);
  return {
    head: parsed?.head ?? emptyHead,
    stored,
    journal: parsed?.journal ?? (() => null),
    old: parsed?.old ?? null,
    isHeadLost: stored !== null && parsed === null,
    ...pending,
  };
}

async function readPending(to: Store): Promise<Pick<Ledger, 'pending' | 'pendingVersion'>> {
  const stored = await to.read(pendingPath);
  if (stored === null) return { pending: nothingPending, pendingVersion: null };
  return { pending: parsePending(stored.body), pendingVersion: stored.version };
}
