/** The requests of docs/cost.md and docs/scale.md, counted. */
import { test } from 'vitest';
import { countRuns } from '../../bench/requests.ts';
import { expectAsSaid } from '../support/cost.ts';

// tests/slow/cost.test.ts counts listings with several pages.
test.each([
  [10, true],
  [100, true],
  [100, false],
])(
  'with %i articles (pages: %s) a run makes no more requests than the sums say, and not far fewer',
  async (articles, pages) => {
    expectAsSaid(await countRuns(articles, { pages }), { articles, pages });
  },
);
