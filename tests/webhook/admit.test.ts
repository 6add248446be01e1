/** Admitting a call with one conditional write: races, stores that fail, and a damaged file. */
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { conflict } from '../../src/store/store.ts';
import { admit, statePath } from '../../src/webhook/admit.ts';
import { admitSuite } from '../support/admit.ts';
import { bytes, textOf } from '../support/store.ts';

admitSuite('memory', createMemoryStore);

const call = { digest: 'a', at: 1_790_856_000, by: 'run' };

describe('the write that admits a call', () => {
  it('stores digest, instant and run, and nothing else', async () => {
    const store = createMemoryStore();
    await admit(call, { store, limit: 6 });
    expect(textOf(await store.read(statePath))).toBe(
      '{"version":1,"calls":[{"digest":"a","at":1790856000,"by":"run"}]}\n',
    );
  });
});

describe('a store that fails', () => {
  it('with endless conflicts: the call is not accepted, and the number of attempts is limited', async () => {
    let writes = 0;
    const memory = createMemoryStore();
    const write = async () => {
      writes += 1;
      throw conflict('memory', statePath);
    };
    const admitting = admit(call, { store: { ...memory, write }, limit: 6 });
    await expect(admitting).rejects.toMatchObject({ code: 'webhook-busy' });
    expect(writes).toBe(10);
  });
});

describe('a damaged file', () => {
  it('is replaced once, by the call that finds it, and then refuses replays again', async () => {
    const store = createMemoryStore({ [statePath]: 'half a fi' });
    expect(await admit(call, { store, limit: 6 })).toMatchObject({ decision: { kind: 'admitted' }, isDamaged: true });
    expect(await admit(call, { store, limit: 6 })).toMatchObject({ decision: { kind: 'replay' }, isDamaged: false });
  });

  it('is not overwritten if another run repaired it meanwhile', async () => {
    const memory = createMemoryStore({ [statePath]: 'half a fi' });
    let reads = 0;
    const read = async (path: string) => {
      const there = await memory.read(path);
      reads += 1;
      if (reads === 1) await admit({ ...call, by: 'other' }, { store: memory, limit: 6 });
      return there;
    };
    const { decision } = await admit(call, { store: { ...memory, read }, limit: 6 });
    expect([decision.kind, reads]).toEqual(['replay', 2]);
  });

  it('of several megabytes is small afterwards', async () => {
    const store = createMemoryStore({ [statePath]: bytes(' '.repeat(5_000_000)) });
    await admit(call, { store, limit: 6 });
    expect((await store.read(statePath))?.body.length).toBeLessThan(200);
  });
});
