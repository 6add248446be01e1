/** Opens the store for a location on the command line: a folder, or `s3://bucket/prefix`. */
import { mkdirSync, type Stats, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isInArticleFolder } from '../../article/story/path.ts';
import { channelFile } from '../../channel/channel-file.ts';
import { findSourceFolders } from '../../channel/source-folders.ts';
import { digestOfText } from '../../model/digest.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { mayBelong } from '../../publish/read/list-source.ts';
import { createDirectoryStore, type DirectoryStoreOptions, removeEmptyFolders } from '../../store/directory.ts';
import { workFolder } from '../../store/list-directory.ts';
import { overlap, parseS3Url, type Store } from '../../store/store.ts';
import { reasonOf, unless } from '../../store/system-error.ts';
import { type Given, type Terminal, UsageError, type Wanted } from './command.ts';
import { quoteForShell } from './quote.ts';
import { feedsFolder, type Locations, usualLocations } from './usual-locations.ts';

/** A kind of store that has URLs. Any other location is a folder. */
interface StoreScheme {
  /** The form of its URLs, for messages. */
  readonly form: string;
  readonly isNamedBy: (location: string) => boolean;
  readonly open: (location: string, env: Terminal['env']) => Promise<Store>;
}

const schemes: readonly StoreScheme[] = [
  { form: 's3://bucket/prefix', isNamedBy: (location) => parseS3Url(location) !== null, open: openBucketStore },
];

function schemeOf(location: string): StoreScheme | null {
  return schemes.find(({ isNamedBy }) => isNamedBy(location)) ?? null;
}

/** A location that begins like a URL is a URL, or a mistyped one. It is never the name of a folder. */
export const wantedLocation: Wanted = {
  description: ['a folder', ...schemes.map(({ form }) => `"${form}"`)].join(' or '),
  accepts: (written) => !/^(?:[a-z][a-z0-9+.-]+:\/|s3:)/i.test(written) || schemeOf(written) !== null,
  hint: async (written) => (await import('./mistyped.ts')).hintForUrl(written),
};

/** Opens a store to write to. */
export async function openStore(
  location: string,
  env: Terminal['env'],
  options: DirectoryStoreOptions = {},
): Promise<Store> {
  return schemeOf(location)?.open(location, env) ?? createDirectoryStore(location, options);
}

/** Loads the SDK, which only buckets need. */
async function openBucketStore(location: string, env: Terminal['env']): Promise<Store> {
  const { createS3Store, s3OptionsFrom } = await import('../../store/s3.ts');
  const options = s3OptionsFrom(location, env);
  return options === null ? createDirectoryStore(location) : createS3Store(options);
}

/** Opens a store to read from. Throws `PublishError` with code `missing-folder` if the folder does not exist. */
export async function openSource(
  location: string,
  { env, program }: Pick<Terminal, 'env' | 'program'>,
  options: DirectoryStoreOptions = {},
): Promise<Store> {
  const store = await openStore(location, env, options);
  await checkSource(location, program);
  return schemeOf(location) === null ? withinSettings(store) : store;
}

/** True for the file names that feeds usually have. */
function isFeedName(path: string): boolean {
  return /\.(?:xml|rss|atom|rdf)$|(?:^|\/)(?:feed|index)\.json$/i.test(path);
}

/** Throws `PublishError` with code `missing-folder` if a location is a folder that does not exist. */
export async function checkSource(location: string, program: string): Promise<void> {
  if (schemeOf(location) !== null) return;
  const named = 'name the folder that contains your articles and feed.yaml';
  const missing = `${named}, or begin with "${program} init"`;
  const called = isFeedName(location)
    ? `"${program} check --feed ${quoteForShell(location)}" checks a feed`
    : `"${program} show ${quoteForShell(location)}" shows how one file is read`;
  const file =
    basename(location) === channelFile ? `name its folder, ${quoteForShell(dirname(location))}` : `${named}; ${called}`;
  await checkFolder(location, { missing, file });
  await checkNotInside(location);
}

/**
 * A folder that lists only files that belong to the source by `articles` and `exclude`, so that others are not even opened. Settings
 * that are not plain lists count later, when they are parsed.
 */
function withinSettings(store: Store): Store {
  return {
    ...store,
    list: async (accept) => {
      const stored = await store.read(channelFile).catch(() => null);
      const folders = findSourceFolders(stored === null ? '' : new TextDecoder().decode(stored.body));
      return store.list((path, link) => mayBelong(path, folders) && accept(path, link));
    },
  };
}

/** Throws `PublishError` with code `missing-channel` if a folder has no settings, but one above it has. */
async function checkNotInside(location: string): Promise<void> {
  if ((await findPath(join(location, channelFile))) !== null) return;
  for (let folder = resolve(location); folder !== dirname(folder); folder = dirname(folder)) {
    if ((await findPath(join(dirname(folder), channelFile))) === null) continue;
    const above = relative('', dirname(folder)) || '.';
    const message = `There is no ${channelFile} in ${location}, but in ${above}: name that folder`;
    throw new PublishError('missing-channel', message);
  }
}

/** The stores of a run of publish. */
export interface Publication {
  readonly from: Store;
  readonly to: Store;
}

interface PublicationOptions<T> {
  /** If false, no folder is created. */
  readonly writes: boolean;
  /** If true, all files are read, whether they changed or not. */
  readonly verify: boolean;
  readonly run: (publication: Publication) => Promise<T>;
}

/**
 * Runs with the stores at these locations. If the target is a folder, its work folder remembers what the files in both look
 * like, so that the next run reads only files that changed.
 */
