/** A whole deploy on one machine: `npm run deploy` as a user types it, against Moto and the runtime client. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConcurrencyCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { startEventSource } from '../cloud/event-source.ts';
import { type Gateway, startGateway } from '../cloud/gateway.ts';
import { readFeeds, titlesOf } from '../support/newsroom.ts';
import { cleanEnvironment, type Run } from '../support/run.ts';

let moto: Server;
let gateway: Gateway;
let checkout: string;

/** A checkout after `git clone` and `npm ci`. */
const parts = ['articles', 'cloud', 'handlers', 'scripts', 'src', 'stages', 'package.json', 'serverless.yml'];
const more = ['tsconfig.json', 'tsconfig.build.json'];

beforeAll(async () => {
  moto = await startMoto();
  gateway = await startGateway(moto);
  // Moto's CloudFormation creates no groups of schedules.
  for (const Name of ['presstime-full', 'presstime-prod'])
    await scheduler().send(new CreateScheduleGroupCommand({ Name }));
  checkout = await mkdtemp(join(tmpdir(), 'presstime-checkout-'));
  for (const part of [...parts, ...more]) await cp(part, join(checkout, part), { recursive: true });
  await symlink(resolve('node_modules'), join(checkout, 'node_modules'));
  await writeFile(
    join(checkout, 'stages', 'full.yml'),
    'articles: articles\nwebhook: true\nimports: true\nrepository: tern-sound/courier\n',
  );
});

afterAll(async () => {
  await gateway?.close();
  await moto?.stop();
  if (checkout !== undefined) await rm(checkout, { recursive: true, force: true });
});

const account = () => ({
  AWS_ENDPOINT_URL: gateway.endpoint,
  AWS_ACCESS_KEY_ID: moto.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: moto.credentials.secretAccessKey,
});

const npm = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => run('npm', args, env);

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: checkout, env: cleanEnvironment(env) });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...output }));
  });
}

const scheduler = () => new SchedulerClient(options());
const options = () => ({ endpoint: gateway.endpoint, credentials: moto.credentials, region: 'us-east-1' });
const store = (bucket: string, prefix: string) => createS3Store({ bucket, prefix, ...options() });
const publication = () => store('presstime-full-publication-123456789012-us-east-1', 'public');

const guide = readFileSync('docs/deploy.md', 'utf8');

it('the part of the guide that needs no account works as written', async () => {
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(guide) ?? [];
  const [first, ...calls] = block.trim().split('\n');
  // The checkout of this test is already installed.
  expect([first, calls]).toEqual(['npm ci', ['npm start', 'npm run package']]);
  const runs = [];
  for (const call of calls) runs.push(await npm(call.split(' ').slice(1)));
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  const said = /and ends with\n\n```\n(.*)\n```/.exec(guide)?.[1] ?? 'nothing';
  expect(runs[1]?.stdout).toMatch(new RegExp(`${said}\n {2}\\.serverless/publish\\.zip {2}\\d+ KiB\n`));
}, 120_000);

const profiles = `[profile signed-out]
sso_start_url = https://courier.awsapps.com/start
sso_region = eu-central-1
sso_account_id = 123456789012
sso_role_name = Admin

[profile never]
sso_session = never
sso_account_id = 123456789012
sso_role_name = Admin

[sso-session never]
sso_start_url = https://never.awsapps.com/start
sso_region = eu-central-1
`;

