/** Finds all files in a folder of articles that are versions of one item, for `presstime show`. */

import { allReadings, type Reading } from '../article/reading.ts';
import { hideName } from '../article/story/hidden-names.ts';
import type { KnownVersion } from '../item/item.ts';
import type { FileRead } from '../item/source-change.ts';
import { gatherVersions } from '../item/versions/gather-versions.ts';
import type { Channel } from '../model/channel.ts';
import { digestOf } from '../model/digest.ts';
import type { File } from '../model/file.ts';
import type { Store } from '../store/store.ts';

export interface FindVersionsOptions {
  readonly from: Store;
  readonly channel: Channel;
  /** The paths of all articles. */
  readonly paths: readonly string[];
  readonly read: (file: File) => Promise<Reading>;
}

/** The versions of an item with an id. Only files whose bytes contain the id are read. */
export async function findVersions(
  id: string,
  { from, channel, paths, read }: FindVersionsOptions,
): Promise<readonly KnownVersion[]> {
  const files: FileRead[] = [];
  for (const path of paths) {
    const stored = await from.read(path);
    if (stored === null || !mayName(stored.body, id)) continue;
    const reading = await read({ path, body: stored.body });
    if (!allReadings(reading).some(({ item }) => item !== null)) continue;
    files.push({ kind: 'read', path, version: stored.version, digest: digestOf(stored.body), reading, beside: {} });
  }
  const { stories } = gatherVersions({ items: [], changes: files, channel });
  return stories.find((story) => hideName(story.id) === hideName(id))?.versions ?? [];
}

/** True if a file contains the id, or the id as JSON or XML may escape it. */
function mayName(body: Uint8Array, id: string): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const last = id.split(/[/&"'<>\\:]/).findLast((part) => part !== '') ?? id;
  return bytes.includes(last);
}
