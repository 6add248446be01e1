/** Reads versions that become current although their files did not change, because the file of a newer version did. */
import { hidePath, isHiddenName } from '../../article/story/hidden-names.ts';
import { fileOfPart } from '../../article/story/path.ts';
import type { FileRead, SourceChange } from '../../item/source-change.ts';
import { gatherVersions, versionToRead } from '../../item/versions/gather-versions.ts';
import { type ChunkSource, withChunks } from '../../ledger/chunks.ts';
import { type LedgerState, openTables } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import { relevantItems } from '../plan/relevant-items.ts';

export interface OtherVersionsInput {
  readonly state: LedgerState;
  readonly chunks: ChunkSource;
  readonly channel: Channel;
  /** The paths of the files that are there. Null if they were not listed. */
  readonly listed: readonly string[] | null;
  readonly read: (paths: readonly string[]) => Promise<readonly FileRead[]>;
}

/** The changes, with the files of such versions. Null if a file is needed whose path only a listing of the source can tell. */
export async function withOtherVersions(
  changes: readonly SourceChange[],
  { state, chunks, channel, listed, read }: OtherVersionsInput,
): Promise<readonly SourceChange[] | null> {
  const { items } = state.tables;
  if (changes.length === 0 || (items.chunks.length === 0 && items.changes.size === 0)) return changes;
  const paths = await withChunks(chunks, () => pathsToRead(changes, { state, channel }));
  if (paths.length === 0) return changes;
  const real = listed === null ? null : new Map(listed.map((path) => [hidePath(path), path]));
  if (real === null && paths.some(isHiddenName)) return null;
  const found = paths.flatMap((path) => (isHiddenName(path) ? (real?.get(path) ?? []) : path));
  const more = await read(found);
  const all = [...changes, ...more];
  return more.length === 0 ? all : withOtherVersions(all, { state, chunks, channel, listed, read });
}

function pathsToRead(
  changes: readonly SourceChange[],
  { state, channel }: Pick<OtherVersionsInput, 'state' | 'channel'>,
): readonly string[] {
  const items = [...relevantItems(openTables(state), changes, { channel, more: [] }).values()];
  const { stories } = gatherVersions({ items, changes, channel });
  const known = new Set(changes.map(({ path }) => hidePath(path)));
  const wanted = stories.flatMap((story) => versionToRead(story) ?? []).map(fileOfPart);
  return [...new Set(wanted)].filter((path) => !known.has(hidePath(path)));
}
