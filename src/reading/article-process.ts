/**
 * The entry point of the process that reads articles and settings on which the main thread would spend too long. Its second
 * thread watches its CPU time. If a step takes more than its budget, the process ends itself.
 */
import { isMainThread, workerData } from 'node:worker_threads';
import { startWatch } from './start-process.ts';
import type { ArticleSettings, Step } from './steps.ts';
import { watchCpu } from './watch-cpu.ts';

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
  const watch = startWatch(import.meta.url);
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
