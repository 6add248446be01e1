/** The pending file of the ledger: what a run is about to do, recorded first so that the next run can finish it. */
import type { PendingEdit, PendingEdits } from '../item/item.ts';
import type { Instant } from '../model/instant.ts';
import { isRecord } from '../model/record.ts';
import { isPath } from '../store/store.ts';
import { ledgerFolder } from './head.ts';
import {
  damaged,
  decodeJson,
  encodeJson,
  type Parse,
  parseText,
  parseWrittenInstant,
  shapeParser,
  validItems,
  validPairs,
} from './ledger-values.ts';

export const pendingPath = `${ledgerFolder}pending.json`;

/** A ping that a hub has not accepted yet. `since` is when the feed changed. */
export interface PendingPing {
  readonly hub: string;
  readonly topic: string;
  readonly since: Instant;
}

/** Work that the next run finishes if this one does not. */
export interface Pending {
  readonly edits: PendingEdits;
  readonly pings: readonly PendingPing[];
  /** Paths of files that no longer belong to the publication but may still exist. */
  readonly removals: readonly string[];
}

export const nothingPending: Pending = { edits: {}, pings: [], removals: [] };

/** Parses the pending file. Damaged parts are left out. */
export function parsePending(body: Uint8Array): Pending {
  const value = decodeJson(body);
  if (!isRecord(value)) return nothingPending;
  const { edits, pings, removals } = value;
  return {
    edits: Object.fromEntries(isRecord(edits) ? validPairs(edits, parseEdit) : []),
    pings: validItems(pings, parsePing),
    removals: validItems(removals, parseRemoval),
  };
}

const parseEdit = shapeParser<PendingEdit>({ entryDigest: parseText, updated: parseWrittenInstant });

const parsePing = shapeParser<PendingPing>({ hub: parseText, topic: parseText, since: parseWrittenInstant });

/** Accepts paths outside the ledger only. */
const parseRemoval: Parse<string> = (path) =>
  typeof path === 'string' && isPath(path) && !path.startsWith(ledgerFolder) ? path : damaged;

export function renderPending(pending: Pending): Uint8Array {
  return encodeJson(pending);
}
