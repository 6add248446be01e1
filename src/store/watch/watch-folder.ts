/** Watches a folder, and reports the paths of files that were added, changed or removed. */
import { type FolderLook, lookAtFolder } from './look-at-folder.ts';
import { openNotifier } from './notifier.ts';

export interface WatchOptions {
  /** How long no notification may arrive before the folder is looked at, so that files saved together are reported together. */
  readonly quietMilliseconds?: number;
  /** How often the folder is looked at without a notification. Network drives and some virtual machines send none. */
  readonly lookMilliseconds?: number;
  /** If false, the system is not asked for notifications. */
  readonly notifications?: boolean;
}

/** Called with the paths in the folder, sorted, with forward slashes. Must not throw. */
export type OnChange = (paths: readonly string[]) => Promise<unknown> | unknown;

/**
 * Watches a folder and those below it until the returned function is called. Notifications of the system only cause a look at
 * the folder, and what differs from the last look is reported. So nothing is missed if a notification is, or if there are
 * none. A promise that `onChange` returns is awaited before the next look. The folder may be missing, and may come later.
 */
export function watchFolder(root: string, onChange: OnChange, options: WatchOptions = {}): () => void {
  const { quietMilliseconds = 40, lookMilliseconds = 2_000, notifications = true } = options;
  let seen = lookAtFolder(root);
  let timer: NodeJS.Timeout | undefined;
  let notified = 0;
  let isBusy = false;
  let isStopped = false;

  const lookIn = (milliseconds: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void lookAgain(), milliseconds);
  };
  const notify = (): void => {
    notified += 1;
    if (!isBusy && notified <= mostPostponed) lookIn(quietMilliseconds);
  };
  const notifier = notifications ? openNotifier(root, notify) : null;
  const lookAgain = async (): Promise<void> => {
    isBusy = true;
    notified = 0;
    const before = seen;
    seen = lookAtFolder(root);
    // Something may have changed in a folder before it was watched.
    const isWatchedAnew = notifier?.watchFolders(seen.folders) === true;
    const paths = changedPaths(before.files, seen.files);
    if (paths.length > 0) await onChange(paths);
    isBusy = false;
    const rest = Math.max(lookMilliseconds, seen.files.size * restMilliseconds);
    lookIn(isWatchedAnew || notified > 0 ? quietMilliseconds : rest);
  };

  notifier?.watchFolders(seen.folders);
  lookIn(lookMilliseconds);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    notifier?.close();
  };
}

/** So many notifications postpone a look. More do not, so that it comes even if they never end. */
const mostPostponed = 100;

/** How long to wait after a look for each file. Looking at one takes about a hundredth of it. */
const restMilliseconds = 1;

function changedPaths(before: FolderLook['files'], after: FolderLook['files']): readonly string[] {
  const removed = [...before.keys()].filter((path) => !after.has(path));
  const changed = [...after].flatMap(([path, stamp]) => (before.get(path) === stamp ? [] : [path]));
  return [...removed, ...changed].sort();
}
