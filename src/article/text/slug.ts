/** Makes slugs and safe names for paths and URLs from any text, by a table of styles. */
import { digestOf, digestOfText } from '../../model/digest.ts';

/** One step of a style. Each match of a pattern becomes a hyphen. */
type Step = 'NFC' | 'NFKD' | 'lower case' | RegExp;

const notWords = /[^\p{L}\p{M}\p{Nd}]+/gu;
/** All characters except letters, digits and others allowed in a path segment (RFC 3986, 3.3). Also matches hyphens and colons. */
const notPath = /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu;

/** The steps of each style. Changing their order would change published URLs. */
const styles = {
  /** Letters of any script and digits. Windows and macOS can distinguish all of these names. */
  path: ['NFC', 'lower case', notWords, 'NFC'],
  /** Latin letters and digits. */
  media: ['lower case', 'NFKD', /[^a-z0-9]+/g],
  /** Jekyll's `pretty`: https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter */
  title: ['NFC', notPath],
  slug: ['NFC', notPath, 'lower case'],
  /** Jekyll's `default`. */
  category: [notWords, 'NFC', notPath, 'lower case'],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

/** Makes a slug. Empty if the text contains no allowed character. */
export function slugify(text: string, style: keyof typeof styles): string {
  const steps: readonly Step[] = styles[style];
  return steps.reduce(take, text).replace(/^-+|-+$/g, '');
}

function take(text: string, step: Step): string {
  if (step === 'lower case') return text.toLowerCase();
  return typeof step === 'string' ? text.normalize(step) : text.replace(step, '-');
}

/** The maximum bytes of one path segment. File systems allow 255, and a digest and an extension are added. */
const longestPart = 200;
/** The maximum bytes of a path. S3 allows 1,024 with the prefix, and macOS allows as many with the folder. */
const longestPath = 700;

/** Makes a safe path and keeps its folders. A changed name gets a digest of the whole, so that two names never share a path. */
export function safePath(name: string): string {
  const parts = name
    .normalize('NFC')
    .split('/')
    .map((part) => slugify(part, 'path'));
  const named = parts.filter((part) => part !== '').map((part) => cutTo(part, longestPart));
  const path = cutTo(named.join('/'), longestPath);
  return path === name ? path : `${path === '' ? 'page' : path}-${shortDigest(name)}`;
}

/** Makes a safe path segment. A text that is cut gets a digest of the whole. Empty if it contains neither letters nor digits. */
export function safePart(text: string): string {
  const slug = slugify(text, 'path');
  const part = cutTo(slug, longestPart);
  return part === slug ? part : `${part}-${shortDigest(text)}`;
}

/** Like `safePart`, but never empty: a text without letters and digits becomes its digest. */
export function safeFolder(text: string): string {
  return safePart(text) || digestOfText(text).slice(0, 12);
}

/** The name of a published file, with the digest of its bytes: `quay-<digest>` for `Quay`. */
export function mediaName(name: string, body: Uint8Array): string {
  const slug = slugify(name, 'media').slice(0, 60);
  const digest = digestOf(body).slice(0, 16);
  return slug === '' ? digest : `${slug}-${digest}`;
}

/** Cuts a text to a number of bytes in UTF-8, between characters. */
function cutTo(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return read === text.length ? text : text.slice(0, read).replace(/[/-]+$/, '');
}

function shortDigest(text: string): string {
  return digestOfText(text).slice(0, 8);
}
