/** `presstime redeploy`, spawned, against an endpoint that responds like AWS Lambda. */
import { expect, test } from 'vitest';
import { type Invoked, type LambdaReply, startLambdaEndpoint } from '../support/lambda-endpoint.ts';
import { presstime, temporaryFolder } from '../support/run.ts';

const report = {
  from: 's3://a/articles',
  to: 's3://b/public',
  now: '2026-11-24T06:00:00Z',
  dryRun: false,
  articles: 3,
  read: 1,
  entries: 3,
  archived: 0,
  heldBack: [],
  refused: [],
  withdrawn: [],
  nextDue: null,
  changes: [{ path: 'rss.xml', action: 'written' }],
  ledgerWrites: 3,
  problems: [],
  feeds: [{ format: 'rss', url: 'https://feeds.example/rss.xml' }],
  page: null,
};

async function redeploy(answer: (invoked: Invoked) => LambdaReply, args: readonly string[] = []) {
  const endpoint = await startLambdaEndpoint(answer);
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
  return presstime(temporaryFolder(), ['redeploy', ...args], { ...keys, AWS_ENDPOINT_URL_LAMBDA: endpoint });
}

test('prints the report of the run', async () => {
  const seen: Invoked[] = [];
  const { code, stdout } = await redeploy((invoked) => {
    seen.push(invoked);
    return { body: report };
  });
  expect(code).toBe(0);
  expect(stdout).toContain(
    '3 articles in s3://a/articles, 1 new or changed\nWrote rss.xml (3 entries in s3://b/public)',
  );
  const event = { presstime: 'redeploy', allowRemovals: false, verify: false };
  expect(seen).toEqual([{ functionName: 'presstime-prod-publish', event }]);
});

test('names the entries that changed, which a function of an older version does not send', async () => {
  const entryChanges = [{ kind: 'new', id: 'tag:a', title: 'Tides\u001b[2J', url: null, path: 'tides.md' }];
  const { stdout } = await redeploy(() => ({ body: { ...report, entryChanges } }));
  expect(stdout).toContain(
    '1 new\n  new        Tides\ufffd[2J\n3 articles in s3://a/articles, 1 new or changed\nWrote rss.xml',
  );
  const odd = await redeploy(() => ({ body: { ...report, entryChanges: [{ kind: 'new', id: 7 }] } }));
  expect(odd.stderr).toContain('is not a report: check that it is the function of Presstime');
});

test.each([
  [['--stage', 'test'], 'presstime-test-publish', {}],
  [['--function', 'mine', '--stage', 'test'], 'mine', {}],
  [['--allow-removals'], 'presstime-prod-publish', { allowRemovals: true }],
  [['--verify'], 'presstime-prod-publish', { verify: true }],
])('%j sends the function name and the event', async (args, name, more) => {
  const seen: Invoked[] = [];
  await redeploy((invoked) => {
    seen.push(invoked);
    return { body: report };
  }, args);
  const event = { presstime: 'redeploy', allowRemovals: false, verify: false, ...more };
  expect(seen).toEqual([{ functionName: name, event }]);
});

test('a report with errors ends with exit code 1 and names file and line; --json prints it unchanged', async () => {
  const problem = { severity: 'error', code: 'invalid-date', file: 'a.md', line: 3, column: 7, message: 'No date' };
  const feed = { ...problem, code: 'unreadable-feed', file: 'rss.xml' };
  const answer = () => ({ body: { ...report, problems: [problem, feed] } });
  const { code, stderr } = await redeploy(answer);
  expect(code).toBe(1);
  expect(stderr).toContain('s3://a/articles/a.md:3:7: error: No date [invalid-date]');
  expect(stderr).toContain('s3://b/public/rss.xml:3:7: error: No date [unreadable-feed]');
  const asData = await redeploy(answer, ['--json']);
  expect(asData).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(asData.stdout)).toEqual({ ...report, problems: [problem, feed] });
});

test('lists that were cut are counted', async () => {
  const { stdout } = await redeploy(() => ({ body: { ...report, leftOut: { changes: 250 } } }));
  expect(stdout).toContain('and 250 more in changes');
});

const refusal = (type: string) => ({ 'x-amzn-errortype': type });

test.each<[string, LambdaReply, string]>([
  [
    'a run that failed',
    {
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: { errorType: 'PublishError', errorMessage: 'There is\nno feed.yaml\u001b[2J' },
    },
    'The run of presstime-prod-publish failed: There is no feed.yaml [2J',
  ],
  [
    'a run that took too long',
    {
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: 1 Error: Task timed out after 300.00 seconds' },
    },
    'Task timed out after 300.00 seconds; raise timeoutSeconds in the stage file, or memoryMegabytes',
  ],
  [
    'a run that the service killed',
    {
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: {
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: 1 Error: Runtime exited with error: signal: killed',
      },
    },
    'signal: killed; it had too little memory; raise memoryMegabytes in the stage file, and deploy again',
  ],
  [
    'a run without memory',
    {
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: { errorType: 'Runtime.OutOfMemory', errorMessage: 'RequestId: 1 Error: Runtime exited' },
    },
    'Runtime exited; it had too little memory; raise memoryMegabytes',
  ],
  [
    'a connection that breaks',
    { cut: true, body: null },
    'The connection broke before presstime-prod-publish responded: the run may still be in progress; check its log',
  ],
  [
    'no such function',
    { status: 404, headers: refusal('ResourceNotFoundException'), body: { Message: 'Function not found' } },
    'There is no function "presstime-prod-publish" in us-east-1: check --stage or --function, and AWS_REGION',
  ],
  [
    'no right',
    { status: 403, headers: refusal('AccessDeniedException'), body: { Message: 'no' } },
    'Cannot invoke presstime-prod-publish in us-east-1: access is denied; allow lambda:InvokeFunction',
  ],
  [
    'keys that have expired',
    { status: 403, headers: refusal('ExpiredTokenException'), body: { Message: 'expired' } },
    'the credentials have expired; sign in again',
  ],
  [
    'too many calls',
    { status: 429, headers: refusal('TooManyRequestsException'), body: { Message: 'slow' } },
    'the server receives too many requests; try again later',
  ],
  [
    'an answer that is no report',
    { body: { ok: true } },
    'is not a report: check that it is the function of Presstime',
  ],
  [
    'an answer with a problem that is none',
    { body: { ...report, problems: [null] } },
    'is not a report: check that it is the function of Presstime',
  ],
  ['an answer that is no JSON', { body: 'hello' }, 'is not JSON'],
])('%s: one clear line, exit code 1', async (_name, reply, message) => {
  const { code, stdout, stderr } = await redeploy(() => reply);
  expect(stderr).toContain(`error: `);
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});

test('a response cannot move the cursor', async () => {
  const { stdout } = await redeploy(() => ({ body: { ...report, to: 's3://b\u001b[2J' } }));
  expect(stdout).toContain('s3://b\ufffd[2J');
});

test('a profile without credentials is named', async () => {
  const folder = temporaryFolder();
  const files = { AWS_CONFIG_FILE: `${folder}/config`, AWS_SHARED_CREDENTIALS_FILE: `${folder}/credentials` };
  const env = { ...files, AWS_PROFILE: 'courier', AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' };
  const { code, stderr } = await presstime(folder, ['redeploy'], { ...env, NODE_NO_WARNINGS: '1' });
  expect(stderr).toContain('error: Cannot invoke presstime-prod-publish in us-east-1: no credentials were found; ');
  expect(stderr).toContain('AWS_SECRET_ACCESS_KEY (AWS_PROFILE is "courier")\n');
  expect(code).toBe(1);
});
