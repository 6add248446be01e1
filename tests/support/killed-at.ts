/**
 * Preloaded into a program: counts each change to a disk and each request to a bucket, and kills the program with SIGKILL
 * before, during or after the step in KILLED_AT: "7 during", or "4 before PUT" to count only PUT requests. The names of the
 * steps are written to the file in STEPS_TO. With KILLED_BY=SIGSTOP the program hangs instead, until another process ends it.
 */
import fs from 'node:fs';
import http, { type ClientRequest } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const [step, moment, kind = ''] = (process.env['KILLED_AT'] ?? '').split(' ');
const steps: string[] = [];

type Work = (...args: unknown[]) => unknown;
type Works = Record<string, Work>;

const changes = ['rename', 'link', 'writeFile', 'rm', 'rmdir', 'mkdir', 'unlink', 'truncate', 'copyFile', 'appendFile'];
const { writeFileSync } = fs;
const promises = fs.promises as unknown as Works;
const { open } = promises as { open: Work };
for (const name of changes) promises[name] = counted(name, promises[name] as Work);
promises['open'] = counted('open', async (...args) => {
  const file = (await open(...args)) as Works;
  for (const name of ['writeFile', 'write', 'truncate']) file[name] = counted(name, (file[name] as Work).bind(file));
  return file;
});
const synchronous = fs as unknown as Works;
for (const name of changes) synchronous[`${name}Sync`] = counted(name, synchronous[`${name}Sync`] as Work);
const { request } = http;
http.request = function (this: unknown, ...args: unknown[]) {
  const sent = Reflect.apply(request, this, args) as ClientRequest;
  return countedRequest(sent);
} as typeof request;
syncBuiltinESMExports();

/** The same operation, counted. "During" a write, half of its bytes are written. */
function counted(name: string, work: Work): Work {
  return (...args) => {
    const own = isCounted(name, args) && takeStep(name);
    if (!own) return work(...args);
    if (moment === 'during' && name === 'writeFile') return dieAfter(work(...args.map(firstHalf)));
    if (moment !== 'after') die();
    return dieAfter(work(...args));
  };
}

let locks = 0;

/**
 * The store takes its lock for all writes that go on at the same time. How often that is depends on the load of the machine,
 * so only the steps of the first time are counted, and the number of steps is the same in each run.
 */
function isCounted(name: string, args: readonly unknown[]): boolean {
  const isLock = args.some((argument) => /\/lock(?:\.[0-9a-f]+\.\d+\.\d+)?$/.test(String(argument)));
  const isFirst = locks === 0;
  if (isLock && name === 'rm' && args.some((argument) => String(argument).endsWith('/lock'))) locks += 1;
  return !isLock || isFirst;
}

function dieAfter(result: unknown): unknown {
  if (!(result instanceof Promise)) die();
  return Promise.resolve(result).finally(die);
}

function firstHalf(argument: unknown): unknown {
  return argument instanceof Uint8Array ? argument.subarray(0, argument.length / 2) : argument;
}

/** "During" a request, all of it was sent and no response has arrived. */
function countedRequest(sent: ClientRequest): ClientRequest {
  if (!takeStep(`${sent.method}:${sent.path}`)) return sent;
  if (moment === 'before') die();
  return sent.once(moment === 'during' ? 'finish' : 'response', die);
}

function takeStep(name: string): boolean {
  if (!name.startsWith(kind)) return false;
  steps.push(name);
  return String(steps.length) === step;
}

function die(): void {
  process.kill(process.pid, process.env['KILLED_BY'] || 'SIGKILL');
}

process.once('exit', () => writeFileSync(process.env['STEPS_TO'] ?? '/dev/null', steps.join(' ')));
