/** A place that a person names, to the store for it: a folder, or `s3://bucket/prefix`. */
import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { PublishError } from '../problem.ts';
import { createDirectoryStore } from '../store/directory.ts';
import { parseS3Place } from '../store/s3-place.ts';
import { overlap, type Store } from '../store/store.ts';
import { type Flag, type Terminal, UsageError, type Wanted } from './command.ts';

/** What begins as an address does is one, or a mistyped one: it is never the name of a folder. */
export const wantedPlace: Wanted = {
  words: 'a folder or "s3://bucket/prefix"',
  accepts: (written) => !/^(?:[a-z][a-z0-9+.-]+:\/|s3:)/i.test(written) || parseS3Place(written) !== null,
};

export const fromFlag: Flag = {
  name: 'from',
  value: 'PLACE',
  variable: 'PRESSTIME_FROM',
  meaning: 'Where the articles and feed.yaml are (default: articles).',
  wanted: wantedPlace,
};

/** Opens a place to write to. The SDK is loaded only where a bucket is named. */
export async function openPlace(place: string, env: Terminal['env']): Promise<Store> {
  if (parseS3Place(place) === null) return createDirectoryStore(place);
  const { createS3Store, s3OptionsFrom } = await import('../store/s3.ts');
  const options = s3OptionsFrom(place, env);
  return options === null ? createDirectoryStore(place) : createS3Store(options);
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
