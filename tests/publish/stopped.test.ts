/** A run that is stopped at its time limit: the message says how much is left, and the next run continues. */
import { expect, test } from 'vitest';
import type { Hub } from '../../src/notify/hub.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { articleText, faultsOf, newsroomFiles, now } from '../support/newsroom.ts';
import { thrownBy } from '../support/store.ts';

const names = Array.from({ length: 120 }, (_, index) => `story-${index}`);

/** A store with a signal that aborts after a number of writes. */
function stoppingAfter(writes: number, to: Store) {
  const stopping = new AbortController();
  let done = 0;
  const write: Store['write'] = (path, body, expected) => {
    done += 1;
    if (done >= writes) stopping.abort();
    return to.write(path, body, expected);
  };
  return { to: { ...to, write }, signal: stopping.signal };
}

test('a first publication that is stopped again and again completes, and writes almost nothing twice', async () => {
  const from = createMemoryStore(newsroomFiles(names));
  const to = createMemoryStore();
  const left: number[] = [];
  let finished = false;
  while (!finished && left.length < 20) {
    const thrown = await thrownBy(publish({ from, now, ...stoppingAfter(20, to) }));
    finished = thrown === null;
    if (!finished) left.push(Number(/with (\d+) of \d+ files left/.exec(String(thrown))?.[1]));
  }
  expect(finished).toBe(true);
  expect(left.length).toBeLessThanOrEqual(Math.ceil((await to.list(() => true)).length / 18));
  expect(left).toEqual(left.toSorted((one, other) => other - one));
  expect(await faultsOf(to)).toEqual([]);
});

/** A signal that a timer aborts, like that of a time limit, once it is requested. */
function stoppedByTimer() {
  const stopping = new AbortController();
  return { signal: stopping.signal, startTimer: () => void setTimeout(() => stopping.abort(), 0) };
}

const moreTime = 'if that is stopped too, raise timeoutSeconds';

test('a timer stops the reading of articles, and the message says how many are left', async () => {
  const { signal, startTimer } = stoppedByTimer();
  const to = createMemoryStore();
  const from = createMemoryStore(newsroomFiles(names));
  const thrown = await thrownBy(publish({ from, to, now, signal, onProgress: startTimer }));
  expect(thrown).toMatchObject({ code: 'stopped' });
  expect(thrown?.message).toMatch(
    /^The run was stopped with \d+ of 120 articles left to read: the feeds are unchanged, and the next run starts again; /,
  );
  expect(thrown?.message.endsWith(moreTime)).toBe(true);
  expect(await to.list(() => true)).toEqual([]);
});

test('if the store stops while it reads an article, the message is the same', async () => {
  const files = createMemoryStore(newsroomFiles(names));
  const read: Store['read'] = async (path) => {
    if (path === 'story-60.md') throw new PublishError('stopped', `Cannot read "${path}": the run was stopped`);
    return files.read(path);
  };
  const thrown = await thrownBy(publish({ from: { ...files, read }, to: createMemoryStore(), now }));
  expect(thrown?.message).toMatch(/^The run was stopped with \d+ of 120 articles left to read: /);
});

test('a timer stops the rendering of group feeds, long before all are rendered', async () => {
  const groups = Array.from({ length: 100 }, (_, index) => `tag-${index}`);
  const tagged = names.map((name) => articleText(name, 1).replace('---\n\n', `tags: [${groups.join(', ')}]\n---\n\n`));
  const from = createMemoryStore({
    ...Object.fromEntries(names.map((name, index) => [`${name}.md`, tagged[index] ?? ''])),
    'feed.yaml': `${newsroomFiles([])['feed.yaml']}feeds: [categories]\n`,
  });
  // Existing files are read when their feed is compared with them, which shows which feeds are rendered.
  const paths = groups.map((name) => `categories/${name}/rss.xml`);
  const to = createMemoryStore(Object.fromEntries(paths.map((path) => [path, 'old'])));
  const { signal, startTimer } = stoppedByTimer();
  const compared: string[] = [];
  const read: Store['read'] = async (path) => {
    if (paths.includes(path)) {
      compared.push(path);
      startTimer();
    }
    return to.read(path);
  };
  const thrown = await thrownBy(publish({ from, to: { ...to, read }, now, signal, replaceForeign: true }));
  const message = `The run was stopped before it wrote anything: the next run starts again; ${moreTime}`;
  expect(thrown).toMatchObject({ code: 'stopped', message });
  expect(compared.length).toBeGreaterThan(0);
  expect(compared.length).toBeLessThan(groups.length / 2);
});

test('a timer stops the writing of documents, and the rendering in a dry run', async () => {
  const from = createMemoryStore(newsroomFiles(names));
  const written = stoppedByTimer();
  const to = createMemoryStore();
  const write: Store['write'] = (path, body, expected) => {
    written.startTimer();
    return to.write(path, body, expected);
  };
  const thrown = await thrownBy(publish({ from, to: { ...to, write }, now, signal: written.signal }));
  expect(thrown?.message).toMatch(/^The run was stopped with \d+ of \d+ files left: the feeds are whole/);
  const dry = stoppedByTimer();
  const onProgress = ({ done, total }: { done: number; total: number }) => done === total && dry.startTimer();
  const options = { from, to: createMemoryStore(), now, dryRun: true, signal: dry.signal, onProgress };
  expect(await thrownBy(publish(options))).toMatchObject({ code: 'stopped' });
});

test('if it is stopped while pinging hubs, after everything is published, it warns instead of failing, and the next run does the rest', async () => {
  const address = 'https://hub.example/';
  const settings = `${newsroomFiles([])['feed.yaml']}hubs: [${address}]\n`;
  const from = createMemoryStore({ ...newsroomFiles(['anchors']), 'feed.yaml': settings });
  const to = createMemoryStore();
  let told = false;
  const write: Store['write'] = async (path, body, expected) => {
    if (told) throw new PublishError('stopped', `Cannot write "${path}" in memory: the run was stopped`);
    return to.write(path, body, expected);
  };
  const hub: Hub = {
    publish: async (_address, topics) => {
      told = true;
      return topics.map((topic) => ({ hub: address, topic, outcome: 'accepted', message: null }));
    },
  };
  const report = await publish({ from, to: { ...to, write }, now, hub });
  expect(report.entries).toBe(1);
  expect(report.problems).toMatchObject([
    {
      severity: 'warning',
      code: 'unfinished',
      message:
        'Cannot write ".presstime/ledger/pending.json" in memory: the run was stopped. The feeds are published, and the next run does the rest',
    },
  ]);
  expect((await publish({ from, to, now, hub })).problems).toEqual([]);
  expect(await faultsOf(to)).toEqual([]);
});

test('if it is stopped before it wrote anything, the message says so', async () => {
  const options = { from: createMemoryStore(newsroomFiles(['anchors'])), to: createMemoryStore(), now };
  const thrown = await thrownBy(publish({ ...options, signal: AbortSignal.abort() }));
  expect(thrown).toMatchObject({
    code: 'stopped',
    message: `The run was stopped before it wrote anything: the next run starts again; ${moreTime}`,
  });
  expect(await options.to.list(() => true)).toEqual([]);
});