export async function withPublication<T>(
  locations: { readonly from: string; readonly to: string },
  terminal: Pick<Terminal, 'env' | 'program'>,
  { writes, verify, run }: PublicationOptions<T>,
): Promise<T> {
  const work = schemeOf(locations.to) === null ? join(locations.to, workFolder) : null;
  const optionsOf = (folder: string): DirectoryStoreOptions =>
    work === null
      ? {}
      : { stampFile: join(work, `${stampPrefix}${digestOfText(resolve(folder)).slice(0, 16)}`), verify };
  const from = await openSource(locations.from, terminal, optionsOf(locations.from));
  const to = await openStore(locations.to, terminal.env, optionsOf(locations.to));
  const created = writes && work !== null ? createFolder(work) : null;
  try {
    return await run({ from, to });
  } catch (thrown) {
    if (work !== null && created !== null) await removeWorkFolder(work, created);
    throw thrown;
  }
}

const stampPrefix = 'stamps-';

/** Returns the first folder that was created, or null. If it cannot be created, writing to the target says why. */
function createFolder(folder: string): string | null {
  try {
    return mkdirSync(folder, { recursive: true }) ?? null;
  } catch {
    return null;
  }
}

/** A first run that fails leaves no folder behind: it would look as if something was published. */
async function removeWorkFolder(work: string, created: string): Promise<void> {
  const names = await unless(['ENOENT'], [], () => readdir(work));
  for (const name of names.filter((it) => it.startsWith(stampPrefix))) await rm(join(work, name), { force: true });
  await removeEmptyFolders(dirname(resolve(created)), resolve(work));
}

/** What to do if the folder does not exist, and if it is a file. */
export interface FolderAdvice {
  readonly missing: string;
  readonly file: string;
}

/** Throws `PublishError` with code `missing-folder` and the advice if the folder does not exist. */
export async function checkFolder(folder: string, { missing, file }: FolderAdvice): Promise<void> {
  const found = await findPath(folder);
  if (found?.isDirectory() === true) return;
  const message = found === null ? await describeMissing(folder, missing) : `"${folder}" is a file: ${file}`;
  throw new PublishError('missing-folder', message);
}

async function describeMissing(folder: string, advice: string): Promise<string> {
  const { hintForPath, suggestNeighbour } = await import('./mistyped.ts');
  const hint = hintForPath(folder);
  const near = hint === null ? suggestNeighbour(folder) : `: ${hint}`;
  return `There is no folder "${folder}"${near || `: ${advice}`}`;
}

/** The file or folder at a path; null if nothing is there. Throws `PublishError` with code `unreadable`. */
export async function findPath(path: string): Promise<Stats | null> {
  try {
    return await unless(['ENOENT', 'ENOTDIR'], null, async () => statSync(path));
  } catch (thrown) {
    throw new PublishError('unreadable', `Cannot read "${path}": ${reasonOf(thrown)}`, { cause: thrown });
  }
}

/** Throws `UsageError` if one location is inside the other: published files would be read as articles, and removed with them. */
export function checkNoOverlap(from: string, to: string): void {
  if (!overlap(wholeLocation(from), wholeLocation(to)) || isUnread(from, to)) return;
  const advice = 'name another folder or prefix for one of them';
  throw new UsageError(
    `What is read and what is written must not be the same or inside each other: got "${from}" and "${to}"; ${advice}`,
  );
}

/** True for a folder inside that of the articles whose name says that it contains no articles, such as `_feeds`. */
function isUnread(from: string, to: string): boolean {
  const inner = relative(wholeLocation(from), wholeLocation(to)).replaceAll(sep, '/');
  const isInside = !from.includes('://') && !to.includes('://') && inner !== '' && !/^\.\.(?:\/|$)/.test(inner);
  return isInside && !isInArticleFolder(`${inner}/`);
}

function wholeLocation(location: string): string {
  return location.includes('://') ? location : resolve(location).replaceAll(sep, '/');
}

/** The locations that `IN` and `OUT` or else `--from` and `--to` name. Throws `UsageError` if both differ, or if they overlap. */
export async function readLocations(given: Given): Promise<Locations> {
  const usual = usualLocations();
  const from = locationOf(given, 'IN', 'from') ?? usual.from;
  const to = locationOf(given, 'OUT', 'to') ?? (resolve(from) === resolve('.') ? feedsFolder : usual.to);
  checkNoOverlap(from, to);
  await checkTarget(to);
  return { from, to };
}

/** Throws if the target is a file, or if it is mistyped: it would become a new folder. */
async function checkTarget(to: string): Promise<void> {
  const found = lookAt(to);
  if (found?.isFile() === true)
    throw new PublishError('store-missing', `Cannot publish to "${to}": it is a file; name a folder`);
  if (found !== undefined) return;
  const hint = (await import('./mistyped.ts')).hintForPath(to);
  if (hint !== null) throw new UsageError(`Cannot publish to "${to}": ${hint}`);
}

/** A variable of the environment stands for the flag, so an argument takes precedence over it. */
function locationOf(given: Given, argument: string, flag: string): string | null {
  const [named, flagged] = [given.argument(argument), given.text(flag)];
  if (named !== null && given.isWritten(flag) && named !== flagged)
    throw new UsageError(`Give ${argument} or --${flag}, not both: got "${named}" and "${flagged}"`);
  return named ?? flagged;
}

/** Undefined if nothing is there, or if that cannot be found out: then writing says why. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
