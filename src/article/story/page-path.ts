/** The path of the page of an article. */
import { safePath } from '../text/slug.ts';
import { stemOf } from './path.ts';

/** What a page is named after: the name that the author set, or else the path of the file. */
export interface PageName {
  readonly path: string;
  readonly id: string | null;
}

/** The path of a page in the publication: `articles/<name>.html`. */
export function pagePathOf({ path, id }: PageName): string {
  return `articles/${safePath(id ?? stemOf(path))}.html`;
}
