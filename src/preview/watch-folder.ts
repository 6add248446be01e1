/** Watches a folder: with the events of the file system, and by looking again, because not every disk sends events. */
import { type FSWatcher, statSync, watch } from 'node:fs';

export interface WatchOptions {
  /** Called soon after a file changed, once for changes that come together. */
  readonly onChange: () => void;
  /** Called from time to time, to look for changes without an event. Returns how long to wait until the next time. */
  readonly onTick: () => Promise<number>;
  readonly debounceMilliseconds?: number;
  readonly firstTickMilliseconds?: number;
}

/**
 * Watches a folder, which may not exist yet, or may be replaced. If `folder` is null, there are no events, as in a bucket. Returns a
 * function that stops.
 */
export function watchFolder(
  folder: string | null,
  { onChange, onTick, debounceMilliseconds = 30, firstTickMilliseconds = 2_000 }: WatchOptions,
): () => void {
  let watched: Watched | null = null;
  let pending: NodeJS.Timeout | undefined;
  let isStopped = false;

  const changed = () => {
    clearTimeout(pending);
    pending = setTimeout(onChange, debounceMilliseconds);
  };
  const watchAgain = () => {
    if (folder === null || watched?.inode === inodeOf(folder)) return;
    watched?.watcher.close();
    watched = watchNow(folder, changed);
    watched?.watcher.on('error', () => {
      watched?.watcher.close();
      watched = null;
    });
  };
  const tick = async () => {
    watchAgain();
    const pause = await onTick();
    if (!isStopped) timer = setTimeout(tick, pause);
  };

  watchAgain();
  let timer = setTimeout(tick, firstTickMilliseconds);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    clearTimeout(pending);
    watched?.watcher.close();
  };
}

interface Watched {
  readonly watcher: FSWatcher;
  readonly inode: number | null;
}

/** Null if the folder is missing, or if the system has no more watchers. Then changes are found by looking again. */
function watchNow(folder: string, onEvent: () => void): Watched | null {
  try {
    return { watcher: watch(folder, { recursive: true }, onEvent), inode: inodeOf(folder) };
  } catch {
    return null;
  }
}

/** Null if there is no folder. */
function inodeOf(folder: string): number | null {
  return statSync(folder, { throwIfNoEntry: false })?.ino ?? null;
}
