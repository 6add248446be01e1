/**
 * Starts processes of this program, such as the one that reads articles, and the thread in it that watches its CPU time. In a single executable, both are in the
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

/** Starts the process that reads articles. */
export function startArticleProcess(memoryMegabytes: number): ChildProcess {
  const limits = [`--max-old-space-size=${memoryMegabytes}`, '--max-semi-space-size=16'];
  return startProcess(articleProcess, { module: moduleBeside(import.meta.url, 'article-process'), limits });
}

export interface ProcessOptions {
  /** The path of the module that the process runs. */
  readonly module: string;
  /** Options of Node that limit its memory. */
  readonly limits: readonly string[];
}

/** Starts this program again as a process of another kind. `name` is the argument with which an executable starts itself. */
export function startProcess(name: string, { module, limits }: ProcessOptions): ChildProcess {
  const options = {
    serialization: 'advanced' as const,
    stdio: ['ignore' as const, 'ignore' as const, 'ignore' as const, 'ipc' as const],
  };
  if (!isSea()) return fork(module, { ...options, execArgv: [...limits] });
  // An executable takes options of Node in this form only. `scripts/executable.ts` allows it.
  return fork(`--node-options=${limits.join(' ')}`, [name], { ...options, execArgv: [] });
}

/** Starts the thread. `module` is the URL of the module that watches if it is not the main thread. */
export function startWatch(module: string): Worker {
  const options = { workerData: 'presstime watch', execArgv: [] };
  return isSea()
    ? new Worker(getAsset(watchAsset, 'utf8'), { ...options, eval: true })
    : new Worker(new URL(module), options);
}

/** The path of a module beside another: in the sources a .ts file, in the package a .js file, in a bundle an .mjs file. */
export function moduleBeside(url: string, name: string): string {
  const extension = /\.\w+$/.exec(url)?.[0] ?? '.js';
  return fileURLToPath(new URL(`./${name}${extension}`, url));
}
