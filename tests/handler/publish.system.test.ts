/** The deployed function: the built bundle, in this process, against an S3 double. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { handler as Handler } from '../../handlers/publish.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { articleText, faultsOf, fill, newsroomFiles, readFeeds, titlesOf } from '../support/newsroom.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';
import { type SchedulerDouble, startSchedulerDouble } from '../support/scheduler-double.ts';
import { bytes, thrownBy } from '../support/store.ts';

let handler: typeof Handler;
let double: S3Double;
let log: string[];

beforeAll(async () => {
  const bundle: string = new URL('../../build/publish/index.mjs', import.meta.url).href;
  ({ handler } = (await import(bundle)) as { handler: typeof Handler });
});

beforeEach(async () => {
  double = await startS3Double(['articles', 'publication']);
  await fill(open('articles'), newsroomFiles(['anchors', 'boats', 'cranes']));
  double.reset();
  log = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0);
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

/** A context with this much time left. */
const withTime = (milliseconds: number) => ({
  getRemainingTimeInMillis: () => milliseconds,
  awsRequestId: 'run-1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:presstime',
});

/** The lines of the log, each one JSON object. */
const logged = () => log.map((line) => JSON.parse(line) as Record<string, unknown>);

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
  ['of the schedule', { presstime: 'tick' }, 'tick'],
  ['of the one-time schedule', { presstime: 'due' }, 'due'],
  ['of a person', { presstime: 'redeploy', allowRemovals: false }, 'redeploy'],
  ['of uploads', { Records: [{ eventSource: 'aws:sqs', body: '{"detail-type":"Object Created"}' }] }, 'upload'],
  ['of another schedule', scheduleEvent, 'other'],
  ['that is empty', {}, 'other'],
  ['that is nothing', null, 'other'],
  ['that is a text', 'redeploy', 'other'],
  ['that nobody knows', { Records: [{ body: 'anything' }] }, 'other'],
  ['with an odd kind', { presstime: { toString: 'tick' }, Records: 7 }, 'other'],
])('an event %s publishes', async (_name, event, trigger) => {
  const report = await handler(event, withTime(60_000));
  expect(report).toMatchObject({ articles: 3, entries: 3, problems: [], to: 's3://publication/feeds' });
  const feeds = await readFeeds(publication());
  for (const [path, text] of Object.entries(feeds)) expect(titlesOf(path, text ?? '').length).toBe(3);
  expect(await faultsOf(publication())).toEqual([]);
  const [line, metrics, ...more] = logged();
  expect(line).toMatchObject({
    level: 'info',
    runId: 'run-1',
    trigger,
    message: 'published',
    articles: 3,
    leftOut: {},
  });
  expect(metrics).toMatchObject({ _aws: {}, runId: 'run-1', Published: 1, Entries: 3, RefusedArticles: 0 });
  expect(more).toEqual([]);
});

/** The message of EventBridge about an upload, as the queue delivers it. */
function uploadOf(...keys: readonly string[]) {
  const Records = keys.map((key) => {
    const detail = { bucket: { name: 'articles' }, object: { key, size: 90 }, reason: 'PutObject' };
    return {
      eventSource: 'aws:sqs',
      body: JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail }),
    };
  });
  return { Records };
}

