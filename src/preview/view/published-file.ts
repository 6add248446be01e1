/** Finds the bytes of a file as the next publish would leave it: rendered now, from the publication, or from the folder of articles. */

import type { Ahead } from '../../compare/look-ahead.ts';
import { withChunks } from '../../ledger/chunks.ts';
import { keysWith } from '../../ledger/rows.ts';
import { openTables } from '../../ledger/state.ts';
import type { Entry } from '../../model/entry.ts';
import type { Document } from '../../publish/plan/document.ts';
import { ledgerStateOf } from '../../publish/plan/plan.ts';
import { renderDocument } from '../../publish/plan/render-document.ts';
import { sourcesOf } from '../../publish/render.ts';
import { readAsset } from '../../reading/read-asset.ts';
import { defaultPathOf, isOutputPath, outputsOf } from '../../render/outputs.ts';
import type { Store } from '../../store/store.ts';
import type { ReadingMemory } from '../round/remembered-readings.ts';

export interface PublishedStores {
  /** The folder of articles. */
  readonly from: Store;
  /** The publication that subscribers have now. */
  readonly to: Store;
  readonly memory: ReadingMemory;
}

/** Null if the publication would not contain the file. Files of the ledger are never found. */
export async function findPublished(path: string, ahead: Ahead, stores: PublishedStores): Promise<Uint8Array | null> {
  const usual = defaultPathOf(path, ahead.before.source.channel.files);
  const kind = outputsOf(usual)[0]?.kind;
  if (!isOutputPath(usual) || kind === 'ledger') return null;
  if (kind === 'media') return findMedia(path, ahead, stores);
  const document = ahead.plan.documents.find(({ paths }) => paths.includes(path));
  if (document !== undefined) return renderPath(path, document, ahead);
  if (ahead.plan.removed.includes(path)) return null;
  return (await stores.to.read(path))?.body ?? null;
}

/** A file of a document that the run touches. Feeds are rendered already, if they changed. */
async function renderPath(path: string, document: Document, ahead: Ahead): Promise<Uint8Array | null> {
  const done = ahead.rendering.feeds.get(document)?.changes.find((it) => it.path === path);
  if (done !== undefined) return done.body;
  const entries = await entriesOf(document, ahead);
  return renderDocument(document, entries).files.find((it) => it.path === path)?.body ?? null;
}

/** The entries that a document shows, by id. */
export async function entriesOf(document: Document, { plan, before }: Ahead): Promise<ReadonlyMap<string, Entry>> {
  const { chunks } = before;
  const open = openTables({ tables: ledgerStateOf(plan.state).tables, chunks: chunks.chunks });
  return sourcesOf(plan, { open, chunks }).entriesOf(document);
}

/** A picture or media file is read where its article has it, or else from the publication. */
async function findMedia(
  path: string,
  ahead: Ahead,
  { from, to, memory }: PublishedStores,
): Promise<Uint8Array | null> {
  const source = memory.sourceOfMedia(path) ?? (await sourceInLedger(path, ahead));
  const stored = (source === null ? null : await readAsset(from, source)) ?? (await to.read(path));
  return stored?.body ?? null;
}

/** The path in the folder of articles of a picture that is published already. */
async function sourceInLedger(path: string, { plan, before }: Ahead): Promise<string | null> {
  const { chunks } = before;
  const { media } = openTables({ tables: ledgerStateOf(plan.state).tables, chunks: chunks.chunks });
  return withChunks(chunks, () => {
    const [row] = [...media.range(keysWith(`${path}\n`))];
    return row?.[1] ?? null;
  });
}
