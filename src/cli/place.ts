/** A place that a person names, to the store for it: a folder, or `s3://bucket/prefix`. */
import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { PublishError } from '../problem.ts';
import { createDirectoryStore } from '../store/directory.ts';
import { overlap, type Store } from '../store/store.ts';
import { type Flag, type Terminal, UsageError } from './command.ts';

export const fromFlag: Flag = {
  name: 'from',
  value: 'PLACE',
  variable: 'PRESSTIME_FROM',
  meaning: 'Where the articles and feed.yaml are (default: articles).',
};

/** Opens a place to write to. The SDK is loaded only where a bucket is named. */
export async function openPlace(place: string, env: Terminal['env']): Promise<Store> {
  if (!/^[a-z0-9]+:\/\//i.test(place)) return createDirectoryStore(place);
  const { createS3Store, s3OptionsFrom } = await import('../store/s3.ts');
  const options = s3OptionsFrom(place, env);
  if (options === null) throw new UsageError(`A place must be a folder or "s3://bucket/prefix": got "${place}"`);
  return createS3Store(options);
}

/** Opens a place to read from: a folder must be there. */
export async function openSource(place: string, env: Terminal['env']): Promise<Store> {
  const store = await openPlace(place, env);
  if (!place.includes('://')) await checkFolder(place, 'name the folder that holds your articles and feed.yaml');
  return store;
}

/** Throws, with what to do, where a folder is not there. */
export async function checkFolder(folder: string, advice: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return;
  throw new PublishError('missing-folder', `There is no folder "${folder}": ${advice}`);
}

/** Throws where one place lies in the other: what is published would be read as articles, and removed with them. */
export function checkApart(from: string, to: string): void {
  if (!overlap(wholePlace(from), wholePlace(to))) return;
  throw new UsageError(`The two must be in places apart: got "${from}" and "${to}"`);
}

function wholePlace(place: string): string {
  return place.includes('://') ? place : resolve(place).replaceAll(sep, '/');
}
