/** Two and twenty runs at once, against a bucket; and runs that have nothing to do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { concurrentSuite } from '../support/concurrent.ts';
import { newsroomFiles, now } from '../support/newsroom.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';

let double: S3Double;
let prefixes = 0;

beforeAll(async () => {
  double = await startS3Double(['bucket']);
});

afterAll(() => double.close());

function bucketPlace() {
  prefixes += 1;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { bucket: 'bucket', prefix: `place-${prefixes}`, endpoint: double.endpoint, region: 'us-east-1' };
  return { open: () => createS3Store({ ...options, credentials }) };
}

concurrentSuite('a bucket', bucketPlace);

const from = createMemoryStore(newsroomFiles(['anchors', 'boats', 'cranes']));

describe('a second run', () => {
  it('sends no write and no removal to a bucket', async () => {
    const place = bucketPlace();
    await publish({ from, to: place.open(), now });
    expect(double.count('put')).toBeGreaterThan(3);
    double.reset();
    await publish({ from, to: place.open(), now: '2026-10-02T12:00:00Z' });
    expect([double.count('put'), double.count('delete')]).toEqual([0, 0]);
    // The publication is not listed: only the head of the ledger and what is pending are read.
    expect([double.count('list'), double.count('get')]).toEqual([0, 2]);
  });
});
