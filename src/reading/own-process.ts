/**
 * Runs steps in a process of its own, one at a time, each with a budget of CPU time and memory. If a step uses it up, only that
 * process ends.
 */
import type { ChildProcess } from 'node:child_process';
import type { ChannelReading } from '../channel/parse-channel.ts';
import type { ProcessMessage } from './article-process.ts';
import type { ChannelStep } from './channel-step.ts';
import { startArticleProcess } from './start-process.ts';
import type { ArticleAnswer, ArticleSettings, ArticleStep, Step } from './steps.ts';

export interface Budget {
  readonly cpuMilliseconds: number;
  /** The memory of JavaScript values. Bytes of files do not count. */
  readonly memoryMegabytes: number;
}

/** Many times what the largest ordinary article uses. See docs/decisions/0016-budgets.md. */
export const processBudget: Budget = { cpuMilliseconds: 10_000, memoryMegabytes: 512 };

/** Thrown if a step used up its budget. */
export class OverBudgetError extends Error {
  override readonly name = 'OverBudgetError';
}

export interface ArticleBudgetOptions {
  readonly budget: Budget;
  readonly settings: ArticleSettings;
}

/** Reads an article. Throws `OverBudgetError`, with a message for its author. */
export function readArticleInOwnProcess(step: ArticleStep, options: ArticleBudgetOptions): Promise<ArticleAnswer> {
  return enqueue<ArticleAnswer>(step, options);
}

/** Reads settings. Throws `OverBudgetError`, with a message for their author. */
export function readChannelInOwnProcess(step: ChannelStep, budget: Budget): Promise<ChannelReading> {
  return enqueue<ChannelReading>(step, { budget, settings: null });
}

interface StepOptions {
  readonly budget: Budget;
  readonly settings: ArticleSettings | null;
}

interface Reader {
  readonly child: ChildProcess;
  readonly memoryMegabytes: number;
  /** The settings that were sent last. */
  settings: ArticleSettings | null;
}

/** The process that waits for the next step. It does not keep the program running, and ends with it. */
let idle: Reader | null = null;
let last: Promise<unknown> = Promise.resolve();

function enqueue<T>(step: Step, options: StepOptions): Promise<T> {
  const run = () => runStep(step, options) as Promise<T>;
  const next = last.then(run, run);
  last = next;
  return next;
}

async function runStep(step: Step, { budget, settings }: StepOptions): Promise<unknown> {
  const reader = await takeReader(budget);
  const { child } = reader;
  const send = (message: ProcessMessage) => child.send(message);
  if (settings !== null && settings !== reader.settings) send({ kind: 'settings', settings });
  const answered = nextMessage(child, budget);
  send({ kind: 'step', step, cpuMilliseconds: budget.cpuMilliseconds });
  const answer = await answered;
  idle = { ...reader, settings: settings ?? reader.settings };
  child.unref();
  child.channel?.unref();
  return answer;
}

/** The idle process, if its limit of memory is right and it is still alive, or else a new one. */
async function takeReader(budget: Budget): Promise<Reader> {
  const { memoryMegabytes } = budget;
  const kept = idle;
  idle = null;
  if (kept?.memoryMegabytes === memoryMegabytes && kept.child.connected) {
    kept.child.ref();
    kept.child.channel?.ref();
    return kept;
  }
  kept?.child.disconnect();
  const child = startArticleProcess(memoryMegabytes);
  // An error without a listener would end the program. `nextMessage` reports it.
  child.on('error', () => undefined);
  await nextMessage(child, budget);
  return { child, memoryMegabytes, settings: null };
}

/** The next message of a process. Throws if the process ends without one. */
function nextMessage(child: ChildProcess, budget: Budget): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      act();
    };
    const onMessage = (message: unknown) => settle(() => resolve(message));
    const onExit = (code: number | null, signal: string | null) => settle(() => reject(endOf(code ?? signal, budget)));
    const onError = (thrown: Error) => settle(() => reject(thrown));
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
  });
}

function endOf(reason: number | string | null, { cpuMilliseconds, memoryMegabytes }: Budget): Error {
  const spent = {
    SIGTERM: `${cpuMilliseconds / 1000} seconds of CPU time`,
    SIGABRT: `${memoryMegabytes} megabytes of memory`,
    SIGKILL: `${memoryMegabytes} megabytes of memory`,
  }[String(reason)];
  if (spent === undefined) return new Error(`The process that reads articles ended with ${reason}`);
  return new OverBudgetError(
    `Reading this file takes more than ${spent}, so it was stopped: shorten it, or remove the part that repeats`,
  );
}
