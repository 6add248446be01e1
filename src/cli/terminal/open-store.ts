/** A place that a person names, to the store for it: a folder, or `s3://bucket/prefix`. */
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { PublishError } from '../../problem/publish-error.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import { parseS3Url } from '../../store/s3-url.ts';
import { overlap, type Store } from '../../store/store.ts';
import { reasonOf, unless } from '../../store/system-error.ts';
import { type Flag, type Terminal, UsageError, type Wanted } from './command.ts';

/** A kind of store that has URLs; whatever is named otherwise is a folder. */
interface StoreScheme {
  /** Its URLs, as people write them. */
  readonly form: string;
  readonly isNamedBy: (location: string) => boolean;
  readonly open: (location: string, env: Terminal['env']) => Promise<Store>;
}

/** The one table of them. */
const schemes: readonly StoreScheme[] = [
  { form: 's3://bucket/prefix', isNamedBy: (location) => parseS3Url(location) !== null, open: openBucketStore },
];

function schemeOf(location: string): StoreScheme | null {
  return schemes.find(({ isNamedBy }) => isNamedBy(location)) ?? null;
}

/** What begins as a URL does is one, or a mistyped one: it is never the name of a folder. */
export const wantedPlace: Wanted = {
  words: ['a folder', ...schemes.map(({ form }) => `"${form}"`)].join(' or '),
  accepts: (written) => !/^(?:[a-z][a-z0-9+.-]+:\/|s3:)/i.test(written) || schemeOf(written) !== null,
};

export const fromFlag: Flag = {
  name: 'from',
  value: 'PLACE',
  variable: 'PRESSTIME_FROM',
  meaning: 'Where the articles and feed.yaml are (default: articles).',
  wanted: wantedPlace,
};

/** Opens a place to write to. */
export async function openStore(location: string, env: Terminal['env']): Promise<Store> {
  return schemeOf(location)?.open(location, env) ?? createDirectoryStore(location);
}

/** The SDK is loaded only if a bucket is named. */
async function openBucketStore(location: string, env: Terminal['env']): Promise<Store> {
  const { createS3Store, s3OptionsFrom } = await import('../../store/s3.ts');
  const options = s3OptionsFrom(location, env);
  return options === null ? createDirectoryStore(location) : createS3Store(options);
}

/** Opens a place to read from: a folder must be there. */
export async function openSource(location: string, env: Terminal['env']): Promise<Store> {
  const store = await openStore(location, env);
  if (schemeOf(location) !== null) return store;
  const missing = 'name the folder that holds your articles and feed.yaml';
  await checkFolder(location, {
    missing,
    file: `${missing}; "presstime show ${location}" prints how one file is read`,
  });
  return store;
}

/** What to do where there is no folder, and where a file is in its place. */
export interface FolderAdvice {
  readonly missing: string;
  readonly file: string;
}

/** Throws, with what to do, where a folder is not there. */
export async function checkFolder(folder: string, { missing, file }: FolderAdvice): Promise<void> {
  const found = await findPath(folder);
  if (found?.isDirectory() === true) return;
  const message = found === null ? `There is no folder "${folder}": ${missing}` : `"${folder}" is a file: ${file}`;
  throw new PublishError('missing-folder', message);
}

/** What stands at a path; null for nothing. */
export async function findPath(path: string): Promise<Stats | null> {
  try {
    return await unless(['ENOENT', 'ENOTDIR'], null, () => stat(path));
  } catch (thrown) {
    throw new PublishError('unreadable', `Cannot read "${path}": ${reasonOf(thrown)}`, { cause: thrown });
  }
}

/** Throws where one place lies in the other: what is published would be read as articles, and removed with them. */
export function checkApart(from: string, to: string): void {
  if (!overlap(wholeLocation(from), wholeLocation(to))) return;
  throw new UsageError(`The two must be in places apart: got "${from}" and "${to}"`);
}

function wholeLocation(location: string): string {
  return location.includes('://') ? location : resolve(location).replaceAll(sep, '/');
}
