/** Sends the articles of one place to another: what a publish would read, and nothing else. Compares by digest, not by time. */
import { isSourcePath } from '../article/source-path.ts';
import { isArticlePath } from '../article/story/path.ts';
import { channelFile } from '../channel/parse-channel.ts';
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
  /** What is there now: a change that somebody else makes meanwhile is never written over. */
  readonly expected: Expected;
}

export interface PushPlan {
  /** In the order of sending: what articles show, the settings, the articles. */
  readonly send: readonly Sending[];
  readonly remove: readonly string[];
  /** How many files are there already. */
  readonly unchanged: number;
}

/** Files under way at once. */
const lanes = 8;

/** Compares two places. Throws `PublishError` where the first holds no `feed.yaml`, so that it is no folder of articles. */
export async function planPush(from: Store, to: Store): Promise<PushPlan> {
  const there = new Map((await to.list(isSourcePath)).map((file) => [file.path, file]));
  const here = await listHere(from, { paths: [...there.keys()], location: to.location });
  if (!here.some(({ path }) => path === channelFile)) {
    const message = `There is no ${channelFile} in ${from.location}: name the folder that holds your articles`;
    throw new PublishError('missing-channel', message);
  }
  const budget = createByteBudget(budgetBytes);
  const compared = await mapConcurrently(here, lanes, (file) =>
    budget.use(file.lengthBytes, () => compare(from, to, { file, old: there.get(file.path) })),
  );
  const send = compared.filter((it) => it !== null).sort(byOrder);
  const kept = new Set(here.map(({ path }) => path));
  const remove = [...there.keys()].filter((path) => !kept.has(path));
  return { send, remove, unchanged: here.length - send.length };
}

interface There {
  readonly paths: readonly string[];
  readonly location: string;
}

/** What stands here in the place of a folder there, such as a link, would look as if all files of the folder were removed. */
async function listHere(from: Store, { paths, location }: There): Promise<readonly StoredFile[]> {
  const folders = new Set(paths.flatMap(foldersOf));
  const files = await from.list((path) => isSourcePath(path) || folders.has(path));
  const stray = files.find(({ path }) => !isSourcePath(path));
  if (stray === undefined) return files;
  const message =
    `"${stray.path}" in ${from.location} is a link or a file, and a folder in ${location}: links are not followed, ` +
    'so copy the folder that it names, or remove it';
  throw new PublishError('no-folder', message);
}

/** `a/b/c.md` lies in `a` and in `a/b`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

interface Pair {
  readonly file: StoredFile;
  readonly old: StoredFile | undefined;
}

/** Null where the same bytes are there. Those there are read only where their version says nothing. */
async function compare(from: Store, to: Store, { file, old }: Pair): Promise<Sending | null> {
  const { path, lengthBytes } = file;
  if (old === undefined) return { path, lengthBytes, action: 'add', expected: 'absent' };
  const change = { path, lengthBytes, action: 'change', expected: { version: old.version } } as const;
  if (old.lengthBytes !== lengthBytes) return change;
  const body = await readHere(from, path);
  if (isVersionOf(old.version, body)) return null;
  const stored = await to.read(path);
  return stored !== null && Buffer.compare(stored.body, body) === 0 ? null : change;
}

async function readHere(from: Store, path: string): Promise<Uint8Array> {
  const stored = await from.read(path);
  if (stored !== null) return stored.body;
  throw new PublishError('file-vanished', `"${path}" went away from ${from.location} meanwhile: start again`);
}

/** An article that comes finds what it shows. */
function byOrder(one: Sending, other: Sending): number {
  return rankOf(one.path) - rankOf(other.path) || (one.path < other.path ? -1 : 1);
}

function rankOf(path: string): number {
  if (path === channelFile) return 1;
  return isArticlePath(path) ? 2 : 0;
}

/** Throws `PublishError` where a plan removes more than half of what is there. */
export function guardRemovals({ send, remove, unchanged }: PushPlan, location: string): void {
  const there = send.filter(({ action }) => action === 'change').length + remove.length + unchanged;
  if (!removesMost(there, remove.length)) return;
  const message =
    `This would remove ${remove.length} of ${there} files in ${location} (${someOf(remove)}), so nothing was sent: ` +
    'check that you named the right folder, or allow removals';
  throw new PublishError('removes-most', message);
}

export interface PushOptions {
  readonly plan: PushPlan;
  /** Called after each file. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Does what was planned, removals last. Throws where somebody else changed a file there meanwhile; what was sent stays. */
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
    await mapConcurrently(files, lanes, async ({ path, expected, lengthBytes }) => {
      await budget.use(lengthBytes, async () => to.write(path, await readHere(from, path), expected));
      count();
    });
  }
  await mapConcurrently(remove, lanes, async (path) => {
    await to.remove(path);
    count();
  });
}