it('an upload is published without a listing, also if its event comes twice', async () => {
  await handler(scheduleEvent, withTime(60_000));
  await open('articles').write('boats.md', bytes(articleText('boats', 2)), 'any');
  double.reset();
  const event = uploadOf('boats.md', 'boats.md');
  expect(await handler(event, withTime(60_000))).toMatchObject({ entries: 3, read: 1, problems: [] });
  expect(double.count('list')).toBe(0);
  expect((await readFeeds(publication()))['feed.json']).toContain('This is version 2 of boats.');
  double.reset();
  expect((await handler(event, withTime(60_000))).changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  expect([double.count('list'), double.count('put')]).toEqual([0, 0]);
  expect(await faultsOf(publication())).toEqual([]);
});

it('an event about another file than an article is a run that lists, so nothing is missed', async () => {
  await handler(scheduleEvent, withTime(60_000));
  await open('articles').write('boats.md', bytes(articleText('boats', 2)), 'any');
  const event = uploadOf('anchors.md', '../state.json');
  expect(await handler(event, withTime(60_000))).toMatchObject({ entries: 3, read: 1, problems: [] });
  expect((await readFeeds(publication()))['feed.json']).toContain('This is version 2 of boats.');
});

it('a file that somebody removed from the publication comes back with the daily comparison, not before', async () => {
  await handler(scheduleEvent, withTime(60_000));
  const before = (await publication().list((path) => !path.startsWith('.presstime/'))).map(({ path }) => path);
  await publication().remove('rss.xml');
  await handler({ presstime: 'tick' }, withTime(60_000));
  expect((await readFeeds(publication()))['rss.xml'] ?? null).toBeNull();
  expect(await handler({ presstime: 'verify' }, withTime(60_000))).toMatchObject({ entries: 3, problems: [] });
  const after = (await publication().list((path) => !path.startsWith('.presstime/'))).map(({ path }) => path);
  expect(after).toEqual(before);
  expect(logged().at(-2)).toMatchObject({ trigger: 'verify', message: 'published' });
});

it('an article that takes too much memory is refused by name, and the others are published', async () => {
  const text = 'Some <b>word</b> [a](b) `c` '.repeat(20).concat('\n\n').repeat(8600);
  await open('articles').write('bomb.md', bytes(`---\ntitle: Bomb\ndate: 2026-01-04\n---\n${text}`), 'any');
  const report = await handler(scheduleEvent, withTime(60_000));
  expect(report).toMatchObject({ articles: 4, entries: 3, refused: [{ path: 'bomb.md', kept: false }] });
  expect(report.problems.map(({ file, code }) => `${file}: ${code}`)).toEqual(['bomb.md: over-budget']);
  expect(await faultsOf(publication())).toEqual([]);
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
    'Cannot list in s3://none: there is no such bucket; create it, or correct its name',
  ],
  [
    'PRESSTIME_TO',
    's3://none',
    'store-missing',
    // Two files are read at the same time: either may fail first.
    expect.stringMatching(
      /^Cannot read "\.presstime\/ledger\/\w+\.json" in s3:\/\/none: there is no such bucket; create it, or correct its name$/,
    ),
  ],
  ['PRESSTIME_FROM', '', 'missing-store', 'PRESSTIME_FROM must be a URL such as s3://bucket/prefix: got ""'],
  ['PRESSTIME_TO', 'public', 'missing-store', 'PRESSTIME_TO must be a URL such as s3://bucket/prefix: got "public"'],
])('%s "%s" fails with a clear message', async (variable, place, code, message) => {
  vi.stubEnv(variable, place);
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code, message });
  expect(double.count('put')).toBe(0);
});

it('a store without settings fails with a clear message', async () => {
  await open('articles').remove('feed.yaml');
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code: 'missing-channel' });
});

it.each([
  ['to which nothing was sent', []],
  ['to which only pictures were sent, which come first', ['story.jpg']],
])('a stack %s has nothing to do yet, and does not fail', async (_name, sent) => {
  for (const { path } of await open('articles').list(() => true)) await open('articles').remove(path);
  for (const path of sent) await open('articles').write(path, bytes('picture'), 'any');
  const report = await handler(scheduleEvent, withTime(60_000));
  expect(report).toMatchObject({ articles: 0, entries: 0, changes: [], leftOut: {} });
  const [line, metrics] = logged();
  expect(line).toMatchObject({ level: 'warn', message: 'published', problems: [{ code: 'nothing-sent' }] });
  expect(JSON.stringify(line)).toContain('There are no articles in s3://articles yet: send feed.yaml and the articles');
  expect(metrics).toMatchObject({ Published: 1, Entries: 0 });
  expect(await publication().list(() => true)).toEqual([]);
});

it('if something was published before, an empty store is a failure', async () => {
  await handler(scheduleEvent, withTime(60_000));
  for (const { path } of await open('articles').list(() => true)) await open('articles').remove(path);
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code: 'missing-channel' });
});

