/** Notifications of the system that something in a folder may have changed. They do not say reliably what. */
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../system-error.ts';
import type { FolderLook } from './look-at-folder.ts';

export interface Notifier {
  /** Watches these folders, and no others any more. Returns true if one was not watched before. */
  readonly watchFolders: (folders: FolderLook['folders']) => boolean;
  readonly close: () => void;
}

/** These systems notify of a whole tree. On others, Node would watch each file, so folders are watched one by one. */
const isTreeWatched = ['darwin', 'win32'].includes(process.platform);

/** Calls `notify` for each notification. A folder that is missing or cannot be watched gives none. */
export function openNotifier(root: string, notify: () => void): Notifier {
  const watchers = new Map<string, FSWatcher | null>();
  const close = (key: string): void => {
    watchers.get(key)?.close();
    watchers.delete(key);
  };
  return {
    watchFolders: (folders) => {
      const wanted = isTreeWatched ? [...folders].slice(0, 1) : [...folders];
      // A folder that was removed and made again needs another watcher.
      const keys = new Map(wanted.map(([path, stamp]) => [`${path}\0${stamp}`, path]));
      for (const key of [...watchers.keys()]) if (!keys.has(key)) close(key);
      const added = [...keys].filter(([key]) => !watchers.has(key));
      for (const [key, path] of added) watchers.set(key, watchOne(join(root, path), notify));
      return added.length > 0;
    },
    close: () => [...watchers.keys()].forEach(close),
  };
}

/** Null if the system cannot watch the folder, for example because it watches too many: it is looked at anyway. */
function watchOne(folder: string, notify: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { recursive: isTreeWatched }, notify);
    return watcher.on('error', () => watcher.close());
  } catch (thrown) {
    if (codeOf(thrown) === '') throw thrown;
    return null;
  }
}
