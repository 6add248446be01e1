/** What a mistyped path or URL was probably meant to be, for messages. */
import { readdirSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { suggest } from '../../problem/wording.ts';
import { parseS3Url } from '../../store/store.ts';

type Hint = readonly [pattern: RegExp, hint: (written: string) => string];

/** Checked in this order, and only if there is no such folder. */
const hints: readonly Hint[] = [
  [/^(["']).*\1$/, () => 'leave out the quotes'],
  [/^-*(?:from|to)=/i, (written) => `to set a flag, write "--${written.replace(/^-*/, '')}"`],
  [/^~/, () => 'a shell expands "~" only without quotes; write the whole path'],
  [/[*?[\]]/, () => 'a shell expands patterns only without quotes; name one folder'],
  [/^[a-z]:\\/i, (written) => `this is a path of Windows; in WSL, it is "${pathInWsl(written)}"`],
  [/\\/, (written) => `folders are separated by slashes here: write "${written.replaceAll('\\', '/')}"`],
  [/^\s|\s$/, () => 'the name begins or ends with a space'],
];

function pathInWsl(written: string): string {
  return `/mnt/${written.charAt(0).toLowerCase()}${written.slice(2).replaceAll('\\', '/')}`;
}

/** What is probably wrong with the path of a folder that does not exist; null if nothing looks wrong. */
export function hintForPath(written: string): string | null {
  if (sep === '\\') return null;
  return hints.find(([pattern]) => pattern.test(written))?.[1](written) ?? null;
}

/** `: did you mean "articles"?` if a similar name is in the same folder, else an empty string. */
export function suggestNeighbour(path: string): string {
  const folder = dirname(path);
  const name = suggest(basename(path), namesIn(folder)).replace(/^: did you mean "|"\?$/g, '');
  return name === '' ? '' : `: did you mean "${folder === '.' && !path.startsWith('.') ? name : `${folder}/${name}`}"?`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What is probably wrong with a URL that is not valid as a location, to add to a message. */
export function hintForUrl(written: string): string {
  const host = /^https?:\/\/([^./]+)\.s3[.-][^/]*amazonaws\.com(?:\/(.*))?$/i.exec(written);
  if (host !== null) return meant(`s3://${[host[1], host[2]].filter(Boolean).join('/')}`);
  if (/^file:/i.test(written)) return ': write the path of the folder';
  if (!/^s3:/i.test(written)) return '';
  const [bucket = '', ...prefix] = written.replace(/^s3:\/*/i, '').split('/');
  const corrected = [`s3://${bucket.toLowerCase()}`, ...prefix].join('/');
  if (parseS3Url(corrected) !== null) return meant(corrected);
  return ': the name of a bucket has 3 to 63 lowercase letters, digits, dots and hyphens';
}

function meant(url: string): string {
  return `: did you mean "${url}"?`;
}
