/** Where an article has the page that Presstime makes for it: a path that is safe on every machine, whatever its name. */
import { createHash } from 'node:crypto';
import type { Channel } from '../model.ts';
import { placeOf } from './path.ts';

/** What names the page: the author's own name for the article, else its place. */
export interface Named {
  readonly path: string;
  readonly id: string | null;
}

/** The path of the page in the publication: `articles/<place>.html`. */
export function pagePathOf({ path, id }: Named): string {
  return `articles/${safePath(id ?? placeOf(path))}.html`;
}

/** The address of a published path. */
export function urlOf(path: string, { feedUrl }: Pick<Channel, 'feedUrl'>): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), feedUrl).href;
}

/** Folders are kept. What had to be changed gets a digest of the whole, so that two names never share one path. */
export function safePath(name: string): string {
  const parts = name.normalize('NFC').split('/').map(safePart);
  const path = parts.filter((part) => part !== '').join('/');
  return path === name ? path : `${path === '' ? 'page' : path}-${shortDigest(name)}`;
}

/** Letters of any script in lower case, digits, and hyphens between; Windows and macOS hold all of them apart. */
export function safePart(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '-')
    .normalize('NFC');
  return [...words.replace(/^-+|-+$/g, '')].slice(0, 80).join('');
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
