/** The policies of the template, enforced by Moto: each role can do its job, and nothing else. */
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../scripts/servers/process.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { planPush, push } from '../../src/sync/push.ts';
import { requestsOf } from '../cloud/needs.ts';
import { isAllowed, type Policy, without, withoutEachAction } from '../cloud/policy.ts';
import type { Stack } from '../cloud/resolve.ts';
import {
  type Credentials,
  callForm,
  credentialsWith,
  type FormCall,
  setEnforced,
  startEnforcingMoto,
} from '../cloud/rights.ts';
import { nameOf, policyOf, stackOf } from '../cloud/stack.ts';
import { everythingOn, type PackagedStage, packageStage } from '../cloud/template.ts';
import { articleText, faultsOf, fill, newsroomFiles, now, readFeeds, titlesOf } from '../support/newsroom.ts';
import { bytes } from '../support/store.ts';

const region = 'eu-central-1';
let full: PackagedStage;
let stack: Stack;
let server: Server;
let articles: string;
let publication: string;

beforeAll(async () => {
  full = await packageStage('full', { ...everythingOn, region });
  stack = stackOf(full.template, region);
  [articles, publication] = [nameOf(stack, 'ArticlesBucket'), nameOf(stack, 'PublicationBucket')];
  server = await startEnforcingMoto();
  for (const Bucket of [articles, publication, 'third']) {
    await client(server.credentials).send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
  }
});

afterAll(() => Promise.all([full?.remove(), server?.stop()]));

function client(credentials: Credentials): S3Client {
  return new S3Client({ endpoint: server.endpoint, credentials, region, forcePathStyle: true });
}

function open(bucket: string, prefix: string, credentials: Credentials = server.credentials) {
  return createS3Store({ bucket, prefix, endpoint: server.endpoint, region, credentials });
}

/** Does something without credentials, while nothing is enforced. */
async function unhindered(work: () => Promise<void>): Promise<void> {
  await setEnforced(server.endpoint, false);
  await work();
  await setEnforced(server.endpoint, true);
}

const fillArticles = (files: Readonly<Record<string, string>>) =>
  unhindered(() => fill(open(articles, 'articles'), files));
const emptyPublication = () =>
  unhindered(async () => {
    const store = open(publication, 'public');
    for (const { path } of await store.list(() => true)) await store.remove(path);
  });

async function runAs(policy: Policy) {
  const credentials = await credentialsWith(server, policy);
  return publish({ from: open(articles, 'articles', credentials), to: open(publication, 'public', credentials), now });
}

const withPages = newsroomFiles(['anchors', 'boats', 'cranes']);

async function publishWithPages() {
  await emptyPublication();
  await fillArticles(withPages);
  return runAs(policyOf(stack, 'PublishRole'));
}

async function withoutPages(policy: Policy) {
  await fillArticles({ 'feed.yaml': (withPages['feed.yaml'] ?? '').replace('pages: true', 'pages: false') });
  return runAs(policy);
}

const entriesOf = async (credentials: Credentials) => {
  const feeds = await readFeeds(open(publication, 'public', credentials));
  return Object.entries(feeds).map(([path, text]) => titlesOf(path, text ?? '').length);
};

