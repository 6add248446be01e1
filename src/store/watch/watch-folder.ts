/** Watches a folder, and reports the paths of files that were added, changed or removed, once they are whole. */
import { lookAtFolder } from './look-at-folder.ts';
import { openNotifier } from './notifier.ts';
import { type Seen, settle } from './settle.ts';

export interface WatchOptions {
  /** How long no notification may arrive before the folder is looked at, so that files saved together are reported together. */
  readonly quietMilliseconds?: number;
  /** How often the folder is looked at without a notification. Network drives and some virtual machines send none. */
  readonly lookMilliseconds?: number;
  /** If false, the system is not asked for notifications. */
  readonly notifications?: boolean;
  /** How long a file must not change before it is reported. By default, it is reported by the first look. */
  readonly settleMilliseconds?: number;
  /** False for a file that ends in the middle or cannot be read: it waits longer. */
  readonly isWhole?: (path: string) => boolean;
}

/**
 * Called with the paths in the folder, sorted, with forward slashes, and with the paths of files that may still be being written.
 * Must not throw.
 */
export type OnChange = (paths: readonly string[], waiting: ReadonlySet<string>) => Promise<unknown> | unknown;

/**
 * Watches a folder and those below it until the returned function is called. Notifications of the system only cause a look at
 * the folder, and what differs from the last look is reported. So nothing is missed if a notification is, or if there are
 * none. A promise that `onChange` returns is awaited before the next look. The folder may be missing, and may come later.
 */
export function watchFolder(root: string, onChange: OnChange, options: WatchOptions = {}): () => void {
  const { quietMilliseconds = 40, lookMilliseconds = 2_000, notifications = true } = options;
  const { settleMilliseconds = 0, isWhole = () => true } = options;
  const first = lookAtFolder(root);
  let seen: Seen = { reported: first.files, waiting: new Map() };
  let timer: NodeJS.Timeout | undefined;
  /** The milliseconds that surely passed: those of each timer that ended. */
  let elapsed = 0;
  let notified = 0;
  let isBusy = false;
  let isStopped = false;

  const lookIn = (milliseconds: number): void => {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => {
      elapsed += milliseconds;
      void lookAgain();
    }, milliseconds);
  };
  const notify = (): void => {
    notified += 1;
    if (!isBusy && notified <= mostPostponed) lookIn(quietMilliseconds);
  };
  const notifier = notifications ? openNotifier(root, notify) : null;
  const lookAgain = async (): Promise<void> => {
    isBusy = true;
    notified = 0;
    const look = lookAtFolder(root);
    // Something may have changed in a folder before it was watched.
    const isWatchedAnew = notifier?.watchFolders(look.folders) === true;
    const settled = settle(seen, look.files, { now: elapsed, settleMilliseconds, isWhole });
    seen = settled.seen;
    if (settled.paths.length > 0) await onChange(settled.paths, new Set(seen.waiting.keys()));
    isBusy = false;
    const rest = Math.max(lookMilliseconds, look.files.size * restMilliseconds);
    const next = seen.waiting.size > 0 ? Math.min(settleMilliseconds, rest) : rest;
    lookIn(isWatchedAnew || notified > 0 ? quietMilliseconds : next);
  };

  notifier?.watchFolders(first.folders);
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
