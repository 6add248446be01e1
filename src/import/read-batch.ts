/** Reads the articles of a batch: keeps their items and entries, and slim rows with what the reduce needs of them. */

import type { Reading } from '../article/reading.ts';
import type { Item } from '../item/item.ts';
import { entryOf } from '../item/item.ts';
import { nextItem } from '../item/next-item.ts';
import { textKey } from '../item/repeated-articles.ts';
import type { FileRead } from '../item/source-change.ts';
import { appointmentsOf, listedOf } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import { digestOfText } from '../model/digest.ts';
import type { Entry } from '../model/entry.ts';
import type { StoredFile } from '../model/file.ts';
import { earliest, type Instant, toEpochMilliseconds } from '../model/instant.ts';
import { isPlainVersion } from '../model/metadata.ts';
import type { Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { namesOfFile } from '../publish/plan/relevant-items.ts';
import { asHugoReads, readArticles } from '../publish/read/read-source.ts';
import { readChannel } from '../reading/read-channel.ts';
import type { StepOptions } from './plan-import.ts';
import { keyOfDigest } from './same-rows.ts';
import { type BatchFiles, type Manifest, names, readData, readDataOrNull, writeData } from './scratch.ts';

/** What was read in a file. Null if it no longer exists. */
export interface Prepared {
  readonly item: Item | null;
  readonly entry: Entry | null;
  readonly refused: boolean;
  readonly problems: readonly Problem[];
}

/** Columns with one value for each file of a batch. */
export interface SlimBatch {
  /** The ids of published articles; null for other files. */
  readonly ids: readonly (string | null)[];
  /** Seconds since 1970. */
  readonly published: readonly number[];
  readonly updated: readonly number[];
  readonly bytes: readonly number[];
  readonly kinds: readonly SlimKind[];
  /** Keys of the bytes and of the texts of published and scheduled articles; 0 for none. */
  readonly digests: readonly number[];
  readonly texts: readonly number[];
  /** Keys of the URLs of published articles that have no page; 0 for none. */
  readonly urls: readonly number[];
  /** When something first happens to an article without a change of its file, by its position in the batch. */
  readonly appointments: Readonly<Record<number, Instant>>;
  /** The keys of all groups of the batch, and the positions in it of the groups of each article that is in the feeds. */
  readonly groups: readonly string[];
  readonly memberships: readonly (readonly number[])[];
}

/** `other`: an article that is not out, or a file that was refused or removed. */
export type SlimKind = 'listed' | 'unlisted' | 'other';

/** Reads one batch. Does nothing if that was done before. */
export async function readBatch({ from, scratch, check }: StepOptions, batch: number): Promise<void> {
  if ((await scratch.read(names.slim(batch))) !== null) return;
  const manifest = await readData<Manifest>(scratch, names.manifest);
  const channel = await channelOf(manifest);
  const files = await readData<BatchFiles>(scratch, names.files(batch));
  const beside = await readData<readonly StoredFile[]>(scratch, names.beside);
  const targets = await readDataOrNull<readonly StoredFile[]>(scratch, names.targets);
  const read = await readArticles(from, files, {
    source: { channel, beside, ...(targets === null ? {} : { articles: targets }) },
    now: manifest.now,
    ...(check === undefined ? {} : { check }),
  });
  const byPath = new Map(read.map((file) => [file.path, file]));
  const prepared = files.map(({ path }) => prepare(byPath.get(path) ?? null, { channel, now: manifest.now }));
  await writeData(scratch, names.articles(batch), prepared);
  const named = files
    .map(({ path }) => byPath.get(path))
    .map((file) => (file === undefined ? [] : namesOfFile(file, channel)));
  await writeData(scratch, names.names(batch), named);
  const texts = files.map(({ path }) => textKeyOf(byPath.get(path) ?? null));
  await writeData(scratch, names.slim(batch), { ...slimOf(prepared, manifest.now), ...sameColumns(prepared, texts) });
}

/** The settings with which an import began. */
export async function channelOf({ settings, feedUrl, isHugo }: Manifest): Promise<Channel> {
  const { channel } = await readChannel(Buffer.from(settings.base64, 'base64'), feedUrl === null ? {} : { feedUrl });
  if (channel === null) throw new PublishError('invalid-channel', 'The settings of the import cannot be used');
  return asHugoReads(channel, { isHugo });
}

const unread: Prepared = { item: null, entry: null, refused: false, problems: [] };

/** An import contains only articles that no run has seen before, so each is decided alone. */
function prepare(
  file: FileRead | null,
  { channel, now }: { readonly channel: Channel; readonly now: Instant },
): Prepared {
  if (file === null || isLeftToRuns(file.reading)) return unread;
  const nobody = { ids: new Map(), pages: new Map(), pendingEdits: {}, lastRun: null, before: null };
  const { item, entry, refused, problems } = nextItem(file, { ...nobody, channel, now });
  return { item, entry, refused, problems };
}

/** Files that have to be seen with others, such as versions of items, are left to the run after the import. */
function isLeftToRuns({ item, advisory, more }: Reading): boolean {
  const isPlain = item === null || isPlainVersion(item);
  return !isPlain || advisory !== null || more.length > 0;
}

function textKeyOf(file: FileRead | null): number {
  const [key] = file === null ? [] : textKey(file);
  return key === undefined ? 0 : keyOfDigest(key);
}

type SameColumn = 'digests' | 'texts' | 'urls';

/** Drafts do not count, because feeds do not show them twice. */
function sameColumns(prepared: readonly Prepared[], texts: readonly number[]): Pick<SlimBatch, SameColumn> {
  const isShown = prepared.map(({ item }) => item?.state === 'published' || item?.state === 'scheduled');
  return {
    digests: prepared.map(({ item }, at) => (isShown[at] === true ? keyOfDigest(item?.digest ?? '0') : 0)),
    texts: texts.map((key, at) => (isShown[at] === true ? key : 0)),
    urls: prepared.map(({ item }) => (item === null ? 0 : urlKeyOf(item))),
  };
}

function urlKeyOf(item: Item): number {
  const url = item.state === 'published' && item.entry.page === null ? item.entry.url : null;
  return url === null ? 0 : keyOfDigest(digestOfText(url));
}

function slimOf(prepared: readonly Prepared[], now: Instant): Omit<SlimBatch, SameColumn> {
  const groups = new Map<string, number>();
  const indexOf = (group: string) => {
    const known = groups.get(group);
    if (known !== undefined) return known;
    groups.set(group, groups.size);
    return groups.size - 1;
  };
  const published = prepared.map(({ item }) => (item?.state === 'published' ? item : null));
  const isListed = prepared.map(({ item }) => item !== null && listedOf(item, now) !== null);
  return {
    ids: published.map((item) => item?.entry.id ?? null),
    published: published.map((item) => (item === null ? 0 : secondsOf(item.published))),
    updated: published.map((item) => (item === null ? 0 : secondsOf(item.entry.updated))),
    bytes: published.map((item) => item?.entryBytes ?? 0),
    kinds: published.map((item, at) => (item === null ? 'other' : isListed[at] === true ? 'listed' : 'unlisted')),
    appointments: Object.fromEntries(
      prepared.flatMap(({ item }, at) => {
        const first = item === null ? null : earliest(appointmentsOf(item, now).map((it) => it.at));
        return first === null ? [] : [[at, first] as const];
      }),
    ),
    memberships: prepared.map(({ item }, at) =>
      isListed[at] === true ? (entryOf(item)?.groups ?? []).map(indexOf) : [],
    ),
    groups: [...groups.keys()],
  };
}

export function secondsOf(instant: Instant): number {
  return toEpochMilliseconds(instant) / 1000;
}