it('most of the feed stays unless a person allows its removal: no other event can', async () => {
  await handler(scheduleEvent, withTime(60_000));
  for (const path of ['anchors.md', 'boats.md']) await open('articles').remove(path);
  for (const event of [
    { presstime: 'tick', allowRemovals: true },
    { allowRemovals: true },
    { presstime: 'redeploy', allowRemovals: 'true' },
    { presstime: 'redeploy' },
  ]) {
    await expect(handler(event, withTime(60_000))).rejects.toMatchObject({ code: 'removes-most' });
  }
  const allowed = { presstime: 'redeploy', allowRemovals: true };
  expect(await handler(allowed, withTime(60_000))).toMatchObject({ entries: 1 });
});

it('a failing run logs the reason and what to do, and counts as failed', async () => {
  await open('articles').write('feed.yaml', bytes('title: Courier\n'), 'any');
  const message = expect.stringMatching(/cannot be used, so no article was read: .*feed\.yaml.*"homeUrl" is missing/);
  await expect(handler(scheduleEvent, withTime(60_000))).rejects.toMatchObject({ code: 'invalid-channel', message });
  const [line, metrics] = logged();
  expect(line).toMatchObject({ level: 'error', runId: 'run-1', code: 'invalid-channel' });
  expect(JSON.stringify(line)).toContain('\\"homeUrl\\" is missing');
  expect(metrics).toMatchObject({ Published: 0, Failed: 1 });
});

it('an article with errors is an error in the log, with its file and line; the others are published', async () => {
  await open('articles').write('boats.md', bytes('---\ndate: 2026-02-30\n---\nBoats.'), 'any');
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ entries: 2 });
  const [line, metrics] = logged();
  expect(line).toMatchObject({ level: 'error', problems: [{ file: 'boats.md', line: 2, code: 'invalid-date' }] });
  expect(metrics).toMatchObject({ Published: 1, RefusedArticles: 1 });
});

it('PRESSTIME_FEED_URL takes precedence over feedUrl in feed.yaml', async () => {
  vi.stubEnv('PRESSTIME_FEED_URL', 'https://feeds.example/here/');
  const report = await handler(scheduleEvent, withTime(60_000));
  expect(report.feeds[0]?.url).toBe('https://feeds.example/here/rss.xml');
  expect((await readFeeds(publication()))['rss.xml']).toContain('href="https://feeds.example/here/rss.xml"');
});

/** The variables as serverless.yml sets them, and the Scheduler that they refer to. */
async function withSchedule(groups = ['presstime-test']): Promise<SchedulerDouble> {
  const scheduler = await startSchedulerDouble(groups);
  onTestFinished(() => scheduler.close());
  vi.stubEnv('AWS_ENDPOINT_URL_SCHEDULER', scheduler.endpoint);
  vi.stubEnv('PRESSTIME_DUE_GROUP', 'presstime-test');
  vi.stubEnv('PRESSTIME_DUE_SCHEDULE', 'due');
  vi.stubEnv('PRESSTIME_DUE_ROLE', 'arn:aws:iam::123456789012:role/wake');
  vi.stubEnv('PRESSTIME_DUE_FAILURES', 'arn:aws:sqs:us-east-1:123456789012:failures');
  return scheduler;
}

const writeDue = (instant: string) =>
  open('articles').write('later.md', bytes(`---\ntitle: Later\ndate: ${instant}\n---\nLater.\n`), 'any');

it('sets the one-time schedule for the next due instant, moves it, and removes it', async () => {
  const { schedules } = await withSchedule();
  await writeDue('2031-12-22T06:00:00Z');
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ entries: 3, problems: [] });
  expect([...schedules]).toMatchObject([
    [
      'presstime-test/due',
      {
        ScheduleExpression: 'at(2031-12-22T06:00:00)',
        Target: {
          Arn: 'arn:aws:lambda:us-east-1:123456789012:function:presstime',
          RoleArn: 'arn:aws:iam::123456789012:role/wake',
          Input: '{"presstime":"due"}',
          DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:123456789012:failures' },
        },
      },
    ],
  ]);
  await writeDue('2031-12-22T05:30:00Z');
  await handler(scheduleEvent, withTime(60_000));
  expect(schedules.get('presstime-test/due')?.ScheduleExpression).toBe('at(2031-12-22T05:30:00)');
  await open('articles').remove('later.md');
  await handler(scheduleEvent, withTime(60_000));
  expect([...schedules]).toEqual([]);
});

