/** Reads only the files of the source that an event named, and the articles that use them. The requests do not grow with the number of articles. */
import { isBesidePath, stemsOf } from '../../article/attachments/beside.ts';
import { isSourcePath } from '../../article/source-path.ts';
import { hidePath, isHiddenName } from '../../article/story/hidden-names.ts';
import { fileOfPart, isArticlePath, isUncertainPath, nameOf } from '../../article/story/path.ts';
import { isIncluded } from '../../channel/source-folders.ts';
import type { FileRead, SourceChange } from '../../item/source-change.ts';
import { type ChunkSource, withChunks } from '../../ledger/chunks.ts';
import { keysWith } from '../../ledger/rows.ts';
import {
  besideKey,
  besideKeyStart,
  isBesideKey,
  type LedgerState,
  nameKey,
  type OpenTables,
  openTables,
} from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import type { StoredFile } from '../../model/file.ts';
import type { Instant } from '../../model/instant.ts';
import { mapConcurrently } from '../../store/concurrent.ts';
import { isPath, type Store } from '../../store/store.ts';
import { request } from '../plan/relevant-items.ts';
import { readArticles } from './read-source.ts';
import { articlesUsing, linkedKey, type SourceChanges } from './source-changes.ts';
import type { CheckStop } from './stop.ts';

/** How many files are looked at at the same time. */
const requests = 16;

export interface NamedInput {
  readonly from: Store;
  readonly state: LedgerState;
  readonly chunks: ChunkSource;
  readonly channel: Channel;
  /** Paths in the source, in any order. */
  readonly paths: readonly string[];
  readonly now: Instant;
  readonly check: CheckStop;
}

/** What the named files changed. */
export interface NamedChanges extends Pick<SourceChanges, 'beside' | 'besideGone'> {
  readonly changes: readonly SourceChange[];
  /** How many more article files there are. */
  readonly more: number;
}

/** Looks at the named files as they are now, whatever the event said of them. */
export async function readNamedFiles(input: NamedInput): Promise<NamedChanges> {
  const { from, chunks, state, channel, now, check } = input;
  const paths = [...new Set(input.paths)].filter((path) => isPath(path) && isSourcePath(path)).sort();
  const besidePaths = paths.filter((path) => isBesidePath(path) && !isArticlePath(path));
  const found = await mapConcurrently(besidePaths, requests, (path) => lookAt(path, from));
  const open = () => openTables(state);
  const beside = await withChunks(chunks, () => {
    const { index } = open();
    request(index.missing(besidePaths.map(besideKey)));
    return found
      .filter(({ path, file }) => file !== null && index.get(besideKey(path)) !== file.version)
      .flatMap(({ file }) => file ?? []);
  });
  const besideGone = await withChunks(chunks, () => {
    const { index } = open();
    return found
      .filter(({ path, file }) => file === null && index.get(besideKey(path)) !== undefined)
      .map(({ path }) => path);
  });
  const named = paths.filter((path) => isArticlePath(path) && isIncluded(path, channel));
  const users = await withChunks(chunks, () =>
    articlesOf([...beside.map(({ path }) => path), ...besideGone, ...named], open()),
  );
  const articles = [...new Set([...named, ...users])].sort();
  const reading = { from, chunks, state, channel, now, check, beside, besideGone };
  const read = (await mapConcurrently(articles, requests, (path) => readOne(path, reading))).flat();
  const moved = await movedFrom(read, input);
  const changes = [...read, ...moved];
  const known = await withChunks(chunks, () => changes.filter(({ path }) => isIndexed(path, open())).length);
  const there = changes.filter(({ kind }) => kind === 'read').length;
  return { changes, more: there - known, beside, besideGone: besideGone.map(besideKey) };
}

interface NamedFile {
  readonly path: string;
  /** Null if it is not there. */
  readonly file: StoredFile | null;
}

async function lookAt(path: string, from: Store): Promise<NamedFile> {
  return { path, file: await from.look(path) };
}

/** The published articles that use these files, or that they are named after. */
function articlesOf(paths: readonly string[], { uses, index }: OpenTables): readonly string[] {
  const named = paths
    .flatMap(stemsOf)
    .flatMap((stem) => [stem, ...[...index.range(keysWith(`${stem}.`))].map(([key]) => key)]);
  const keys = paths.flatMap((path) => [besideKey(path), linkedKey(path)]);
  const articles = [...articlesUsing(keys, { uses }), ...named.filter((path) => isArticlePath(path))];
  return articles.filter((path) => index.get(path) !== undefined);
}

interface ReadingInput extends Omit<NamedInput, 'paths'>, Pick<SourceChanges, 'beside' | 'besideGone'> {}

