/** The articles of a folder by name, for links between them. */
import type { Instant } from '../../model/instant.ts';
import { stemOf } from '../story/path.ts';

/**
 * The articles of a folder, for links between them.
 *
 * @example
 * const isThere = ({ paths }: ArticleIndex): boolean => paths.has('terns.md');
 */
export interface ArticleIndex {
  readonly paths: ReadonlySet<string>;
  /** By the name of the file in lower case, without its extension. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** Articles that are not out at this instant are not linked to. Null if the time does not matter. */
  readonly now: Instant | null;
}

export function indexArticles(paths: readonly string[], now: Instant | null): ArticleIndex {
  return { paths: new Set(paths), byName: Map.groupBy(paths, nameInLinks), now };
}

function nameInLinks(path: string): string {
  return stemOf(path).split('/').at(-1)?.toLowerCase() ?? '';
}