/** A home folder with profiles, and the sign-in of one of them, which expired six years ago. */
async function homeWithProfiles(): Promise<string> {
  const home = await mkdtemp(join(checkout, 'home-'));
  await mkdir(join(home, '.aws/sso/cache'), { recursive: true });
  await writeFile(join(home, '.aws/config'), profiles);
  const address = 'https://courier.awsapps.com/start';
  const signIn = { startUrl: address, region: 'eu-central-1', accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' };
  const name = `${createHash('sha1').update(address).digest('hex')}.json`;
  await writeFile(join(home, '.aws/sso/cache', name), JSON.stringify(signIn));
  return home;
}

it.each([
  ['no profile', '', 'There are no AWS credentials: set AWS_PROFILE to a profile'],
  ['an unknown profile', 'nope', 'The profile "nope" in AWS_PROFILE does not exist, or contains no credentials'],
  [
    'a sign-in that has expired',
    'signed-out',
    'You are not signed in to AWS of profile "signed-out", or the sign-in has expired',
  ],
  ['a sign-in that never was', 'never', 'or the sign-in has expired: run "aws sso login --profile never"'],
])('a deploy with %s says so in one line before it builds, as in the guide', async (_what, profile, words) => {
  const env = { AWS_EC2_METADATA_DISABLED: 'true', HOME: await homeWithProfiles(), AWS_PROFILE: profile };
  const { code, stdout, stderr } = await npm(['run', '--silent', 'deploy'], env);
  expect({ code, stdout, lines: stderr.trim().split('\n') }).toEqual({
    code: 1,
    stdout: '',
    lines: [expect.stringContaining(words)],
  });
  const [said = ''] = stderr.split(': ');
  expect(guide).toContain(`| \`${said.replace(/"[^"]+"/, '"…"')}\` |`);
});

let deployed: Run;

const articlesOf = (stage: string) => store(`presstime-${stage}-articles-123456789012-us-east-1`, 'articles');
const pathsIn = async (stage: string) => (await articlesOf(stage).list(() => true)).map(({ path }) => path);

it('a deploy of the stack sends no article, although the stage names some', async () => {
  const { code, stdout, stderr } = await npm(['run', 'deploy', '--', '--stage', 'full'], account());
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('[nothing-sent]') });
  expect(stdout).not.toMatch(/\[y\/N\]|Sent|to send/);
  expect(await pathsIn('full')).toEqual([]);
  const functions = await Promise.all(
    ['publish', 'webhook'].map((name) =>
      new LambdaClient(options()).send(new GetFunctionConcurrencyCommand({ FunctionName: `presstime-full-${name}` })),
    ),
  );
  expect(functions.map(({ ReservedConcurrentExecutions: reserved }) => reserved)).toEqual([4, 5]);
}, 180_000);

it('with --articles, it sends them, publishes, and prints the URLs; what only the bucket has stays there', async () => {
  await articlesOf('full').write(
    'from-cms.md',
    new TextEncoder().encode('---\ntitle: From a CMS\ndate: 2026-01-05\ndraft: true\n---\nText.\n'),
    'absent',
  );
  deployed = await npm(['run', 'deploy', '--', '--stage', 'full', '--articles', 'articles'], account());
  const { code, stdout, stderr } = deployed;
  expect(stderr).toContain(
    '16 files to send (241 KB), 0 to remove, 0 unchanged, 1 only there\n  keep     from-cms.md\n',
  );
  expect(await pathsIn('full')).toContain('from-cms.md');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
  expect(stdout).toContain('Sent 16 files: 16 in s3://presstime-full-articles-123456789012-us-east-1/articles');
  expect(stdout).toContain(
    '8 articles in s3://presstime-full-articles-123456789012-us-east-1/articles, 8 new or changed',
  );
  expect(stdout).toContain('Subscribe      https://distribution.test/rss.xml, https://distribution.test/atom.xml');
  for (const [, label = ''] of guide.matchAll(/^ {3}(Read it|Subscribe|Send articles|Publish now) /gm)) {
    expect(stdout).toMatch(new RegExp(`^${label} +\\S`, 'm'));
  }
  const feeds = await readFeeds(publication());
  for (const [path, text] of Object.entries(feeds)) expect(titlesOf(path, text ?? '')).toHaveLength(5);
  expect(feeds['rss.xml']).toContain('https://distribution.test/rss.xml');
  expect(await publication().list((path) => /^articles\/.+\.html$/.test(path))).toHaveLength(5);
  expect(stdout + stderr).not.toContain('schedule-failed');
}, 180_000);

