/** Reads from the source store: the settings, the list of articles, and each article with its sidecar and pictures. */
import { indexBeside, isSidecar } from '../../article/attachments/beside.ts';
import { allReadings, type Reading, refused, skipped } from '../../article/reading.ts';
import { readingVersion } from '../../article/reading-version.ts';
import { hidePath } from '../../article/story/hidden-names.ts';
import { isUncertainPath } from '../../article/story/path.ts';
import { maximumLengthBytes } from '../../article/text/decode.ts';
import { isWholeText } from '../../article/text/whole.ts';
import { findTranslations } from '../../article/translations.ts';
import { channelFile } from '../../channel/channel-file.ts';
import type { ChannelOptions, ChannelReading } from '../../channel/parse-channel.ts';
import type { FileRead } from '../../item/source-change.ts';
import type { StoredSettings } from '../../ledger/head.ts';
import type { Channel } from '../../model/channel.ts';
import { digestOf, digestOfText } from '../../model/digest.ts';
import type { StoredFile } from '../../model/file.ts';
import type { Instant } from '../../model/instant.ts';
import { version } from '../../model/version.ts';
import { error } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import type { Gate } from '../../reading/read-article.ts';
import type { ArticleSettings } from '../../reading/steps.ts';
import { budgetBytes, createByteBudget, mapConcurrently } from '../../store/concurrent.ts';
import type { Store } from '../../store/store.ts';
import { type ListedSource, listSource, withinFolders } from './list-source.ts';
import type { CheckStop } from './stop.ts';

/** How many articles are read at the same time. */
const requests = 16;

export interface Source extends ListedSource {
  readonly channel: Channel;
  /** The settings as they were read. */
  readonly stored: StoredSettings;
}

export interface SettingsOptions extends Pick<ChannelOptions, 'feedUrl'> {
  /** The settings as the last run read them. They are not read or parsed again if their version is still the same. */
  readonly known?: StoredSettings | null;
}

/**
 * Reads the settings of a listed source. Throws `PublishError` with code `missing-channel` or `invalid-channel` if the settings
 * are missing or wrong.
 */
export async function readSettings(
  from: Store,
  listed: ListedSource,
  { feedUrl, known = null }: SettingsOptions = {},
): Promise<Source> {
  const stored = known !== null && known.version === listed.settings?.version ? known : await readStored(from);
  if (stored === null) {
    throw new PublishError(
      'missing-channel',
      `There is no ${channelFile} in ${from.location}: ${await adviceFor(from)}`,
    );
  }
  const reading = parsedBefore(stored, feedUrl) ?? (await parse(stored, feedUrl));
  const { channel, problems } = reading;
  if (channel === null) {
    const message = `The settings in ${channelFile} cannot be used, so no article was read`;
    throw new PublishError('invalid-channel', message, { problems, location: from.location });
  }
  const parsed = { digest: digestOfParsed(stored, { feedUrl, result: reading }), result: reading };
  const within = withinFolders(listed, channel);
  const read = asHugoReads(channel, listed);
  const translations = findTranslations(
    within.articles.map(({ path }) => path),
    read.permalink,
  );
  return {
    ...within,
    channel: read,
    stored: { ...stored, parsed },
    problems: [...problems, ...within.problems, ...translations],
  };
}

/** In the folder of a site of Hugo, the tokens of a pattern mean what they mean there. */
export function asHugoReads(channel: Channel, { isHugo }: Pick<ListedSource, 'isHugo'>): Channel {
  const { permalink } = channel;
  if (!isHugo || permalink === null || permalink.tool !== null || !permalink.pattern?.startsWith('/')) return channel;
  return { ...channel, permalink: { ...permalink, tool: 'hugo' } };
}

/** What an earlier run read from the same bytes. Null if another version of Presstime did, or if the ledger is damaged. */
function parsedBefore(stored: StoredSettings, feedUrl: string | undefined): ChannelReading | null {
  const { parsed } = stored;
  if (parsed === null || parsed.digest !== digestOfParsed(stored, { feedUrl, result: parsed.result })) return null;
  return parsed.result as ChannelReading;
}

async function parse({ base64 }: StoredSettings, feedUrl: string | undefined): Promise<ChannelReading> {
  const { readChannel } = await import('../../reading/read-channel.ts');
  return readChannel(Buffer.from(base64, 'base64'), feedUrl === undefined ? {} : { feedUrl });
}

interface Parsed {
  readonly feedUrl: string | undefined;
  readonly result: unknown;
}

function digestOfParsed({ base64 }: StoredSettings, { feedUrl = '', result }: Parsed): string {
  return digestOfText(JSON.stringify([version, readingVersion, base64, feedUrl, result]));
}

