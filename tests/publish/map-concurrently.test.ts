/** Concurrent work: the order of results, the limit, and what happens after a failure. */
import { expect, test } from 'vitest';
import { mapConcurrently } from '../../src/store/concurrent.ts';
import { thrownBy } from '../support/store.ts';

const numbers = Array.from({ length: 600 }, (_, index) => index);

/** Tasks of different duration. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((done) => setImmediate(done));
}

test('the results are in the order of the items, and no more than the limit run at a time', async () => {
  let underWay = 0;
  let most = 0;
  const doubled = await mapConcurrently(numbers, 8, async (number) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await turns(1 + (number % 3));
    underWay -= 1;
    return number * 2;
  });
  expect(doubled).toEqual(numbers.map((number) => number * 2));
  expect(most).toBe(8);
});

test('after a failure no new task starts, and the error is thrown after all running tasks have ended', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const thrown = await thrownBy(
    mapConcurrently(numbers, 8, async (number) => {
      begun.push(number);
      await turns(number === 3 ? 1 : 5);
      ended.push(number);
      if (number === 3) throw new Error('The fourth cannot be done');
      if (number === 5) throw new Error('This comes later');
    }),
  );
  expect(thrown?.message).toBe('The fourth cannot be done');
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([...ended].sort()).toEqual(begun);
});
