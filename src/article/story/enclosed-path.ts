/** The paths of files that are inside another file, such as a picture attached to an e-mail: `news/a.eml//2/quay.jpg`. No other path contains `//`. */

interface EnclosedFile {
  /** The position in the file that contains it, from 1. */
  readonly position: number;
  /** The name that the sender gave it, from which its published path is made. */
  readonly name: string;
  readonly extension: string;
}

/** The path of a file inside the file at `path`. */
export function enclosedPath(path: string, { position, name, extension }: EnclosedFile): string {
  const stem = name.replace(/\.\w{1,5}$/, '').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return `${path}//${position}/${stem.replace(/^-+|-+$/g, '').slice(0, 80) || 'file'}.${extension}`;
}

/** The name by which messages call a file: without its path if it is inside another one. */
export function nameOfEnclosed(path: string): string {
  return splitEnclosedPath(path) === null ? path : path.slice(path.lastIndexOf('/') + 1);
}

/** The path of the file that contains another one, and the position in it. Null for the path of a whole file. */
export function splitEnclosedPath(path: string): { readonly container: string; readonly position: number } | null {
  const [, container, position] = /^(.+)\/\/(\d{1,9})\/[^/]+$/s.exec(path) ?? [];
  return container === undefined ? null : { container, position: Number(position) };
}
