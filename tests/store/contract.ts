/** The contract suite that every store must pass. */
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/model/digest.ts';
import type { Store } from '../../src/store/store.ts';
import { bytes, codeOf, settled, textOf } from '../support/store.ts';

/** An empty store, and another handle on it with each call, as another process would have. */
export interface Place {
  open(): Store;
}

const all = () => true;

/** Paths with characters that often cause errors: white space, escapes, other scripts, and characters with a meaning in URLs or XML. */
const oddPaths = [
  '%2e%2e/percent.md',
  '#fragment?query.md',
  '.presstime/ledger/head.json',
  '100%25.md',
  'Quote\'s "double".md',
  'a&amp;b<c>.md',
  'a+b=c;d,e@f:g!h$i(j)*k.md',
  'deep/er/and/deep/er/x.md',
  'two words/and  more.md',
  'übung/naïve-日本語-🎉.md',
];

const invalidPaths = ['', '../x', '/x', 'a//b', 'a/', 'a/../b', './a', 'a\0b', 'a\\b'];

/** Tests a store. `make` creates a new, empty one. */
export function storeContract(name: string, make: () => Promise<Place> | Place): void {
  const open = async () => (await make()).open();

  describe(`${name}: list`, () => {
    it('finds nothing in an empty store', async () => {
      expect(await (await open()).list(all)).toEqual([]);
    });

    it('returns path, version and length, sorted by path', async () => {
      const store = await open();
      for (const path of ['b.md', 'a/z.md', 'a.md']) await store.write(path, bytes(`at ${path}`), 'any');
      const files = await store.list(all);
      expect(files.map(({ path, lengthBytes }) => [path, lengthBytes])).toEqual([
        ['a.md', 7],
        ['a/z.md', 9],
        ['b.md', 7],
      ]);
      for (const { path, version } of files) expect((await store.read(path))?.version).toBe(version);
    });

    it('leaves out paths that are not accepted', async () => {
      const store = await open();
      for (const path of ['a.md', 'b.txt', 'c.md']) await store.write(path, bytes('x'), 'any');
      const files = await store.list((path) => path.endsWith('.md'));
      expect(files.map(({ path }) => path)).toEqual(['a.md', 'c.md']);
    });

    it('finds every one of 1,234 files, and removes them all', async () => {
      const store = await open();
      const paths = Array.from({ length: 1234 }, (_, index) => `many/${String(index).padStart(5, '0')}.md`);
      const lanes = Array.from({ length: 16 }, (_, lane) => paths.filter((_path, index) => index % 16 === lane));
      const fill = async (lane: readonly string[]) => {
        for (const path of lane) await store.write(path, bytes(path), 'any');
      };
      await Promise.all(lanes.map(fill));
      expect((await store.list(all)).map(({ path }) => path)).toEqual(paths);
      await store.removeAll(paths.slice(1));
      expect((await store.list(all)).map(({ path }) => path)).toEqual(paths.slice(0, 1));
    });

    it('shows a new version when the bytes change, and the old one when they come back', async () => {
      const store = await open();
      const versions: (string | undefined)[] = [];
      for (const text of ['one', 'two', 'one']) {
        await store.write('a.md', bytes(text), 'any');
        versions.push((await store.list(all))[0]?.version);
      }
      expect(versions[1]).not.toBe(versions[0]);
      expect(versions[2]).toBe(versions[0]);
    });
  });

  describe(`${name}: look`, () => {
    it('shows a file as a listing does, and null if there is none', async () => {
      const store = await open();
      for (const path of ['a.md', 'deep/er/b.md']) await store.write(path, bytes(`at ${path}`), 'any');
      for (const file of await store.list(all)) expect(await store.look(file.path)).toEqual(file);
      for (const path of ['none.md', 'no/folder/none.md', 'deep', 'deep/er']) expect(await store.look(path)).toBeNull();
    });

    it.each(oddPaths)('supports the path %s', async (path) => {
      const store = await open();
      const version = await store.write(path, bytes('one'), 'any');
      expect(await store.look(path)).toEqual({ path, version, lengthBytes: 3 });
    });
  });

  describe(`${name}: read`, () => {
    it('returns null if there is no file', async () => {
      const store = await open();
      expect(await store.read('none.md')).toBeNull();
      expect(await store.read('no/folder/none.md')).toBeNull();
    });

    it('returns the bytes that were written, whatever they are', async () => {
      const store = await open();
      const body = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
      await store.write('bytes.bin', body, 'any');
      await store.write('empty.bin', new Uint8Array(), 'any');
      expect(digestOf((await store.read('bytes.bin'))?.body ?? new Uint8Array())).toBe(digestOf(body));
      expect((await store.read('empty.bin'))?.body.length).toBe(0);
    });

    it('is not affected by later changes to the bytes', async () => {
      const store = await open();
      const body = bytes('before');
      await store.write('a.md', body, 'any');
      body.fill(0);
      (await store.read('a.md'))?.body.fill(0);
      expect(textOf(await store.read('a.md'))).toBe('before');
    });

    it.each(oddPaths)('supports the path %s in write, list, read and remove', async (path) => {
      const store = await open();
      await store.write(path, bytes(`at ${path}`), 'absent');
      expect((await store.list(all)).map((file) => file.path)).toEqual([path]);
      expect(textOf(await store.read(path))).toBe(`at ${path}`);
      await store.remove(path);
      expect(await store.list(all)).toEqual([]);
    });
  });

  describe(`${name}: write`, () => {
    it('returns the version that read and list show', async () => {
      const store = await open();
      const version = await store.write('a.md', bytes('one'), 'any');
      expect((await store.read('a.md'))?.version).toBe(version);
      expect((await store.list(all))[0]?.version).toBe(version);
    });

    it("with 'any' replaces whatever exists", async () => {
      const store = await open();
      await store.write('a.md', bytes('one'), 'any');
      await store.write('a.md', bytes('two'), 'any');
      expect(textOf(await store.read('a.md'))).toBe('two');
    });

    it("with 'absent' writes a new file and refuses to replace one", async () => {
      const store = await open();
      await store.write('a.md', bytes('one'), 'absent');
      await expect(store.write('a.md', bytes('two'), 'absent')).rejects.toMatchObject({ code: 'conflict' });
      expect(textOf(await store.read('a.md'))).toBe('one');
    });

    it('with a version replaces that one and no other', async () => {
      const store = await open();
      const first = await store.write('a.md', bytes('one'), 'any');
      await store.write('a.md', bytes('two'), { version: first });
      await expect(store.write('a.md', bytes('three'), { version: first })).rejects.toMatchObject({ code: 'conflict' });
      expect(textOf(await store.read('a.md'))).toBe('two');
    });

    it('with a version is refused if the file is gone', async () => {
      const store = await open();
      const version = await store.write('a.md', bytes('one'), 'any');
      await store.remove('a.md');
      await expect(store.write('a.md', bytes('two'), { version })).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read('a.md')).toBeNull();
    });

    it('succeeds if the same bytes already exist, whatever is expected', async () => {
      const store = await open();
      const stale = await store.write('a.md', bytes('one'), 'any');
      const version = await store.write('a.md', bytes('two'), 'any');
      expect(await store.write('a.md', bytes('two'), 'absent')).toBe(version);
      expect(await store.write('a.md', bytes('two'), { version: stale })).toBe(version);
      expect(await store.write('a.md', bytes('two'), 'any')).toBe(version);
    });

    it('lets one of 20 racing writers create a file, each time', async () => {
      const place = await make();
      for (let round = 0; round < 5; round += 1) expect(await race(place, `r${round}.md`, 'absent')).toBe(1);
    });

    it('lets one of 20 racing writers replace a version, each time', async () => {
      const place = await make();
      let version = await place.open().write('a.md', bytes('start'), 'any');
      for (let round = 0; round < 5; round += 1) {
        expect(await race(place, 'a.md', { version }, round)).toBe(1);
        version = (await place.open().read('a.md'))?.version ?? '';
      }
    });

    it('never shows a reader part of a file', async () => {
      const place = await make();
      const bodies = ['a', 'b', 'c'].map((letter) => bytes(letter.repeat(1_500_000)));
      const whole = new Set(bodies.map(digestOf));
      const writer = place.open();
      await writer.write('large.bin', bodies[0] as Uint8Array, 'any');
      let writing = true;
      const seen = new Set<string>();
      const look = async (reader: Store) => {
        while (writing) seen.add(digestOf((await reader.read('large.bin'))?.body ?? new Uint8Array()));
      };
      const readers = [look(place.open()), look(place.open())];
      for (let round = 1; round < 20; round += 1)
        await writer.write('large.bin', bodies[round % 3] as Uint8Array, 'any');
      writing = false;
      await Promise.all(readers);
      expect([...seen].filter((digest) => !whole.has(digest))).toEqual([]);
      expect(seen.size).toBeGreaterThan(0);
    });
  });

  describe(`${name}: remove`, () => {
    it('removes a file, and does nothing if there is none', async () => {
      const store = await open();
      await store.write('deep/er/a.md', bytes('one'), 'any');
      await store.write('deep/b.md', bytes('two'), 'any');
      await store.remove('deep/er/a.md');
      await store.remove('deep/er/a.md');
      await store.remove('never/was.md');
      expect(await store.read('deep/er/a.md')).toBeNull();
      expect((await store.list(all)).map(({ path }) => path)).toEqual(['deep/b.md']);
    });

    it('removes several files at once, whatever their names are, also if some of them do not exist', async () => {
      const store = await open();
      for (const path of [...oddPaths, 'kept.md']) await store.write(path, bytes(path), 'any');
      await store.removeAll([...oddPaths, 'never/was.md']);
      expect((await store.list(all)).map(({ path }) => path)).toEqual(['kept.md']);
      await store.removeAll([]);
      await store.removeAll(['never/was.md']);
      await store.removeAll(['kept.md']);
      expect(await store.list(all)).toEqual([]);
    });

    it('of the last file in a folder does not disturb writes to the same folder', async () => {
      const place = await make();
      const [writer, remover] = [place.open(), place.open()];
      for (let round = 0; round < 25; round += 1) {
        await writer.write('f/old.md', bytes('old'), 'any');
        const writes = [writer.write(`f/new-${round}.md`, bytes('new'), 'any'), remover.remove('f/old.md')];
        expect(await settled(writes)).toEqual([]);
        expect(textOf(await writer.read(`f/new-${round}.md`))).toBe('new');
        await remover.remove(`f/new-${round}.md`);
      }
    });
  });

  describe(`${name}: paths that leave the place`, () => {
    it.each(invalidPaths)('are refused: %j', async (path) => {
      const store = await open();
      expect(await codeOf(store.write(path, bytes('x'), 'any'))).toBe('invalid-path');
      expect(await codeOf(store.read(path))).toBe('invalid-path');
      expect(await codeOf(store.look(path))).toBe('invalid-path');
      expect(await codeOf(store.remove(path))).toBe('invalid-path');
      expect(await store.list(all)).toEqual([]);
      await store.write('kept.md', bytes('x'), 'any');
      expect(await codeOf(store.removeAll(['kept.md', path]))).toBe('invalid-path');
      expect((await store.list(all)).map((file) => file.path)).toEqual(['kept.md']);
    });
  });
}

/** How many of 20 writers, each with its own body and handle, succeeded. Checks that the file is the winner's. */
async function race(
  place: Place,
  path: string,
  expected: 'absent' | { readonly version: string },
  round = 0,
): Promise<number> {
  const writers = Array.from({ length: 20 }, (_, index) => ({ store: place.open(), text: `${round} by ${index}` }));
  const results = await Promise.allSettled(writers.map(({ store, text }) => store.write(path, bytes(text), expected)));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict' });
  const winners = writers.filter((_, index) => results[index]?.status === 'fulfilled');
  expect(winners.map(({ text }) => text)).toContain(textOf(await place.open().read(path)));
  return winners.length;
}
