/** The store contract in memory, and its initial files. */
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { bytes, textOf } from '../support/store.ts';
import { storeContract } from './contract.ts';

storeContract('memory', () => {
  const store = createMemoryStore();
  return { open: () => store };
});

it('starts with the files it is given, as text or as bytes', async () => {
  const store = createMemoryStore({ 'b.md': bytes('two'), 'a.md': 'one' });
  expect((await store.list(() => true)).map(({ path }) => path)).toEqual(['a.md', 'b.md']);
  expect(textOf(await store.read('a.md'))).toBe('one');
  expect(textOf(await store.read('b.md'))).toBe('two');
});
