/** A run that is stopped because its time is over: it says how much is left, and the next one goes on from there. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { faultsOf, newsroomFiles, now } from '../support/newsroom.ts';
import { thrownBy } from '../support/store.ts';

const names = Array.from({ length: 120 }, (_, index) => `story-${index}`);

/** A store with a signal that comes after so many writes. */
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

test('stopped again and again, a first publication gets to its end, and writes next to nothing twice', async () => {
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

test('stopped before it wrote anything, it says so', async () => {
  const options = { from: createMemoryStore(newsroomFiles(['anchors'])), to: createMemoryStore(), now };
  const thrown = await thrownBy(publish({ ...options, signal: AbortSignal.abort() }));
  expect(thrown).toMatchObject({
    code: 'stopped',
    message: 'The run was stopped before it wrote anything: the next run begins again',
  });
  expect(await options.to.list(() => true)).toEqual([]);
});
