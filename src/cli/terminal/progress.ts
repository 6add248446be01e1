/** Shows progress bars on a terminal. */
import type { Progress } from '../../publish/read/read-source.ts';
import type { Terminal } from './command.ts';

/** Fewer files are read and written too quickly for a bar. */
const minimumFiles = 200;
/** Sending is slower. */
const minimumSentFiles = 10;
const barWidth = 24;

/** Shows a bar while many files are read and another while many are written. Removes each at the end. */
export function showProgress(terminal: Pick<Terminal, 'progress'>): (progress: Progress) => void {
  const bars = {
    read: showBar(terminal, { label: 'Reading', minimum: minimumFiles, every: 50 }),
    write: showBar(terminal, { label: 'Writing', minimum: minimumFiles, every: 50 }),
  };
  return ({ task, ...count }) => bars[task](count);
}

/** Shows a bar while files are sent. Removes it at the end. */
export function showSending(terminal: Pick<Terminal, 'progress'>): (count: Count) => void {
  return showBar(terminal, { label: 'Sending', minimum: minimumSentFiles, every: 1 });
}

type Count = Omit<Progress, 'task'>;

interface Bar {
  readonly label: string;
  /** With fewer files, no bar is shown. */
  readonly minimum: number;
  /** How many files pass between two updates. */
  readonly every: number;
}

function showBar({ progress }: Pick<Terminal, 'progress'>, { label, minimum, every }: Bar): (count: Count) => void {
  let shown = 0;
  return (count) => {
    const { done, total } = count;
    const step = Math.floor(done / every);
    if (total < minimum || (step === shown && done !== total)) return;
    shown = step;
    progress(done === total ? '' : `${label} ${barOf(count)}`);
  };
}

/** Draws a bar such as `[######                  ] 2,500 of 10,000`. */
function barOf({ done, total }: Count): string {
  const filled = Math.floor((done / total) * barWidth);
  const count = (value: number) => value.toLocaleString('en');
  return `[${'#'.repeat(filled).padEnd(barWidth)}] ${count(done)} of ${count(total)}`;
}
