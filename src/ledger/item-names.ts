/** The names of items in the ledger: hidden while an article is not out, and found again by the files that exist. Pure. */
import { hideName, hidePath, isHiddenName } from '../article/story/hidden-names.ts';
import type { Item } from '../item/item.ts';

/** The item as the ledger stores it: only a published article has a path and a name that can be read. */
export function hideNames(item: Item): Item {
  if (item.state === 'published') return item;
  return { ...item, path: hidePath(item.path), name: item.name === null ? null : hideName(item.name) };
}

/** Items from the ledger, with the paths of the files that exist. The path of an item without a file stays hidden. */
export function findPaths(items: readonly Item[], paths: readonly string[]): readonly Item[] {
  if (!items.some(({ path }) => isHiddenName(path))) return items;
  const found = new Map(paths.map((path) => [hidePath(path), path]));
  return items.map((item) => {
    const path = isHiddenName(item.path) ? found.get(item.path) : undefined;
    return path === undefined ? item : { ...item, path };
  });
}