/** What to do if there are no settings: they often have another name, or are in another folder. */
async function adviceFor(from: Store): Promise<string> {
  const isSimilar = (path: string) => /(?:^|\/)_?feed\.ya?ml(?:\.txt|\.ya?ml)?$/i.test(path);
  const [found] = (await from.list(isSimilar)).map(({ path }) => path);
  if (found === undefined) return 'write one with at least title, description, homeUrl and feedUrl';
  if (!found.includes('/')) return `rename "${found}" to ${channelFile}`;
  return `move "${found}" there, or name its folder`;
}

/** Lists the source and reads its settings. Throws as `readSettings` does. */
export async function readSource(from: Store, options: SettingsOptions = {}): Promise<Source> {
  return readSettings(from, await listSource(from), options);
}

export interface ReadContext {
  /** Without `articles`, links between articles are not followed. */
  readonly source: Pick<Source, 'channel' | 'beside'> & Partial<Pick<Source, 'articles'>>;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Links to articles that are not out at this instant are left out. Without it, the time does not matter. */
  readonly now?: Instant;
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
  { source: { channel, beside, articles }, now, onProgress = ignore, check = never }: ReadContext,
): Promise<readonly FileRead[]> {
  // What follows takes long if there are very many articles.
  if (files.length === 0) return [];
  let done = 0;
  onProgress({ task: 'read', done, total: files.length });
  const articlePaths = articles?.map(({ path }) => path) ?? null;
  const settings = {
    channel,
    index: indexBeside(
      beside.map(({ path }) => path),
      articlePaths,
      now === undefined ? {} : { now },
    ),
  };
  const versions = new Map([...(articles ?? []), ...beside].map(({ path, version }) => [path, version]));
  const gate = gateOf(beside);
  const read = await mapConcurrently(files, requests, async (stored) => {
    await check();
    const file = isTooLarge(stored)
      ? skippedUnread(stored)
      : await readSourceFile(from, stored.path, { settings, versions, gate });
    done += 1;
    onProgress({ task: 'read', done, total: files.length });
    return file;
  });
  return read.filter((it) => it !== null);
}

/** A larger file that may be no article at all is not read. */
const maximumUncertainBytes = 20_000_000;

function isTooLarge({ path, lengthBytes }: StoredFile): boolean {
  return lengthBytes > maximumUncertainBytes && isUncertainPath(path);
}

function skippedUnread({ path, version }: StoredFile): FileRead {
  return { kind: 'read', path, version, digest: null, reading: skipped('other file'), beside: {} };
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
    const { readArticleFile } = await import('../../reading/read-article.ts');
    const reading = await readArticleFile(from, { path, body: stored.body }, context);
    const beside = Object.fromEntries(
      allReadings(reading).flatMap(({ looked, linked }) => [
        ...looked.flatMap((it) => besideVersion(it, context)),
        // An article that is not out may be among them, so their names are hidden.
        ...linked.map((it) => [hidePath(it), null] as const),
      ]),
    );
    const said = from.isLocal === true ? withHint(reading, stored.body) : reading;
    return { kind: 'read', path, version: stored.version, digest: digestOf(stored.body), reading: said, beside };
  } catch (thrown) {
    if (!(thrown instanceof PublishError) || !singleFileCodes.includes(thrown.code)) throw thrown;
    const reading = refused(path, [error('unreadable', thrown.message)]);
    return { kind: 'read', path, version: null, digest: null, reading, beside: {} };
  }
}

/** Adds to the error of a file that ends in the middle that a program may still be writing it. In a bucket, files appear whole. */
function withHint(reading: Reading, body: Uint8Array): Reading {
  const [first, ...more] = reading.problems;
  if (reading.state !== 'refused' || first === undefined) return reading;
  if (body.length > maximumLengthBytes || isWholeText(decodeUtf8(body))) return reading;
  const hint = '; the file ends in the middle: if a program is still writing it, publish again';
  return { ...reading, problems: [{ ...first, message: `${first.message}${hint}` }, ...more] };
}

function decodeUtf8(body: Uint8Array): string {
  return new TextDecoder().decode(body).replaceAll('\r\n', '\n');
}

/** Codes of failures that concern one file only: it cannot be read, or its name is not a valid path. */
const singleFileCodes = ['unreadable', 'invalid-path'];

/** A missing sidecar is not recorded: if it appears later, the listing shows it. */
function besideVersion(path: string, { versions }: ArticleContext): [string, string | null][] {
  const version = versions.get(path) ?? null;
  return version === null && isSidecar(path) ? [] : [[path, version]];
}

async function readStored(from: Store): Promise<StoredSettings | null> {
  const stored = await from.read(channelFile);
  if (stored === null) return null;
  return { version: stored.version, base64: Buffer.from(stored.body).toString('base64'), parsed: null };
}