describe('the role of the function', () => {
  it('publishes, and publishes again without changes, after an edit, and after a removal', async () => {
    const credentials = await credentialsWith(server, policyOf(stack, 'PublishRole'));
    const places = { from: open(articles, 'articles', credentials), to: open(publication, 'public', credentials), now };
    await fillArticles(newsroomFiles(['anchors', 'boats', 'cranes']));
    expect(await publish(places)).toMatchObject({ entries: 3, problems: [] });
    expect(await publish(places)).toMatchObject({ entries: 3, ledgerWrites: 0 });
    await fillArticles({ 'boats.md': articleText('boats', 5) });
    const edited = await publish(places);
    expect(edited.changes).toContainEqual(expect.objectContaining({ path: 'articles/boats.html', action: 'written' }));
    await unhindered(() => open(articles, 'articles').remove('cranes.md'));
    expect(await publish(places)).toMatchObject({ entries: 2 });
    expect(await faultsOf(places.to)).toEqual([]);
    expect(await entriesOf(credentials)).toEqual([2, 2, 2]);
  });

  it('removes pages, which it could not do without s3:DeleteObject', async () => {
    const policy = policyOf(stack, 'PublishRole');
    const less = withoutEachAction(policy).find(({ removed }) => removed === 'WritePublication: s3:DeleteObject');
    await publishWithPages();
    const { changes } = await withoutPages(policy);
    expect(changes).toContainEqual(expect.objectContaining({ path: 'articles/boats.html', action: 'removed' }));
    await publishWithPages();
    await expect(withoutPages(less?.policy ?? policy)).rejects.toMatchObject({ code: 'store-denied' });
  });

  it.each(['ReadArticles', 'ListArticles', 'WritePublication', 'ListPublication'])(
    'does not publish without the statement %s',
    async (sid) => {
      const policy = policyOf(stack, 'PublishRole');
      expect(policy.Statement.map(({ Sid }) => Sid)).toContain(sid);
      await fillArticles(newsroomFiles(['anchors', 'boats', 'cranes']));
      await emptyPublication();
      await expect(runAs(without(policy, sid))).rejects.toMatchObject({ code: 'store-denied' });
    },
  );
});

it('the role of the webhook keeps its one object, and gets 404 if it does not exist yet', async () => {
  const calls = open(articles, 'webhook', await credentialsWith(server, policyOf(stack, 'WebhookRole')));
  expect(await calls.read('state.json')).toBeNull();
  const version = await calls.write('state.json', bytes('{"calls":[]}'), 'absent');
  await calls.write('state.json', bytes('{"calls":[1]}'), { version });
  expect((await calls.read('state.json'))?.body.length).toBe(13);
});

it('the role that sends articles sends, changes and removes them', async () => {
  const to = open(articles, 'articles', await credentialsWith(server, policyOf(stack, 'PushRole')));
  await fillArticles(newsroomFiles(['anchors', 'boats']));
  const from = createMemoryStore(newsroomFiles(['anchors', 'dunes'], 2));
  const plan = await planPush(from, to);
  expect(plan).toMatchObject({ remove: expect.arrayContaining(['boats.md']) });
  await push(from, to, { plan, onProgress: () => {} });
  expect(await planPush(from, to)).toMatchObject({ send: [], remove: [] });
});

