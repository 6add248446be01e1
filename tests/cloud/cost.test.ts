/** The sums of docs/cost.md: from requests that are counted here. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { costOf, renderParts, renderPrices, renderSums, requestsOf, usageOf } from '../../bench/cost.ts';
import { countRuns } from '../../bench/requests.ts';

test.each([10, 100])(
  'with %i articles a run makes no more requests than the sums say, and not far fewer',
  async (articles) => {
    const counted = await countRuns(articles);
    const size = { articles, months: Math.ceil(articles / 30) };
    for (const kind of ['nothing', 'oneMore', 'first'] as const) {
      const said = requestsOf[kind](size);
      for (const operation of ['gets', 'puts', 'lists'] as const) {
        const { [operation]: real } = counted[kind];
        expect({ kind, operation, real, fits: real <= said[operation] }).toMatchObject({ fits: true });
        expect({ kind, operation, real, far: real < said[operation] / 2 }).toMatchObject({ far: false });
      }
    }
  },
);

test('docs/cost.md has the sums, the parts and the prices as they are computed', () => {
  const document = readFileSync('docs/cost.md', 'utf8');
  for (const table of [renderSums(), renderParts(), renderPrices()]) expect(document).toContain(table);
});

test('what is free is counted once, and more readers never cost less', () => {
  expect(costOf(1, 0)).toMatchObject({ views: 0, transfer: 0, lambdaTime: 0 });
  expect(costOf(1, 1_000_000).views).toBeCloseTo((usageOf(1, 1_000_000).views - 1e7) / 1e6, 6);
});
