/** The work on a call does not depend on what is wrong with it: the calls of node:crypto are counted, on their way through. */
import { performance } from 'node:perf_hooks';
import { beforeEach, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { receive } from '../../src/webhook/receive.ts';
import type { SignedRequest } from '../../src/webhook/request.ts';
import { verify } from '../../src/webhook/verify.ts';
import { functionUrlEvent } from '../support/function-url.ts';
import { headersOf, keys, now, otherSecret, request, secret, sign } from '../support/webhook.ts';

const counts = vi.hoisted(() => ({ hmacs: 0, hashedBytes: [] as number[], compared: [] as (readonly number[])[] }));

vi.mock('node:crypto', async (original) => {
  const actual = await original<typeof import('node:crypto')>();
  return {
    ...actual,
    createHmac: (...args: Parameters<typeof actual.createHmac>) => {
      counts.hmacs += 1;
      const hmac = actual.createHmac(...args);
      const update = hmac.update.bind(hmac) as (data: Uint8Array) => typeof hmac;
      return Object.assign(hmac, {
        update: (data: Uint8Array) => {
          counts.hashedBytes.push(data.length);
          return update(data);
        },
      });
    },
    timingSafeEqual: (one: Uint8Array, other: Uint8Array) => {
      counts.compared.push([one.length, other.length]);
      return actual.timingSafeEqual(one, other);
    },
  };
});

beforeEach(() => Object.assign(counts, { hmacs: 0, hashedBytes: [], compared: [] }));

const right = sign();
const wrong = sign({ by: `whsec_${Buffer.alloc(32, 'skua').toString('base64')}` });

const requests: readonly (readonly [string, SignedRequest])[] = [
  ['authentic', request()],
  ['authentic', request({}, { signature: `${wrong} ${right} ${wrong}` })],
  ['wrong-signature', request({}, { signature: wrong })],
  ['wrong-signature', request({}, { signature: 'v1,short' })],
  ['wrong-signature', request({}, { signature: right.slice(0, -2) })],
  ['malformed-signature', request({}, { signature: null })],
  ['malformed-signature', request({}, { signature: `${right} `.repeat(6) })],
  ['malformed-id', request({}, { id: null })],
  ['malformed-stamp', request({}, { stamp: 'yesterday' })],
  ['malformed-body', request({}, { body: null })],
  ['old-stamp', request({ stamp: now - 301 })],
  ['early-stamp', request({ stamp: now + 61 })],
];

test.each(requests)('%s: one HMAC a secret, and each compared with five signatures of 32 bytes', (kind, asked) => {
  expect(verify(asked, { secrets: keys(secret, otherSecret), now }).kind).toBe(kind);
  expect(counts.hmacs).toBe(2);
  expect(counts.compared).toEqual(Array.from({ length: 10 }, () => [32, 32]));
});

test.each(requests.filter(([, { body }]) => body !== null))('%s: the body is hashed to its end', (_kind, asked) => {
  verify(asked, { secrets: keys(secret), now });
  expect(counts.hashedBytes.length).toBe(1);
  expect(counts.hashedBytes[0]).toBeGreaterThan(asked.body?.length ?? 0);
});

test.each([
  ['text', 'application/json'],
  ['base64', 'application/octet-stream'],
])('a large body in %s is refused before anything is hashed', async (_name, type) => {
  const body = 'x'.repeat(65_537);
  const event = functionUrlEvent({ headers: { ...headersOf({ body }), 'content-type': type }, body });
  const secrets = { at: async () => keys(secret) };
  Object.assign(counts, { hmacs: 0 });
  const outcome = await receive(event, { secrets, store: createMemoryStore(), limit: 6, now, runId: 'run' });
  expect([outcome.kind, counts.hmacs]).toEqual(['too-large', 0]);
});

/** Printed, never asserted: a machine that does something else beside would fail it. */
test('how long a signature takes that is wrong in its first byte, in its last, and not at all', () => {
  const digest = Buffer.from(right.slice(3), 'base64');
  const spoiled = (at: number) =>
    `v1,${Buffer.from(digest.map((byte, index) => (index === at ? byte ^ 1 : byte))).toString('base64')}`;
  const secrets = keys(secret);
  const kinds = { first: spoiled(0), last: spoiled(31), none: right };
  const times: Record<string, number[]> = { first: [], last: [], none: [] };
  for (let round = 0; round < 3_000; round += 1) {
    for (const [name, signature] of Object.entries(kinds)) {
      const asked = request({}, { signature: wrong });
      const begun = performance.now();
      verify({ ...asked, signature }, { secrets, now });
      times[name]?.push(performance.now() - begun);
    }
  }
  const medians = Object.entries(times).map(([name, all]) => {
    const sorted = all.sort((one, other) => one - other);
    return `${name} ${((sorted[sorted.length / 2] ?? 0) * 1000).toFixed(1)} µs`;
  });
  console.info(`Median time by the byte that is wrong: ${medians.join(', ')}`);
  expect(times['first']?.length).toBe(3_000);
});
