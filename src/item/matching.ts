/** Which item each article file carries on, however it was renamed, so that ids stay and edits are seen. Pure. */
import { articleOf } from '../article/reading.ts';
import { stemOf } from '../article/story/path.ts';
import { type Item, isWithdrawn } from './item.ts';
import type { FileRead } from './source-change.ts';

/** By path of the file. Every item is carried on by one file at the most. */
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

/** What distinguishes one article from another, in a file and in an item. */
interface Keys {
  readonly path: string;
  /** Null if the file could not be read. */
  readonly digest: string | null;
  /** The name that its author gave it. */
  readonly name: string | null;
}

function keysOf({ path, digest, reading }: FileRead): Keys {
  return { path, digest, name: articleOf(reading)?.id ?? null };
}

type Sign = (keys: Keys) => string | null;

/** What a file and its item have in common, from the surest sign to the weakest. */
const signs: readonly Sign[] = [
  ({ path, digest }) => (digest === null ? null : `${digest} ${path}`),
  ({ digest }) => digest,
  ({ name }) => name,
  ({ path }) => path,
  ({ path }) => stemOf(path),
];

/** If several items have one key, one that is not withdrawn comes first. */
function indexOf(items: readonly Item[], sign: Sign): ReadonlyMap<string, Item> {
  const withdrawnFirst = [...items].sort((a, b) => Number(isWithdrawn(b)) - Number(isWithdrawn(a)));
  return new Map(
    withdrawnFirst.flatMap((item) => {
      const key = sign(item);
      return key === null ? [] : [[key, item] as const];
    }),
  );
}

/** Two names that an author gave are two articles. */
function mayBeSame(file: Keys, item: Keys): boolean {
  return file.name === null || item.name === null || file.name === item.name;
}
