/** The function as Lambda calls it, with the real AWS clients, and the test call of docs/webhook.md. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { handler as Handler } from '../../handlers/webhook.ts';
import { functionUrlEvent, startFunctionUrl } from '../support/function-url.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';
import { type SsmDouble, startSsmDouble } from '../support/ssm-double.ts';
import { headersOf, otherSecret, sampleBody, secret, type Writing } from '../support/webhook.ts';

const parameter = '/presstime/test/webhook';
let handler: typeof Handler;
let s3: S3Double;
let ssm: SsmDouble;
let log: string[];

beforeEach(async () => {
  s3 = await startS3Double(['articles']);
  ssm = await startSsmDouble();
  ssm.parameters.set(parameter, secret);
  const settings = {
    AWS_ENDPOINT_URL: s3.endpoint,
    AWS_ENDPOINT_URL_SSM: ssm.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    PRESSTIME_STAGE: 'test',
    PRESSTIME_WEBHOOK_STATE: 's3://articles/webhook',
    PRESSTIME_WEBHOOK_SECRET: parameter,
    PRESSTIME_WEBHOOK_CALLS: '3',
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T15:00:00Z') });
  // A cold start.
  vi.resetModules();
  ({ handler } = await import('../../handlers/webhook.ts'));
  log = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log.push(String(text));
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  await Promise.all([s3.close(), ssm.close()]);
});

let runs = 0;
const call = (event: unknown, milliseconds = 10_000) => {
  runs += 1;
  return handler(event, { awsRequestId: `run-${runs}`, getRemainingTimeInMillis: () => milliseconds });
};

const seconds = () => Math.floor(Date.now() / 1000);
const event = (writing: Writing = {}) => {
  const stamped = { stamp: seconds(), ...writing };
  return functionUrlEvent({ headers: headersOf(stamped), body: writing.body ?? sampleBody });
};
const logged = () => log.map((line) => JSON.parse(line) as Record<string, unknown>);

const always = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
const refusal = { statusCode: 401, headers: always, body: '{"error":"refused"}\n' };

describe('a call', () => {
  it('is accepted with one write to the state, and one line in the log', async () => {
    expect(await call(event())).toEqual({ statusCode: 202, headers: always, body: '{"accepted":true}\n' });
    expect([...s3.objects.keys()]).toEqual(['articles/webhook/state.json']);
    expect(s3.count('put')).toBe(1);
    expect(logged()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^2\d{3}-.*Z$/),
        stage: 'test',
        runId: `run-${runs}`,
        message: 'A call was accepted',
        outcome: 'accepted',
        call: expect.stringMatching(/^[0-9a-f]{12}$/),
        isDamaged: false,
      },
    ]);
    expect(log[0]).toMatch(/^\{.*\}\n$/);
  });

  it('a second time is refused like any other, and the log says why', async () => {
    await call(event());
    expect(await call(event())).toEqual(refusal);
    expect(logged()[1]).toMatchObject({ level: 'warn', outcome: 'replay' });
  });

  it('four times at once is accepted once', async () => {
    const same = event();
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => call(same)))).map(({ statusCode }) => statusCode);
    expect(statuses.sort()).toEqual([202, 401, 401, 401]);
  });

  it('is one of at most six a minute by default', async () => {
    vi.stubEnv('PRESSTIME_WEBHOOK_CALLS', undefined);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) expect((await call(event({ id }))).statusCode).toBe(202);
    expect((await call(event({ id: 'g' }))).statusCode).toBe(429);
  });

  it('above the limit is asked to wait', async () => {
    for (const id of ['a', 'b', 'c']) expect((await call(event({ id }))).statusCode).toBe(202);
    const { statusCode, headers, body } = await call(event({ id: 'd' }));
    expect([statusCode, body]).toEqual([429, '{"error":"too many calls"}\n']);
    expect(headers['retry-after']).toBe('60');
  });

  it('is accepted after a damaged state, with a warning', async () => {
    await call(event({ id: 'a' }));
    const key = 'articles/webhook/state.json';

    s3.objects.set(key, { body: Buffer.from('{'), etag: '"damaged"', headers: {} });
    expect((await call(event({ id: 'b' }))).statusCode).toBe(202);
    expect(logged()[1]).toMatchObject({ level: 'warn', outcome: 'accepted', isDamaged: true });
  });
});

/** Strings that must appear in no reply and in no line of the log. */
const telltale = 'tell-tale';
const id = telltale;

test.each<[string, () => unknown]>([
  ['wrong-signature', () => event({ id, by: otherSecret })],
  ['old-stamp', () => event({ id, stamp: seconds() - 310 })],
  ['early-stamp', () => event({ id, stamp: seconds() + 70 })],
  ['malformed-id', () => event({ id: `${id}.1` })],
  ['malformed-stamp', () => ({ ...event({ id }), headers: { ...headersOf({ id }), 'webhook-timestamp': telltale } })],
  [
    'malformed-signature',
    () => ({ ...event({ id }), headers: { 'webhook-id': id, 'webhook-timestamp': `${seconds()}` } }),
  ],
  ['malformed-body', () => ({ ...event({ id }), body: [telltale] })],
])(
  '%s: the same 401; only the log has the reason, and nothing contains parts of the request',
  async (outcome, make) => {
    const reply = await call(make());
    expect(reply).toEqual(refusal);
    expect(logged()).toMatchObject([{ level: 'warn', message: 'A call was refused', outcome }]);
    expect(log.join('') + JSON.stringify(reply)).not.toContain(telltale);
    expect(s3.requests).toEqual([]);
  },
);