it('the function of the stack has set its schedule for the next due article', async () => {
  const resources = await resourcesOf('presstime-full');
  const input = { GroupName: 'presstime-full', Name: 'due' };
  expect(await scheduler().send(new GetScheduleCommand(input))).toMatchObject({
    ScheduleExpression: 'at(2031-12-22T00:00:00)',
    Target: {
      RoleArn: `arn:aws:iam::123456789012:role/${resources['ScheduleRole']}`,
      DeadLetterConfig: { Arn: `arn:aws:sqs:us-east-1:123456789012:${resources['FailureQueue']?.split('/').at(-1)}` },
    },
  });
});

it('the printed commands work as printed, in a shell without a region', async () => {
  const { stdout } = deployed;
  for (const label of ['Send articles', 'Publish now']) {
    const [, command = 'false'] = new RegExp(`^${label} +(.+)$`, 'm').exec(stdout) ?? [];
    expect({ command, ...(await run('sh', ['-c', command], account())) }).toMatchObject({ command, code: 0 });
  }
}, 120_000);

it('a second deploy with an article that has errors, into a small account, sends nothing and says so; the URLs are still printed', async () => {
  const list = () => publication().list(() => true);
  const before = await list();
  await writeFile(join(checkout, 'articles', 'refused.md'), '---\ndate: 2026-02-30\n---\nRefused.\n');
  gateway.limit = 10;
  const { code, stdout, stderr } = await npm(
    ['run', 'deploy', '--', '--stage', 'full', '--articles', 'articles'],
    account(),
  );
  gateway.limit = 1000;
  await rm(join(checkout, 'articles', 'refused.md'));
  expect(code).toBe(1);
  expect(stderr).toContain('refused.md:2:');
  expect(stderr).toContain('Nothing was sent, because articles contains 1 error');
  expect(await pathsIn('full')).not.toContain('refused.md');
  expect(stderr).toContain(
    'This account allows 10 runs of functions at once in this region, and none of them can be reserved',
  );
  expect(stdout).toContain('Nothing to write: 5 entries');
  expect(stdout).toContain('Read it        https://distribution.test/index.html');
  expect(await list()).toEqual(before);
}, 180_000);

it('another stage sends only its own articles, and only to its own bucket', async () => {
  await mkdir(join(checkout, 'drafts'));
  const settings = readFileSync('articles/feed.yaml');
  await writeFile(join(checkout, 'drafts', 'feed.yaml'), settings);
  await writeFile(join(checkout, 'drafts', 'draft.md'), '---\ntitle: A draft\ndate: 2026-01-05\n---\nText.\n');
  await writeFile(join(checkout, 'stages', 'prod.yml'), 'articles: drafts\n');
  const before = await articlesOf('full').list(() => true);
  const wrong = await npm(['run', 'deploy', '--', '--articles', 'articles'], account());
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The articles of stage "prod" are in "drafts"'),
  });
  expect(wrong.stderr).toContain('Nothing was deployed.');
  // Variables of another stage change nothing.
  const variables = {
    PRESSTIME_ARTICLES: 's3://presstime-full-articles-123456789012-us-east-1/articles',
    PRESSTIME_FROM: 'articles',
    PRESSTIME_FUNCTION: 'presstime-full-publish',
    PRESSTIME_ALLOW_REMOVALS: '1',
  };
  const runs = gateway.invocations.get('presstime-full-publish');
  const { code, stdout } = await npm(['run', 'deploy', '--', '--articles', 'drafts'], { ...account(), ...variables });
  expect(code).toBe(0);
  expect(stdout).toContain('Sent 2 files: 2 in s3://presstime-prod-articles-123456789012-us-east-1/articles');
  expect(await pathsIn('prod')).toEqual(['draft.md', 'feed.yaml']);
  expect(await articlesOf('full').list(() => true)).toEqual(before);
  expect(gateway.invocations.get('presstime-full-publish')).toBe(runs);
}, 180_000);

