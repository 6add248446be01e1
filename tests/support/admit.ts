/** The suite for admitting calls on every store: the same call several times at once, many calls at once, and the limit. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { admit, statePath } from '../../src/webhook/admit.ts';
import { parseCalls } from '../../src/webhook/calls.ts';

const at = 1_790_856_000;

export function admitSuite(name: string, open: () => Store): void {
  const race = (store: Store, digests: readonly string[], limit: number) =>
    Promise.allSettled(
      digests.map((digest, index) => admit({ digest, at, by: `run-${index}` }, { store, limit })),
    ).then((results) => results.map((it) => (it.status === 'fulfilled' ? it.value.decision.kind : it.reason.code)));
  const kept = async (store: Store) => parseCalls((await store.read(statePath))?.body ?? new Uint8Array());

  describe(`${name}: simultaneous calls`, () => {
    it.each([2, 8])('the same call %i times: one is accepted, all others are replays', async (count) => {
      for (let round = 0; round < 5; round += 1) {
        const store = open();
        const kinds = await race(
          store,
          Array.from({ length: count }, () => 'same'),
          6,
        );
        expect(kinds.sort()).toEqual(['admitted', ...Array.from({ length: count - 1 }, () => 'replay')]);
        expect((await kept(store))?.length).toBe(1);
      }
    });

    it('different calls: as many as the limit allows, and each accepted one is recorded', async () => {
      const store = open();
      const digests = Array.from({ length: 12 }, (_, index) => `call-${index}`);
      const kinds = await race(store, digests, 6);
      expect(kinds.filter((kind) => kind === 'admitted').length).toBe(6);
      expect(kinds.filter((kind) => kind === 'too-many').length).toBe(6);
      const accepted = digests.filter((_digest, index) => kinds[index] === 'admitted');
      expect((await kept(store))?.map(({ digest }) => digest).sort()).toEqual(accepted.sort());
    });
  });
}
