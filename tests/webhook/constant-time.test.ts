/** The work on a call does not depend on what is wrong with it: the calls of node:crypto are counted as they pass through. */
import crypto from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { receive } from '../../src/webhook/receive.ts';
import type { SignedRequest } from '../../src/webhook/request.ts';
import { verify } from '../../src/webhook/verify.ts';
import { functionUrlEvent } from '../support/function-url.ts';
import { patch } from '../support/patch.ts';
import { headersOf, keys, now, otherSecret, request, secret, sign } from '../support/webhook.ts';

const counts = { hmacs: 0, hashedBytes: [] as number[], compared: [] as (readonly number[])[] };

beforeEach(() => {
  Object.assign(counts, { hmacs: 0, hashedBytes: [], compared: [] });
  patch(crypto, 'createHmac', (createHmac) => (...args) => {
    counts.hmacs += 1;
    const hmac = createHmac(...args);
    const update = hmac.update.bind(hmac) as (data: Uint8Array) => typeof hmac;
    return Object.assign(hmac, {
      update: (data: Uint8Array) => {
        counts.hashedBytes.push(data.length);
        return update(data);
      },
    });
  });
  patch(crypto, 'timingSafeEqual', (timingSafeEqual) => (one, other) => {
    counts.compared.push([one.byteLength, other.byteLength]);
    return timingSafeEqual(one, other);
  });
});

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

test.each(requests)('%s: one HMAC per secret, each compared with five signatures of 32 bytes', (kind, asked) => {
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
