/** Names made of any text, for paths and URLs: one maker, and a table of the styles that published names follow. */
import { digestOf, digestOfText } from '../../model/digest.ts';

/** What is done to a text, in turn: each run of what a pattern matches becomes a hyphen. */
type Step = 'NFC' | 'NFKD' | 'lower case' | RegExp;

const notWords = /[^\p{L}\p{M}\p{Nd}]+/gu;
/** All but letters, digits and what else a part of a URL may contain (RFC 3986, 3.3), without the hyphen and the colon. */
const notPath = /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu;

/** Published names are made by these: another order of the steps would give some of them another URL. */
const styles = {
  /** Letters of any script and digits; Windows and macOS tell all of them apart. */
  path: ['NFC', 'lower case', notWords, 'NFC'],
  /** Latin letters and digits. */
  media: ['lower case', 'NFKD', /[^a-z0-9]+/g],
  /** `pretty` of Jekyll: https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter */
  title: ['NFC', notPath],
  slug: ['NFC', notPath, 'lower case'],
  /** `default` of Jekyll. */
  category: [notWords, 'NFC', notPath, 'lower case'],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

/** A text as a name; empty if nothing of it may stay. */
export function slugify(text: string, style: keyof typeof styles): string {
  const steps: readonly Step[] = styles[style];
  return steps.reduce(take, text).replace(/^-+|-+$/g, '');
}

function take(text: string, step: Step): string {
  if (step === 'lower case') return text.toLowerCase();
  return typeof step === 'string' ? text.normalize(step) : text.replace(step, '-');
}

/** The most bytes of one name: file systems take 255, and a digest and an extension come after it. */
const longestPart = 200;
/** The most bytes of a path: S3 takes 1,024, with the prefix before it, and macOS no more with its folder. */
const longestPath = 700;

/** Folders are kept. What had to be changed gets a digest of the whole, so that two names never share one path. */
export function safePath(name: string): string {
  const parts = name
    .normalize('NFC')
    .split('/')
    .map((part) => slugify(part, 'path'));
  const named = parts.filter((part) => part !== '').map((part) => cutTo(part, longestPart));
  const path = cutTo(named.join('/'), longestPath);
  return path === name ? path : `${path === '' ? 'page' : path}-${shortDigest(name)}`;
}

/** One part of a path; what had to be cut gets a digest of the whole. Empty if the text has no letter and no digit. */
export function safePart(text: string): string {
  const slug = slugify(text, 'path');
  const part = cutTo(slug, longestPart);
  return part === slug ? part : `${part}-${shortDigest(text)}`;
}

/** The same for a name that must not be empty: one without letters and digits is its digest. */
export function safeFolder(text: string): string {
  return safePart(text) || digestOfText(text).slice(0, 12);
}

/** `quay-<digest>` of `Quay`: the name of a file that is published, with the digest of what is in it. */
export function mediaName(name: string, body: Uint8Array): string {
  const slug = slugify(name, 'media').slice(0, 60);
  const digest = digestOf(body).slice(0, 16);
  return slug === '' ? digest : `${slug}-${digest}`;
}

/** As many whole letters as take so many bytes in UTF-8. */
function cutTo(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return read === text.length ? text : text.slice(0, read).replace(/[/-]+$/, '');
}

function shortDigest(text: string): string {
  return digestOfText(text).slice(0, 8);
}
