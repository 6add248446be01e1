/**
 * The entry point of the process that reads articles and settings on which the main thread would spend too long. Its second
 * thread watches its CPU time. If a step takes more than its budget, the process ends itself.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ArticleSettings, Step } from './steps.ts';

/** A message to the process. The settings are sent once for all steps that use them. */
export type ProcessMessage =
  | { readonly kind: 'settings'; readonly settings: ArticleSettings }
  | { readonly kind: 'step'; readonly step: Step; readonly cpuMilliseconds: number };

if (!isMainThread && workerData === 'presstime watch') watchCpu();
else if (isMainThread) await serveSteps();

async function serveSteps(): Promise<void> {
  const [{ createStepReader }, { readChannelStep }] = await Promise.all([
    import('./steps.ts'),
    import('./channel-step.ts'),
  ]);
  const watch = new Worker(new URL(import.meta.url), { workerData: 'presstime watch', execArgv: [] });
  watch.unref();
  const readStep = createStepReader();
  let settings: ArticleSettings | null = null;
  // The program that started this process decides when to stop.
  process.on('SIGINT', () => undefined);
  process.on('message', async (message: ProcessMessage) => {
    if (message.kind === 'settings') settings = message.settings;
    if (message.kind !== 'step') return;
    const { step, cpuMilliseconds } = message;
    watch.postMessage(cpuMilliseconds);
    const answer = step.kind === 'channel' ? readChannelStep(step) : settings && (await readStep(step, settings));
    watch.postMessage(null);
    process.send?.(answer);
  });
  // Loading the modules is not part of any budget.
  process.send?.('ready');
}

/** Ends the process if it uses more CPU time than the number in the last message, in milliseconds. Null is no limit. */
function watchCpu(): void {
  let mostMilliseconds = Number.POSITIVE_INFINITY;
  parentPort?.on('message', (budget: number | null) => {
    mostMilliseconds = budget === null ? Number.POSITIVE_INFINITY : cpuMilliseconds() + budget;
  });
  setInterval(() => {
    if (cpuMilliseconds() > mostMilliseconds) process.kill(process.pid, 'SIGTERM');
  }, 50);
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