/** S3 calls that only an administrator may make. */
const calls: Readonly<Record<string, (s3: S3Client) => Promise<unknown>>> = {
  'write an article': (s3) => s3.send(new PutObjectCommand({ Bucket: articles, Key: 'articles/new.md', Body: 'x' })),
  'remove an article': (s3) => s3.send(new DeleteObjectCommand({ Bucket: articles, Key: 'articles/boats.md' })),
  'read the calls of the webhook': (s3) =>
    s3.send(new GetObjectCommand({ Bucket: articles, Key: 'webhook/state.json' })),
  'write the calls of the webhook': (s3) =>
    s3.send(new PutObjectCommand({ Bucket: articles, Key: 'webhook/state.json', Body: 'x' })),
  'write another file of the webhook': (s3) =>
    s3.send(new PutObjectCommand({ Bucket: articles, Key: 'webhook/other.json', Body: 'x' })),
  'read an article': (s3) => s3.send(new GetObjectCommand({ Bucket: articles, Key: 'articles/boats.md' })),
  'read a feed': (s3) => s3.send(new GetObjectCommand({ Bucket: publication, Key: 'public/rss.xml' })),
  'write a feed': (s3) => s3.send(new PutObjectCommand({ Bucket: publication, Key: 'public/rss.xml', Body: 'x' })),
  'remove a feed': (s3) => s3.send(new DeleteObjectCommand({ Bucket: publication, Key: 'public/rss.xml' })),
  'read beside the publication': (s3) =>
    s3.send(new GetObjectCommand({ Bucket: publication, Key: 'private/notes.txt' })),
  'write beside the publication': (s3) =>
    s3.send(new PutObjectCommand({ Bucket: publication, Key: 'publicity/rss.xml', Body: 'x' })),
  'remove beside the publication': (s3) =>
    s3.send(new DeleteObjectCommand({ Bucket: publication, Key: 'private/notes.txt' })),
  'read a third bucket': (s3) => s3.send(new GetObjectCommand({ Bucket: 'third', Key: 'articles/boats.md' })),
  'write a third bucket': (s3) => s3.send(new PutObjectCommand({ Bucket: 'third', Key: 'public/rss.xml', Body: 'x' })),
  'list a third bucket': (s3) => s3.send(new ListObjectsV2Command({ Bucket: 'third' })),
  'list all buckets': (s3) => s3.send(new ListBucketsCommand({})),
  'remove the bucket of articles': (s3) => s3.send(new DeleteBucketCommand({ Bucket: articles })),
  'remove the bucket of the publication': (s3) => s3.send(new DeleteBucketCommand({ Bucket: publication })),
  'read the policy of a bucket': (s3) => s3.send(new GetBucketPolicyCommand({ Bucket: publication })),
  'change the policy of a bucket': (s3) =>
    s3.send(new PutBucketPolicyCommand({ Bucket: publication, Policy: '{"Version":"2012-10-17","Statement":[]}' })),
  'throw old versions away': (s3) =>
    s3.send(new PutBucketVersioningCommand({ Bucket: publication, VersioningConfiguration: { Status: 'Suspended' } })),
};

/** The calls that each role may make. All others are refused. */
const allowedCalls: Readonly<Record<string, readonly string[]>> = {
  PublishRole: ['read an article', 'read a feed', 'write a feed', 'remove a feed'],
  WebhookRole: ['read the calls of the webhook', 'write the calls of the webhook'],
  PushRole: ['read an article', 'write an article', 'remove an article'],
  RedeployRole: [],
  ScheduleRole: [],
};

