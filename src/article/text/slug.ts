/** Names that are safe on every machine, made of any text: letters of any script in lower case, digits and hyphens. */
import { createHash } from 'node:crypto';

/** The most bytes of one name: file systems take 255, and a digest and an ending come after it. */
const longestPart = 200;
/** The most bytes of a path: S3 takes 1,024, with the prefix before it, and macOS no more with its folder. */
const longestPath = 700;

/** Folders are kept. What had to be changed gets a digest of the whole, so that two names never share one path. */
export function safePath(name: string): string {
  const parts = name.normalize('NFC').split('/').map(wordsIn);
  const named = parts.filter((part) => part !== '').map((part) => cutTo(part, longestPart));
  const path = cutTo(named.join('/'), longestPath);
  return path === name ? path : `${path === '' ? 'page' : path}-${shortDigest(name)}`;
}

/** One part of a path; what had to be cut gets a digest of the whole. Empty where the text has no letter and no digit. */
export function safePart(text: string): string {
  const words = wordsIn(text);
  const part = cutTo(words, longestPart);
  return part === words ? part : `${part}-${shortDigest(text)}`;
}

/** Letters of any script in lower case, digits, and hyphens between; Windows and macOS hold all of them apart. */
function wordsIn(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '-')
    .normalize('NFC');
  return words.replace(/^-+|-+$/g, '');
}

/** As many whole letters as take so many bytes in UTF-8. */
function cutTo(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return read === text.length ? text : text.slice(0, read).replace(/[/-]+$/, '');
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
