/** `presstime publish --watch`: publishes after each change of a folder, as soon as the files are whole, and when an article falls due, until the user stops it. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { maximumLengthBytes } from '../../article/text/decode.ts';
import { isWholeText } from '../../article/text/whole.ts';
import { toEpochMilliseconds } from '../../model/instant.ts';
import { hasError } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import type { Report } from '../../publish/report.ts';
import { codeOf } from '../../store/system-error.ts';
import { watchFolder } from '../../store/watch/watch-folder.ts';
import { localTime } from '../../time/zoned-time.ts';
import { cutToWidth } from '../screen/wrap.ts';
import type { ExitCode, Terminal } from '../terminal/command.ts';
import { countKinds } from '../terminal/describe-report.ts';
import { dataOfError, sayError } from '../terminal/errors.ts';
import { printable } from '../terminal/messages.ts';

export interface Watching {
  /** The folder with the articles. */
  readonly folder: string;
  /** True if each report is printed as JSON, one line for each. */
  readonly isJson: boolean;
  /** Publishes once, without the files that may still be being written, and prints the problems. */
  readonly publish: (waiting: ReadonlySet<string>) => Promise<Report>;
  /** Prints the first report. */
  readonly printReport: (report: Report) => void;
}

/** A computer that sleeps does not count the time, so the clock is looked at again and again. */
const longestWaitMilliseconds = 60_000;

/** Publishes again and again. Errors do not end it, except that there is no such folder. Returns 0 when the user stops it. */
export async function watchArticles(watching: Watching, terminal: Terminal): Promise<ExitCode> {
  const { folder, isJson, publish } = watching;
  const stopped = terminal.stopped();
  let nextDue: Report['nextDue'] = null;
  let isFirst = true;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let waiting: ReadonlySet<string> = new Set();

  const publishNow = async (): Promise<void> => {
    try {
      const report = await publish(waiting);
      nextDue = report.nextDue;
      if (isJson) terminal.print(JSON.stringify(report));
      else if (isFirst) watching.printReport(report);
      else printShort(report, terminal);
    } catch (thrown) {
      if (isFirst && thrown instanceof PublishError && thrown.code === 'missing-folder') throw thrown;
      terminal.progress('');
      if (isJson) terminal.print(JSON.stringify(dataOfError(thrown, terminal)));
      sayError(thrown, terminal, { withProblems: !isJson });
    }
    isFirst = false;
  };
  let running = Promise.resolve();
  const publishInTurn = (): Promise<void> => {
    running = running.then(() => (isStopped ? undefined : publishNow()));
    return running;
  };
  const waitForDue = (): void => {
    timer = setTimeout(
      async () => {
        if (nextDue !== null && millisecondsUntil(nextDue, terminal) <= 0) await publishInTurn();
        if (!isStopped) waitForDue();
      },
      waitBefore(nextDue, terminal),
    );
  };

  // Changes during the first run are published by the next.
  const publishChanged = (_paths: readonly string[], unfinished: ReadonlySet<string>): Promise<void> => {
    waiting = unfinished;
    return publishInTurn();
  };
  const stop = watchFolder(folder, publishChanged, {
    settleMilliseconds,
    isWhole: (path) => isWholeFile(join(folder, path)),
  });
  try {
    await publishInTurn();
    terminal.say(`Watching ${printable(folder)}: press Ctrl+C to stop`);
    waitForDue();
    await stopped;
  } finally {
    isStopped = true;
    stop();
    clearTimeout(timer);
  }
  await running;
  return 0;
}

/** How long a file must not change before it is published: a program that sends one may pause. */
const settleMilliseconds = 500;

/** False for a file that another program holds, or that ends in the middle. */
function isWholeFile(path: string): boolean {
  try {
    if (statSync(path).size > maximumLengthBytes) return true;
    return isWholeText(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
  } catch (thrown) {
    if (codeOf(thrown) === '') throw thrown;
    return false;
  }
}

function waitBefore(due: Report['nextDue'], terminal: Pick<Terminal, 'now'>): number {
  if (due === null) return longestWaitMilliseconds;
  return Math.min(longestWaitMilliseconds, Math.max(0, millisecondsUntil(due, terminal)));
}

function millisecondsUntil(due: NonNullable<Report['nextDue']>, { now }: Pick<Terminal, 'now'>): number {
  return toEpochMilliseconds(due) - toEpochMilliseconds(now());
}

/** One line for each run that changed or refused something. */
function printShort(report: Report, { print, paint, columns }: Terminal): void {
  const line = describeShort(report);
  if (line === null) return;
  const { hour, minute } = localTime(report.now, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const shown = cutToWidth(printable(`${hour}:${minute}  ${line}`), columns);
  print(hasError(report.problems) ? paint('red', shown) : shown);
}

/** What a run did, in one line; null if it did nothing. */
export function describeShort({ entryChanges, refused, changes }: Report): string | null {
  const written = changes.filter(({ action }) => action === 'written' || action === 'removed').length;
  if (entryChanges.length + refused.length + written === 0) return null;
  const titles = entryChanges.map(({ title }) => title).join('; ');
  const seen = entryChanges.length === 0 ? 'No entry changed' : `${countKinds(entryChanges)}: ${titles}`;
  return refused.length === 0 ? seen : `${refused.length} refused; ${seen}`;
}
