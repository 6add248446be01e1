/** Digests, by which the program knows whether bytes changed. Apart from `file.ts`, so that no renderer needs `node:crypto`. */
import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The same of a text in UTF-8. */
export function digestOfText(text: string): string {
  return digestOf(new TextEncoder().encode(text));
}
