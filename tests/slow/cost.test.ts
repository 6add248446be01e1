/** The requests of docs/cost.md and docs/scale.md, for listings with several pages. */
import { test } from 'vitest';
import { countRuns } from '../../bench/requests.ts';
import { expectAsSaid } from '../support/cost.ts';

test('with 3,000 articles a run makes no more requests than the sums say, and not far fewer', async () => {
  expectAsSaid(await countRuns(3_000), { articles: 3_000, pages: true });
}, 600_000);
