/** The package as Lambda runs it: unpacked, in AWS's own runtime client, against a real S3 server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Report } from '../../src/publish/report.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import type { Store } from '../../src/store/store.ts';
import { unpack } from '../cloud/package.ts';
import { packageStage } from '../cloud/template.ts';
import { type RunningFunction, startFunction } from '../lambda/function.ts';
import type { Answer } from '../lambda/runtime-api.ts';
import { temporaryFolder } from '../support/folder.ts';
import { brokenFeeds } from '../support/killed.ts';
import { articleText, type Feeds, faultsOf, fill, newsroomFiles, readFeeds, titlesOf } from '../support/newsroom.ts';
import { bytes } from '../support/store.ts';
import { environmentOf } from './server-suite.ts';

const generous = 30_000;
const killedAt = new URL('../support/killed-at.ts', import.meta.url).href;

/** Tests with one S3 server. Schedules are always in Moto. */
export function lambdaSuite(name: string, startServer: () => Promise<Server>): void {
  let server: Server;
  let moto: Server;
  /** With only the files in the zip. */
  let task: string;
  let prefix: string;
  let running: RunningFunction[] = [];
  let log = '';
  let prefixes = 0;

  beforeAll(async () => {
    [server, moto] = await Promise.all([startServer(), startMoto()]);
    const client = new S3Client({ ...serverOptions(), forcePathStyle: true });
    for (const Bucket of ['articles', 'publication']) await client.send(new CreateBucketCommand({ Bucket }));
    await scheduler().send(new CreateScheduleGroupCommand({ Name: 'presstime-test' }));
    const { zips, remove } = await packageStage('prod');
    task = await mkdtemp(join(tmpdir(), 'presstime-task-'));
    await unpack(zips.publish, task);
    await remove();
  });

  afterAll(async () => {
    await Promise.all([server?.stop(), moto?.stop()]);
    if (task !== undefined) await rm(task, { recursive: true, force: true });
  });

  beforeEach(async () => {
    prefixes += 1;
    prefix = `place-${prefixes}`;
    log = '';
    await fill(articles(), newsroomFiles(['anchors', 'boats', 'cranes']));
  });

  afterEach(async () => {
    await Promise.all(running.map((it) => it.stop()));
    running = [];
  });

  const serverOptions = () => ({ endpoint: server.endpoint, credentials: server.credentials, region: 'us-east-1' });
  const articles = () => createS3Store({ bucket: 'articles', prefix, ...serverOptions() });
  const publication = () => createS3Store({ bucket: 'publication', prefix, ...serverOptions() });

  const scheduler = () =>
    new SchedulerClient({ endpoint: moto.endpoint, credentials: moto.credentials, region: 'us-east-1' });

  /** The one-time schedule of this test; null if there is none. */
  async function readSchedule() {
    const input = { GroupName: 'presstime-test', Name: prefix };
    return scheduler()
      .send(new GetScheduleCommand(input))
      .catch((thrown: Error) => {
        if (thrown.name === 'ResourceNotFoundException') return null;
        throw thrown;
      });
  }

  /** A cold start: a new process, which loads the handler and requests events. */
  async function start(env: Readonly<Record<string, string>> = {}, handler = 'build/publish/index.handler') {
    const started = await startFunction({
      taskRoot: task,
      name: 'presstime-test-publish',
      handler,
      memoryMegabytes: 1024,
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:presstime-test-publish',
      env: {
        ...environmentOf(server),
        AWS_ENDPOINT_URL_SCHEDULER: moto.endpoint,
        PRESSTIME_FROM: `s3://articles/${prefix}`,
        PRESSTIME_TO: `s3://publication/${prefix}`,
        PRESSTIME_STAGE: 'test',
        PRESSTIME_DUE_GROUP: 'presstime-test',
        PRESSTIME_DUE_SCHEDULE: prefix,
        PRESSTIME_DUE_ROLE: 'arn:aws:iam::123456789012:role/schedule',
        PRESSTIME_DUE_FAILURES: 'arn:aws:sqs:us-east-1:123456789012:failures',
        ...env,
      },
      onOutput: (text) => {
        log += text;
      },
    });
    running.push(started);
    return started;
  }

  /** Our log lines. The runtime client also logs thrown errors, in its own form. */
  const logged = () =>
    log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  async function expectPublished(entries: number): Promise<void> {
    const feeds = await readFeeds(publication());
    for (const [path, text] of Object.entries(feeds)) expect(titlesOf(path, text ?? '').length).toBe(entries);
    expect(await faultsOf(publication())).toEqual([]);
  }

  describe(`${name}: the packaged function`, () => {
    it.each(events)('an event %s publishes, and the same event a second time writes nothing', async (_name, event) => {
      const cold = await start();
      const first = reportOf(await cold.invoke(event, generous));
      expect(first).toMatchObject({ entries: 3, problems: [] });
      expect(first.changes.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['rss.xml', 'atom.xml', 'feed.json']),
      );
      expect(first.changes.every(({ action }) => action === 'written')).toBe(true);
      await expectPublished(3);
      const second = reportOf(await cold.invoke(event, generous));
      expect(second.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
      expect(second.ledgerWrites).toBe(0);
      expect(logged().map((line) => ('_aws' in line ? line['Published'] : line['message']))).toEqual([
        'published',
        1,
        'published',
        1,
      ]);
    });

    it('the publication is byte for byte what the directory store gets', async () => {
      const report = reportOf(await (await start()).invoke({ presstime: 'tick' }, generous));
      const local = createDirectoryStore(await temporaryFolder());
      await publish({ from: articles(), to: local, now: report.now });
      const served = await contentsOf(local);
      expect(Object.keys(served).length).toBeGreaterThan(8);
      expect(await contentsOf(publication())).toEqual(served);
    });

    it('two functions at the same time, and events out of order: nothing is lost, nothing goes back', async () => {
      const both = await Promise.all([start(), start()]);
      for (let round = 2; round <= 4; round += 1) {
        await articles().write('boats.md', bytes(articleText('boats', round)), 'any');
        const answers = both.map((it, index) =>
          it.invoke(index === 0 ? { presstime: 'due' } : uploads(round), generous),
        );
        for (const answer of await Promise.all(answers)) reportOf(answer);
      }
      await expectPublished(3);
      expect((await readFeeds(publication()))['feed.json']).toContain('This is version 4 of boats.');
    });

    it('sets the one-time schedule for the next due article, moves it, and removes it', async () => {
      const cold = await start();
      const later = (instant: string) =>
        articles().write('later.md', bytes(`---\ntitle: Later\ndate: ${instant}\n---\nLater.\n`), 'any');
      await later('2031-12-22T06:00:00Z');
      expect(reportOf(await cold.invoke({ presstime: 'tick' }, generous))).toMatchObject({ entries: 3, problems: [] });
      expect(await readSchedule()).toMatchObject({
        ScheduleExpression: 'at(2031-12-22T06:00:00)',
        ScheduleExpressionTimezone: 'UTC',
        Target: {
          Arn: 'arn:aws:lambda:us-east-1:123456789012:function:presstime',
          RoleArn: 'arn:aws:iam::123456789012:role/schedule',
          Input: '{"presstime":"due"}',
          DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:123456789012:failures' },
        },
      });
      await later('2031-12-22T05:30:00Z');
      reportOf(await cold.invoke(uploads(1), generous));
      expect(await readSchedule()).toMatchObject({ ScheduleExpression: 'at(2031-12-22T05:30:00)' });
      await articles().remove('later.md');
      reportOf(await cold.invoke(uploads(1), generous));
      expect(await readSchedule()).toBeNull();
    });

    it('a failure is reported as an error, and the next event succeeds in the same process', async () => {
      await articles().remove('feed.yaml');
      const cold = await start();
      expect(messageOf(await cold.invoke({}, generous))).toContain(`There is no feed.yaml in s3://articles/${prefix}`);
      expect(logged()[1]).toMatchObject({ Failed: 1 });
      await fill(articles(), newsroomFiles([]));
      expect(reportOf(await cold.invoke({}, generous)).entries).toBe(3);
      await expectPublished(3);
    });

    it('removals that would empty the feed wait for a person', async () => {
      const cold = await start();
      reportOf(await cold.invoke({ presstime: 'tick' }, generous));
      for (const path of ['anchors.md', 'boats.md']) await articles().remove(path);
      for (const event of [{ presstime: 'tick', allowRemovals: true }, uploads(1), { presstime: 'redeploy' }]) {
        expect(messageOf(await cold.invoke(event, generous))).toContain('This run would remove 2 of 3 entries');
      }
      const allowed = { presstime: 'redeploy', allowRemovals: true };
      expect(reportOf(await cold.invoke(allowed, generous)).entries).toBe(1);
    });

    it('a handler that cannot be loaded is an initialisation error', async () => {
      const broken = await start({}, 'build/nothing.handler');
      expect(await broken.invoke({}, generous)).toMatchObject({ kind: 'init-error' });
    });

    it('too little time: it stops itself with a message, and the next event finishes the work', async () => {
      const cold = await start();
      expect(messageOf(await cold.invoke({}, 1_510))).toContain('stopped');
      expect(reportOf(await cold.invoke({}, generous)).entries).toBe(3);
      await expectPublished(3);
    });

    /** A run that is published, and an edit that the next one has to publish. */
    async function publishedThenEdited(): Promise<Feeds> {
      const cold = await start();
      reportOf(await cold.invoke({}, generous));
      await cold.stop();
      const before = await readFeeds(publication());
      await articles().write('boats.md', bytes(articleText('boats', 4)), 'any');
      return before;
    }

    /** A process that kills itself in the middle of its work. */
    const startDying = (at: string, by: string) =>
      start({ NODE_OPTIONS: `--import ${killedAt}`, KILLED_AT: at, KILLED_BY: by });

    /** The same event in a new process: then all feeds are new, and everything in between was whole. */
    async function expectFinished(event: unknown, before: Feeds): Promise<void> {
      const between = await readFeeds(publication());
      expect(reportOf(await (await start()).invoke(event, generous)).entries).toBe(3);
      const after = await readFeeds(publication());
      for (const path of Object.keys(before)) expect(after[path]).not.toBe(before[path]);
      expect(brokenFeeds(between, { before, after, entries: 3 })).toEqual([]);
      await expectPublished(3);
    }

    it('killed at the deadline, between two feeds: they stay whole, and a retry finishes the work', async () => {
      const before = await publishedThenEdited();
      const frozen = await startDying('4 before PUT', 'SIGSTOP');
      expect(await frozen.invoke({}, 4_000)).toBeNull();
      await frozen.stop();
      expect(await readFeeds(publication())).not.toEqual(before);
      await expectFinished({}, before);
    });

    it.each(['1 after PUT', '4 during PUT', '7 before PUT'])(
      'crashed at %s: the feeds stay whole, and a retry of the same event finishes the work',
      async (moment) => {
        const before = await publishedThenEdited();
        const event = uploads(1);
        const dying = await startDying(moment, 'SIGKILL');
        expect(await dying.invoke(event, generous)).toBeNull();
        expect(dying.endedBy()).toBe('SIGKILL');
        await expectFinished(event, before);
      },
    );
  });
}

