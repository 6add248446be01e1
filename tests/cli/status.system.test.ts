/** `presstime status`, spawned: a folder, a bucket, a stage, and what is not there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { channelYaml } from '../support/channel.ts';
import { startLambdaEndpoint } from '../support/lambda-endpoint.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';
import { startS3Double } from '../support/s3-double.ts';

const now = ['--now', '2026-11-23T15:00:00Z'];
const article = (title: string, keys: string) => `---\ntitle: ${title}\n${keys}\n---\n\nThe tide was high.\n`;

const files = {
  'articles/feed.yaml': channelYaml,
  'articles/terns.md': article('Terns', 'date: 2026-11-20T10:00:00Z'),
  'articles/storm.md': article('Storm', 'date: 2026-12-01T10:00:00Z'),
};

async function publishedFolder(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder();
  await writeFiles(folder, { ...files, ...more });
  await presstime(folder, ['publish', ...now]);
  return folder;
}

test('a healthy folder: what is published, when, what is due; exit code 0', async () => {
  const folder = await publishedFolder();
  const { code, stdout, stderr } = await presstime(folder, ['status', ...now]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').map((line) => line.replace(/\d+ bytes|\d KB/, 'N bytes'))).toEqual([
    'public: 1 entry',
    expect.stringMatching(/^ {2}changed {4}2026-11-23T15:00:00Z, by Presstime [\d.]+, generation 1 of the ledger$/),
    '  feed       https://feeds.courier.example/rss.xml, N bytes',
    '  feed       https://feeds.courier.example/atom.xml, N bytes',
    '  feed       https://feeds.courier.example/feed.json, N bytes',
    '  due        2026-12-01T10:00:00Z publishes an article (--from shows which)',
    '  held back  1 scheduled',
    'The last run that changed anything was healthy',
    'Not known from here: whether a later run failed before it wrote anything. See its output.',
    '',
  ]);
});

test('--from names what is due and held back, and counts changed files', async () => {
  const folder = await publishedFolder();
  await writeFiles(folder, { 'articles/new.md': article('New', 'date: 2026-11-22') });
  const { code, stdout } = await presstime(folder, ['status', '--from', 'articles', ...now]);
  expect(code).toBe(0);
  expect(stdout).toContain('  due        2026-12-01T10:00:00Z publishes "Storm"\n');
  expect(stdout).toContain('  held back  1 scheduled: storm.md\n');
  expect(stdout).toContain('  articles   3 articles in articles, 1 new, changed or gone since\n');
});

test('problems: exit code 1, and --json has them as data', async () => {
  const folder = await publishedFolder({ 'articles/broken.md': article('Broken', 'date: yesterday') });
  await rm(join(folder, 'public/atom.xml'));
  const { code, stdout } = await presstime(folder, ['status', '--from', 'articles', '--json', ...now]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    location: 'public',
    entries: 1,
    lastChange: '2026-11-23T15:00:00Z',
    source: { refused: ['broken.md'] },
    findings: [
      { code: 'refused-files', severity: 'error' },
      { code: 'feeds-differ', severity: 'error' },
    ],
  });
});

test('an article that is overdue', async () => {
  const folder = await publishedFolder();
  const { code, stdout } = await presstime(folder, ['status', '--now', '2026-12-02T00:00:00Z']);
  expect(code).toBe(1);
  expect(stdout).toContain('error    A change was due at 2026-12-01T10:00:00Z, and no run has published it [overdue]');
});

test('a lock that a run holds, and one of a process that has ended', async () => {
  const folder = await publishedFolder();
  const lock = join(folder, 'public/.presstime/work/lock');
  await mkdir(join(lock, '..'), { recursive: true });
  await writeFile(lock, `${process.pid} ${hostname()} 0 1`);
  const held = await presstime(folder, ['status']);
  expect(held.stdout).toMatch(new RegExp(`locked {5}by process ${process.pid} on .*: a run is in progress`));
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'close');
  await writeFile(lock, `${child.pid} ${hostname()} 0 1`);
  const left = await presstime(folder, ['status', ...now]);
  expect(left.code).toBe(0);
  expect(left.stdout).toContain(`warning  Process ${child.pid} on ${hostname()} ended without giving back its lock`);
});

test('nothing is published there: one message, exit code 1', async () => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await presstime(folder, ['status', '.']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    'error: Nothing is published in ".": it contains no ledger of Presstime. Name the location that you publish to\n',
  );
});

test.each([
  ['a missing folder', 'public', 'There is no folder "public"'],
  ['a file', 'feed.yaml', '"feed.yaml" is a file'],
])('%s: one message, exit code 1', async (_name, location, reason) => {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'feed.yaml'), '');
  const { code, stdout, stderr } = await presstime(folder, ['status', location]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(`error: ${reason}: publish first, or name the folder that you published to\n`);
});

const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };

test('a bucket is read with few requests, and a stage says which bucket', async () => {
  const double = await startS3Double(['marsh']);
  const folder = temporaryFolder();
  await writeFiles(folder, files);
  const configured = (functionName: string) => ({
    body: {
      FunctionName: functionName,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      LastModified: '2026-11-20T09:00:00.000+0000',
      Environment: { Variables: { PRESSTIME_TO: 's3://marsh/feeds', PRESSTIME_FROM: 's3://marsh/articles' } },
    },
  });
  const lambda = await startLambdaEndpoint(() => ({ body: {} }), configured);
  const env = { ...keys, AWS_ENDPOINT_URL_S3: double.endpoint, AWS_ENDPOINT_URL_LAMBDA: lambda };
  await presstime(folder, ['publish', '--to', 's3://marsh/feeds', ...now], env);
  double.reset();
  const { code, stdout } = await presstime(folder, ['status', 's3://marsh/feeds', ...now], env);
  expect(code).toBe(0);
  expect(stdout).toContain('s3://marsh/feeds: 1 entry\n');
  expect({
    get: double.count('get'),
    head: double.count('head'),
    list: double.count('list'),
    put: double.count('put'),
  }).toEqual({
    get: 2,
    head: 3,
    list: 0,
    put: 0,
  });
  const ofStage = await presstime(folder, ['status', '--stage', 'beta', ...now], env);
  expect(ofStage.code).toBe(0);
  expect(ofStage.stdout).toContain('s3://marsh/feeds: 1 entry\n');
  expect(ofStage.stdout).toContain(
    '  function   presstime-beta-publish, Active, deployed 2026-11-20T09:00:00.000+0000\n',
  );
  expect(ofStage.stdout).toContain('See the log group /aws/lambda/presstime-beta-publish.');
  await double.close();
});

test('a stage that does not exist, and a function of another program', async () => {
  const lambda = await startLambdaEndpoint(() => ({ body: {} }));
  const missing = await presstime(temporaryFolder(), ['status', '--stage', 'beta'], {
    ...keys,
    AWS_ENDPOINT_URL_LAMBDA: lambda,
  });
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('There is no function "presstime-beta-publish" in us-east-1');
  const other = await startLambdaEndpoint(
    () => ({ body: {} }),
    () => ({ body: { State: 'Active' } }),
  );
  const foreign = await presstime(temporaryFolder(), ['status', '--stage', 'beta'], {
    ...keys,
    AWS_ENDPOINT_URL_LAMBDA: other,
  });
  expect(foreign.code).toBe(1);
  expect(foreign.stderr).toContain('The function presstime-beta-publish has no PRESSTIME_TO');
});

test('a location and a stage are wrong usage', async () => {
  const { code, stderr } = await presstime(temporaryFolder(), ['status', 'public', '--stage', 'beta']);
  expect(code).toBe(2);
  expect(stderr).toContain('Give a location or --stage, not both: got "public" and "beta"');
});
