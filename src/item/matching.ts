/** Matches article files with items, even after a rename, so that ids stay the same and edits are recognised. Pure. */
import { articleOf } from '../article/reading.ts';
import { hiddenStem, hideName, hidePath } from '../article/story/hidden-names.ts';
import { stemOf } from '../article/story/path.ts';
import type { Channel } from '../model/channel.ts';
import type { Instant } from '../model/instant.ts';
import { explicitId, tagUri } from './id.ts';
import { entryOf, type Item, isWithdrawn } from './item.ts';
import type { FileRead } from './source-change.ts';

/** The item of each file, by path of the file. An item is matched with at most one file. */
export function matchItems(
  items: readonly Item[],
  files: readonly FileRead[],
  { authority }: Pick<Channel, 'authority'>,
): ReadonlyMap<string, Item> {
  const matched = new Map<string, Item>();
  const taken = new Set<Item>();
  const known = items.map((item) => ({ item, keys: keysOfItem(item) }));
  const read = files.map((file) => ({ path: file.path, keys: keysOf(file, authority) }));
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
  /** The id and the headline with its date. Of an item, only if it was read back from a feed and nothing else is known. */
  readonly id: string | null;
  readonly story: string | null;
}

function keysOf({ path, digest, reading }: FileRead, authority: string): Keys {
  const article = articleOf(reading);
  const name = article?.id ?? null;
  return {
    ...hiddenKeys({ path, digest, name }),
    id: name === null ? tagUri(authority, stemOf(path)) : explicitId(authority, name),
    story: article === null ? null : storyKey(article),
  };
}

function keysOfItem(item: Item): Keys {
  const entry = entryOf(item);
  const isReadBack = entry !== null && hidePath(item.path) === hidePath(entry.id);
  const published = item.state === 'published' ? item.published : null;
  return {
    ...hiddenKeys(item),
    id: isReadBack ? entry.id : null,
    story: isReadBack && published !== null ? storyKey({ title: entry.title, published }) : null,
  };
}

/** Digests of all names, because the ledger contains only those of articles that are not out. */
function hiddenKeys({ path, digest, name }: Pick<Keys, 'path' | 'digest' | 'name'>) {
  return { path: hidePath(path), digest, name: name === null ? null : hideName(name) };
}

function storyKey({ title, published }: { readonly title: string; readonly published: Instant }): string {
  return `${published} ${title}`;
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
  ({ id }) => id,
  ({ story }) => story,
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
