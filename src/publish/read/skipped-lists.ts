/** Lists the files of a source that are not articles, and refuses to publish an empty feed if there are no others. */
import { hidePath } from '../../article/story/hidden-names.ts';
import { countSkipped, type SkippedKind } from '../../article/story/no-story.ts';
import { formatToRead, isSiteFile } from '../../article/story/path.ts';
import type { SkippedFile } from '../../item/next-items.ts';
import type { StoredFile } from '../../model/file.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural, someOf } from '../../problem/wording.ts';
import type { Plan } from '../plan/plan.ts';

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

/**
 * Throws `PublishError` with code `nothing-readable` if there are files, but none is an article and nothing was published before. A
 * refused file is an error of its own, and files that belong to a site do not count.
 */
export function checkReadable(
  { hasStories, refused }: Pick<Plan, 'hasStories' | 'refused'>,
  { skipped, noStories }: SkippedLists,
  location: string,
): void {
  const others = skipped.filter((path) => !isSiteFile(path));
  if (hasStories || refused.length > 0 || noStories.length + others.length === 0) return;
  const counts = [
    ...(noStories.length === 0 ? [] : [countSkipped(noStories)]),
    ...(others.length === 0 ? [] : [`${plural(others.length, 'file')} with unknown extensions: ${someOf(others, 3)}`]),
  ].join(' and ');
  const message =
    `No file in ${location} is an article, so nothing was published. Found ${counts}. ` +
    'See what one is with "presstime show FILE", convert texts to Markdown, or name the folder of the articles';
  throw new PublishError('nothing-readable', message, { location });
}
