/** The state machine of an import, run offline: Moto runs the definition, and its tasks call the handler in this process. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handler } from '../../handlers/import.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { startStateMachines } from '../../scripts/servers/state-machines.ts';
import { publishBeside } from '../../src/import/publish-beside.ts';
import { fromEpochMilliseconds } from '../../src/model/instant.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { fillImport, importedArticle } from '../import/articles.ts';

let server: Server;
/** How many invocations failed, and the steps that were done, in order. */
let faults = 0;
const steps: string[] = [];
let invocations = 0;
let beside: () => Promise<unknown> = () => Promise.resolve();

/** Every tenth invocation fails after its work: the engine does it again. */
async function invoke(payload: unknown): Promise<unknown> {
  const { step } = payload as { readonly step: string };
  steps.push(step);
  invocations += 1;
  const isFaulty = invocations % 10 === 3;
  const event = step === 'plan' ? { ...(payload as object), batchSize: 8 } : payload;
  const result = await handler(event, { awsRequestId: 'test', getRemainingTimeInMillis: () => 60_000 });
  if (step === 'render') {
    const once = beside;
    beside = () => Promise.resolve();
    await once();
  }
  if (!isFaulty) return result;
  faults += 1;
  throw new Error('The function was killed');
}

const storeOf = (bucket: string, prefix: string) =>
  createS3Store({ bucket, prefix, endpoint: server.endpoint, credentials: server.credentials, region: 'us-east-1' });

beforeAll(async () => {
  server = await startStateMachines(invoke);
  const { endpoint, credentials } = server;
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
  for (const Bucket of ['articles', 'publication']) await client.send(new CreateBucketCommand({ Bucket }));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    PRESSTIME_FROM: 's3://articles/articles',
    PRESSTIME_TO: 's3://publication/public',
    PRESSTIME_STAGE: 'test',
  });
});

afterAll(() => server?.stop());

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
async function call(operation: string, input: object): Promise<Readonly<Record<string, string>>> {
  const reply = await fetch(server.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': `AWSStepFunctions.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
  return JSON.parse(text) as Readonly<Record<string, string>>;
}

async function runMachine() {
  // Moto waits as long as the definition says, so the waits are shortened.
  const definition = readFileSync('cloud/import-machine.json', 'utf8')
    .replaceAll(/\$\{ImportFunctionArn\}/g, 'arn:aws:lambda:us-east-1:123456789012:function:presstime-test-import')
    .replaceAll(/"IntervalSeconds": \d+/g, '"IntervalSeconds": 1')
    .replaceAll(/"BackoffRate": \d+/g, '"BackoffRate": 1');
  const roleArn = 'arn:aws:iam::123456789012:role/import';
  const { stateMachineArn } = await call('CreateStateMachine', { name: 'presstime-test-import', definition, roleArn });
  const { executionArn } = await call('StartExecution', { stateMachineArn, input: '{}' });
  for (;;) {
    const execution = await call('DescribeExecution', { executionArn });
    if (execution['status'] !== 'RUNNING') return execution;
    await wait(500);
  }
}

test('the state machine imports what one run publishes, with failed tasks and a run in between', {
  timeout: 600_000,
}, async () => {
  const from = storeOf('articles', 'articles');
  const to = storeOf('publication', 'public');
  await fillImport(from, 60);
  const fresh = createMemoryStore();
  beside = async () => {
    const text = importedArticle(7).replace('Story 7', 'Meanwhile');
    await from.write('meanwhile.md', new TextEncoder().encode(text), 'any');
    await publishBeside(
      { from, to, now: fromEpochMilliseconds(Date.now()) },
      storeOf('publication', 'public/.presstime/import'),
    );
  };
  const execution = await runMachine();
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(JSON.parse(execution['output'] ?? '')).toMatchObject({ state: 'done', report: { articles: 62 } });
  expect(faults).toBeGreaterThan(1);
  expect(steps.filter((step) => step === 'reduce').length).toBeGreaterThan(1);
  // The run in between published one article, and one more run would have published the others.
  const now = fromEpochMilliseconds(Date.now());
  const only = (path: string) => path === 'feed.yaml' || path === 'meanwhile.md';
  await publish({
    from: { ...from, list: (accept) => from.list((path) => only(path) && accept(path)) },
    to: fresh,
    now,
  });
  await publish({ from, to: fresh, now });
  const bodies = async (store: typeof to) => {
    const files = await store.list((path) => !path.startsWith('.presstime/'));
    const read = await Promise.all(files.map(async ({ path }) => [path, await store.read(path)] as const));
    return Object.fromEntries(read.map(([path, stored]) => [path, new TextDecoder().decode(stored?.body)]));
  };
  expect(await bodies(to)).toEqual(await bodies(fresh));
  expect(await storeOf('publication', 'public/.presstime/import').list(() => true)).toEqual([]);
});
