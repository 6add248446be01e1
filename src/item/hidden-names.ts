/**
 * Hides the names of articles that are not out. The ledger is in the folder of the publication, and a server that is
 * configured wrongly may serve it. So it contains digests of their paths and names, which can be compared but not read. Pure.
 */
import { stemOf } from '../article/story/path.ts';
import { digestOfText } from '../model/digest.ts';
import type { Item } from './item.ts';

const mark = 'sha256:';

function digestOfName(text: string): string {
  return `${mark}${digestOfText(text).slice(0, 40)}`;
}

function isHidden(text: string): boolean {
  return text.startsWith(mark);
}

/** The digest of the `id` or `slug` that an author wrote. A digest stays the same. */
export function hideName(name: string): string {
  return isHidden(name) ? name : digestOfName(name);
}

/** The digests of a path and of its stem. Digests stay the same. */
export function hidePath(path: string): string {
  return isHidden(path) ? path : `${digestOfName(path)} ${digestOfName(stemOf(path))}`;
}

/** What two paths that differ only in their extension have in common, whether they are hidden or not. */
export function hiddenStem(path: string): string {
  return isHidden(path) ? path.slice(path.indexOf(' ') + 1) : digestOfName(stemOf(path));
}

/** The item as the ledger stores it: only a published article has a path and a name that can be read. */
export function hideNames(item: Item): Item {
  if (item.state === 'published') return item;
  return { ...item, path: hidePath(item.path), name: item.name === null ? null : hideName(item.name) };
}

/** Items from the ledger, with the paths of the files that exist. The path of an item without a file stays hidden. */
export function findPaths(items: readonly Item[], paths: readonly string[]): readonly Item[] {
  if (!items.some(({ path }) => isHidden(path))) return items;
  const found = new Map(paths.map((path) => [digestOfName(path), path]));
  return items.map((item) => {
    const path = isHidden(item.path) ? found.get(item.path.split(' ')[0] ?? '') : undefined;
    return path === undefined ? item : { ...item, path };
  });
}
