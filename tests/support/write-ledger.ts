/** Writes ledgers that no run would write, and reads what a ledger contains. */
import { packTables } from '../../src/ledger/chunks.ts';
import { headPath, type LedgerHead, ledgerFolder, parseHead, renderHead } from '../../src/ledger/head.ts';
import { pendingPath } from '../../src/ledger/pending.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { stateFromItems } from '../../src/ledger/state-from-items.ts';
import { readWholeLedger, type WholeLedger } from '../../src/ledger/whole-ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { now } from './newsroom.ts';

/** The head of a ledger. Throws if there is none of this version. */
export async function headOf(to: Store): Promise<LedgerHead> {
  const stored = await to.read(headPath);
  const head = stored === null ? null : (parseHead(stored.body)?.head ?? null);
  if (head === null) throw new Error('There is no head');
  return head;
}

/** The chunks of the ledger, or other files that are in its folder: all but its head and what is pending. */
export async function chunksIn(to: Store, table = ''): Promise<readonly string[]> {
  const files = await to.list((path) => path.startsWith(`${ledgerFolder}${table}`));
  return files.map(({ path }) => path).filter((path) => path !== headPath && path !== pendingPath);
}

/** Replaces the ledger by one with other items, entries or files. The next run looks at everything, and reads no article again. */
export async function rewriteLedger(to: Store, change: (whole: WholeLedger) => Partial<WholeLedger>): Promise<void> {
  const ledger = await readLedger(to);
  const whole = await readWholeLedger(to, ledger);
  const { tables, chunks, facts } = stateFromItems({ ...whole, ...change(whole), now });
  const generation = whole.generation + 1;
  const packed = packTables({ tables, chunks, generation, settings: null, isLive: () => false });
  for (const path of await chunksIn(to)) await to.remove(path);
  for (const { path, body } of packed.files) await to.write(path, body, 'any');
  const head = { ...ledger.head, generation, sourceDigest: null, facts, retired: [], chunks: packed.references };
  await to.write(headPath, renderHead(head, packed.journal), 'any');
}
