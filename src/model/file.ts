/** Files: bytes to publish, and what a listing says of them. */
import { createHash } from 'node:crypto';

/** Bytes to publish; media type and cache rule follow from the path. */
export interface File {
  readonly path: string;
  readonly body: Uint8Array;
}

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

/** SHA-256 in hexadecimal. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The same of a text in UTF-8. */
export function digestOfText(text: string): string {
  return digestOf(new TextEncoder().encode(text));
}