it('a stage without articles sends none, and numbers that the account cannot reserve end the deploy', async () => {
  await writeFile(join(checkout, 'stages', 'empty.yml'), 'reservedConcurrency: 50\n');
  const none = await npm(['run', 'deploy', '--', '--stage', 'empty', '--articles', 'articles'], account());
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('The stage "empty" has no articles') });
  gateway.limit = 10;
  const small = await npm(['run', 'deploy', '--', '--stage', 'empty'], account());
  gateway.limit = 1000;
  expect(small).toMatchObject({ code: 1, stderr: expect.stringContaining('but the stage reserves 50') });
  expect(small.stderr).toContain('Nothing was deployed.');
});

it('two hundred uploads in a minute cause a few runs', async () => {
  const resources = await resourcesOf('presstime-full');
  const client = new S3Client({ ...options(), forcePathStyle: true });
  const lambda = new LambdaClient(options());
  const Bucket = resources['ArticlesBucket'] ?? '';
  // Moto's CloudFormation ignores this part of the bucket.
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  const runsBefore = gateway.invocations.get('presstime-full-publish') ?? 0;
  // This clock moves with the uploads, 200 in a minute, however long they take here.
  let elapsedMilliseconds = 0;
  const source = startEventSource({
    endpoint: moto.endpoint,
    queueUrl: resources['UploadQueue'] ?? '',
    batchSize: 1_000,
    windowMilliseconds: 20_000,
    now: () => elapsedMilliseconds,
    invoke: async (event) => {
      const Payload = JSON.stringify(event);
      const { FunctionError } = await lambda.send(
        new InvokeCommand({ FunctionName: 'presstime-full-publish', Payload }),
      );
      if (FunctionError !== undefined) throw new Error(FunctionError);
    },
  });
  for (let index = 0; index < 200; index += 1) {
    const Body = `---\ntitle: Upload ${index}\ndate: 2026-01-05\n---\nText ${index}.\n`;
    await client.send(new PutObjectCommand({ Bucket, Key: `articles/uploads/${index}.md`, Body }));
    elapsedMilliseconds += 300;
  }
  for (let waited = 0; waited < 60 && source.runs.reduce((sum, it) => sum + it, 0) < 200; waited += 1) {
    elapsedMilliseconds += 10_000;
    await wait(1_000);
  }
  await source.stop();
  console.log('200 uploads in a minute: runs with', source.runs, 'uploads each');
  expect(source.runs.reduce((sum, it) => sum + it, 0)).toBeGreaterThanOrEqual(200);
  expect(source.runs.length).toBeLessThanOrEqual(4);
  expect((gateway.invocations.get('presstime-full-publish') ?? 0) - runsBefore).toBe(source.runs.length);
  const pages = await publication().list((path) => path.startsWith('articles/uploads/'));
  expect(pages).toHaveLength(200);
}, 180_000);

it('a missing stage file and wrong settings end the deploy before anything is sent', async () => {
  await writeFile(join(checkout, 'stages', 'wrong.yml'), 'shedule: rate(5 minutes)\nlogDays: 8\n');
  const { code, stderr } = await npm(['run', 'deploy', '--', '--stage', 'wrong'], account());
  expect(code).toBe(1);
  expect(stderr).toContain('stages/wrong.yml: "shedule" is no setting of a stage: did you mean "schedule"?');
  expect(stderr).toContain('stages/wrong.yml: "logDays" must be a number of days that CloudWatch knows');
  const mistyped = await npm(['run', 'deploy', '--', '--stage', 'ful'], account());
  expect(mistyped).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no stages/ful.yml: make it') });
});

/** The names of the resources of a stack. */
async function resourcesOf(stack: string): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient(options());
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
}
