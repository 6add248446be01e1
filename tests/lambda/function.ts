/** A function as Lambda runs it: AWS's own runtime client in its own process, on an unpacked zip. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Answer, startRuntimeApi } from './runtime-api.ts';

export interface FunctionOptions {
  /** The folder into which the zip was unpacked. */
  readonly taskRoot: string;
  readonly name: string;
  /** For example `build/publish/index.handler`. */
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly arn: string;
  readonly env: Readonly<Record<string, string>>;
  /** Called with its log output. */
  readonly onOutput?: (text: string) => void;
}

export interface RunningFunction {
  /** Returns the response; null if there is none in time, or if the process ends without one. */
  invoke(event: unknown, timeoutMilliseconds: number): Promise<Answer | null>;
  /** The signal that ended the process; null if it is running, or ended by itself. */
  endedBy(): NodeJS.Signals | null;
  stop(): Promise<void>;
}

const client = fileURLToPath(new URL('node_modules/aws-lambda-ric/index.mjs', import.meta.url));
const preload = new URL('preload.ts', import.meta.url).href;

export async function startFunction(options: FunctionOptions): Promise<RunningFunction> {
  const api = await startRuntimeApi();
  const runtime = spawn(process.execPath, ['--import', preload, client, options.handler], {
    cwd: options.taskRoot,
    env: { PATH: process.env['PATH'] ?? '', ...variablesOf(options), AWS_LAMBDA_RUNTIME_API: api.address },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  runtime.stdout.on('data', (chunk: Buffer) => options.onOutput?.(String(chunk)));
  const ended = once(runtime, 'close').then(() => null);
  return {
    invoke: (event, timeoutMilliseconds) => Promise.race([api.invoke(event, timeoutMilliseconds), ended]),
    endedBy: () => runtime.signalCode,
    stop: async () => {
      await kill(runtime);
      await api.close();
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function variablesOf({ taskRoot, name, handler, memoryMegabytes, env }: FunctionOptions): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'test',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: taskRoot,
    _HANDLER: handler,
    ...env,
  };
}

async function kill(runtime: ChildProcess): Promise<void> {
  if (runtime.exitCode !== null || runtime.signalCode !== null) return;
  const closed = once(runtime, 'close');
  runtime.kill('SIGKILL');
  await closed;
}
