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

type Work = (...args: unknown[]) => Promise<unknown>;
type Works = Record<string, Work>;

const promises = fs.promises as unknown as Works;
const { open } = promises as { open: Work };
for (const name of [
  'rename',
  'link',
  'writeFile',
  'rm',
  'rmdir',
  'mkdir',
  'unlink',
  'truncate',
  'copyFile',
  'appendFile',
]) {
  promises[name] = counted(name, promises[name] as Work);
}
Object.assign(promises, oneLockAtATime(promises));
promises['open'] = counted('open', async (...args) => {
  const file = (await open(...args)) as Works;
  for (const name of ['writeFile', 'write', 'truncate']) file[name] = counted(name, (file[name] as Work).bind(file));
  return file;
});
const { request } = http;
http.request = function (this: unknown, ...args: unknown[]) {
  const sent = Reflect.apply(request, this, args) as ClientRequest;
  return countedRequest(sent);
} as typeof request;
syncBuiltinESMExports();

/**
 * A failed attempt at the store's lock is steps too, and how many fail depends on the load of the machine. So the writes
 * of this process take turns: one begins its attempt, which is the file that becomes the lock, when the last gave the lock back.
 */
function oneLockAtATime({ writeFile, link, rm }: Works): Works {
  let turn = Promise.resolve();
  let end = (): void => undefined;
  const begin = async (): Promise<void> => {
    const last = turn;
    let endOwn = (): void => undefined;
    turn = new Promise<void>((done) => {
      endOwn = done;
    });
    await last;
    end = endOwn;
  };
  return {
    writeFile: async (path, ...rest) => {
      if (/\/lock\.[0-9a-f]+\.\d+\.\d+$/.test(String(path))) await begin();
      return writeFile?.(path, ...rest);
    },
    link: (...args) =>
      (link as Work)(...args).catch((thrown: unknown) => {
        end();
        throw thrown;
      }),
    rm: async (path, ...rest) => {
      await rm?.(path, ...rest);
      if (String(path).endsWith('/lock')) end();
    },
  };
}

/** The same operation, counted. "During" a write, half of its bytes are written. */
function counted(name: string, work: Work): Work {
  return async (...args) => {
    const own = takeStep(name);
    if (own && moment === 'during' && name === 'writeFile') await work(...args.map(firstHalf));
    if (own && moment !== 'after') die();
    try {
      return await work(...args);
    } finally {
      if (own) die();
    }
  };
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

process.once('exit', () => fs.writeFileSync(process.env['STEPS_TO'] ?? '/dev/null', steps.join(' ')));
