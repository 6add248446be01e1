/** Lists the files of a source that are not articles. */
import { hidePath } from '../../article/story/hidden-names.ts';
import type { SkippedKind } from '../../article/story/no-story.ts';
import { formatToRead } from '../../article/story/path.ts';
import type { SkippedFile } from '../../item/next-items.ts';
import type { StoredFile } from '../../model/file.ts';

/** What the listed files without a story are, sorted by path. */
export function listSkipped(
  rows: readonly (readonly [key: string, kinds: readonly SkippedKind[]])[],
  files: readonly StoredFile[],
): readonly SkippedFile[] {
  const left = new Map(rows);
  const found: SkippedFile[] = [];
  // Most of them are what only agencies send, so few other paths are hashed.
  for (const { path } of [...files].sort((one, other) => rankOf(one.path) - rankOf(other.path))) {
    if (left.size === 0) break;
    const key = hidePath(path);
    found.push(...(left.get(key) ?? []).map((what) => ({ path, what })));
    left.delete(key);
  }
  return found.sort((one, other) => Number(one.path > other.path) - Number(one.path < other.path));
}

function rankOf(path: string): number {
  return formatToRead(path) === 'agency' ? 0 : 1;
}

/** The files of a source that are not published, as a report lists them. */
export interface SkippedLists {
  /** Paths of files that are not articles, by their extension or, as XML files and those without an extension, by their content. */
  readonly skipped: readonly string[];
  /** What agencies send that is not a story, such as pictures and planning items. A run that looks at named files lists only those. */
  readonly noStories: readonly SkippedFile[];
}

/** Adds files of other kinds to `paths`, which are those with unknown extensions. */
export function splitSkipped(paths: readonly string[], files: readonly SkippedFile[]): SkippedLists {
  const others = files.filter(({ what }) => what === 'other file').map(({ path }) => path);
  return { skipped: [...paths, ...others].sort(), noStories: files.filter(({ what }) => what !== 'other file') };
}
