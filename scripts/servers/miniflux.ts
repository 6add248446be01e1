/** Starts Miniflux, a feed reader, with its database, for tests. Both are in a folder with the packages, and run in it as root (chroot). */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fetchPackages, freePort, start, stop, untilAnswers } from './process.ts';

export interface RunningReader {
  /** Sends a request to the API, as the administrator, and returns the JSON of its response. */
  request(path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

const password = 'not a secret';
const nobody = 65534;

export async function startMiniflux(): Promise<RunningReader> {
  const root = join(dirname(fetchPackages('miniflux', ['miniflux', 'postgresql', 'dash'])), 'root');
  prepareRoot(root);
  const data = mkdtempSync(join(root, 'tmp/miniflux-'));
  chmodSync(data, 0o777);
  const folder = `/tmp/${basename(data)}`;
  const database = await startDatabase(root, folder);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const reader = start('chroot', inRoot(root, '/usr/bin/miniflux'), {
    DATABASE_URL: `user=postgres dbname=miniflux host=${folder} sslmode=disable`,
    BASE_URL: endpoint,
    LISTEN_ADDR: `127.0.0.1:${port}`,
    RUN_MIGRATIONS: '1',
    CREATE_ADMIN: '1',
    ADMIN_USERNAME: 'admin',
    ADMIN_PASSWORD: password,
    FETCHER_ALLOW_PRIVATE_NETWORKS: '1',
    DISABLE_SCHEDULER_SERVICE: '1',
  });
  const stopAll = async () => {
    await stop(reader);
    await stop(database);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await untilAnswers(`${endpoint}/healthcheck`, reader);
  } catch (thrown) {
    await stopAll();
    throw thrown;
  }
  return { request: (path, body) => request(endpoint + path, body), stop: stopAll };
}

/** Makes what programs expect of a system: links of old folders, a user, and two devices. */
function prepareRoot(root: string): void {
  for (const name of ['bin', 'lib', 'lib64']) {
    if (!existsSync(join(root, name))) symlinkSync(`usr/${name}`, join(root, name));
  }
  if (!existsSync(join(root, 'usr/bin/sh'))) symlinkSync('dash', join(root, 'usr/bin/sh'));
  for (const name of ['tmp', 'dev/shm']) {
    mkdirSync(join(root, name), { recursive: true });
    chmodSync(join(root, name), 0o1777);
  }
  for (const [name, minor] of [
    ['null', '3'],
    ['urandom', '9'],
  ] as const) {
    const path = join(root, 'dev', name);
    if (!existsSync(path)) execFileSync('mknod', ['-m', '666', path, 'c', '1', minor]);
  }
  writeFileSync(join(root, 'etc/passwd'), `nobody:x:${nobody}:${nobody}:nobody:/tmp:/bin/sh\n`);
  writeFileSync(join(root, 'etc/group'), `nogroup:x:${nobody}:\n`);
}

/** PostgreSQL refuses to run as root. */
function inRoot(root: string, program: string, ...args: readonly string[]): string[] {
  return [`--userspec=${nobody}:${nobody}`, root, program, ...args];
}

/** Starts PostgreSQL, which listens only on a socket in the folder. */
async function startDatabase(root: string, folder: string) {
  const [version = ''] = readdirSync(join(root, 'usr/lib/postgresql'));
  const program = (name: string) => `/usr/lib/postgresql/${version}/bin/${name}`;
  const initial = ['-D', `${folder}/data`, '-A', 'trust', '-U', 'postgres', '--no-locale', '-E', 'UTF8', '-N'];
  execFileSync('chroot', inRoot(root, program('initdb'), ...initial), { stdio: ['ignore', 'ignore', 'inherit'] });
  const database = start('chroot', inRoot(root, program('postgres'), '-D', `${folder}/data`, '-k', folder, '-h', ''));
  // Its socket exists before it accepts connections.
  for (
    let tries = 0;
    !creates(inRoot(root, program('createdb'), '-h', folder, '-U', 'postgres', 'miniflux'));
    tries += 1
  ) {
    if (tries > 100 || database.child.exitCode !== null) {
      await stop(database);
      throw new Error(`PostgreSQL does not start:\n${database.output()}`);
    }
    await wait(200);
  }
  return database;
}

function creates(args: readonly string[]): boolean {
  return spawnSync('chroot', args).status === 0;
}

async function request(url: string, body: unknown): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
  const sent = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(url, sent);
  const text = await response.text();
  if (!response.ok) throw new Error(`Miniflux responds ${response.status} to ${url}: ${text}`);
  return JSON.parse(text);
}
