/**
 * Hides the names of articles that are not out. The ledger is in the folder of the publication, and a server that is
 * configured wrongly may serve it. So it contains digests of their paths and names, which can be compared but not read. Pure.
 */
import { digestOfText } from '../../model/digest.ts';
import { fileOfPart, stemOf } from './path.ts';

const mark = 'sha256:';

function digestOfName(text: string): string {
  return `${mark}${digestOfText(text).slice(0, 40)}`;
}

/** True for what `hideName` and `hidePath` return. */
export function isHiddenName(text: string): boolean {
  return text.startsWith(mark);
}

/** The digest of the `id` or `slug` that an author wrote. A digest stays the same. */
export function hideName(name: string): string {
  return isHiddenName(name) ? name : digestOfName(name);
}

/** The digests of a path and of its stem. Digests stay the same, and so does the number of a part. */
export function hidePath(path: string): string {
  if (isHiddenName(path)) return path;
  const file = fileOfPart(path);
  return `${digestOfName(file)} ${digestOfName(stemOf(file))}${path.slice(file.length)}`;
}

/** What two paths that differ only in their extension have in common, whether they are hidden or not. */
export function hiddenStem(path: string): string {
  return isHiddenName(path) ? path.slice(path.indexOf(' ') + 1) : digestOfName(stemOf(path));
}

/** What an id has in common with others that differ only in case or in spaces around it: those name the same item. */
export function foldId(id: string): string {
  return id.trim().toLowerCase();
}
