/** `presstime preview`: shows on this machine what the next publish changes, and shows it again at each save. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPreviewServer } from '../../preview/preview-server.ts';
import { createSession, type Session, type Shown } from '../../preview/session.ts';
import { plural } from '../../problem/wording.ts';
import type { Store } from '../../store/store.ts';
import { watchFolder } from '../../store/watch/watch-folder.ts';
import { wrapText } from '../screen/wrap.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { countKinds } from '../terminal/describe-report.ts';
import { describeProblem, printable } from '../terminal/messages.ts';
import { checkSource, openStore, readLocations } from '../terminal/open-store.ts';
import { openInBrowser } from './open-in-browser.ts';

/** Serves the preview until the user stops the program. Writes to neither folder. */
export async function preview(given: Given, terminal: Terminal): Promise<ExitCode> {
  const locations = await readLocations(given);
  // From here on, a signal ends the program in order.
  const stopped = terminal.stopped();
  const future = given.text('future');
  const { parseInstant } = await import('../../time/parse-instant.ts');
  const work = await mkdtemp(join(tmpdir(), 'presstime-preview-'));
  try {
    const from = await openStore(locations.from, terminal.env, { stampFile: join(work, 'stamps') });
    const to = await openStore(locations.to, terminal.env);
    const check = () => checkSource(locations.from, terminal.program);
    const options = { from, to, checkSource: check, feedUrl: given.text('feed-url'), clock: terminal.now };
    const instant = future === null ? null : parseInstant(future);
    await serveUntil(stopped, () => createSession({ ...options, future: instant }), { given, terminal, from });
    return 0;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Serving {
  readonly given: Given;
  readonly terminal: Terminal;
  readonly from: Store;
}

async function serveUntil(
  stopped: Promise<unknown>,
  create: () => Session,
  { given, terminal, from }: Serving,
): Promise<void> {
  const { print, say } = terminal;
  const asData = given.yes('json');
  const sayRound = (shown: Shown) =>
    asData ? print(JSON.stringify(dataOf(shown))) : say(describeRound(shown, terminal));
  const server = await startPreviewServer(
    () => {
      const session = create();
      session.onRound(sayRound);
      return session;
    },
    { port: Number(given.text('port') ?? '4100') },
  );
  const { url, session } = server;
  if (asData) print(JSON.stringify({ url }));
  else print(`Preview of ${printable(from.location)} at ${url}`);
  if (!asData) say('It changes at each save; press Ctrl+C to stop');
  if (given.yes('open')) openInBrowser(url, { say });
  const unwatch = from.isLocal ? watchFolder(from.location, session.refresh) : () => undefined;
  const stopChecks = keepChecking(session);
  await stopped;
  unwatch();
  stopChecks();
  server.close();
}

/** Looks again and again at what cannot be watched. Returns a function that stops. */
function keepChecking({ check }: Session): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const checkAgain = async () => {
    const pause = await check();
    if (!isStopped) timer = setTimeout(checkAgain, pause);
  };
  timer = setTimeout(checkAgain, 2_000);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** One line for each round, for programs such as plugins of editors. */
function dataOf({ round, overview }: Shown) {
  const { failure, guards, problems, publication } = overview;
  return {
    round: round.number,
    now: round.now,
    read: round.filesRead,
    entryChanges: publication?.entryChanges ?? [],
    heldBack: publication?.heldBack ?? [],
    refused: round.ahead?.report.refused ?? [],
    guards: guards.map(({ code, message }) => ({ code, message })),
    error: failure === null ? null : { code: failure.code, message: failure.message },
    problems,
  };
}

/** `Read 1 file: would be 1 new, 1 error`. */
function describeRound({ round, overview }: Shown, { paint, columns }: Pick<Terminal, 'paint' | 'columns'>): string {
  const { failure, guards, problems, publication } = overview;
  const describeError = (message: string) => `${paint('red', 'error:')} ${printable(message)}`;
  if (failure !== null) {
    const lines = failure.problems.map((problem) => describeProblem(problem, { location: overview.from, paint }));
    return [...lines, describeError(failure.message)].map((line) => wrapText(line, columns)).join('\n');
  }
  const changes = publication?.entryChanges ?? [];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const found = [
    changes.length === 0 ? 'no entry would change' : `would be ${countKinds(changes)}`,
    ...(errors === 0 ? [] : [paint('red', plural(errors, 'error'))]),
    ...(warnings === 0 ? [] : [paint('yellow', plural(warnings, 'warning'))]),
  ];
  const lines = [
    `Read ${plural(round.filesRead, 'file')}: ${found.join(', ')}`,
    ...guards.map(({ message }) => describeError(message)),
  ];
  return lines.map((line) => wrapText(line, columns)).join('\n');
}
