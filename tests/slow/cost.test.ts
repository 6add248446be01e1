/** The sums in docs/cost.md for listings with several pages. */
import { test } from 'vitest';
import { expectAsCounted } from '../support/cost.ts';

test('with 3,000 articles a run makes no more requests than the sums say, and not far fewer', async () => {
  await expectAsCounted(3_000);
}, 600_000);
