/** Reads from the source store: the settings, the list of articles, and each article with its sidecar and pictures. */
import { indexBeside, isBesidePath, isOtherPicturePath, isSidecar } from '../article/attachments/beside.ts';
import { refused } from '../article/reading.ts';
import { isSkipped, isSourcePath } from '../article/source-path.ts';
import { isArticlePath, isInArticleFolder } from '../article/story/path.ts';
import { findWorkingFiles } from '../article/working-files.ts';
import { channelFile } from '../channel/channel-file.ts';
import type { ChannelOptions } from '../channel/parse-channel.ts';
import type { FileRead } from '../item/source-change.ts';
import type { Channel } from '../model/channel.ts';
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { error, inFile, type Problem, warning } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Gate } from '../reading/read-article.ts';
import type { ArticleSettings } from '../reading/steps.ts';
import { budgetBytes, createByteBudget, mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import type { CheckStop } from './stop.ts';

/** How many articles are read at the same time. */
const requests = 16;

export interface Source {
  readonly channel: Channel;
  readonly problems: readonly Problem[];
  readonly articles: readonly StoredFile[];
  /** Pictures, other media and sidecars. */
  readonly beside: readonly StoredFile[];
  /** Paths of files with unknown extensions, sorted. */
  readonly skipped: readonly string[];
}

/**
 * Reads the settings and lists the article files. Throws `PublishError` with code `missing-channel` or `invalid-channel` if
 * the settings are missing or wrong.
 */
export async function readSource(from: Store, { feedUrl }: Pick<ChannelOptions, 'feedUrl'> = {}): Promise<Source> {
  const seen = new Set<string>();
  const links = new Map<string, 'folder' | 'nothing'>();
  const files = await from.list((path, link) => {
    const isSource = isSourcePath(path) || isOtherPicture(path);
    const isLost = !isSource && link !== undefined && link !== 'file';
    if (isLost && mayHoldArticles(path)) links.set(path, link);
    else if (isInArticleFolder(path)) seen.add(path);
    return isSource;
  });
  const stored = await from.read(channelFile);
  if (stored === null) {
    const message = `There is no ${channelFile} in ${from.location}: write one with at least title, description, homeUrl and feedUrl`;
    throw new PublishError('missing-channel', message);
  }
  const { readChannel } = await import('../reading/read-channel.ts');
  const { channel, problems } = await readChannel(stored.body, feedUrl === undefined ? {} : { feedUrl });
  if (channel === null) {
    const message = `The settings in ${channelFile} cannot be used, so no article was read`;
    throw new PublishError('invalid-channel', message, { problems, location: from.location });
  }
  const working = findWorkingFiles([...seen].sort());
  return {
    channel,
    problems: [
      ...problems,
      ...[...links].sort().flatMap(([path, target]) => linkProblems(path, target)),
      ...working.problems,
    ],
    articles: files.filter(({ path }) => isArticlePath(path) && !working.paths.has(path)),
    beside: files.filter(({ path }) => isBesidePath(path) || isOtherPicture(path)),
    skipped: [...seen].filter((path) => isSkipped(path) && !working.paths.has(path)).sort(),
  };
}

/** True for a picture of a type that is not published. An article that uses it gets a warning. */
function isOtherPicture(path: string): boolean {
  return isOtherPicturePath(path) && isInArticleFolder(path);
}

/** True for a path that would be walked for articles if it were a folder. */
function mayHoldArticles(path: string): boolean {
  return isInArticleFolder(`${path}/`);
}

/** A folder of articles that is a link would otherwise be missing without a word. A broken link may have been one. */
function linkProblems(path: string, target: 'folder' | 'nothing'): readonly Problem[] {
  const message =
    target === 'folder'
      ? `"${path}" is a link to a folder, and links are not followed, so nothing in it is published: replace it with a copy of the folder`
      : `"${path}" is a link to something that does not exist: remove it, or replace it with a file or folder`;
  return inFile(path, [warning('link', message)]);
}

export interface ReadContext {
  readonly source: Pick<Source, 'channel' | 'beside'>;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called before each article. */
  readonly check?: CheckStop;
}

/**
 * The progress of a run, in files.
 *
 * @example
 * const percent = ({ done, total }: Progress): number => Math.round((100 * done) / total);
 */
export interface Progress {
  readonly task: 'read' | 'write';
  readonly done: number;
  readonly total: number;
}

/**
 * Reads and parses article files. A file that was removed after it was listed is left out. A file that cannot be read is
 * refused.
 */
export async function readArticles(
  from: Store,
  files: readonly StoredFile[],
  { source: { channel, beside }, onProgress = ignore, check = never }: ReadContext,
): Promise<readonly FileRead[]> {
  let done = 0;
  if (files.length > 0) onProgress({ task: 'read', done, total: files.length });
  const settings = { channel, index: indexBeside(beside.map(({ path }) => path)) };
  const versions = new Map(beside.map(({ path, version }) => [path, version]));
  const gate = gateOf(beside);
  const read = await mapConcurrently(files, requests, async ({ path }) => {
    await check();
    const file = await readSourceFile(from, path, { settings, versions, gate });
    done += 1;
    onProgress({ task: 'read', done, total: files.length });
    return file;
  });
  return read.filter((it) => it !== null);
}

const ignore = () => undefined;
const never = () => Promise.resolve();

function gateOf(beside: readonly StoredFile[]): Gate {
  const budget = createByteBudget(budgetBytes);
  const lengths = new Map(beside.map(({ path, lengthBytes }) => [path, lengthBytes]));
  return (paths, work) => {
    const bytes = paths.reduce((sum, path) => sum + (lengths.get(path) ?? 0), 0);
    return paths.length === 0 ? work() : budget.use(bytes, work);
  };
}

interface ArticleContext {
  readonly settings: ArticleSettings;
  readonly versions: ReadonlyMap<string, string>;
  readonly gate: Gate;
}

async function readSourceFile(from: Store, path: string, context: ArticleContext): Promise<FileRead | null> {
  try {
    const stored = await from.read(path);
    if (stored === null) return null;
    const { readArticleFile } = await import('../reading/read-article.ts');
    const reading = await readArticleFile(from, { path, body: stored.body }, context);
    const beside = Object.fromEntries(reading.looked.flatMap((it) => besideVersion(it, context)));
    return { kind: 'read', path, version: stored.version, digest: digestOf(stored.body), reading, beside };
  } catch (thrown) {
    if (!(thrown instanceof PublishError) || !singleFileCodes.includes(thrown.code)) throw thrown;
    const reading = refused(path, [error('unreadable', thrown.message)]);
    return { kind: 'read', path, version: null, digest: null, reading, beside: {} };
  }
}

/** Codes of failures that concern one file only: it cannot be read, or its name is not a valid path. */
const singleFileCodes = ['unreadable', 'invalid-path'];

/** A missing sidecar is not recorded: if it appears later, the listing shows it. */
function besideVersion(path: string, { versions }: ArticleContext): [string, string | null][] {
  const version = versions.get(path) ?? null;
  return version === null && isSidecar(path) ? [] : [[path, version]];
}