it('a run that began before the due instant and ended after it does not set the schedule into the past', async () => {
  const { schedules } = await withSchedule();
  await writeDue('2031-12-22T06:00:00Z');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-12-22T05:58:30Z') });
  onTestFinished(() => void vi.useRealTimers());
  double.reset({
    before: async ({ operation }) => {
      if (operation === 'put') vi.setSystemTime(new Date('2031-12-22T06:01:10Z'));
      return undefined;
    },
  });
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ nextDue: '2031-12-22T06:00:00Z' });
  expect(schedules.get('presstime-test/due')?.ScheduleExpression).toBe('at(2031-12-22T06:03:00)');
});

/** Runs once, after the current run has listed the articles and knows of no other. */
function onceListed(work: () => Promise<void>): void {
  let isDone = false;
  double.reset({
    after: async ({ operation, bucket }) => {
      if (isDone || operation !== 'list' || bucket !== 'articles') return undefined;
      isDone = true;
      await work();
      return undefined;
    },
  });
}

it('of two simultaneous runs, the one with older data does not decide the schedule', async () => {
  const { schedules } = await withSchedule();
  await handler(scheduleEvent, withTime(60_000));
  onceListed(async () => {
    await writeDue('2031-12-22T06:00:00Z');
    expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ nextDue: '2031-12-22T06:00:00Z' });
  });
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ nextDue: null, problems: [] });
  expect(schedules.get('presstime-test/due')?.ScheduleExpression).toBe('at(2031-12-22T06:00:00)');
});

it('of two simultaneous runs, the one with older data does not remove a schedule that has become due meanwhile', async () => {
  const { schedules } = await withSchedule();
  await handler(scheduleEvent, withTime(60_000));
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-12-22T05:59:30Z') });
  onTestFinished(() => void vi.useRealTimers());
  onceListed(async () => {
    await writeDue('2031-12-22T06:00:00Z');
    await handler(scheduleEvent, withTime(60_000));
    vi.setSystemTime(new Date('2031-12-22T06:00:30Z'));
  });
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ nextDue: null, problems: [] });
  expect(schedules.get('presstime-test/due')?.ScheduleExpression).toBe('at(2031-12-22T06:02:00)');
});

it('a run that used up its time still sets the schedule', async () => {
  const { schedules } = await withSchedule();
  await writeDue('2031-12-22T06:00:00Z');
  const stopping = new AbortController();
  const limits = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(stopping.signal);
  limits.mockImplementationOnce(() => {
    stopping.abort();
    return new AbortController().signal;
  });
  expect(await handler(scheduleEvent, withTime(60_000))).toMatchObject({ entries: 3, problems: [] });
  expect(limits.mock.calls).toEqual([[58_500], [59_700]]);
  expect(schedules.get('presstime-test/due')?.ScheduleExpression).toBe('at(2031-12-22T06:00:00)');
});

it.each([
  ['where nothing answers', 'http://127.0.0.1:1', 'Cannot set schedule "due" in presstime-test: nothing answers'],
  ['without its group', null, 'there is no such group of schedules; deploy the stage again. What falls due 2031-'],
])('a schedule that cannot be set, %s, is a warning, and the feeds are published', async (_why, endpoint, message) => {
  await withSchedule([]);
  if (endpoint !== null) vi.stubEnv('AWS_ENDPOINT_URL_SCHEDULER', endpoint);
  await writeDue('2031-12-22T06:00:00Z');
  const report = await handler(scheduleEvent, withTime(60_000));
  expect(report).toMatchObject({ entries: 3, problems: [{ code: 'schedule-failed', severity: 'warning' }] });
  expect(report.problems[0]?.message).toContain(message);
  expect(logged()[1]).toMatchObject({ Published: 1, ScheduleFailures: 1 });
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
  expect(thrown).toMatchObject({ code: 'stopped', message: expect.stringMatching(/with \d+ of \d+ files left/) });
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

it('does not begin if no time is left', async () => {
  await expect(handler(scheduleEvent, withTime(0))).rejects.toMatchObject({ code: 'stopped' });
  expect(double.count('put')).toBe(0);
});