async function statusOf(call: () => Promise<unknown>): Promise<number> {
  try {
    await call();
    return 200;
  } catch (thrown) {
    return (thrown as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  }
}

/** The calls that Moto refuses with a policy. */
async function refusedCalls(policy: Policy): Promise<readonly string[]> {
  await unhindered(async () => {
    await fill(open(articles, ''), { 'articles/boats.md': 'Boats', 'webhook/state.json': '{}' });
    await fill(open(publication, ''), { 'public/rss.xml': '<rss/>', 'private/notes.txt': 'Notes' });
    await fill(open('third', ''), { 'articles/boats.md': 'Boats' });
  });
  const s3 = client(await credentialsWith(server, policy));
  const refused: string[] = [];
  for (const [name, call] of Object.entries(calls)) if ((await statusOf(() => call(s3))) === 403) refused.push(name);
  return refused;
}

describe('S3 refuses with 403', () => {
  it.each(Object.entries(allowedCalls))('all calls of %s but those of its job: %j', async (role, allowed) => {
    const others = Object.keys(calls).filter((name) => !allowed.includes(name));
    expect(await refusedCalls(policyOf(stack, role))).toEqual(others);
  });

  it('no call of an administrator, so that it is the policy that refuses', async () => {
    expect(await refusedCalls({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })).toEqual([]);
  });
});

/** Calls of other services, which no role makes. Moto checks their action, but not their resource. */
const otherCalls: Readonly<Record<string, (credentials: Credentials) => Promise<unknown>>> = {
  'remove a function': (credentials) =>
    new LambdaClient(at(credentials)).send(new DeleteFunctionCommand({ FunctionName: 'nobody' })),
  'list the schedules': (credentials) => new SchedulerClient(at(credentials)).send(new ListSchedulesCommand({})),
  'change a parameter': (credentials) =>
    new SSMClient(at(credentials)).send(new PutParameterCommand({ Name: '/other', Value: 'x', Overwrite: true })),
  'list the queues': (credentials) => form('sqs', { Action: 'ListQueues', Version: '2012-11-05' }, credentials),
  'make a queue': (credentials) =>
    form('sqs', { Action: 'CreateQueue', QueueName: 'other', Version: '2012-11-05' }, credentials),
  'make a topic': (credentials) =>
    form('sns', { Action: 'CreateTopic', Name: 'other', Version: '2010-03-31' }, credentials),
  'list the users': (credentials) => form('iam', { Action: 'ListUsers', Version: '2010-05-08' }, credentials),
  'make a user': (credentials) =>
    form(
      'iam',
      { Action: 'CreateUser', UserName: `made-by-${credentials.accessKeyId}`, Version: '2010-05-08' },
      credentials,
    ),
};

const at = (credentials: Credentials) => ({ endpoint: server.endpoint, region, credentials, maxAttempts: 1 });

async function form(
  service: FormCall['service'],
  fields: FormCall['form'],
  { accessKeyId }: Credentials,
): Promise<void> {
  const { status } = await callForm(server.endpoint, { service, form: fields }, accessKeyId);
  if (status !== 200) throw Object.assign(new Error('Refused'), { $metadata: { httpStatusCode: status } });
}

async function refusedOtherCalls(policy: Policy): Promise<readonly string[]> {
  const credentials = await credentialsWith(server, policy);
  const refused: string[] = [];
  for (const [name, call] of Object.entries(otherCalls))
    if ((await statusOf(() => call(credentials))) === 403) refused.push(name);
  return refused;
}

describe('Lambda, Scheduler, the Parameter Store, SQS, SNS and IAM refuse with 403', () => {
  it.each(Object.keys(allowedCalls))('all calls of %s to other services', async (role) => {
    expect(await refusedOtherCalls(policyOf(stack, role))).toEqual(Object.keys(otherCalls));
  });

  it('no call of an administrator', async () => {
    expect(await refusedOtherCalls({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })).toEqual([]);
  });
});

const roles = [
  'PublishRole',
  'ImportRole',
  'ImportMachineRole',
  'WebhookRole',
  'PushRole',
  'RedeployRole',
  'ScheduleRole',
];

describe('by the text of the policies, because Moto ignores conditions, and checks resources only in S3', () => {
  it.each(roles)('%s may do everything that its job needs', (role) => {
    const policy = policyOf(stack, role);
    const { needed = {} } = requestsOf(stack)[role] ?? {};
    expect(Object.keys(needed).filter((name) => !isAllowed(policy, needed[name] ?? nothing))).toEqual([]);
  });

  it.each(roles)('%s may do nothing else', (role) => {
    const policy = policyOf(stack, role);
    const { refused = {} } = requestsOf(stack)[role] ?? {};
    expect(Object.keys(refused).length).toBeGreaterThan(40);
    expect(Object.keys(refused).filter((name) => isAllowed(policy, refused[name] ?? nothing))).toEqual([]);
  });

  it.each(roles)('%s could not do its job without any one of its actions', (role) => {
    const needed = Object.values(requestsOf(stack)[role]?.needed ?? {});
    const spare = withoutEachAction(policyOf(stack, role)).filter(({ policy }) =>
      needed.every((asked) => isAllowed(policy, asked)),
    );
    expect(spare.map(({ removed }) => removed)).toEqual([]);
  });

  it.each(roles)('%s allows no action and no resource with a pattern wider than a folder', (role) => {
    for (const { Action, Resource, Effect } of policyOf(stack, role).Statement) {
      expect(Effect).toBe('Allow');
      for (const action of [Action].flat()) expect(action).not.toContain('*');
      for (const resource of [Resource].flat())
        expect(resource).toMatch(
          /^[^*?]+$|^arn:aws:s3:::[^*?]+\/\w+\/\*$|^arn:aws:logs:[^*?]+:\*$|^arn:aws:states:[^*?]+:execution:[\w-]+\/\*$/,
        );
    }
  });
});

const nothing = { action: 'nothing:AtAll' };
