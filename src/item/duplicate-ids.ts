/** Two articles with one id: both are named, and the one that had it stays. Pure. */
import { error, inFile, type Problem } from '../problem/problem.ts';
import { entryOf, type Item } from './item.ts';
import type { NextItem } from './next-item.ts';

/** A problem for each file that may not have its id, by path. An article that was out with its id has it; else the first by path. */
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
  const message = `"${path}" and "${owner}" have the same id "${id}": rename one, or give it an "id" of its own`;
  return inFile(path, [error('repeated-id', message, { line: 1, column: 1 })]);
}
