/** The requests of docs/cost.md, counted. */
import { test } from 'vitest';
import { expectAsCounted } from '../support/cost.ts';

// tests/slow/cost.test.ts counts listings with several pages.
test.each([10, 100])(
  'with %i articles a run makes no more requests than the sums say, and not far fewer',
  expectAsCounted,
);
