/** The function as it is deployed: the built bundle, in this process, against a bucket of our own. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { handler as Handler } from '../../handlers/publish.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { articleText, faultsOf, fill, newsroomFiles, readFeeds, titlesOf } from '../support/newsroom.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';
import { bytes, thrownBy } from '../support/store.ts';

let handler: typeof Handler;
let double: S3Double;
let log: string[];

beforeAll(async () => {
  const bundle: string = new URL('../../build/publish.mjs', import.meta.url).href;
  ({ handler } = (await import(bundle)) as { handler: typeof Handler });
});

beforeEach(async () => {
  double = await startS3Double(['articles', 'publication']);
  await fill(open('articles'), newsroomFiles(['anchors', 'boats', 'cranes']));
  double.reset();
  log = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void log.push(line));
  vi.stubEnv('AWS_ENDPOINT_URL', double.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('PRESSTIME_FROM', 's3://articles');
  vi.stubEnv('PRESSTIME_TO', 's3://publication/feeds');
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await double.close();
});

afterAll(() => vi.resetModules());

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function open(bucket: string, prefix = '') {
  return createS3Store({ bucket, prefix, endpoint: double.endpoint, region: 'us-east-1', credentials });
}

const publication = () => open('publication', 'feeds');

/** A context with so much time left. */
const withTime = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

/** https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html */
const scheduleEvent = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '123456789012',
  time: '2026-10-01T12:00:00Z',
  region: 'us-east-1',
  resources: ['arn:aws:scheduler:us-east-1:123456789012:schedule/default/publish'],
  detail: '{}',
};

it.each([
  ['of a schedule', scheduleEvent],
  ['that is empty', {}],
  ['that is nothing', null],
  ['that nobody knows', { Records: [{ body: 'anything' }] }],
])('an event %s publishes', async (_name, event) => {
  const report = await handler(event, withTime(60_000));
  expect(report).toMatchObject({ articles: 3, entries: 3, problems: [], to: 's3://publication/feeds' });
  const feeds = await readFeeds(publication());
  for (const [path, text] of Object.entries(feeds)) expect(titlesOf(path, text ?? '').length).toBe(3);
  expect(await faultsOf(publication())).toEqual([]);
  expect(log.map((line) => JSON.parse(line))).toEqual([{ message: 'published', ...report }]);
});

it('the same event a second time writes and removes nothing', async () => {
  await handler(scheduleEvent, withTime(60_000));
  expect(double.count('put')).toBeGreaterThan(3);
  double.reset();
  const report = await handler(scheduleEvent, withTime(60_000));
  expect(report.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect([double.count('put'), double.count('delete')]).toEqual([0, 0]);
});

it.each([
  [
    'PRESSTIME_FROM',
    's3://none',
    'store-missing',
    'Cannot list in s3://none: there is no such bucket; make it, or mend its name',
  ],
  [
    'PRESSTIME_TO',
    's3://none',
    'store-missing',
    'Cannot list in s3://none: there is no such bucket; make it, or mend its name',
  ],
  ['PRESSTIME_FROM', '', 'missing-place', 'PRESSTIME_FROM must be a place such as s3://bucket/prefix: got ""'],
  ['PRESSTIME_TO', 'public', 'missing-place', 'PRESSTIME_TO must be a place such as s3://bucket/prefix: got "public"'],
])('%s "%s" fails with a clear message', async (variable, place, code, message) => {
  vi.stubEnv(variable, place);
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code, message });
  expect(double.count('put')).toBe(0);
});

it('a place without settings fails with a clear message', async () => {
  await open('articles').remove('feed.yaml');
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code: 'missing-channel' });
});

it('most of the feed stays, unless PRESSTIME_ALLOW_REMOVALS says otherwise', async () => {
  await handler(scheduleEvent, withTime(60_000));
  for (const path of ['anchors.md', 'boats.md']) await open('articles').remove(path);
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code: 'removes-most' });
  vi.stubEnv('PRESSTIME_ALLOW_REMOVALS', '1');
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ entries: 1 });
});

it('stops itself before its time is over, breaks nothing, and the next event finishes the work', async () => {
  await handler(scheduleEvent, withTime(60_000));
  const before = await readFeeds(publication());
  await open('articles').write('boats.md', bytes(articleText('boats', 2)), 'any');
  const stopping = new AbortController();
  double.reset({
    before: async ({ operation, bucket, index }) => {
      if (bucket !== 'publication' || operation !== 'put' || index < 1) return undefined;
      if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
      return 'reset';
    },
  });
  const thrown = await thrownBy(handler(scheduleEvent, withTime(2_500)));
  stopping.abort();
  double.reset();
  expect(thrown).toMatchObject({ code: 'stopped' });
  const stopped = await readFeeds(publication());
  await handler(scheduleEvent, withTime(60_000));
  const after = await readFeeds(publication());
  for (const path of Object.keys(before)) {
    expect([before[path], after[path]]).toContain(stopped[path]);
    expect(after[path]).not.toBe(before[path]);
  }
  expect(stopped).not.toEqual(after);
  expect(await faultsOf(publication())).toEqual([]);
});

it('does not begin where no time is left', async () => {
  await expect(handler(scheduleEvent, withTime(0))).rejects.toMatchObject({ code: 'stopped' });
  expect(double.count('put')).toBe(0);
});
