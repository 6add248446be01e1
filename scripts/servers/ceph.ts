/** Starts Ceph with its S3 gateway for tests: one monitor, one OSD in memory and one gateway on the loopback monitor. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fetchPackages, freePort, type Server, type Started, start, stop, untilAnswers } from './process.ts';

const packages = ['radosgw', 'ceph-mon', 'ceph-osd'];
const credentials = { accessKeyId: 'test', secretAccessKey: 'testsecret' };
const execute = promisify(execFile);

interface Cluster {
  readonly run: string;
  /** The folder with its data and sockets. */
  readonly work: string;
  readonly id: string;
  readonly monitorPort: number;
  readonly port: number;
}

export async function startCeph(): Promise<Server> {
  const run = fetchPackages('ceph', packages);
  const work = mkdtempSync(join(tmpdir(), 'presstime-ceph-'));
  const ports = { monitorPort: await freePort(), port: await freePort() };
  const cluster = { run, work, id: crypto.randomUUID(), ...ports };
  const started: Started[] = [];
  /** Stops the gateway and the OSD before the monitor: they would wait for it. */
  const stopAll = async () => {
    for (const program of started.toReversed()) await stop(program);
    rmSync(work, { recursive: true, force: true });
  };
  try {
    await startAll(cluster, started);
    return { endpoint: `http://127.0.0.1:${cluster.port}`, credentials, stop: stopAll };
  } catch (thrown) {
    await stopAll();
    throw thrown;
  }
}

async function startAll(cluster: Cluster, started: Started[]): Promise<void> {
  const { run, port } = cluster;
  const settings = writeSettings(cluster);
  const once = (program: string, ...args: string[]) =>
    execute(run, [program, ...settings, ...args], { timeout: 60_000 });
  const go = (program: string, ...args: string[]) => {
    const running = start(run, [program, ...settings, ...args, '-f']);
    started.push(running);
    return running;
  };
  makeMonitorMap(cluster);
  await once('ceph-mon', '--mkfs', '-i', 'a', '--monmap', join(cluster.work, 'monmap'));
  go('ceph-mon', '-i', 'a');
  const store = crypto.randomUUID();
  await untilKnown(cluster, store);
  await once('ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', store);
  go('ceph-osd', '-i', '0');
  const user = ['--uid', 'test', '--display-name', 'test'];
  const keys = ['--access-key', credentials.accessKeyId, '--secret-key', credentials.secretAccessKey];
  await once('radosgw-admin', '-n', 'client.admin', 'user', 'create', ...user, ...keys);
  await untilAnswers(`http://127.0.0.1:${port}/`, go('radosgw', '-n', 'client.admin'));
}

function makeMonitorMap({ run, id, work, monitorPort }: Cluster): void {
  const monitor = ['--addv', 'a', `[v2:127.0.0.1:${monitorPort}]`];
  execFileSync(run, ['monmaptool', '--create', '--clobber', '--fsid', id, ...monitor, join(work, 'monmap')]);
}

/** The monitor needs a moment before it accepts commands. */
async function untilKnown({ run, work }: Cluster, store: string): Promise<void> {
  const ceph = join(dirname(run), 'root', 'usr', 'bin', 'ceph');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await execute(run, ['python3', ceph, '-c', join(work, 'ceph.conf'), 'osd', 'new', store], { timeout: 10_000 });
      return;
    } catch (thrown) {
      if (attempt === 15) throw thrown;
      await wait(300);
    }
  }
}

/** Writes the settings file. Returns the arguments that name it. */
function writeSettings(cluster: Cluster): readonly string[] {
  const path = join(cluster.work, 'ceph.conf');
  for (const folder of ['mon', 'osd', 'run']) mkdirSync(join(cluster.work, folder));
  const { global, client } = settingsOf(cluster);
  const lines = (section: Readonly<Record<string, string | number>>) =>
    Object.entries(section).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(path, ['[global]', ...lines(global), '[client]', ...lines(client), ''].join('\n'));
  return ['-c', path];
}

function settingsOf({ run, id, work, monitorPort, port }: Cluster) {
  const libraries = libraryFolder(run);
  return {
    global: {
      fsid: id,
      mon_host: `[v2:127.0.0.1:${monitorPort}]`,
      public_addr: '127.0.0.1',
      ms_bind_ipv6: 'false',
      ...forEachSide((name) => [`auth_${name}_required`, 'none']),
      ...forEachSide((name) => [`ms_${name}_mode`, 'crc']),
      ...forEachSide((name) => [`ms_mon_${name}_mode`, 'crc']),
      run_dir: join(work, 'run'),
      admin_socket: join(work, 'run', '$name.asok'),
      log_file: join(work, 'run', '$name.log'),
      plugin_dir: join(libraries, 'ceph'),
      erasure_code_dir: join(libraries, 'ceph', 'erasure-code'),
      osd_class_dir: join(libraries, 'rados-classes'),
      mon_data: join(work, 'mon'),
      mon_data_avail_warn: 1,
      mon_data_avail_crit: 1,
      mon_max_pg_per_osd: 1000,
      mon_allow_pool_size_one: 'true',
      osd_data: join(work, 'osd'),
      osd_objectstore: 'memstore',
      memstore_device_bytes: 1_073_741_824,
      osd_crush_chooseleaf_type: 0,
      osd_pool_default_size: 1,
      osd_pool_default_min_size: 1,
      osd_pool_default_pg_num: 1,
      osd_pool_default_pgp_num: 1,
      osd_pool_default_pg_autoscale_mode: 'off',
    },
    client: {
      rgw_frontends: `beast endpoint=127.0.0.1:${port}`,
      rgw_relaxed_s3_bucket_names: 'true',
      rgw_enable_apis: 's3, admin',
      rgw_data: join(work, 'run'),
    },
  };
}

/** Turns off keys and encryption, which are not needed because nothing leaves the machine. */
function forEachSide(setting: (name: string) => readonly [string, string]): Readonly<Record<string, string>> {
  return Object.fromEntries(['cluster', 'service', 'client'].map(setting));
}

function libraryFolder(run: string): string {
  const folder = join(dirname(run), 'root', 'usr', 'lib');
  const name = readdirSync(folder).find((it) => it.endsWith('-linux-gnu'));
  if (name === undefined) throw new Error(`There are no libraries in ${folder}`);
  return join(folder, name);
}
