/** Programs that run beside a test: fetched, started on loopback, waited for, and ended with the test. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** An S3 server that runs, for one test or many. */
export interface Server {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Ends what was started, and nothing else. */
  stop(): Promise<void>;
}

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** The suite from which the servers come. */
const suite = 'forky';

/** Unpacks packages into the cache, where they are not there yet. Gives the program that runs what is in them. */
export function fetchPackages(name: string, packages: readonly string[]): string {
  const folder = join(cacheFolder(process.env), name);
  const script = fileURLToPath(new URL('fetch.sh', import.meta.url));
  execFileSync(script, [folder, suite, ...packages], { stdio: ['ignore', 'inherit', 'inherit'] });
  return join(folder, 'run');
}

/** PRESSTIME_SERVERS; else beside the caches of other programs, where a folder for them is named; else in the checkout. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { PRESSTIME_SERVERS: own, XDG_CACHE_HOME: shared } = env;
  return own || (shared ? join(shared, 'presstime', 'servers') : join(checkout, '.cache', 'servers'));
}

export interface Started {
  readonly child: ChildProcess;
  /** What it printed so far, of both kinds. */
  readonly output: () => string;
}

/** Starts a program that goes on until it is stopped. */
export function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)));
  child.on('error', (thrown) => chunks.push(thrown.message));
  return { child, output: () => chunks.join('') };
}

const patienceMilliseconds = 60_000;
const pauseMilliseconds = 100;

/** Waits until a server answers anything at all. Throws with what it printed where it ends before. */
export async function untilAnswers(endpoint: string, { child, output }: Started): Promise<void> {
  for (let waited = 0; waited < patienceMilliseconds; waited += pauseMilliseconds) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (await answers(endpoint)) return;
    await wait(pauseMilliseconds);
  }
  throw new Error(`Nothing answers at ${endpoint}:\n${output()}`);
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const reply = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    await reply.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Asks a program to end, and ends it where it does not. */
export async function stop({ child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  child.kill('SIGTERM');
  await closed;
  clearTimeout(force);
}

/** A port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('The loopback address has no free port');
  return address.port;
}
