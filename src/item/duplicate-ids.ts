/** Finds articles with the same id. The article that had the id first keeps it, and the problem names both. Pure. */
import { error, inFile, type Problem } from '../problem/problem.ts';
import { entryOf, type Item } from './item.ts';
import type { NextItem } from './next-item.ts';

/**
 * The problems of each file whose id belongs to another article, by path. An article that is published with an id owns it.
 * Otherwise, the first file by path owns it.
 */
export function findDuplicateIds(
  nexts: readonly NextItem[],
  unchanged: readonly Item[],
): ReadonlyMap<string, readonly Problem[]> {
  const owners = new Map<string, string>();
  for (const item of unchanged) if (item.state === 'published') owners.set(item.entry.id, item.path);
  const duplicates = new Map<string, readonly Problem[]>();
  for (const { item, path } of nexts.toSorted((a, b) => Number(hadId(b)) - Number(hadId(a)))) {
    if (item?.state !== 'published') continue;
    const { id } = item.entry;
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, path);
    else duplicates.set(path, repeated({ id, path, owner }));
  }
  return duplicates;
}

function hadId({ before, item }: NextItem): boolean {
  return before?.state === 'published' && before.entry.id === entryOf(item)?.id;
}

function repeated({ id, path, owner }: { id: string; path: string; owner: string }): readonly Problem[] {
  const message = `"${path}" and "${owner}" have the same id "${id}": rename one file, or give it a different "id"`;
  return inFile(path, [error('repeated-id', message, { line: 1, column: 1 })]);
}
