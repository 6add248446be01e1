/** Shows how far long work has come, on a terminal. */
import type { Progress } from '../../publish/read-source.ts';
import type { Terminal } from './command.ts';

/** Fewer files are read and written before anybody could look. */
const worthShowing = 200;
/** Fewer are sent so. */
const worthSending = 10;
const barWidth = 24;

/** Shows a bar while many files are read, one while many are written, and takes each away at the end. */
export function showProgress(terminal: Pick<Terminal, 'progress'>): (progress: Progress) => void {
  const bars = {
    read: showBar(terminal, { label: 'Reading', least: worthShowing, every: 50 }),
    write: showBar(terminal, { label: 'Writing', least: worthShowing, every: 50 }),
  };
  return ({ task, ...count }) => bars[task](count);
}

/** Shows a bar while files are sent, and takes it away at the end. */
export function showSending(terminal: Pick<Terminal, 'progress'>): (count: Count) => void {
  return showBar(terminal, { label: 'Sending', least: worthSending, every: 1 });
}

type Count = Omit<Progress, 'task'>;

interface Bar {
  readonly label: string;
  readonly least: number;
  readonly every: number;
}

function showBar({ progress }: Pick<Terminal, 'progress'>, { label, least, every }: Bar): (count: Count) => void {
  let shown = 0;
  return (count) => {
    const { done, total } = count;
    const step = Math.floor(done / every);
    if (total < least || (step === shown && done !== total)) return;
    shown = step;
    progress(done === total ? '' : `${label} ${barOf(count)}`);
  };
}

/** `[######                  ] 2,500 of 10,000` */
function barOf({ done, total }: Count): string {
  const filled = Math.floor((done / total) * barWidth);
  const count = (value: number) => value.toLocaleString('en');
  return `[${'#'.repeat(filled).padEnd(barWidth)}] ${count(done)} of ${count(total)}`;
}
