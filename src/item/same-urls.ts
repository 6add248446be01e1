/** Finds articles whose entries have the same URL, and reports them. Both stay published. Pure. */
import { groupBy } from '../model/group-by.ts';
import { inFile, type Problem, warning } from '../problem/problem.ts';
import { someOf } from '../problem/wording.ts';
import type { Item, Published } from './item.ts';
import type { FileRead } from './source-change.ts';

/** Reports each file that this run read if another article has the same URL. Readers that go by links show only one of them. */
export function findSameUrls(read: readonly FileRead[], items: readonly Item[]): readonly Problem[] {
  const readPaths = new Set(read.map(({ path }) => path));
  const linked = items.filter((item): item is Published => item.state === 'published' && item.entry.page === null);
  const byUrl = groupBy(linked, ({ entry: { url } }) => (url === null ? [] : [url]));
  return [...byUrl].flatMap(([url, same]) => {
    const paths = same.map(({ path }) => path).sort();
    return paths.slice(1).flatMap((path, index) => {
      const others = paths.slice(0, index + 1);
      const isNew = readPaths.has(path) || others.some((other) => readPaths.has(other));
      return isNew ? inFile(path, [describeUrl(url, others)]) : [];
    });
  });
}

function describeUrl(url: string, others: readonly string[]) {
  const message = `The article has the same URL as ${someOf(others.map((path) => `"${path}"`))}: ${url}; give one of them another slug or URL`;
  return warning('repeated-url', message);
}
