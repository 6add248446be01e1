/** Imports very many articles in one process: the steps that a state machine runs at the same time, one after the other. */
import type { Hub } from '../notify/hub.ts';
import type { Progress } from '../publish/read/read-source.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { type ImportReport, joinImport } from './join.ts';
import { type ImportOptions, planImport } from './plan-import.ts';
import { readBatch } from './read-batch.ts';
import { reduceImport } from './reduce.ts';
import { renderBatch } from './render-batch.ts';
import { renderPart } from './render-part.ts';
import { names } from './scratch.ts';

export interface WholeImportOptions extends ImportOptions {
  /** About how many entries are in a part. */
  readonly partSize?: number;
  readonly hub?: Hub;
  readonly onProgress?: (progress: Progress) => void;
}

/** Imports all articles of a store. If an earlier import with the same working files did not end, it continues. */
export async function importArticles(options: WholeImportOptions): Promise<ImportReport> {
  const { scratch, onProgress = () => undefined } = options;
  const { batches, articles: total } = await planImport(options);
  const done = (batch: number) => Math.round((total * (batch + 1)) / batches);
  for (let batch = 0; batch < batches; batch += 1) {
    await readBatch(options, batch);
    onProgress({ task: 'read', done: done(batch), total });
  }
  for (;;) {
    const { pass, parts } = await reduceImport(options);
    for (let batch = 0; batch < batches; batch += 1) {
      await renderBatch(options, { pass, batch });
      onProgress({ task: 'write', done: done(batch), total });
    }
    for (let part = 0; part < parts; part += 1) await renderPart(options, { pass, part });
    const joined = await joinImport(options, pass);
    if (joined.state === 'again') continue;
    await removeScratch(scratch);
    return joined.report;
  }
}

/** Removes the working files of an import, which ends it. */
export async function removeScratch(scratch: Store): Promise<void> {
  await scratch.remove(names.lease);
  const files = await scratch.list(() => true);
  await mapConcurrently(files, 16, ({ path }) => scratch.remove(path));
}