test.each<[number, string, () => unknown]>([
  [405, '{"error":"only POST"}\n', () => functionUrlEvent({ method: 'GET' })],
  [405, '{"error":"only POST"}\n', () => null],
  [413, '{"error":"too large"}\n', () => event({ body: 'x'.repeat(65_537) })],
])('%i %s, before the secret is read', async (statusCode, body, make) => {
  expect(await call(make())).toMatchObject({ statusCode, body, headers: always });
  expect(ssm.asked).toEqual([]);
});

it('says which method it accepts', async () => {
  expect((await call(functionUrlEvent({ method: 'PUT' }))).headers['allow']).toBe('POST');
});

describe('the secret', () => {
  it('is read once per process, by its name, decrypted', async () => {
    for (const id of ['a', 'b']) await call(event({ id }));
    expect(ssm.asked).toEqual([{ target: 'AmazonSSM.GetParameter', Name: parameter, WithDecryption: true }]);
  });

  it('may be two while it is being changed', async () => {
    ssm.parameters.set(parameter, `${secret} ${otherSecret}`);
    expect((await call(event({ id: 'a' }))).statusCode).toBe(202);
    expect((await call(event({ id: 'b', by: otherSecret }))).statusCode).toBe(202);
  });

  it('that was changed takes effect five minutes later', async () => {
    expect((await call(event({ id: 'a' }))).statusCode).toBe(202);
    ssm.parameters.set(parameter, otherSecret);
    expect((await call(event({ id: 'b', by: otherSecret }))).statusCode).toBe(401);
    vi.setSystemTime(Date.now() + 300_000);
    expect((await call(event({ id: 'c', by: otherSecret }))).statusCode).toBe(202);
    expect((await call(event({ id: 'd' }))).statusCode).toBe(401);
  });
});

const unavailable = {
  statusCode: 503,
  headers: { ...always, 'retry-after': '30' },
  body: '{"error":"try again later"}\n',
};

test.each<[string, () => void, string]>([
  [
    'the parameter is missing',
    () => ssm.parameters.clear(),
    `There is no parameter "${parameter}": create it as described in docs/webhook.md, or correct PRESSTIME_WEBHOOK_SECRET`,
  ],
  [
    'the parameter contains something else',
    () => ssm.parameters.set(parameter, 'swordfish'),
    `The parameter "${parameter}" must contain one to five secrets of 24 to 64 bytes, each "whsec_" followed by base64; docs/webhook.md says how to make one`,
  ],
  [
    'the parameter is denied',
    () => {
      ssm.fault = 'AccessDeniedException';
    },
    `Cannot read parameter "${parameter}" in the Parameter Store: access is denied; allow ssm:GetParameter on ${parameter}`,
  ],
  [
    'the parameter has no name',
    () => vi.stubEnv('PRESSTIME_WEBHOOK_SECRET', ''),
    'PRESSTIME_WEBHOOK_SECRET must name the parameter that contains the secret, such as /presstime/prod/webhook: got none',
  ],
  [
    'the state has no store',
    () => vi.stubEnv('PRESSTIME_WEBHOOK_STATE', ''),
    'PRESSTIME_WEBHOOK_STATE must be a URL such as s3://bucket/prefix: got ""',
  ],
  [
    'the limit of calls is not a number',
    () => vi.stubEnv('PRESSTIME_WEBHOOK_CALLS', '0'),
    'PRESSTIME_WEBHOOK_CALLS must be a whole number from 1 to 60: got "0"',
  ],
  [
    'the bucket is missing',
    () => vi.stubEnv('PRESSTIME_WEBHOOK_STATE', 's3://none/webhook'),
    'Cannot read "state.json" in s3://none/webhook: there is no such bucket; create it, or correct its name',
  ],
  [
    'the bucket cannot be written',
    () =>
      s3.reset({
        before: ({ operation }) => (operation === 'put' ? { status: 403, code: 'AccessDenied' } : undefined),
      }),
    'Cannot write "state.json" in s3://articles/webhook: access is denied; allow s3:PutObject on arn:aws:s3:::articles/webhook/*',
  ],
])('%s: 503, and one line that says what to do', async (_name, spoil, message) => {
  spoil();
  expect(await call(event())).toEqual(unavailable);
  expect(logged()).toMatchObject([{ level: 'error', outcome: 'unavailable', message }]);
  expect(log.join('')).not.toContain('swordfish');
});

it('answers before its time is over if the store does not answer', async () => {
  s3.reset({ before: () => 'hang' });
  expect(await call(event(), 1_500)).toEqual(unavailable);
  expect(logged()).toMatchObject([{ outcome: 'unavailable', code: 'stopped' }]);
});

it('starts nothing in the last second of its time', async () => {
  expect(await call(event(), 1_000)).toEqual(unavailable);
  expect(s3.count('put')).toBe(0);
});

test('the test call of docs/webhook.md is accepted; with another secret it is refused', async () => {
  const block = /```bash\n([\s\S]*?)```/.exec(readFileSync('docs/webhook.md', 'utf8'))?.[1] ?? '';
  // The call is stamped by the clock of this machine.
  vi.useRealTimers();
  const { url, close } = await startFunctionUrl((it) => call(it));
  const run = async (by: string) => {
    const env = { PATH: process.env['PATH'] ?? '', URL: url, SECRET: by };
    return (await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], { env })).stdout;
  };
  expect(await run(secret)).toMatch(/^HTTP\/1\.1 202 [\s\S]*\{"accepted":true\}\n$/);
  expect(await run(otherSecret)).toMatch(/^HTTP\/1\.1 401 [\s\S]*\{"error":"refused"\}\n$/);
  await close();
});
