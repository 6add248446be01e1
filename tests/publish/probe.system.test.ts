/** A store that ignores conditions of writes is detected before it can lose anything. */
import { afterEach, describe, expect, it } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { newsroomFiles, now } from '../support/newsroom.ts';
import { type DoubleOptions, type S3Double, startS3Double } from '../support/s3-double.ts';

let double: S3Double;

afterEach(() => double.close());

async function open(options: DoubleOptions) {
  double = await startS3Double(['bucket'], options);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return createS3Store({ bucket: 'bucket', endpoint: double.endpoint, region: 'us-east-1', credentials });
}

const from = createMemoryStore(newsroomFiles(['anchors', 'boats']));

describe('a store that ignores', () => {
  it.each([
    ['If-Match', ['if-match'], 0],
    ['If-None-Match', ['if-none-match'], 5],
    ['either', ['if-match', 'if-none-match'], 0],
  ])('%s is reported in one line, by every run, and its ledger is removed', async (_what, unknown, files) => {
    const to = await open({ unknown });
    const message =
      's3://bucket accepts writes whose condition is not met, so two simultaneous runs could lose entries: ' +
      'use a store that supports If-Match and If-None-Match, see docs/elsewhere.md';
    for (let run = 1; run <= 2; run += 1) {
      await expect(publish({ from, to, now })).rejects.toMatchObject({ code: 'store-unconditional', message });
      expect([...double.objects.keys()].filter((name) => /head\.json|probe/.test(name))).toEqual([]);
    }
    expect((await to.list((path) => !path.startsWith('.'))).length).toBeGreaterThanOrEqual(files);
    expect(double.objects.size > 0).toBe(files > 0);
  });
});

describe('a store that refuses conditions', () => {
  it('is reported by the first run, which writes nothing', async () => {
    const to = await open({ refused: /^if-(none-)?match/ });
    await expect(publish({ from, to, now })).rejects.toMatchObject({ code: 'store-unsupported' });
    expect(double.objects.size).toBe(0);
  });
});

describe('a store that honours conditions', () => {
  it('is tested only by the first run, and the test leaves nothing behind', async () => {
    const to = await open({});
    await publish({ from, to, now });
    const refused = () => double.requests.filter(({ operation }) => operation === 'head').length;
    expect(refused()).toBe(2);
    expect([...double.objects.keys()].filter((name) => name.includes('probe'))).toEqual([]);
    double.reset();
    await publish({ from, to, now });
    expect(double.requests.filter(({ operation }) => operation !== 'get' && operation !== 'list')).toEqual([]);
  });

  it('is not tested by a dry run', async () => {
    const to = await open({});
    await publish({ from, to, now, dryRun: true });
    expect(double.requests.filter(({ operation }) => operation !== 'get' && operation !== 'list')).toEqual([]);
  });
});
