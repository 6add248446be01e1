/** Shows how far long work has come, on a terminal. */
import type { Terminal } from './command.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Fewer files are read before anybody could look. */
const worthReading = 200;
/** Fewer are sent so. */
const worthSending = 10;
const barWidth = 24;

/** Shows a bar while many files are read, and takes it away at the end. */
export function showProgress(terminal: Pick<Terminal, 'progress'>) {
  return showBar(terminal, { least: worthReading, every: 50 });
}

/** Shows a bar while files are sent, and takes it away at the end. */
export function showSending(terminal: Pick<Terminal, 'progress'>) {
  return showBar(terminal, { least: worthSending, every: 1 });
}

function showBar(
  { progress }: Pick<Terminal, 'progress'>,
  { least, every }: { readonly least: number; readonly every: number },
) {
  return (state: Progress): void => {
    const { done, total } = state;
    if (total < least || (done % every !== 0 && done !== total)) return;
    progress(done === total ? '' : barOf(state));
  };
}

/** `[######                  ] 2,500 of 10,000` */
export function barOf({ done, total }: Progress): string {
  const filled = Math.floor((done / total) * barWidth);
  const count = (value: number) => value.toLocaleString('en');
  return `[${'#'.repeat(filled).padEnd(barWidth)}] ${count(done)} of ${count(total)}`;
}
