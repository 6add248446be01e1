/** Writes the entries and the archive documents of a part: a range of the publication by date. */

import type { Listed } from '../item/visibility.ts';
import type { ChunkReference } from '../ledger/rows.ts';
import { archiveKey, nothingRemembered, openTables } from '../ledger/state.ts';
import { formats, type TableName } from '../ledger/tables.ts';
import type { Entry } from '../model/entry.ts';
import { archiveDocument } from '../publish/plan/feed-documents.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { writeChunks } from './chunk-writer.ts';
import { firstProblems, maximumProblems, type Outcome } from './outcome.ts';
import type { StepOptions } from './plan-import.ts';
import { channelOf } from './read-batch.ts';
import { type Decided, noPasses, type Part, type Passes, type PieceRow } from './reduce.ts';
import { pageContext, type RenderedPart, writeDocuments } from './render-batch.ts';
import { type RunRow, writeRun } from './runs.ts';
import { type Manifest, names, readData, readDataOrNull, writeData } from './scratch.ts';

/** How many pieces are read at the same time. */
const requests = 16;

export interface RenderedEntries extends RenderedPart {
  readonly entries: readonly ChunkReference[];
  readonly timeline: readonly ChunkReference[];
}

/** Renders one part. Does nothing if that was done before in this pass. */
export async function renderPart(
  stores: StepOptions,
  { pass, part }: { readonly pass: string; readonly part: number },
): Promise<void> {
  const { to, scratch } = stores;
  if ((await scratch.read(names.renderedPart(pass, part))) !== null) return;
  const decided = await readData<Decided>(scratch, names.decision(pass));
  const channel = await channelOf(await readData<Manifest>(scratch, names.manifest));
  const { documents: numbers, batches } = await readData<Part>(scratch, names.part(pass, part));
  const pieces = await mapConcurrently(batches, requests, (batch) =>
    readData<readonly PieceRow[]>(scratch, names.piece(pass, { part, batch })),
  );
  const rows = pieces.flat().sort((one, other) => (one.key < other.key ? -1 : 1));
  const { generation } = decided;
  const chunksOf = (table: TableName, its: readonly RunRow[]) => writeChunks(its, { to, table, generation });
  const entries = await chunksOf(
    'entries',
    rows.map(({ key, entry }) => [key, JSON.stringify(entry)]),
  );
  const timeline = await chunksOf(
    'timeline',
    rows.flatMap(({ key, listed }): RunRow[] => (listed === null ? [] : [[key, JSON.stringify(listed)]])),
  );
  const { open, members, paths } = openPart(rows, numbers);
  const shared = await pageContext(scratch, { decided, channel });
  const context = { ...shared, open: { ...open, groups: shared.open.groups } };
  const passes = (await readDataOrNull<Passes>(scratch, names.passes)) ?? noPasses;
  const archives = numbers.map((number) => archiveDocument(number, context));
  const written = await writeDocuments(archives, {
    stores,
    files: channel.files,
    known: names.archives(part),
    entries: entriesOf(rows),
    paths,
    isHeld: passes.failed > 0,
  });
  const run = (table: TableName, its: RunRow[]) =>
    writeRun(scratch, `${names.runs(pass, `part-${part}`)}.${table}`, its);
  const outcome: Outcome = {
    entryChanges: [],
    written: written.files.map(([path]) => path),
    problems: written.problems,
  };
  await writeData(scratch, names.outcome(pass, `part-${part}`), outcome);
  const rendered: RenderedEntries = {
    entries,
    timeline,
    runs: {
      archives: await run('archives', archiveRows(members)),
      files: await run(
        'files',
        written.files.map(([path, file]): RunRow => [path, JSON.stringify(formats.files.write(file))]),
      ),
    },
    again: written.again,
    problems: firstProblems(written.problems, maximumProblems),
    problemCount: written.problems.length,
    isUnsettled: written.isUnsettled,
    orphans: written.orphans,
    left: [],
  };
  await writeData(scratch, names.renderedPart(pass, part), rendered);
}

/** The tables as far as the archive documents of a part need them. */
function openPart(rows: readonly PieceRow[], numbers: readonly number[]) {
  const open = openTables(nothingRemembered);
  const members = new Map(numbers.map((number) => [number, [] as string[]]));
  const paths = new Map<string, string>();
  for (const { key, listed, archive } of rows) {
    if (listed === null) continue;
    const row: Listed = formats.timeline.read(listed, key);
    open.timeline.set(key, row);
    paths.set(row.id, row.path);
    members.get(archive)?.push(key);
  }
  for (const [number, keys] of members) open.archives.set(archiveKey(number), { members: keys, lastGone: null });
  return { open, members, paths };
}

function archiveRows(members: ReadonlyMap<number, readonly string[]>): RunRow[] {
  return [...members].map(([number, keys]) => [
    archiveKey(number),
    JSON.stringify(formats.archives.write({ members: keys, lastGone: null })),
  ]);
}

function entriesOf(rows: readonly PieceRow[]): ReadonlyMap<string, Entry> {
  return new Map(rows.map(({ key, entry }) => [formats.entries.read(entry, key)] as const).map(([it]) => [it.id, it]));
}
