/** How much concurrency a stage reserves, and what a deploy does if the account cannot reserve it. */
import { expect, test } from 'vitest';
import { type ConcurrencySettings, planConcurrency, reservedBy } from '../../cloud/concurrency.ts';

const automatic: ConcurrencySettings = { webhook: true, reservedConcurrency: 'auto', webhookConcurrency: 'auto' };

test.each([
  [automatic, 9],
  [{ ...automatic, webhook: false }, 0],
  [{ ...automatic, webhook: false, webhookConcurrency: 5 }, 0],
  [{ ...automatic, webhook: false, reservedConcurrency: 3 }, 3],
  [{ ...automatic, reservedConcurrency: null }, 5],
  [{ ...automatic, reservedConcurrency: 20, webhookConcurrency: 1 }, 21],
] as const)('%j reserves %d', (settings, total) => {
  expect(reservedBy(settings)).toBe(total);
});

test.each([
  ['an ordinary account', 1000, 1000],
  ['the least that is enough', 1000, 109],
])('%s reserves, without a warning', (_what, limit, free) => {
  expect(planConcurrency(automatic, { limit, free })).toEqual({ canReserve: true, warning: null });
});

test.each([
  ['a new account', 10, 10, 'allows 10 runs of functions at once in this region, and none of them can be reserved'],
  ['an account of which other stacks leave too little', 1000, 108, 'and only 8 of them can be reserved'],
])('%s is deployed without a reservation, with a warning that says what to do', (_what, limit, free, message) => {
  const { canReserve, warning } = planConcurrency(automatic, { limit, free });
  expect(canReserve).toBe(false);
  expect(warning).toContain(message);
  expect(warning).toContain('ask AWS for more (Service Quotas, AWS Lambda, "Concurrent executions"');
});

test('numbers that the account cannot reserve end the deploy, with the keys to leave out', () => {
  const settings: ConcurrencySettings = { ...automatic, reservedConcurrency: 2 };
  expect(() => planConcurrency(settings, { limit: 10, free: 10 })).toThrow(
    /none of them can be reserved, but the stage reserves 7: .*leave out "reservedConcurrency" and "webhookConcurrency"/,
  );
  expect(planConcurrency(settings, { limit: 200, free: 102 })).toMatchObject({ canReserve: false });
});

test('a stage that reserves nothing fits into every account', () => {
  const settings: ConcurrencySettings = { webhook: true, reservedConcurrency: null, webhookConcurrency: null };
  expect(planConcurrency(settings, { limit: 10, free: 10 })).toEqual({ canReserve: true, warning: null });
});
