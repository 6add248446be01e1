/** Compares the requests of real runs with the numbers that the sums of docs/cost.md use. */
import { expect } from 'vitest';
import { requestsOf } from '../../bench/cost.ts';
import { countRuns } from '../../bench/requests.ts';

/** A run makes no more requests than the sums say, and not far fewer. */
export async function expectAsCounted(articles: number): Promise<void> {
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
}
