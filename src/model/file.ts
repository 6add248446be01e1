/** The `File` type, bytes to publish, and the `StoredFile` of a listing. */

/**
 * A file to publish. Its path decides its media type and cache rule.
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
  /** Relative to the store, with forward slashes. */
  readonly path: string;
  /** Changes whenever the bytes change. Only meaningful to the store that made it. */
  readonly version: string;
  readonly lengthBytes: number;
}

/** The last part of a path: `c.md` for `a/b/c.md`. */
export function lastPartOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
