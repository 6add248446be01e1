/** Digests, which show whether bytes changed. Separate from `file.ts`, so that renderers do not need `node:crypto`. */
import { createHash } from 'node:crypto';

/** The SHA-256 digest of bytes, in hexadecimal. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The SHA-1 digest of a string in UTF-8, in hexadecimal, for URLs that contain one. It protects nothing. */
export function sha1OfText(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** The SHA-256 digest of a string in UTF-8, in hexadecimal. */
export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
