/** Reads a file that is published with an article: one beside it, or one inside it. */
import { splitEnclosedPath } from '../article/story/enclosed-path.ts';
import type { Store, StoredBody } from '../store/store.ts';

/** Reads the bytes of an asset. Returns null if it does not exist. The version is that of the whole file that contains it. */
export async function readAsset(from: Store, path: string): Promise<StoredBody | null> {
  const enclosed = splitEnclosedPath(path);
  if (enclosed === null) return from.read(path);
  const stored = await from.read(enclosed.container);
  if (stored === null) return null;
  const { readMailFile } = await import('../article/mail/message.ts');
  const body = await readMailFile(stored.body, enclosed.position);
  return body === null ? null : { body, version: stored.version };
}
