/** Runs beside an import: an ordinary run leaves the files that the import reads alone, and publishes what else is new or changed. */
import { hidePath } from '../article/story/hidden-names.ts';
import { withChunks } from '../ledger/chunks.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { openTables } from '../ledger/state.ts';
import type { StoredFile } from '../model/file.ts';
import { addDays, isBefore } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { request } from '../publish/plan/relevant-items.ts';
import { publish } from '../publish/publish.ts';
import { type PublishOptions, parseNow } from '../publish/read/publish-options.ts';
import { storedState } from '../publish/read/stored-state.ts';
import type { Report } from '../publish/report.ts';
import type { Store } from '../store/store.ts';
import { type BatchFiles, type Lease, type Manifest, names, readData, readDataOrNull } from './scratch.ts';

/** An import that did not end for so long is given up. */
const maximumDays = 2;

/**
 * Publishes once, as `publish` does, if no import is going on. If one is, the files that it reads are left to it. Throws
 * `PublishError` with code `stopped` while an import finishes.
 */
export async function publishBeside(options: PublishOptions, scratch: Store): Promise<Report> {
  const lease = await readDataOrNull<Lease>(scratch, names.lease);
  const isOver = lease === null || isBefore(addDays(lease.since, maximumDays), await parseNow(options.now));
  if (isOver) return publish(options);
  if (lease.holds) {
    const message = 'The run was stopped because an import is being finished: the next run continues';
    throw new PublishError('stopped', message);
  }
  return publishRest(options, scratch);
}

/** Publishes everything but the files that the import reads. */
export function publishRest(options: PublishOptions, scratch: Store): Promise<Report> {
  return publish({ ...options, from: besideImport(options, scratch) });
}

function besideImport({ from, to }: PublishOptions, scratch: Store): Store {
  return {
    ...from,
    list: async (accept) => {
      const files = await from.list(accept);
      const known = await knownPaths(to);
      const rest: StoredFile[] = [];
      for await (const { file, imported } of withImported(files, scratch)) {
        if (imported === null || imported.version !== file.version || known(file.path)) rest.push(file);
      }
      return rest;
    },
  };
}

/** True for the path of a file that a run has read. */
export async function knownPaths(to: Store): Promise<(path: string) => boolean> {
  const ledger = await readLedger(to);
  if (ledger.stored === null) return () => false;
  const { state, chunks } = storedState(ledger, to);
  const keys = await withChunks(chunks, () => {
    const { index } = openTables(state);
    request(index.missingChunks());
    return new Set([...index.range()].map(([key]) => key));
  });
  return (path) => keys.has(path) || keys.has(hidePath(path));
}

interface Listed {
  readonly file: StoredFile;
  /** The file of that path in the import; null if there is none. */
  readonly imported: StoredFile | null;
}

/** Walks a sorted listing beside the batches of the import, of which one is in memory at a time. */
async function* withImported(files: readonly StoredFile[], scratch: Store): AsyncGenerator<Listed> {
  const { batches } = await readData<Manifest>(scratch, names.manifest);
  let [batch, at] = [-1, 0];
  let its: BatchFiles = [];
  for (const file of files) {
    for (;;) {
      const next = its[at];
      if (next !== undefined && next.path >= file.path) break;
      if (next !== undefined) at += 1;
      else if (batch + 1 < batches) {
        batch += 1;
        its = await readData<BatchFiles>(scratch, names.files(batch));
        at = 0;
      } else break;
    }
    const found = its[at];
    yield { file, imported: found?.path === file.path ? found : null };
  }
}
