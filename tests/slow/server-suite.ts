/** The suite for each real S3 server: contract, simultaneous runs, killed runs, faults, and a run without changes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../scripts/servers/process.ts';
import { publish } from '../../src/publish/publish.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { storeContract } from '../store/contract.ts';
import { channelYaml } from '../support/channel.ts';
import { concurrentSuite } from '../support/concurrent.ts';
import { faultNames } from '../support/fault-proxy.ts';
import { allTrials, prepareScene, runTrials } from '../support/faults.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Death, killedSuite, runToDeath, type Target } from '../support/killed.ts';
import { createMatrix, kindOf } from '../support/matrix.ts';
import { articleText, faultsOf, fill, newsroomFiles, now, readFeeds, titlesOf } from '../support/newsroom.ts';
import { program } from '../support/program.ts';
import { outputOf } from '../support/run.ts';
import { bytes } from '../support/store.ts';
import { allSchedules, versionsSuite } from '../support/versions.ts';

const bucket = 'presstime-test';

/** Tests with one server, which runs during the tests. */
export function serverSuite(
  name: string,
  startServer: () => Promise<Server>,
  { checksSignatures = false }: { readonly checksSignatures?: boolean } = {},
): void {
  let server: Server;
  let prefixes = 0;

  beforeAll(async () => {
    server = await startServer();
    await clientOf(server).send(new CreateBucketCommand({ Bucket: bucket }));
  });

  afterAll(() => server?.stop());

  function makeTarget(): Target {
    prefixes += 1;
    const prefix = `place-${prefixes}`;
    const { endpoint, credentials } = server;
    return {
      place: `s3://${bucket}/${prefix}`,
      open: () => createS3Store({ bucket, prefix, endpoint, credentials, region: 'us-east-1' }),
      run: (args, death) => runToDeath({ args, death, env: environmentOf(server) }),
    };
  }

  storeContract(name, makeTarget);
  concurrentSuite(name, makeTarget);
  const runForEach = allSchedules(['v1', 'v2', 'v3 kill']).filter((runs) => runs.length === runs.flat().length);
  versionsSuite(name, {
    make: () => makeTarget().open(),
    schedules: runForEach,
    deaths: [[['v1', 'v2'], ['v3 kill']]],
  });
  const matrix = createMatrix(name);
  killedSuite(name, {
    make: makeTarget,
    deathsOf: deathsOfRequests,
    onOutcome: ({ moment }, { step, lost }) => {
      matrix.count(`SIGKILL ${moment}`, kindOf(...methodAndUrl(step)), lost ? 'lost' : 'stopped');
    },
  });

  describe(`${name}: faults`, () => {
    it('at requests of every kind: the feeds stay whole, no entry is lost, the next run finishes', async () => {
      const scene = await prepareScene({ ...server, bucket, checksSignatures });
      const trials = allTrials(scene.requests, faultNames, 16);
      expect(await runTrials(trials, { scene, matrix, lanes: 8 })).toEqual([]);
    }, 300_000);

    afterAll(() => matrix.print());
  });

  describe(`${name}: status and doctor`, () => {
    const files = { 'feed.yaml': channelYaml, 'terns.md': articleText('terns', 1) };

    it('show what is published, and change nothing', async () => {
      const target = makeTarget();
      const folder = await temporaryFolder();
      await fill(createDirectoryStore(join(folder, 'articles')), files);
      const to = target.open();
      await publish({ from: createDirectoryStore(join(folder, 'articles')), to, now });
      const before = await to.list(() => true);
      const run = (args: readonly string[]) =>
        outputOf(spawn(process.execPath, [program, ...args], { cwd: folder, env: environmentOf(server) }));
      const status = await run(['status', target.place, '--json', '--now', now]);
      expect(JSON.parse(status.stdout)).toMatchObject({ entries: 1, findings: [] });
      const doctor = await run(['doctor', '--to', target.place, '--json']);
      const { sections } = JSON.parse(doctor.stdout) as { sections: { title: string; findings: unknown[] }[] };
      expect(sections.find(({ title }) => title === 'Buckets')).toMatchObject({ findings: [] });
      const missing = await run(['doctor', '--to', 's3://presstime-nowhere', '--json']);
      expect(missing.stdout).toContain('"code": "store-unreadable"');
      expect(await to.list(() => true)).toEqual(before);
    });
  });

  describe(`${name}: checksums`, () => {
    it.each(['WHEN_REQUIRED', 'WHEN_SUPPORTED'] as const)('%s: reads return what was written', async (checksums) => {
      const { endpoint, credentials } = server;
      const options = { bucket, endpoint, credentials, region: 'us-east-1', prefix: `sums-${checksums}`, checksums };
      const store = createS3Store(options);
      const version = await store.write('a.md', bytes('one'), 'absent');
      expect(await store.read('a.md')).toMatchObject({ version });
      await expect(store.write('a.md', bytes('two'), 'absent')).rejects.toMatchObject({ code: 'conflict' });
      await store.remove('a.md');
      expect(await store.list(() => true)).toEqual([]);
    });
  });

  describe(`${name}: programs`, () => {
    it('six at the same time, while the articles change: nothing is lost, and nothing goes back', async () => {
      const target = makeTarget();
      const folder = await temporaryFolder();
      const from = createDirectoryStore(folder);
      await fill(from, newsroomFiles(['anchors', 'boats', 'cranes']));
      const args = ['publish', '--from', folder, '--to', target.place, '--now', now];
      for (let round = 4; round <= 6; round += 1) {
        await fill(from, { 'boats.md': articleText('boats', round), [`new-${round}.md`]: articleText('new', round) });
        const codes = await Promise.all(Array.from({ length: 6 }, () => runProgram(args, environmentOf(server))));
        expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
      }
      const feeds = await readFeeds(target.open());
      for (const [path, text] of Object.entries(feeds)) expect(titlesOf(path, text ?? '').length).toBe(6);
      expect(feeds['feed.json']).toContain('This is version 6 of boats.');
      expect(await faultsOf(target.open())).toEqual([]);
    });

    it('a second run writes nothing: the time of no object changes', async () => {
      const target = makeTarget();
      const from = createMemoryStore(newsroomFiles(['anchors', 'boats', 'cranes']));
      await publish({ from, to: target.open(), now });
      const before = await objectsOf(server, target);
      expect(before.length).toBeGreaterThan(4);
      // Some servers have times in whole seconds.
      await new Promise((done) => setTimeout(done, 1_100));
      await publish({ from, to: target.open(), now: '2026-10-02T12:00:00Z' });
      expect(await objectsOf(server, target)).toEqual(before);
    });

    it('push: sends articles once, detects an edit by its bytes, and removes deleted files', async () => {
      const target = makeTarget();
      const folder = await temporaryFolder();
      const from = createDirectoryStore(folder);
      await fill(from, newsroomFiles(['anchors', 'boats', 'cranes']));
      const push = () => runProgram(['push', '--from', folder, '--to', target.place], environmentOf(server));
      expect(await push()).toBe(0);
      const before = await objectsOf(server, target);
      expect(before).toHaveLength(4);
      await new Promise((done) => setTimeout(done, 1_100));
      expect(await push()).toBe(0);
      expect(await objectsOf(server, target)).toEqual(before);
      await fill(from, { 'boats.md': articleText('boats', 2) });
      await from.remove('cranes.md');
      expect(await push()).toBe(0);
      const files = await target.open().list(() => true);
      expect(files.map(({ path }) => path)).toEqual(['anchors.md', 'boats.md', 'feed.yaml']);
      const there = await target.open().read('boats.md');
      expect(Buffer.from(there?.body ?? []).toString()).toBe(articleText('boats', 2));
    });

    it('a bucket that does not exist is reported as missing', async () => {
      const { endpoint } = server;
      const store = createS3Store({
        bucket: 'no-such-bucket',
        endpoint,
        region: 'us-east-1',
        credentials: server.credentials,
      });
      await expect(store.list(() => true)).rejects.toMatchObject({ code: 'store-missing' });
    });
  });

  describe.runIf(checksSignatures)(`${name}: signatures`, () => {
    it.each([
      ['a key that is wrong', { secretAccessKey: 'wrong' }],
      ['a user that is not known', { accessKeyId: 'nobody' }],
    ])('%s is reported as invalid credentials', async (_what, wrong) => {
      const { endpoint, credentials } = server;
      const options = { bucket, endpoint, region: 'us-east-1', credentials: { ...credentials, ...wrong } };
      const message = `Cannot list in s3://${bucket}: no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
      const code = 'store-credentials';
      await expect(createS3Store(options).list(() => true)).rejects.toMatchObject({ code, message });
    });

    it('a clock that is an hour ahead is refused, and the SDK corrects it from the response', async () => {
      const skewed = { ...configOf(server), systemClockOffset: 3_600_000, maxAttempts: 1 };
      const once = new S3Client(skewed).send(new ListObjectsV2Command({ Bucket: bucket }));
      await expect(once).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
      const target = makeTarget();
      const from = await temporaryFolder();
      await fill(createDirectoryStore(from), newsroomFiles(['anchors']));
      const ahead = new URL('../support/clock-ahead.ts', import.meta.url).href;
      const env = { ...environmentOf(server), NODE_OPTIONS: `--import ${ahead}` };
      expect(await runProgram(['publish', '--from', from, '--to', target.place, '--now', now], env)).toBe(0);
      expect(await faultsOf(target.open())).toEqual([]);
    });
  });
}

function methodAndUrl(step: string): [method: string, url: string] {
  const [method = '', ...url] = step.split(':');
  return [method, url.join(':')];
}

/**
 * Before, during and after every request that changes something, and before every fourth that reads. All of them are tested
 * against an S3 double in tests/publish/killed.system.test.ts.
 */
function deathsOfRequests(steps: readonly string[]): readonly Death[] {
  const moments = ['before', 'during', 'after'] as const;
  return steps.flatMap((name, index) => {
    const reads = /^(?:GET|HEAD):/.test(name);
    if (!(reads && index % 4 === 0) && !/^(?:PUT|DELETE):/.test(name)) return [];
    const those = reads ? (['before'] as const) : moments;
    return those.map((moment) => ({ step: index + 1, moment }));
  });
}

function configOf({ endpoint, credentials }: Server): S3ClientConfig {
  return { endpoint, credentials, region: 'us-east-1', forcePathStyle: true };
}

function clientOf(server: Server): S3Client {
  return new S3Client(configOf(server));
}

/** The environment variables with which a program finds a server. */
export function environmentOf({ endpoint, credentials }: Server): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

async function runProgram(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number | null> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

async function objectsOf(server: Server, { place }: Target): Promise<readonly unknown[]> {
  const Prefix = `${place.slice(`s3://${bucket}/`.length)}/`;
  const { Contents = [] } = await clientOf(server).send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
  return Contents.map(({ Key, ETag, LastModified }) => [Key, ETag, LastModified?.getTime()]);
}
