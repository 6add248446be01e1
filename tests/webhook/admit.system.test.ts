/** Admitting a call is one conditional write: in a bucket. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createS3Store } from '../../src/store/s3.ts';
import type { Store } from '../../src/store/store.ts';
import { admit } from '../../src/webhook/admit.ts';
import { admitSuite } from '../support/admit.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';

let double: S3Double;
let prefixes = 0;

beforeAll(async () => {
  double = await startS3Double(['articles']);
});

afterAll(() => double.close());
beforeEach(() => double.reset());

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function openS3(): Store {
  prefixes += 1;
  const { endpoint } = double;
  return createS3Store({
    bucket: 'articles',
    prefix: `webhook-${prefixes}`,
    endpoint,
    region: 'us-east-1',
    credentials,
  });
}

admitSuite('s3', openS3);

const call = { digest: 'a', at: 1_790_856_000, by: 'run' };

describe('the write that admits a call', () => {
  it('is one request, which wakes the function; a refused call writes nothing', async () => {
    const store = openS3();
    await admit(call, { store, limit: 1 });
    await admit({ ...call, by: 'other' }, { store, limit: 1 });
    await admit({ ...call, digest: 'b' }, { store, limit: 1 });
    expect(double.count('put')).toBe(1);
  });

  it('is recognised as our own if the reply of the store was lost', async () => {
    const store = openS3();
    double.reset({ after: ({ operation, index }) => (operation === 'put' && index === 0 ? 'reset' : undefined) });
    expect((await admit(call, { store, limit: 6 })).decision.kind).toBe('admitted');
  });
});

describe('a store that fails', () => {
  test.each(['get', 'put'] as const)('at %s: the call is not accepted', async (failing) => {
    const store = openS3();
    double.reset({
      before: ({ operation }) => (operation === failing ? { status: 403, code: 'AccessDenied' } : undefined),
    });
    await expect(admit(call, { store, limit: 6 })).rejects.toMatchObject({ code: 'store-denied' });
  });
});
