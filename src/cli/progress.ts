/** Shows how far long work has come, on a terminal. */
import type { Terminal } from './command.ts';

/** Fewer files are read before anybody could look. */
const worthShowing = 200;

/** Shows how many of many files have been read. */
export function showProgress({ progress }: Terminal) {
  return ({ done, total }: { readonly done: number; readonly total: number }): void => {
    if (total >= worthShowing && (done % 50 === 0 || done === total))
      progress(done === total ? '' : `Reading ${done} of ${total}`);
  };
}
