/** Files: bytes to publish, and what a listing says of them. */

/**
 * Bytes to publish; media type and cache rule follow from the path.
 *
 * @example
 * const file: File = { path: 'rss.xml', body: new TextEncoder().encode('<rss/>') };
 */
export interface File {
  readonly path: string;
  readonly body: Uint8Array;
}

/**
 * A file in a store, as a listing shows it.
 *
 * @example
 * const file: StoredFile = { path: 'rss.xml', version: '1f0a', lengthBytes: 6 };
 */
export interface StoredFile {
  /** Relative to the place, with forward slashes. */
  readonly path: string;
  /** Changes whenever the bytes do, and only means something to the store that gave it. */
  readonly version: string;
  readonly lengthBytes: number;
}

/** `c.md` of `a/b/c.md`. */
export function lastPartOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