function isIndexed(path: string, { index }: OpenTables): boolean {
  const paths = [path, hidePath(path)];
  request(index.missing(paths));
  return paths.some((it) => index.get(it) !== undefined);
}

/** Reads an article if it is there. An article may name any file beside it, so it is read again if that finds more of them. */
async function readOne(
  path: string,
  { from, chunks, state, channel, now, check, beside, besideGone }: ReadingInput,
): Promise<readonly SourceChange[]> {
  const isKnown = await withChunks(chunks, () => isIndexed(path, openTables(state)));
  let files = await withChunks(chunks, () => filesNamed(nameOf(path), openTables(state)));
  let articles: readonly StoredFile[] = [];
  let isAllListed = false;
  for (;;) {
    const gone = new Set(besideGone);
    const known = new Map([...files, ...beside].map((file) => [file.path, file]));
    const there = [...known.values()].filter((file) => !gone.has(file.path));
    const source = { channel, beside: there, articles };
    const stored = isUncertainPath(path) ? await from.look(path) : { path, version: '', lengthBytes: 0 };
    const [file] = stored === null ? [] : await readArticles(from, [stored], { source, now, check });
    if (file === undefined) return isKnown ? [{ kind: 'gone', path }] : [];
    const more = await withChunks(chunks, () => moreFiles(file, { known, gone, open: openTables(state) }));
    if (more.length === 0 && (!hasUnresolvedLink(file) || isAllListed)) return [file];
    files = [...files, ...more];
    if (hasUnresolvedLink(file) && !isAllListed) {
      articles = await withChunks(chunks, () => indexedArticles(openTables(state)));
      isAllListed = true;
    }
  }
}

/** True if an article links to others. Only then all articles in the index are looked at. */
function hasUnresolvedLink({ reading: { problems } }: FileRead): boolean {
  return problems.some(({ code }) => code === 'unresolved-link' || code === 'link-to-file');
}

/** The published articles, as the last run listed them. */
function indexedArticles({ index }: OpenTables): readonly StoredFile[] {
  request(index.missingChunks());
  return [...index.range()]
    .filter(([key]) => !isBesideKey(key) && isArticlePath(key))
    .map(([path, version]) => ({ path, version, lengthBytes: 0 }));
}

/** The files beside articles that are named after an article, as the last run listed them. */
function filesNamed(stem: string, { index }: OpenTables): readonly StoredFile[] {
  const numbered = /^(.*[^/])-\d{1,3}$/.exec(stem)?.[1];
  return [stem, ...(numbered === undefined ? [] : [numbered])].flatMap((it) => {
    const start = besideKeyStart(it);
    return [...index.range(keysWith(start))].map(([key, version]) => ({
      path: `${it}${key.slice(start.length)}`,
      version,
      lengthBytes: 0,
    }));
  });
}

interface MoreInput {
  readonly known: ReadonlyMap<string, StoredFile>;
  readonly gone: ReadonlySet<string>;
  readonly open: OpenTables;
}

function moreFiles({ beside }: FileRead, { known, gone, open: { index } }: MoreInput): readonly StoredFile[] {
  const wanted = Object.keys(beside).filter((path) => !isHiddenName(path) && !known.has(path) && !gone.has(path));
  request(index.missing(wanted.map(besideKey)));
  return wanted.flatMap((path) => {
    const version = index.get(besideKey(path));
    return version === undefined ? [] : [{ path, version, lengthBytes: 0 }];
  });
}

/**
 * Articles with the same bytes as a new one, whose file is gone: an event for the new file may come before the one for the old
 * file, and the article keeps its id.
 */
async function movedFrom(
  read: readonly SourceChange[],
  { from, chunks, state }: NamedInput,
): Promise<readonly SourceChange[]> {
  const named = new Set(read.map(({ path }) => path));
  const readFiles = read.filter((change) => change.kind === 'read');
  const others = await withChunks(chunks, () => {
    const { names, index } = openTables(state);
    const prefixes = readFiles
      .filter(({ path }) => !isIndexed(path, openTables(state)))
      .flatMap(({ digest }) => (digest === null ? [] : [nameKey('digest', digest)]));
    request(names.missing(prefixes));
    const keys = prefixes.flatMap((prefix) =>
      [...names.range(keysWith(prefix))].map(([key]) => fileOfPart(key.slice(prefix.length))),
    );
    return [...new Set(keys)].filter(
      (path) => index.get(path) !== undefined && isArticlePath(path) && !named.has(path),
    );
  });
  const files = await mapConcurrently(others, requests, (path) => lookAt(path, from));
  return files.filter(({ file }) => file === null).map(({ path }) => ({ kind: 'gone', path }));
}
