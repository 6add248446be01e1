/** Two articles with one id: both are named, and the one that had it stays. */
import { error, inFile, type Problem } from '../problem/problem.ts';
import type { Step } from './item-record.ts';

export interface Clash {
  readonly problem: Problem;
}

/** The files that have to yield, by path. An article that was out with its id has it; else the first file by path. */
export function findClashes(steps: readonly Step[]): ReadonlyMap<string, Clash> {
  const owners = new Map<string, string>();
  const clashes = new Map<string, Clash>();
  const claims = steps.filter(({ record }) => record?.state === 'published');
  for (const { record, path } of [...claims].sort((a, b) => Number(hadIt(b)) - Number(hadIt(a)))) {
    const id = record?.id ?? '';
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, path);
    else clashes.set(path, { problem: repeated({ id, path, owner }) });
  }
  return clashes;
}

function hadIt({ before, record }: Step): boolean {
  return before?.state === 'published' && before.id === record?.id;
}

function repeated({ id, path, owner }: { id: string; path: string; owner: string }): Problem {
  const message = `"${path}" and "${owner}" have the same id "${id}": rename one, or give it an "id" of its own`;
  const [problem] = inFile(path, [error('repeated-id', message, { line: 1, column: 1 })]);
  if (problem === undefined) throw new Error('One finding is one problem');
  return problem;
}
