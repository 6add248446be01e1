/** Fetches, starts and stops the server programs that tests use. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A running S3 server. */
export interface Server {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Stops the programs that were started for this server. */
  stop(): Promise<void>;
}

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** The Debian suite that contains the servers. */
const suiteOfServers = 'forky';

/**
 * Unpacks packages into the cache if they are not there yet. Returns the path of the script that runs their programs; the
 * files are in the folder `root` beside it.
 */
export function fetchPackages(name: string, packages: readonly string[], suite = suiteOfServers): string {
  const folder = join(cacheFolder(process.env), name);
  const script = fileURLToPath(new URL('fetch.sh', import.meta.url));
  execFileSync(script, [folder, suite, ...packages], { stdio: ['ignore', 'inherit', 'inherit'] });
  return join(folder, 'run');
}

/** PRESSTIME_SERVERS; or else a folder in XDG_CACHE_HOME, if it is set; or else a folder in the checkout. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { PRESSTIME_SERVERS: own, XDG_CACHE_HOME: shared } = env;
  return own || (shared ? join(shared, 'presstime', 'servers') : join(checkout, '.cache', 'servers'));
}

export interface Started {
  readonly child: ChildProcess;
  /** What it has printed so far, to stdout and stderr. */
  readonly output: () => string;
}

/** Starts a program that runs until it is stopped. */
export function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)));
  child.on('error', (thrown) => chunks.push(thrown.message));
  return { child, output: () => chunks.join('') };
}

const timeoutMilliseconds = 60_000;
const pauseMilliseconds = 100;

/** Waits until a server responds. Throws with the output of the program if it ends before, or does not respond in time. */
export async function untilAnswers(endpoint: string, { child, output }: Started): Promise<void> {
  for (let waited = 0; waited < timeoutMilliseconds; waited += pauseMilliseconds) {
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

/** Terminates a program, and kills it if it does not end within five seconds. */
export async function stop({ child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  child.kill('SIGTERM');
  await closed;
  clearTimeout(force);
}

/** Returns a port on the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const socket = server.address();
  await new Promise((done) => server.close(done));
  if (socket === null || typeof socket === 'string') throw new Error('The loopback address has no free port');
  return socket.port;
}
