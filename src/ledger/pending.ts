/** What a run is about to do, written down before it does it, so that the next one can finish it. */
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
  wholeOnes,
  wholePairs,
} from './ledger-values.ts';

export const pendingPath = `${ledgerFolder}pending.json`;

/** A feed that changed, a hub that must hear of it, and since when it has not. */
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

/** What can be read of it; a damaged part is left out. */
export function parsePending(body: Uint8Array): Pending {
  const value = decodeJson(body);
  if (!isRecord(value)) return nothingPending;
  const { edits, pings, removals } = value;
  return {
    edits: Object.fromEntries(isRecord(edits) ? wholePairs(edits, parseEdit) : []),
    pings: wholeOnes(pings, parsePing),
    removals: wholeOnes(removals, parseRemoval),
  };
}

const parseEdit = shapeParser<PendingEdit>({ entryDigest: parseText, updated: parseWrittenInstant });

const parsePing = shapeParser<PendingPing>({ hub: parseText, topic: parseText, since: parseWrittenInstant });

/** A file of the publication, and none of the ledger. */
const parseRemoval: Parse<string> = (path) =>
  typeof path === 'string' && isPath(path) && !path.startsWith(ledgerFolder) ? path : damaged;

export function renderPending(pending: Pending): Uint8Array {
  return encodeJson(pending);
}
