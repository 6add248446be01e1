/** The function under AWS's own runtime client: its bundle, its start, warm invocations, and requests of an upload event. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Invocations } from '../lambda/invocations.ts';
import { type Command, measure } from '../measure.ts';
import { installPackages } from '../peers/npm.ts';
import { makePost } from '../posts.ts';
import { medianOf } from '../statistics.ts';
import { notMeasured, type Sample, type Task } from '../task.ts';
import { checkout, type Workshop } from '../workshop.ts';
import { roundsFor } from './folder.ts';
import { type Buckets, countsOf, openPublication, writeArticle } from './s3.ts';

const versions = { 'aws-lambda-ric': '4.0.2' };
const memoryMebibytes = 256;
const local = (path: string) => new URL(`../lambda/${path}`, import.meta.url);

/** What a function is asked to do. */
interface Invoked {
  /** The folder of its handler, and the handler in it. */
  readonly taskRoot: string;
  readonly handler: string;
  readonly event: unknown;
  readonly invocations: number;
  readonly env?: Readonly<Record<string, string>>;
}

const publishing = { taskRoot: checkout, handler: 'build/publish/index.handler' };
const doingNothing = { taskRoot: fileURLToPath(local('.')), handler: 'empty.handler' };
const tick = { presstime: 'tick' };
const warmInvocations = 6;

/** The other tasks that share these articles change earlier ones. */
const firstUploaded = 500;

export function functionTasks(workshop: Workshop): readonly Task[] {
  return [
    bundleTask,
    initTask(workshop, 'function, init', publishing),
    initTask(workshop, 'function, empty init', doingNothing),
  ];
}

const bundleTask: Task = {
  name: 'function, bundle',
  maximumRounds: 1,
  setUp: async () => {},
  run: async () => {
    const bytes = await bytesLoaded(join(checkout, 'build/publish'), 'index.mjs');
    return { ...notMeasured, counts: { bytes } };
  },
};

/** The bytes of a module and of all that it imports in its folder, except what is loaded only when it is needed. */
async function bytesLoaded(folder: string, name: string, seen = new Set<string>()): Promise<number> {
  if (seen.has(name)) return 0;
  seen.add(name);
  const text = await readFile(join(folder, name), 'utf8');
  let bytes = Buffer.byteLength(text);
  for (const imported of staticImports(text)) bytes += await bytesLoaded(folder, imported, seen);
  return bytes;
}

/** The modules of the same folder that a bundle of esbuild imports at its start. */
export function staticImports(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import)\s*"\.\/([\w.-]+\.mjs)"/g)].map(([, name = '']) => name);
}

function initTask(workshop: Workshop, name: string, which: typeof publishing): Task {
  return {
    name,
    maximumRounds: Number.POSITIVE_INFINITY,
    setUp: async () => {},
    run: async () => {
      const { sample, invoked } = await invoke(workshop, { ...which, event: tick, invocations: 0 });
      return { ...sample, cpuMilliseconds: invoked.initMilliseconds };
    },
  };
}

/** Invocations of the function with so many articles on S3. */
export function invocationTasks(workshop: Workshop, count: number): readonly Task[] {
  const open = () => openPublication(workshop, count);
  const task = (run: string, step: (buckets: Buckets, round: number) => Promise<Sample>): Task => ({
    name: `function, ${run}, ${count}`,
    maximumRounds: roundsFor(count),
    setUp: async () => void (await open()),
    run: async (round) => step(await open(), round),
  });
  return [
    task('nothing', async (buckets) => {
      const asked = { ...publishing, event: tick, invocations: warmInvocations, env: variablesOf(buckets) };
      const { sample, invoked } = await invoke(workshop, asked);
      // The first invocation opens connections and compiles, so it is not warm.
      return { ...sample, cpuMilliseconds: medianOf(invoked.invocationMilliseconds.slice(1)) };
    }),
    task('upload', async (buckets, round) => {
      const index = firstUploaded + round;
      writeArticle(buckets.write, index, `Correction ${round}.`);
      buckets.server.reset();
      const event = uploadEvent(`${makePost(index).name}.md`);
      const asked = { ...publishing, event, invocations: 1, env: variablesOf(buckets) };
      const { sample, invoked } = await invoke(workshop, asked);
      const [cpuMilliseconds = Number.NaN] = invoked.invocationMilliseconds;
      return { ...sample, cpuMilliseconds, counts: countsOf(buckets.server) };
    }),
  ];
}

function variablesOf({ env }: Buckets): Readonly<Record<string, string>> {
  return { ...env, PRESSTIME_FROM: 's3://articles', PRESSTIME_TO: 's3://publication', PRESSTIME_STAGE: 'bench' };
}

/** As EventBridge sends it to the queue. */
function uploadEvent(key: string): unknown {
  const detail = { bucket: { name: 'articles' }, object: { key }, reason: 'PutObject' };
  const body = JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail });
  return { Records: [{ messageId: '1', eventSource: 'aws:sqs', body }] };
}

async function invoke(workshop: Workshop, asked: Invoked): Promise<{ sample: Sample; invoked: Invocations }> {
  const client = await workshop.once('runtime client', async () =>
    join(installPackages('lambda', versions), 'node_modules/aws-lambda-ric/index.mjs'),
  );
  const result = join(workshop.folder, 'invocations.json');
  const sample = await measure(commandOf(client, result, asked));
  const invoked = JSON.parse(await readFile(result, 'utf8')) as Invocations;
  if (invoked.errors.length > 0) throw new Error(`The function failed: ${invoked.errors[0]}`);
  return { sample, invoked };
}

/** Limits the heap to nine tenths of the memory, as AWS does. */
function commandOf(
  client: string,
  result: string,
  { taskRoot, handler, event, invocations, env = {} }: Invoked,
): Command {
  const preload = local('preload.ts').href;
  const heap = `--max-old-space-size=${Math.floor(memoryMebibytes * 0.9)}`;
  return {
    program: process.execPath,
    args: [heap, '--import', preload, client, handler],
    cwd: taskRoot,
    env: {
      // Nothing listens there: the replaced module makes no requests.
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9',
      AWS_LAMBDA_FUNCTION_NAME: 'presstime',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMebibytes),
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/presstime',
      AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: handler,
      BENCH_EVENT: JSON.stringify(event),
      BENCH_INVOCATIONS: String(invocations),
      BENCH_RESULT: result,
      ...env,
    },
  };
}
