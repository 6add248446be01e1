/** What a run is about to do, written down before it does it, so that the next one can finish it. */
import type { PendingEdits } from '../item/item-record.ts';
import type { Instant } from '../model/instant.ts';
import { isPath } from '../store/store.ts';
import { decodeJson, encodeJson, isObject, ledgerFolder } from './ledger.ts';

export const pendingPath = `${ledgerFolder}pending.json`;

/** A feed that changed and that the hubs must hear of, and since when they have not. */
export interface PendingPing {
  readonly hub: string;
  readonly topic: string;
  readonly since: Instant;
}

/** What a run began and the next one has to finish if this one does not. */
export interface Pending {
  readonly edits: PendingEdits;
  readonly pings: readonly PendingPing[];
  /** Files that are part of the publication no more, and that may still be there. */
  readonly removals: readonly string[];
}

export const nothingPending: Pending = { edits: {}, pings: [], removals: [] };

/** Nothing where the file is not what it should be. */
export function parsePending(body: Uint8Array): Pending {
  const value = decodeJson(body);
  if (!isObject(value)) return nothingPending;
  const { edits, pings, removals } = value;
  return {
    edits: isObject(edits) ? (edits as PendingEdits) : {},
    pings: Array.isArray(pings) ? pings.filter(isPing) : [],
    removals: Array.isArray(removals) ? removals.filter(isRemovable) : [],
  };
}

/** A file of the publication, and none of the ledger. */
function isRemovable(path: unknown): path is string {
  return typeof path === 'string' && isPath(path) && !path.startsWith(ledgerFolder);
}

function isPing(value: unknown): value is PendingPing {
  return isObject(value) && ['hub', 'topic', 'since'].every((key) => typeof value[key] === 'string');
}

export function renderPending({ edits, pings, removals }: Pending): Uint8Array {
  const sorted = Object.fromEntries(Object.entries(edits).sort(([a], [b]) => (a < b ? -1 : 1)));
  return encodeJson({ edits: sorted, pings, removals });
}
