/** Compares the requests of real runs with the numbers from which docs/cost.md and docs/scale.md are computed. */
import { expect } from 'vitest';
import { type Requests, type RunName, runNames } from '../../bench/requests.ts';
import { requestsOf, type Size } from '../../bench/run-cost.ts';

const prices = ['gets', 'puts', 'lists'] as const;

/** The table of a small publication is in the head of its ledger, so it makes far fewer GETs. */
const smallPublication = 1_000;

/** No run makes more requests than the documents say, or far fewer. */
export function expectAsSaid(counted: Readonly<Record<RunName, Requests>>, size: Size): void {
  for (const name of runNames) {
    const said = requestsOf[name](size);
    for (const price of prices) {
      const { [price]: real } = counted[name];
      expect({ name, price, real, said: said[price], fits: real <= said[price] }).toMatchObject({ fits: true });
      if (price === 'gets' && size.articles < smallPublication) continue;
      expect({ name, price, real, said: said[price], far: real < said[price] / 2 }).toMatchObject({ far: false });
    }
  }
}
