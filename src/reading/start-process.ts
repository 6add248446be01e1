/**
 * Starts the process that reads articles, and the thread in it that watches its CPU time. In a single executable, both are in the
 * executable itself: it starts itself again, and gets the code of the thread from its assets (https://nodejs.org/api/single-executable-applications.html).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { getAsset, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The argument with which an executable starts itself as the process that reads articles. */
export const articleProcess = 'presstime-article-process';

/** The name of the asset of an executable with the code of the thread. `scripts/executable.ts` adds it. */
export const watchAsset = 'watch-cpu.js';

/** Starts the process. */
export function startArticleProcess(memoryMegabytes: number): ChildProcess {
  const limits = [`--max-old-space-size=${memoryMegabytes}`, '--max-semi-space-size=16'];
  const options = {
    serialization: 'advanced' as const,
    stdio: ['ignore' as const, 'ignore' as const, 'ignore' as const, 'ipc' as const],
  };
  if (!isSea()) return fork(entryPoint(), { ...options, execArgv: limits });
  // An executable takes options of Node in this form only. `scripts/executable.ts` allows it.
  return fork(`--node-options=${limits.join(' ')}`, [articleProcess], { ...options, execArgv: [] });
}

/** Starts the thread. `module` is the URL of the module that watches if it is not the main thread. */
export function startWatch(module: string): Worker {
  const options = { workerData: 'presstime watch', execArgv: [] };
  return isSea()
    ? new Worker(getAsset(watchAsset, 'utf8'), { ...options, eval: true })
    : new Worker(new URL(module), options);
}

/** In the sources a .ts file, in the package a .js file, in a bundle an .mjs file beside it. */
function entryPoint(): string {
  const extension = /\.\w+$/.exec(import.meta.url)?.[0] ?? '.js';
  return fileURLToPath(new URL(`./article-process${extension}`, import.meta.url));
}
