/** Random events and requests: no event throws, and no request that was changed anywhere is accepted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { statePath } from '../../src/webhook/admit.ts';
import { type Outcome, receive } from '../../src/webhook/receive.ts';
import { replyTo } from '../../src/webhook/reply.ts';
import { functionUrlEvent } from '../support/function-url.ts';
import { headersOf, keys, now, secret } from '../support/webhook.ts';

const secrets = { at: async () => keys(secret) };

/** Receives into an empty store. */
async function receiveFirst(event: unknown): Promise<Outcome> {
  return receive(event, { secrets, store: createMemoryStore(), limit: 6, now, runId: 'run' });
}

const calls = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
  stamp: fc.integer({ min: now - 300, max: now + 60 }),
  body: fc.string({ unit: 'grapheme', maxLength: 300 }),
});

test('what the library signs is accepted, as text and in base64', async () => {
  const types = fc.constantFrom('application/json', 'application/octet-stream');
  const accepted = async (call: Parameters<typeof headersOf>[0] & { body: string }, type: string) => {
    const event = functionUrlEvent({ headers: { ...headersOf(call), 'content-type': type }, body: call.body });
    expect((await receiveFirst(event)).kind).toBe('accepted');
  };
  await fc.assert(fc.asyncProperty(calls, types, accepted), { numRuns: 200 });
});

const parts = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'body'] as const;

/** Adds, removes or replaces one character, or cuts the text off. */
const changes = fc.record({
  part: fc.constantFrom(...parts),
  kind: fc.constantFrom('add', 'remove', 'replace', 'cut'),
  at: fc.nat(500),
  character: fc.oneof(
    fc.constantFrom('.', ',', ' ', '0', '1', '=', 'A', '\n', '\u0000'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});

function spoil(text: string, { kind, at, character }: { kind: string; at: number; character: string }): string {
  const position = at % (text.length + 1);
  if (kind === 'add') return text.slice(0, position) + character + text.slice(position);
  if (kind === 'cut') return text.slice(0, position);
  return text.slice(0, position) + (kind === 'remove' ? '' : character) + text.slice(position + 1);
}

test('a request that was changed after signing is refused, and writes nothing', async () => {
  const bodies = fc.string({ unit: 'binary-ascii', maxLength: 60 });
  const refused = async (
    call: { id: string; stamp: number },
    body: string,
    change: Parameters<typeof spoil>[1] & { part: (typeof parts)[number] },
  ) => {
    const right: Record<string, string> = { ...headersOf({ ...call, body }), body };
    const spoiled = spoil(right[change.part] ?? '', change);
    fc.pre(spoiled !== right[change.part]);
    const { body: sent = '', ...headers } = { ...right, [change.part]: spoiled };
    const store = createMemoryStore();
    const event = functionUrlEvent({ headers, body: sent });
    const outcome = await receive(event, { secrets, store, limit: 6, now, runId: 'run' });
    expect(replyTo(outcome).statusCode).toBe(401);
    expect(await store.read(statePath)).toBeNull();
  };
  await fc.assert(fc.asyncProperty(calls, bodies, changes, refused), { numRuns: 3_000 });
});

test('parts of two valid calls are not a valid call', async () => {
  const mixed = async (
    one: { id: string; stamp: number; body: string },
    other: typeof one,
    part: (typeof parts)[number],
  ) => {
    const [first, second] = [one, other].map(
      (call) => ({ ...headersOf(call), body: call.body }) as Record<string, string>,
    );
    fc.pre(first?.[part] !== second?.[part]);
    const { body = '', ...headers } = { ...first, [part]: second?.[part] ?? '' };
    expect((await receiveFirst(functionUrlEvent({ headers, body }))).kind).toBe('wrong-signature');
  };
  await fc.assert(fc.asyncProperty(calls, calls, fc.constantFrom(...parts), mixed), { numRuns: 300 });
});

const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true, withTypedArray: true });
const events = fc.oneof(
  anything,
  fc.record(
    {
      requestContext: fc.oneof(anything, fc.constant({ http: { method: 'POST' } })),
      headers: fc.oneof(anything, fc.dictionary(fc.constantFrom('webhook-id', '__proto__', 'toString'), anything)),
      body: fc.oneof(anything, fc.string()),
      isBase64Encoded: fc.oneof(anything, fc.boolean()),
    },
    { requiredKeys: ['requestContext'] },
  ),
);

test('no event throws, causes a failure of our own or is accepted', async () => {
  const kinds = new Set<number>();
  const refused = async (event: unknown) => {
    const outcome = await receiveFirst(event);
    const { statusCode } = replyTo(outcome);
    expect([401, 405]).toContain(statusCode);
    kinds.add(statusCode);
  };
  await fc.assert(fc.asyncProperty(events, refused), { numRuns: 3_000 });
  expect(kinds.size).toBe(2);
});
