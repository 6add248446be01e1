/** The port `Store`, which holds files in a folder, a bucket or memory. One contract suite tests every adapter. */
import { createHash } from 'node:crypto';
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';

/**
 * The bytes of a file, and the version that they are.
 *
 * @example
 * const textOf = ({ body }: StoredBody): string => new TextDecoder().decode(body);
 */
export interface StoredBody {
  readonly body: Uint8Array;
  readonly version: string;
}

/**
 * What a write expects to find: a version, no file, or anything.
 *
 * @example
 * const expected: Expected = { version: '1f0a' };
 */
export type Expected = { readonly version: string } | 'absent' | 'any';

/**
 * What a link in a folder points to. Links are never followed.
 *
 * @example
 * const isBroken = (target: LinkTarget): boolean => target === 'nothing';
 */
export type LinkTarget = 'file' | 'folder' | 'nothing';

/**
 * Chooses files to list by their path. `link` is what a link points to, and undefined for a file.
 *
 * @example
 * const isMarkdown: Accept = (path) => path.endsWith('.md');
 */
export type Accept = (path: string, link?: LinkTarget) => boolean;

/**
 * A place for files, with conditional writes: the port that all stores implement.
 *
 * @example
 * const isThere = async (store: Store, path: string): Promise<boolean> => (await store.read(path)) !== null;
 * await isThere(createMemoryStore(), 'rss.xml') // => false
 */
export interface Store {
  /** The folder or URL of the store, for messages: `public`, `s3://bucket/prefix`. */
  readonly location: string;
  /** True if reading a file costs nothing worth saving: a folder or memory. */
  readonly isLocal: boolean;
  /**
   * Lists the files whose path is accepted, sorted by path. A file whose name is not a valid path, such as `a//b`, is left
   * out, or reading it throws. Reading a link, or what is not a file, throws too.
   */
  list(accept: Accept): Promise<readonly StoredFile[]>;
  /** Looks at one file, as a listing shows it, without sending its bytes. Returns null if it does not exist. */
  look(path: string): Promise<StoredFile | null>;
  /** Reads a whole file. Returns null if it does not exist. */
  read(path: string): Promise<StoredBody | null>;
  /**
   * Writes a whole file and returns its new version. Readers never see part of a file. Throws `PublishError` with code
   * `conflict` if the stored file is not the expected one, unless it already has the same bytes.
   */
  write(path: string, body: Uint8Array, expected: Expected): Promise<string>;
  /** Removes a file. Does nothing if it does not exist. */
  remove(path: string): Promise<void>;
  /** Removes many files, in as few requests as the store allows. If one cannot be removed, others may be. */
  removeAll(paths: readonly string[]): Promise<void>;
}

/** The size of the largest file that can be read: Node reads at most this many bytes at once. */
export const maximumFileBytes = 2 ** 31 - 1;

/** The reason for refusing a larger file, as part of a message. */
export const tooLong = 'it is larger than 2 GiB; make it smaller, or host it elsewhere and give its URL';

/**
 * True if a version is the digest of these bytes: SHA-256, or the ETag (MD5) of an object that was uploaded in one part and
 * is encrypted with the store's own key. If it returns false, the bytes may still be the same.
 */
export function isVersionOf(version: string, body: Uint8Array): boolean {
  return version === digestOf(body) || version === `"${createHash('md5').update(body).digest('hex')}"`;
}

/** Makes the error for a write that did not find the expected file. */
export function conflict(location: string, path: string): PublishError {
  return new PublishError('conflict', `"${path}" in ${location} was changed by another run: start again`);
}

/** True if a write did not find the expected file. */
export function isConflict(thrown: unknown): boolean {
  return thrown instanceof PublishError && thrown.code === 'conflict';
}

/** An empty part, or one that names this folder or the one above; or a character that separates or ends paths elsewhere. */
const invalidPart = /(?:^|\/)\.{0,2}(?:\/|$)|[\\\0]/;

/** True if a path stays inside its store, on every operating system. */
export function isPath(path: string): boolean {
  return !invalidPart.test(path);
}

/** Throws `PublishError` with code `invalid-path` if a path would leave its store. */
export function checkPath(path: string): void {
  if (isPath(path)) return;
  const remedy = path.includes('\\') ? ': its name must not contain a backslash' : '';
  throw new PublishError('invalid-path', `"${path}" is not a valid path in a store${remedy}`);
}

/** Compares by UTF-16 code units, as S3 sorts ASCII names: the same on every machine and in every locale. */
export function byPath(one: StoredFile, other: StoredFile): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

/** The rule for conditional writes in stores whose versions are digests: the stored file is as expected, or already has the same bytes. */
export function mayWrite(
  old: Uint8Array | undefined,
  { body, expected }: { readonly body: Uint8Array; readonly expected: Expected },
): boolean {
  if (expected === 'any') return true;
  const version = old === undefined ? null : digestOf(old);
  return version === (expected === 'absent' ? null : expected.version) || version === digestOf(body);
}

/** True if two locations are the same or one is inside the other: published files would then be read as articles. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((location) => `${location.replace(/[\\/]+$/, '')}/`) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}

/** Returns the bucket and the prefix without a trailing slash, or null if `location` is not an `s3://` URL. */
export function parseS3Url(location: string): { readonly bucket: string; readonly prefix: string } | null {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(location);
  if (match === null) return null;
  return { bucket: match[1] ?? '', prefix: (match[2] ?? '').replace(/\/+$/, '') };
}
