/** Watches a folder: with the events of the file system, and by looking again, because not every disk sends events. */
import { type FSWatcher, watch } from 'node:fs';

export interface WatchOptions {
  /** Called soon after a file changed, once for changes that come together. */
  readonly onChange: () => void;
  /** Called from time to time, to look for changes without an event. Returns how long to wait until the next time. */
  readonly onTick: () => Promise<number>;
  readonly debounceMilliseconds?: number;
  readonly firstTickMilliseconds?: number;
}

/** Watches a folder that may not exist yet. Returns a function that stops. `folder` is null if there are no events, as in a bucket. */
export function watchFolder(
  folder: string | null,
  { onChange, onTick, debounceMilliseconds = 30, firstTickMilliseconds = 2_000 }: WatchOptions,
): () => void {
  let watcher: FSWatcher | null = null;
  let pending: NodeJS.Timeout | undefined;
  let isStopped = false;

  const changed = () => {
    clearTimeout(pending);
    pending = setTimeout(onChange, debounceMilliseconds);
  };
  const start = () => {
    if (folder === null || watcher !== null) return;
    watcher = watchOrNull(folder, changed);
    watcher?.on('error', () => {
      watcher?.close();
      watcher = null;
    });
  };
  const tick = async () => {
    start();
    const pause = await onTick();
    if (!isStopped) timer = setTimeout(tick, pause);
  };

  start();
  let timer = setTimeout(tick, firstTickMilliseconds);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    clearTimeout(pending);
    watcher?.close();
  };
}

/** Null if the folder is missing, or if the system has no more watchers. Then changes are found by looking again. */
function watchOrNull(folder: string, onEvent: () => void): FSWatcher | null {
  try {
    return watch(folder, { recursive: true }, onEvent);
  } catch {
    return null;
  }
}
