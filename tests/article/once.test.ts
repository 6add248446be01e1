/** What is expensive to make is made once, when it is needed. */
import { expect, test, vi } from 'vitest';
import { once } from '../../src/article/text/once.ts';

test('the value is made by the first call, also if it is undefined', () => {
  const make = vi.fn((): string | undefined => undefined);
  const read = once(make);
  expect(make).not.toHaveBeenCalled();
  expect([read(), read()]).toEqual([undefined, undefined]);
  expect(make).toHaveBeenCalledOnce();
});

test('a call that throws is made again', () => {
  const make = vi
    .fn(() => 'kelp')
    .mockImplementationOnce(() => {
      throw new RangeError('too far');
    });
  const read = once(make);
  expect(read).toThrow(RangeError);
  expect(read()).toBe('kelp');
});
