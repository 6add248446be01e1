/** Shows how far long work has come, on a terminal. */
import type { Terminal } from './command.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Fewer files are read before anybody could look. */
const worthShowing = 200;
const barWidth = 24;

/** Shows a bar while many files are read, and takes it away at the end. */
export function showProgress({ progress }: Pick<Terminal, 'progress'>) {
  return (state: Progress): void => {
    const { done, total } = state;
    if (total < worthShowing || (done % 50 !== 0 && done !== total)) return;
    progress(done === total ? '' : barOf(state));
  };
}

/** `[######                  ] 2,500 of 10,000` */
export function barOf({ done, total }: Progress): string {
  const filled = Math.floor((done / total) * barWidth);
  const count = (value: number) => value.toLocaleString('en');
  return `[${'#'.repeat(filled).padEnd(barWidth)}] ${count(done)} of ${count(total)}`;
}
