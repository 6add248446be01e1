/** The bundle under AWS's own runtime client, as Lambda runs it, with Moto as S3. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import type { Report } from '../../src/publish/report.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { type Answer, type RuntimeApi, startRuntimeApi } from '../lambda/runtime-api.ts';
import { temporaryFolder } from '../support/folder.ts';
import { articleText, faultsOf, fill, newsroomFiles, readFeeds, titlesOf } from '../support/newsroom.ts';
import { bytes } from '../support/store.ts';
import { environmentOf } from './server-suite.ts';

let server: Server;
let api: RuntimeApi;
let taskRoot: string;
let runtime: ChildProcess | null = null;
let prefixes = 0;

beforeAll(async () => {
  server = await startMoto();
  const { endpoint, credentials } = server;
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
  for (const Bucket of ['articles', 'publication']) await client.send(new CreateBucketCommand({ Bucket }));
});

afterAll(() => server?.stop());

beforeEach(async () => {
  prefixes += 1;
  api = await startRuntimeApi();
  taskRoot = await temporaryFolder();
  await copyFile('build/publish.mjs', `${taskRoot}/publish.mjs`);
  await fill(articles(), newsroomFiles(['anchors', 'boats', 'cranes']));
});

afterEach(async () => {
  await killRuntime();
  await api.close();
});

function open(bucket: string) {
  const { endpoint, credentials } = server;
  return createS3Store({ bucket, prefix: `place-${prefixes}`, endpoint, credentials, region: 'us-east-1' });
}

const articles = () => open('articles');
const publication = () => open('publication');

const client = fileURLToPath(new URL('../lambda/node_modules/aws-lambda-ric/index.mjs', import.meta.url));
const killedAt = new URL('../support/killed-at.ts', import.meta.url).href;
const preload = new URL('../lambda/preload.ts', import.meta.url).href;

/** Starts the runtime as Lambda does: a new process, that loads the handler and asks for events. */
function startRuntime(env: Readonly<Record<string, string>> = {}): void {
  runtime = spawn(process.execPath, ['--import', preload, client, 'publish.handler'], {
    cwd: taskRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...environmentOf(server),
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: 'presstime',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/presstime',
      AWS_LAMBDA_LOG_STREAM_NAME: 'test',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: 'publish.handler',
      PRESSTIME_FROM: `s3://articles/place-${prefixes}`,
      PRESSTIME_TO: `s3://publication/place-${prefixes}`,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** As Lambda does to a function that has not answered at its deadline. */
async function killRuntime(): Promise<void> {
  if (runtime === null || runtime.exitCode !== null || runtime.signalCode !== null) return;
  const closed = once(runtime, 'close');
  runtime.kill('SIGKILL');
  await closed;
}

const scheduleEvent = {
  version: '0',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  time: '2026-10-01T12:00:00Z',
  detail: '{}',
};

const generousMilliseconds = 30_000;

function reportOf(answer: Answer | null): Report {
  expect(answer).toMatchObject({ kind: 'response' });
  return answer?.body as Report;
}

function messageOf(answer: Answer | null): string {
  expect(answer).toMatchObject({ kind: 'error', body: { errorType: 'PublishError' } });
  return (answer as { body: { errorMessage: string } }).body.errorMessage;
}

async function expectPublished(entries: number): Promise<void> {
  const feeds = await readFeeds(publication());
  for (const [path, text] of Object.entries(feeds)) expect(titlesOf(path, text ?? '').length).toBe(entries);
  expect(await faultsOf(publication())).toEqual([]);
}

it.each([
  ['of a schedule', scheduleEvent],
  ['that is empty', {}],
])('an event %s publishes, and the same a second time writes nothing', async (_name, event) => {
  startRuntime();
  const first = reportOf(await api.invoke(event, generousMilliseconds));
  expect(first).toMatchObject({ entries: 3, problems: [] });
  expect(first.changes.map(({ path }) => path)).toEqual(expect.arrayContaining(['rss.xml', 'atom.xml', 'feed.json']));
  expect(first.changes.every(({ action }) => action === 'written')).toBe(true);
  await expectPublished(3);
  const second = reportOf(await api.invoke(event, generousMilliseconds));
  expect(second.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect(second.ledgerWrites).toBe(0);
});

it('a failure is reported as an error, and the next event succeeds in the same process', async () => {
  await articles().remove('feed.yaml');
  startRuntime();
  const answer = await api.invoke(scheduleEvent, generousMilliseconds);
  const place = `s3://articles/place-${prefixes}`;
  expect(messageOf(answer)).toContain(`There is no feed.yaml in ${place}`);
  await fill(articles(), newsroomFiles([]));
  expect(reportOf(await api.invoke(scheduleEvent, generousMilliseconds)).entries).toBe(3);
  await expectPublished(3);
});

it('a handler that cannot be loaded is an error of the start', async () => {
  startRuntime({ _HANDLER: 'nothing.handler' });
  expect(await api.invoke({}, generousMilliseconds)).toMatchObject({ kind: 'init-error' });
});

it('too little time: the function stops itself with a message, and the next event finishes the work', async () => {
  startRuntime();
  const answer = await api.invoke(scheduleEvent, 1_510);
  expect(messageOf(answer)).toContain('stopped');
  expect(reportOf(await api.invoke(scheduleEvent, generousMilliseconds)).entries).toBe(3);
  await expectPublished(3);
});

it('killed at the deadline: the feeds stay whole, and the next event finishes the work in a new process', async () => {
  startRuntime();
  reportOf(await api.invoke(scheduleEvent, generousMilliseconds));
  await killRuntime();
  const before = await readFeeds(publication());
  await articles().write('boats.md', bytes(articleText('boats', 4)), 'any');
  startRuntime({ NODE_OPTIONS: `--import ${killedAt}`, KILLED_AT: '4 before', KILLED_BY: 'SIGSTOP' });
  expect(await api.invoke(scheduleEvent, 4_000)).toBeNull();
  await killRuntime();
  const between = await readFeeds(publication());
  startRuntime();
  reportOf(await api.invoke(scheduleEvent, generousMilliseconds));
  const after = await readFeeds(publication());
  for (const path of Object.keys(before)) expect(after[path]).not.toBe(before[path]);
  for (const path of Object.keys(before)) expect([before[path], after[path]]).toContain(between[path]);
  expect(between).not.toEqual(before);
  expect(between).not.toEqual(after);
  await expectPublished(3);
});
