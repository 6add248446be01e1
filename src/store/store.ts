/** The port to places that hold files: a folder, a bucket, memory. One contract suite runs against every adapter. */
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
 * What a write expects to find: a version, nothing at all, or whatever is there.
 *
 * @example
 * const expected: Expected = { version: '1f0a' };
 */
export type Expected = { readonly version: string } | 'absent' | 'any';

/**
 * A place for files, with conditional writes: the port that all stores implement.
 *
 * @example
 * const isThere = async (store: Store, path: string): Promise<boolean> => (await store.read(path)) !== null;
 * await isThere(createMemoryStore(), 'rss.xml') // => false
 */
export interface Store {
  /** The place in words, for messages: `public`, `s3://bucket/prefix`. */
  readonly location: string;
  /** The files whose path is accepted, by path. Names that are no path inside a place, such as `a//b`, are left out, or cannot be read. */
  list(accept: (path: string) => boolean): Promise<readonly StoredFile[]>;
  /** Null where there is no such file. */
  read(path: string): Promise<StoredBody | null>;
  /**
   * Writes a whole file, or nothing: no reader ever sees a part. Gives the new version. Throws `PublishError` with code
   * `conflict` where something else is there than expected, unless it has the same bytes already.
   */
  write(path: string, body: Uint8Array, expected: Expected): Promise<string>;
  /** Removes a file; that there is none is no error. */
  remove(path: string): Promise<void>;
}

/** What one read gives at the most: Node reads no more at once. */
export const mostBytes = 2 ** 31 - 1;

/** Why a file that is longer cannot be read. */
export const tooLong = 'it is larger than 2 GiB; make it smaller, or host it elsewhere and give its address';

/**
 * True where a version is the digest of these bytes: SHA-256, or the ETag of an object that was written at once and is
 * encrypted with the store's own key (MD5). False says nothing.
 */
export function isVersionOf(version: string, body: Uint8Array): boolean {
  return version === digestOf(body) || version === `"${createHash('md5').update(body).digest('hex')}"`;
}

/** The error of a write that found something else than it expected. */
export function conflict(location: string, path: string): PublishError {
  return new PublishError('conflict', `"${path}" in ${location} was changed by another run: start again`);
}

/** True where a write found something else than it expected. */
export function isConflict(thrown: unknown): boolean {
  return thrown instanceof PublishError && thrown.code === 'conflict';
}

/** True where a path stays inside its place, on every machine. */
export function isPath(path: string): boolean {
  const parts = path.split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..') && !/[\\\0]/.test(path);
}

/** Throws where a path would leave its place. */
export function checkPath(path: string): void {
  if (isPath(path)) return;
  const remedy = path.includes('\\') ? ': its name must have no backslash' : '';
  throw new PublishError('invalid-path', `"${path}" is not a path inside a place${remedy}`);
}

/** By UTF-16 code units, as S3 lists ASCII names: the same on every machine and in every language. */
export function byPath(one: StoredFile, other: StoredFile): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

/** The rule of a conditional write, where versions are digests: as expected, or the same bytes already. */
export function mayWrite(
  there: Uint8Array | undefined,
  { body, expected }: { readonly body: Uint8Array; readonly expected: Expected },
): boolean {
  if (expected === 'any') return true;
  const version = there === undefined ? null : digestOf(there);
  return version === (expected === 'absent' ? null : expected.version) || version === digestOf(body);
}

/** True where one place lies in the other, or is the same: what is published would be read as articles. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((location) => `${location.replace(/[\\/]+$/, '')}/`) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}
