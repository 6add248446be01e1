/**
 * Runs a stage of an import in a process of its own. Node gives such a process little memory to spare, and what a stage used is free
 * when it ends: docs/decisions/0021-import.md.
 */
import type { ChildProcess } from 'node:child_process';
import { runStage, type StageName, type StageOptions, type Stages } from '../../import/stages.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { moduleBeside, startProcess } from '../../reading/start-process.ts';
import { type StageMessage, type StageRequest, stageProcess } from './stage-request.ts';

/** Without limits, Node keeps hundreds of megabytes for new values on a machine with much memory. */
const limits = ['--max-semi-space-size=8', '--max-old-space-size=512'];

/** Runs a stage. If its process ends without a result, because it has too little memory for instance, the stage runs in this process. */
export async function runApart<Name extends StageName>(
  request: StageRequest<Name>,
  options: StageOptions,
): Promise<Stages[Name]['result']> {
  const child = startProcess(stageProcess, { module: moduleBeside(import.meta.url, 'stage-process'), limits });
  child.on('error', () => undefined);
  child.send(request, () => undefined);
  const last = await lastMessage(child, options);
  if (last === null) return runStage(request.name, request.input, options);
  if (last.kind === 'result') return last.result as Stages[Name]['result'];
  const { code, message, ...more } = last.failure;
  throw code === null ? new Error(message) : new PublishError(code, message, more);
}

type LastMessage = Exclude<StageMessage, { readonly kind: 'progress' }>;

/** The result or failure, when the process has ended; null if it ended without one. */
function lastMessage(child: ChildProcess, { onProgress }: StageOptions): Promise<LastMessage | null> {
  let last: LastMessage | null = null;
  child.on('message', (message: StageMessage) => {
    if (message.kind === 'progress') onProgress?.(message.progress);
    else last = message;
  });
  return new Promise((resolve) => {
    child.on('close', () => resolve(last));
    // A process that could not be started does not close.
    child.on('error', () => child.pid === undefined && resolve(null));
  });
}
