/** The packaged webhook in AWS's own runtime client, with secrets in Moto's Parameter Store and calls in Moto's S3. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { unpack } from '../cloud/package.ts';
import { packageStage } from '../cloud/template.ts';
import { type RunningFunction, startFunction } from '../lambda/function.ts';
import { functionUrlEvent } from '../support/function-url.ts';
import { environmentOf } from './server-suite.ts';

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const generous = 15_000;

let server: Server;
/** With only the files in the zip. */
let task: string;
let prefix: string;
let prefixes = 0;
let running: RunningFunction[] = [];
let log = '';

beforeAll(async () => {
  server = await startMoto();
  const { endpoint, credentials } = server;
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'articles' }));
  const parameters = new SSMClient({ endpoint, credentials, region: 'us-east-1' });
  const input = { Name: '/presstime/test/webhook', Type: 'SecureString', Value: secret } as const;
  await parameters.send(new PutParameterCommand(input));
  const { zips, remove } = await packageStage('prod');
  task = await mkdtemp(join(tmpdir(), 'presstime-task-'));
  await unpack(zips.webhook, task);
  await remove();
});

afterAll(async () => {
  await server?.stop();
  if (task !== undefined) await rm(task, { recursive: true, force: true });
});

beforeEach(() => {
  prefixes += 1;
  prefix = `webhook-${prefixes}`;
  log = '';
});

afterEach(async () => {
  await Promise.all(running.map((it) => it.stop()));
  running = [];
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningFunction> {
  const started = await startFunction({
    taskRoot: task,
    name: 'presstime-test-webhook',
    handler: 'build/webhook/index.handler',
    memoryMegabytes: 256,
    arn: 'arn:aws:lambda:us-east-1:123456789012:function:presstime-test-webhook',
    env: {
      ...environmentOf(server),
      PRESSTIME_STAGE: 'test',
      PRESSTIME_WEBHOOK_STATE: `s3://articles/${prefix}`,
      PRESSTIME_WEBHOOK_SECRET: '/presstime/test/webhook',
      PRESSTIME_WEBHOOK_CALLS: '2',
      ...env,
    },
    onOutput: (text) => {
      log += text;
    },
  });
  running.push(started);
  return started;
}

function call(id: string, { body = '{"post":7}', with: key = secret } = {}) {
  const now = new Date();
  const stamp = String(Math.floor(now.getTime() / 1000));
  const signature = new Webhook(key).sign(id, now, body);
  const headers = { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signature };
  return functionUrlEvent({ body, headers: { 'content-type': 'application/json', ...headers } });
}

const statusOf = async (runtime: RunningFunction, event: unknown) => {
  const answer = await runtime.invoke(event, generous);
  expect(answer?.kind).toBe('response');
  return (answer as { readonly body: { readonly statusCode: number } }).body.statusCode;
};

const outcomesIn = (text: string) =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { readonly outcome: string }).outcome);

it('accepts a call once, then two a minute, and logs why it refused', async () => {
  const runtime = await start();
  const first = call('msg_1');
  expect(await statusOf(runtime, first)).toBe(202);
  expect(await statusOf(runtime, first)).toBe(401);
  expect(await statusOf(runtime, call('msg_2', { with: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }))).toBe(401);
  expect(await statusOf(runtime, call('msg_3'))).toBe(202);
  expect(await statusOf(runtime, call('msg_4'))).toBe(429);
  expect(await statusOf(runtime, null)).toBe(405);
  // The output of a function arrives through a pipe, a little after its response.
  const outcomes = ['accepted', 'replay', 'wrong-signature', 'accepted', 'too-many', 'not-post'];
  await expect.poll(() => outcomesIn(log), { timeout: generous }).toEqual(outcomes);
  expect(log).not.toContain('msg_1');
  expect(log).not.toContain(secret);
});

it('of the same call to two functions at the same time, one is accepted', async () => {
  const both = await Promise.all([start(), start()]);
  for (const runtime of both) await statusOf(runtime, {});
  for (let round = 0; round < 2; round += 1) {
    const event = call(`msg_${round}`);
    const statuses = await Promise.all(both.map((runtime) => statusOf(runtime, event)));
    expect(statuses.sort()).toEqual([202, 401]);
  }
});

it('without its secret it says in one line which parameter is missing, and the caller retries', async () => {
  const runtime = await start({ PRESSTIME_WEBHOOK_SECRET: '/presstime/none' });
  expect(await statusOf(runtime, call('msg_1'))).toBe(503);
  expect(log.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(log)).toMatchObject({ level: 'error', outcome: 'unavailable' });
  expect(log).toContain('There is no parameter \\"/presstime/none\\": create it as described in docs/webhook.md');
});

it('its state is one small object beside the articles', async () => {
  await statusOf(await start(), call('msg_1'));
  const { endpoint, credentials } = server;
  const store = createS3Store({ bucket: 'articles', prefix, endpoint, credentials, region: 'us-east-1' });
  const files = await store.list(() => true);
  expect(files.map(({ path }) => path)).toEqual(['state.json']);
  expect(files[0]?.lengthBytes).toBeLessThan(300);
});
