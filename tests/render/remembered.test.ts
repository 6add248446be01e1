/** A function that remembers its results. */
import { expect, test } from 'vitest';
import { remembered } from '../../src/render/page/remembered.ts';

function counting() {
  const calls: string[] = [];
  const join = remembered((one: string, other: string) => {
    calls.push(`${one}-${other}`);
    return one === '' ? null : `${one}-${other}`;
  });
  return { join, calls };
}

test('calls the function once for the same texts', () => {
  const { join, calls } = counting();
  expect([join('a', 'b'), join('a', 'b'), join('a', 'c')]).toEqual(['a-b', 'a-b', 'a-c']);
  expect(calls).toEqual(['a-b', 'a-c']);
});

test('remembers null too', () => {
  const { join, calls } = counting();
  expect([join('', 'b'), join('', 'b')]).toEqual([null, null]);
  expect(calls).toEqual(['-b']);
});

test('forgets what it remembers before it is too much', () => {
  const { join, calls } = counting();
  for (let number = 0; number < 250; number += 1) join('a', String(number));
  join('a', '249');
  expect(calls.length).toBe(250);
  join('a', '0');
  expect(calls.length).toBe(251);
});
