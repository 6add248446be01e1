/** Copies source files from one store to another: only the files that `publish` reads. Compares by digest, not by time. */
import { isSourcePath } from '../article/source-path.ts';
import { isArticlePath } from '../article/story/path.ts';
import { channelFile } from '../channel/channel-file.ts';
import type { StoredFile } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';
import { someOf } from '../problem/wording.ts';
import { removesMost } from '../publish/plan/plan-files.ts';
import { budgetBytes, createByteBudget, mapConcurrently } from '../store/concurrent.ts';
import { type Expected, isVersionOf, type Store } from '../store/store.ts';

export interface Sending {
  readonly path: string;
  readonly lengthBytes: number;
  readonly action: 'add' | 'change';
  /** The version in the target store. A change that somebody else makes meanwhile is never overwritten. */
  readonly expected: Expected;
}

export interface PushPlan {
  /** In the order of sending: pictures and sidecars, the settings, the articles. */
  readonly send: readonly Sending[];
  readonly remove: readonly string[];
  /** How many files are already the same in the target store. */
  readonly unchanged: number;
}

/** How many files are compared or sent at the same time. */
const concurrency = 8;

/**
 * Compares two stores. Throws `PublishError` with code `missing-channel` if `from` does not contain `feed.yaml`, because then
 * it is not a folder of articles.
 */
export async function planPush(from: Store, to: Store): Promise<PushPlan> {
  const targets = new Map((await to.list(isSourcePath)).map((file) => [file.path, file]));
  const sources = await listSources(from, { paths: [...targets.keys()], location: to.location });
  if (!sources.some(({ path }) => path === channelFile)) {
    const message = `There is no ${channelFile} in ${from.location}: name the folder that contains your articles`;
    throw new PublishError('missing-channel', message);
  }
  const budget = createByteBudget(budgetBytes);
  const compared = await mapConcurrently(sources, concurrency, (file) =>
    budget.use(file.lengthBytes, () => compare(from, to, { file, old: targets.get(file.path) })),
  );
  const send = compared.filter((it) => it !== null).sort(byOrder);
  const kept = new Set(sources.map(({ path }) => path));
  const remove = [...targets.keys()].filter((path) => !kept.has(path));
  return { send, remove, unchanged: sources.length - send.length };
}

/** The files in the target store. */
interface Targets {
  readonly paths: readonly string[];
  readonly location: string;
}

/**
 * Lists the source files. Throws `PublishError` with code `no-folder` if a link or file in `from` has the path of a folder in
 * the target store: otherwise all files in that folder would be removed.
 */
async function listSources(from: Store, { paths, location }: Targets): Promise<readonly StoredFile[]> {
  const folders = new Set(paths.flatMap(foldersOf));
  const files = await from.list((path) => isSourcePath(path) || folders.has(path));
  const stray = files.find(({ path }) => folders.has(path));
  if (stray === undefined) return files;
  const message =
    `"${stray.path}" in ${from.location} is a link or a file, but a folder in ${location}: links are not followed, ` +
    'so replace it with a copy of the folder, or remove it';
  throw new PublishError('no-folder', message);
}

/** The folders above a file: `a` and `a/b` for `a/b/c.md`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

interface Pair {
  readonly file: StoredFile;
  readonly old: StoredFile | undefined;
}

/** Returns null if the bytes are the same. Reads the target file only if its version does not tell. */
async function compare(from: Store, to: Store, { file, old }: Pair): Promise<Sending | null> {
  const { path, lengthBytes } = file;
  if (old === undefined) return { path, lengthBytes, action: 'add', expected: 'absent' };
  const change = { path, lengthBytes, action: 'change', expected: { version: old.version } } as const;
  if (old.lengthBytes !== lengthBytes) return change;
  const body = await readExisting(from, path);
  if (isVersionOf(old.version, body)) return null;
  const stored = await to.read(path);
  return stored !== null && Buffer.compare(stored.body, body) === 0 ? null : change;
}

async function readExisting(from: Store, path: string): Promise<Uint8Array> {
  const stored = await from.read(path);
  if (stored !== null) return stored.body;
  throw new PublishError('file-vanished', `"${path}" was removed from ${from.location} during the push: start again`);
}

/** Sorts articles last, so that their pictures are sent before them. */
function byOrder(one: Sending, other: Sending): number {
  return rankOf(one.path) - rankOf(other.path) || (one.path < other.path ? -1 : 1);
}

function rankOf(path: string): number {
  if (path === channelFile) return 1;
  return isArticlePath(path) ? 2 : 0;
}

/** Throws `PublishError` with code `removes-most` if a plan removes more than half of the files in the target store. */
export function guardRemovals({ send, remove, unchanged }: PushPlan, location: string): void {
  const before = send.filter(({ action }) => action === 'change').length + remove.length + unchanged;
  if (!removesMost(before, remove.length)) return;
  const message =
    `This would remove ${remove.length} of ${before} files in ${location} (${someOf(remove)}), so nothing was sent: ` +
    'check that you named the right folder, or allow removals';
  throw new PublishError('removes-most', message);
}

export interface PushOptions {
  readonly plan: PushPlan;
  /** Called after each file. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Carries out a plan, removals last. Throws `PublishError` with code `conflict` if somebody else changed a file in the target
 * store meanwhile. Files that were sent before stay.
 */
export async function push(from: Store, to: Store, { plan, onProgress }: PushOptions): Promise<void> {
  const { send, remove } = plan;
  const total = send.length + remove.length;
  const budget = createByteBudget(budgetBytes);
  let done = 0;
  const count = () => {
    done += 1;
    onProgress({ done, total });
  };
  for (const rank of [0, 1, 2]) {
    const files = send.filter(({ path }) => rankOf(path) === rank);
    await mapConcurrently(files, concurrency, async ({ path, expected, lengthBytes }) => {
      await budget.use(lengthBytes, async () => to.write(path, await readExisting(from, path), expected));
      count();
    });
  }
  await to.removeAll(remove);
  onProgress({ done: total, total });
}
