/** Calls of the webhook: signed by the library that senders use, and spoilt in every way. */
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, test } from 'vitest';
import { PublishError } from '../../src/problem.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import type { Store } from '../../src/store/store.ts';
import { admit, stateFile } from '../../src/webhook/admit.ts';
import { answerCall } from '../../src/webhook/answer.ts';
import { maximumBytes } from '../../src/webhook/call.ts';
import { replies, replyTo } from '../../src/webhook/reply.ts';
import { parseSecrets } from '../../src/webhook/secret.ts';
import { toleranceSeconds } from '../../src/webhook/verify.ts';
import { functionUrlEvent, startFunctionUrl } from '../support/function-url.ts';
import { startS3Double } from '../support/s3-double.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const now = 1_790_000_000;
const body = '{"post":"the-tide-turned"}';

let store: Store;
let keyReads = 0;
let runs = 0;

beforeEach(() => {
  store = createMemoryStore();
  keyReads = 0;
});

interface Signing {
  readonly id?: string;
  readonly at?: number;
  readonly with?: string;
  readonly text?: string;
}

/** Headers as a sender writes them. */
function sign({ id = 'msg_1', at = now, with: key = secret, text = body }: Signing = {}): Record<string, string> {
  const signature = new Webhook(key).sign(id, new Date(at * 1000), text);
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature };
}

const event = (headers: Record<string, unknown>, text = body) => functionUrlEvent(text, { headers });

function answer(given: unknown, { secrets = secret, at = now, calls = 6 } = {}) {
  const keys = async () => {
    keyReads += 1;
    return parseSecrets(secrets);
  };
  runs += 1;
  return answerCall(given, { store, keys, now: at, callsPerMinute: calls, runId: `run-${runs}` });
}

const stored = async () => (await store.read(stateFile)) !== null;

describe('a call that is good', () => {
  test('is accepted, and written down: that is what wakes the publisher', async () => {
    expect(await answer(event(sign()))).toEqual({ outcome: 'accepted', reason: 'accepted' });
    const text = new TextDecoder().decode((await store.read(stateFile))?.body);
    expect(JSON.parse(text)).toEqual([
      { digest: expect.stringMatching(/^[0-9a-f]{64}$/), at: now, runId: `run-${runs}` },
    ]);
    expect(text).not.toContain('msg_1');
  });

  test('may be encoded, empty, as large as allowed, with names of headers in capitals', async () => {
    const encoded = { headers: sign(), isBase64Encoded: true };
    expect(await answer(functionUrlEvent(Buffer.from(body).toString('base64'), encoded))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await answer(event(sign({ id: 'b', text: '' }), ''))).toMatchObject({ outcome: 'accepted' });
    const large = 'x'.repeat(maximumBytes);
    expect(await answer(event(sign({ id: 'c', text: large }), large))).toMatchObject({ outcome: 'accepted' });
    const capitals = Object.fromEntries(Object.entries(sign({ id: 'd' })).map(([k, v]) => [k.toUpperCase(), v]));
    expect(await answer(event(capitals))).toMatchObject({ outcome: 'accepted' });
  });

  test('may be signed with one of several secrets, and several times', async () => {
    expect(await answer(event(sign()), { secrets: `${other} ${secret}` })).toMatchObject({ outcome: 'accepted' });
    const [first, second] = [sign({ id: 'b', with: other }), sign({ id: 'b' })];
    const both = { ...first, 'webhook-signature': `${first['webhook-signature']} ${second['webhook-signature']}` };
    expect(await answer(event(both))).toMatchObject({ outcome: 'accepted' });
  });

  test.each([-toleranceSeconds.back, toleranceSeconds.ahead])(
    'may have a stamp %i seconds from now',
    async (offset) => {
      expect(await answer(event(sign({ at: now + offset })))).toMatchObject({ outcome: 'accepted' });
    },
  );
});

