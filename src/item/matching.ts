/** Matches article files with items, even after a rename, so that ids stay the same and edits are recognised. Pure. */
import { articleOf } from '../article/reading.ts';
import { stemOf } from '../article/story/path.ts';
import { type Item, isWithdrawn } from './item.ts';
import type { FileRead } from './source-change.ts';

/** The item of each file, by path of the file. An item is matched with at most one file. */
export function matchItems(items: readonly Item[], files: readonly FileRead[]): ReadonlyMap<string, Item> {
  const matched = new Map<string, Item>();
  const taken = new Set<Item>();
  const keys = files.map(keysOf);
  for (const sign of signs) {
    const free = indexOf(
      items.filter((item) => !taken.has(item)),
      sign,
    );
    for (const file of keys) {
      const item = matched.has(file.path) ? undefined : free.get(sign(file) ?? '');
      if (item === undefined || taken.has(item) || !mayBeSame(file, item)) continue;
      matched.set(file.path, item);
      taken.add(item);
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
  return { path, digest, name: articleOf(reading)?.id ?? null };
}

type Sign = (keys: Keys) => string | null;

/** What a file and its item can have in common, from the strongest sign to the weakest. */
const signs: readonly Sign[] = [
  ({ path, digest }) => (digest === null ? null : `${digest} ${path}`),
  ({ digest }) => digest,
  ({ name }) => name,
  ({ path }) => path,
  ({ path }) => stemOf(path),
];

/** If several items have the same key, one that is not withdrawn wins. */
function indexOf(items: readonly Item[], sign: Sign): ReadonlyMap<string, Item> {
  const withdrawnFirst = [...items].sort((a, b) => Number(isWithdrawn(b)) - Number(isWithdrawn(a)));
  return new Map(
    withdrawnFirst.flatMap((item) => {
      const key = sign(item);
      return key === null ? [] : [[key, item] as const];
    }),
  );
}

/** Two different names set by an author are two different articles. */
function mayBeSame(file: Keys, item: Keys): boolean {
  return file.name === null || item.name === null || file.name === item.name;
}
