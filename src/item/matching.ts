/** Matches article files with items, even after a rename, so that ids stay the same and edits are recognised. Pure. */
import { articleOf } from '../article/reading.ts';
import { hiddenStem, hideName, hidePath } from './hidden-names.ts';
import { type Item, isWithdrawn } from './item.ts';
import type { FileRead } from './source-change.ts';

/** The item of each file, by path of the file. An item is matched with at most one file. */
export function matchItems(items: readonly Item[], files: readonly FileRead[]): ReadonlyMap<string, Item> {
  const matched = new Map<string, Item>();
  const taken = new Set<Item>();
  const known = items.map((item) => ({ item, keys: hiddenKeys(item) }));
  const read = files.map((file) => ({ path: file.path, keys: keysOf(file) }));
  for (const sign of signs) {
    const free = indexOf(
      known.filter(({ item }) => !taken.has(item)),
      sign,
    );
    for (const { path, keys } of read) {
      const found = matched.has(path) ? undefined : free.get(sign(keys) ?? '');
      if (found === undefined || taken.has(found.item) || !mayBeSame(keys, found.keys)) continue;
      matched.set(path, found.item);
      taken.add(found.item);
    }
  }
  return matched;
}

/** What identifies an article, in a file and in an item. */
interface Keys {
  readonly path: string;
  /** Null if the file could not be read. */
  readonly digest: string | null;
  /** The `id` or `slug` that the author set. */
  readonly name: string | null;
}

function keysOf({ path, digest, reading }: FileRead): Keys {
  return hiddenKeys({ path, digest, name: articleOf(reading)?.id ?? null });
}

/** Digests of all names, because the ledger contains only those of articles that are not out. */
function hiddenKeys({ path, digest, name }: Keys): Keys {
  return { path: hidePath(path), digest, name: name === null ? null : hideName(name) };
}

interface KnownItem {
  readonly item: Item;
  readonly keys: Keys;
}

type Sign = (keys: Keys) => string | null;

/** What a file and its item can have in common, from the strongest sign to the weakest. */
const signs: readonly Sign[] = [
  ({ path, digest }) => (digest === null ? null : `${digest} ${path}`),
  ({ digest }) => digest,
  ({ name }) => name,
  ({ path }) => path,
  ({ path }) => hiddenStem(path),
];

/** If several items have the same key, one that is not withdrawn wins. */
function indexOf(known: readonly KnownItem[], sign: Sign): ReadonlyMap<string, KnownItem> {
  const withdrawnFirst = known.toSorted((a, b) => Number(isWithdrawn(b.item)) - Number(isWithdrawn(a.item)));
  return new Map(
    withdrawnFirst.flatMap((it) => {
      const key = sign(it.keys);
      return key === null ? [] : [[key, it] as const];
    }),
  );
}

/** Two different names set by an author are two different articles. */
function mayBeSame(file: Keys, item: Keys): boolean {
  return file.name === null || item.name === null || file.name === item.name;
}