describe('a call that is refused', () => {
  const good = sign();
  const [id, stamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

  test.each<[string, Record<string, unknown>, string]>([
    ['another secret', sign({ with: other }), 'signature'],
    ['another body', sign({ text: `${body} ` }), 'signature'],
    ['another id', { ...good, [id]: 'msg_2' }, 'signature'],
    ['a fresh stamp on an old signature', { ...sign({ at: now - 900 }), [stamp]: String(now) }, 'signature'],
    ['a stamp a second too old', sign({ at: now - toleranceSeconds.back - 1 }), 'old'],
    ['a stamp a second too far ahead', sign({ at: now + toleranceSeconds.ahead + 1 }), 'early'],
    ['a signature that is cut', { ...good, [signature]: good['webhook-signature']?.slice(0, -5) }, 'signature'],
    [
      'a signature of another version',
      { ...good, [signature]: good['webhook-signature']?.replace('v1', 'v2') },
      'signature',
    ],
    [
      'a sixth signature that is right',
      { ...good, [signature]: `${'v1,x '.repeat(5)}${good['webhook-signature']}` },
      'signature',
    ],
    ['no id', { ...good, [id]: undefined }, 'malformed'],
    ['no stamp', { ...good, [stamp]: undefined }, 'malformed'],
    ['no signature', { ...good, [signature]: undefined }, 'malformed'],
    ['an id that is too long', sign({ id: 'x'.repeat(129) }), 'malformed'],
    ['an id with a comma, as two headers have', sign({ id: 'a,b' }), 'malformed'],
    ['a stamp that is no number', { ...good, [stamp]: '1e9' }, 'malformed'],
    ['a stamp with a sign', { ...good, [stamp]: `-${now}` }, 'malformed'],
    ['a stamp that is a list', { ...good, [stamp]: [String(now)] }, 'malformed'],
    ['a header twice', { ...good, 'Webhook-Id': 'msg_1' }, 'malformed'],
    ['names of the prototype', { ...good, [id]: undefined, __proto__: { 'webhook-id': 'msg_1' } }, 'malformed'],
  ])('%s', async (_name, headers, reason) => {
    expect(await answer(event(headers))).toEqual({ outcome: 'refused', reason });
    expect(await stored()).toBe(false);
  });

  test('a body that was cut on the way', async () => {
    for (let length = 0; length < body.length; length += 1) {
      expect(await answer(event(sign(), body.slice(0, length)))).toEqual({ outcome: 'refused', reason: 'signature' });
    }
  });

  test('a second time: the very same call; the same message with a new stamp is another', async () => {
    await answer(event(sign()));
    expect(await answer(event(sign()))).toEqual({ outcome: 'refused', reason: 'replay' });
    expect(await answer(event(sign()), { at: now + toleranceSeconds.back })).toEqual({
      outcome: 'refused',
      reason: 'replay',
    });
    expect(await answer(event(sign({ at: now + 1 })), { at: now + 1 })).toMatchObject({ outcome: 'accepted' });
  });

  test('a replay is still known at the last second in which its stamp is good', async () => {
    const ahead = sign({ at: now + toleranceSeconds.ahead });
    await answer(event(ahead));
    const last = now + toleranceSeconds.ahead + toleranceSeconds.back;
    expect(await answer(event(ahead), { at: last })).toEqual({ outcome: 'refused', reason: 'replay' });
    expect(await answer(event(ahead), { at: last + 1 })).toEqual({ outcome: 'refused', reason: 'old' });
  });

  test.each(['GET', 'PUT', 'DELETE', 'post', ''])('the method "%s"', async (method) => {
    expect(await answer(functionUrlEvent(body, { headers: sign(), method }))).toMatchObject({ outcome: 'method' });
  });

  test.each<[string, string, boolean]>([
    ['a byte too many', 'x'.repeat(maximumBytes + 1), false],
    ['a byte too many, encoded', Buffer.alloc(maximumBytes + 1).toString('base64'), true],
    ['few letters of many bytes', 'é'.repeat(maximumBytes - 1), false],
    ['six megabytes', 'x'.repeat(6_000_000), false],
  ])('too large: %s, before anything is computed', async (_name, text, isBase64Encoded) => {
    const given = functionUrlEvent(text, { headers: sign(), isBase64Encoded });
    expect(await answer(given)).toMatchObject({ outcome: 'large' });
    expect(keyReads).toBe(0);
  });

  test('all that fail to prove who they are get the same reply, and nothing of the request comes back', () => {
    const { statusCode, body: text } = replyTo('refused');
    expect(statusCode).toBe(401);
    expect(text).not.toContain('msg_1');
    expect(Object.values(replies).map((it) => it.statusCode)).toEqual([202, 401, 405, 413, 429, 503]);
  });

  test('any mutation of a good call', async () => {
    const mutation = fc.tuple(fc.constantFrom('id', 'stamp', 'signature', 'body'), fc.nat(200), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(mutation, async ([part, position, value]) => {
        const parts: Record<string, string> = {
          id: 'msg_1',
          stamp: String(now),
          signature: good['webhook-signature'] ?? '',
          body,
        };
        const before = parts[part] ?? '';
        const at = position % before.length;
        const after = `${before.slice(0, at)}${String.fromCharCode(value)}${before.slice(at + 1)}`;
        fc.pre(after !== before);
        const mutated = { ...parts, [part]: after };
        const headers = { [id]: mutated['id'], [stamp]: mutated['stamp'], [signature]: mutated['signature'] };
        expect(await answer(event(headers, mutated['body']))).toMatchObject({ outcome: 'refused' });
      }),
      { numRuns: 2_000 },
    );
    expect(await stored()).toBe(false);
  });

  test('whatever an event is, it throws nothing and lets nothing in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (anything) => {
        const wrapped = { ...event(good), headers: anything, body: anything };
        expect((await answer(anything)).outcome).toBe('method');
        expect(['refused', 'large']).toContain((await answer(wrapped)).outcome);
      }),
      { numRuns: 500 },
    );
  });
});

