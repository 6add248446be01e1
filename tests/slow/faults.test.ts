/** Every fault at every request of a publish, against an S3 double: the whole matrix. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FaultName, faultNames } from '../support/fault-proxy.ts';
import { allTrials, prepareScene, runTrials, type Scene } from '../support/faults.ts';
import { createMatrix } from '../support/matrix.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';

let double: S3Double;
let scene: Scene;
const matrix = createMatrix('A bucket of our own');

beforeAll(async () => {
  double = await startS3Double(['bucket']);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'testsecret' };
  scene = await prepareScene({ endpoint: double.endpoint, bucket: 'bucket', credentials, copy });
});

afterAll(async () => {
  matrix.print();
  await double.close();
});

afterEach(() => {
  double.reset();
  for (const name of [...double.objects.keys()]) if (name.startsWith('bucket/trial')) double.objects.delete(name);
});

/** Copies in the memory of this process, so that a thousand trials need not send all files again. */
function copy(from: string, to: string): void {
  for (const [name, object] of [...double.objects]) {
    if (name.startsWith(`bucket/${from}/`)) double.objects.set(name.replace(from, to), object);
  }
}

describe('every fault at every request: the feeds stay whole, no entry is lost, the next run finishes', () => {
  it.each(faultNames)('%s', async (fault: FaultName) => {
    const trials = allTrials(scene.requests, [fault]);
    expect(trials.length).toBe(scene.requests);
    // Every kind of request is in the run: reading, listing, writing, and removing several files at once.
    expect([...scene.methods].sort()).toEqual(['GET', 'POST', 'PUT']);
    expect(await runTrials(trials, { scene, matrix, lanes: 24 })).toEqual([]);
  });
});