/** Events as EventBridge sends them to the queue, and invalid ones. */
function uploads(count: number) {
  const detail = { bucket: { name: 'articles' }, object: { key: '../../etc/passwd', size: -1 }, reason: 'PutObject' };
  const body = JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail });
  return {
    Records: Array.from({ length: count }, (_, index) => ({ messageId: String(index), eventSource: 'aws:sqs', body })),
  };
}

const events: readonly (readonly [string, unknown])[] = [
  ['of the schedule', { presstime: 'tick' }],
  ['of the one-time schedule', { presstime: 'due' }],
  ['of a person', { presstime: 'redeploy', allowRemovals: false }],
  ['of two hundred uploads', uploads(200)],
  ['of uploads whose messages are broken', { Records: [{ eventSource: 'aws:sqs', body: '{"detail":' }, null] }],
  ['that is empty', {}],
  ['that is nothing', null],
  ['that nobody knows', { detail: '$(reboot)', __proto__: { allowRemovals: true } }],
];

function reportOf(answer: Answer | null): Report {
  expect(answer).toMatchObject({ kind: 'response' });
  return answer?.body as Report;
}

function messageOf(answer: Answer | null): string {
  expect(answer).toMatchObject({ kind: 'error', body: { errorType: 'PublishError' } });
  return (answer as { body: { errorMessage: string } }).body.errorMessage;
}

/** Everything that readers are served, by path. */
async function contentsOf(store: Store): Promise<Readonly<Record<string, string>>> {
  const files = await store.list((path) => !path.startsWith('.presstime/'));
  const bodies = await Promise.all(files.map(async ({ path }) => [path, (await store.read(path))?.body] as const));
  return Object.fromEntries(bodies.map(([path, body]) => [path, Buffer.from(body ?? []).toString('base64')]));
}