describe('time', () => {
  /** All refusals for want of proof do the same work: as many HMACs over as many bytes, and as many comparisons. */
  test('a wrong call takes as long as a right one; the figures are printed', async () => {
    const text = 'x'.repeat(maximumBytes);
    const right = sign({ text });
    const kinds: Record<string, Record<string, string>> = {
      'wrong at its first byte': { ...right, 'webhook-signature': `v1,${'A'.repeat(43)}=` },
      'wrong at its last byte': {
        ...right,
        'webhook-signature': right['webhook-signature']?.replace(/.=$/, '0=') ?? '',
      },
      'no id': { ...right, 'webhook-id': '' },
      'an old stamp': sign({ text, at: now - 9_000 }),
    };
    const medians: Record<string, number> = {};
    for (const [name, headers] of Object.entries(kinds)) {
      const times: number[] = [];
      for (let round = 0; round < 60; round += 1) {
        const began = performance.now();
        expect((await answer(event(headers, text))).outcome).toBe('refused');
        times.push(performance.now() - began);
      }
      medians[name] = Math.round((times.sort((a, b) => a - b)[30] ?? 0) * 1000);
    }
    console.log('microseconds until a call of 64 KB is refused, medians of 60:', medians);
    expect(keyReads).toBe(60 * 4);
  });
});

describe('calls at once and calls too many', () => {
  test('of the same call twenty times at once, one is accepted', async () => {
    const double = await startS3Double(['articles']);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    store = createS3Store({
      bucket: 'articles',
      prefix: 'webhook',
      endpoint: double.endpoint,
      region: 'us-east-1',
      credentials,
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => answer(event(sign()))));
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ reason }) => reason === 'replay')).toHaveLength(19);
    await double.close();
  });

  test('the seventh of a minute waits; a minute later there is room, and what waited may come again', async () => {
    const call = (number: number) => event(sign({ id: `msg_${number}` }));
    for (let number = 1; number <= 6; number += 1) expect((await answer(call(number))).outcome).toBe('accepted');
    expect((await answer(call(7))).outcome).toBe('rate');
    expect((await answer(call(7), { at: now + 59 })).outcome).toBe('rate');
    expect((await answer(call(7), { at: now + 60 })).outcome).toBe('accepted');
  });

  test('what is written down stays small', async () => {
    for (let minute = 0; minute < 120; minute += 1) {
      const at = now + minute * 60;
      await answer(event(sign({ id: `msg_${minute}`, at })), { at });
    }
    expect((await store.read(stateFile))?.body.length).toBeLessThan(2_000);
  });

  test.each(['', '{', 'null', '[7, {"digest": 1}]', '\u0000'])('a damaged file %j counts as empty', async (text) => {
    await store.write(stateFile, new TextEncoder().encode(text), 'any');
    expect((await answer(event(sign()))).outcome).toBe('accepted');
    expect((await answer(event(sign()))).outcome).toBe('refused');
  });

  test('a store that fails: the call is not let in, and the caller comes again', async () => {
    const broken = { ...store, write: () => Promise.reject(new PublishError('store-denied', 'access is denied')) };
    const call = { id: 'a', stamp: String(now), signatures: [], body: new Uint8Array(), wellFormed: true };
    await expect(admit(broken, call, { now, callsPerMinute: 6, runId: 'run-0' })).rejects.toMatchObject({
      code: 'store-denied',
    });
    store = broken;
    expect(await answer(event(sign()))).toEqual({ outcome: 'unavailable', reason: 'access is denied' });
  });
});

describe('the secret', () => {
  test.each(['', 'whsec_', 'secret', 'whsec_c2hvcnQ=', `whsec_${'A'.repeat(400)}`, `${secret} x`])(
    '%j is refused',
    (text) => {
      expect(() => parseSecrets(text)).toThrow('The secret must be "whsec_" and 24 to 64 bytes in base64');
    },
  );

  test('a message about a wrong secret does not tell it', async () => {
    const { outcome, reason } = await answer(event(sign()), { secrets: 'whsec_my-password' });
    expect(outcome).toBe('unavailable');
    expect(reason).not.toContain('my-password');
  });
});

describe('docs/webhook.md', () => {
  const document = readFileSync('docs/webhook.md', 'utf8');

  test('the shell lines sign a call that is accepted', async () => {
    const url = await startFunctionUrl(async (given) => {
      const answered = await answerCall(given, {
        store,
        keys: async () => parseSecrets(secret),
        now: Math.floor(Date.now() / 1000),
        callsPerMinute: 6,
        runId: 'run-0',
      });
      return replyTo(answered.outcome);
    });
    const script = /```sh\n(id=[\s\S]*?)```/.exec(document)?.[1] ?? '';
    const { stdout } = await promisify(execFile)('sh', ['-ceu', script], {
      env: { PATH: process.env['PATH'], PRESSTIME_WEBHOOK: url, SECRET: secret },
    });
    expect(stdout).toContain('Accepted');
  });

  test('has all replies', () => {
    const rows = Object.values(replies).map(({ statusCode, message }) => `| ${statusCode} | ${message} |`);
    expect(document).toContain(['| status | message |', '| --- | --- |', ...rows].join('\n'));
  });
});

test('the independent library and ours sign alike', () => {
  const own = createHmac('sha256', Buffer.alloc(32, 7)).update(`msg_1.${now}.${body}`).digest('base64');
  expect(sign()['webhook-signature']).toBe(`v1,${own}`);
});
