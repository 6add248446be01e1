/** Remembers the readings of articles, so that each round of the preview parses only the files that changed. */
import { stemsOf } from '../../article/attachments/beside.ts';
import type { Asset } from '../../article/attachments/find.ts';
import { articleOf } from '../../article/reading.ts';
import { nameOf } from '../../article/story/path.ts';
import type { FileRead } from '../../item/source-change.ts';
import type { StoredFile } from '../../model/file.ts';
import { type Instant, isAfter } from '../../model/instant.ts';
import { digestOfReading } from '../../publish/read/read.ts';
import { type ReadContext, readArticles } from '../../publish/read/read-source.ts';

export interface ReadingMemory {
  /** Reads articles like the function of a run, but only those that changed. */
  readonly readArticles: typeof readArticles;
  /** The file beside an article that is published at a path; null if no article that was read has one. */
  readonly sourceOfMedia: (publishedPath: string) => string | null;
  /** Adds the files of an article that was read in another way. */
  readonly addMedia: (assets: readonly Asset[]) => void;
  /** How many files were read and parsed since the start. */
  readonly count: () => number;
}

type Versions = ReadonlyMap<string, string>;

/** Makes a memory without readings. */
export function createReadingMemory(): ReadingMemory {
  const known = new Map<string, FileRead>();
  const others = new Map<string, string>();
  let versions: Versions = new Map();
  let articleVersions: Versions = new Map();
  let last: Instant | null = null;
  let settings = '';
  let count = 0;

  const forgetStale = ({ source: { channel, beside, articles = [] }, now }: ReadContext) => {
    const [files, others] = [versionsOf(beside), versionsOf(articles)];
    const digest = digestOfReading(channel);
    if (digest !== settings) known.clear();
    const targets = [...differing(articleVersions, others), ...articlesDue(known, { from: last, to: now ?? null })];
    for (const path of [...articlesBeside(differing(versions, files), known), ...articlesLinkingTo(targets, known)])
      known.delete(path);
    versions = files;
    articleVersions = others;
    settings = digest;
    last = now ?? last;
  };

  const read: typeof readArticles = async (from, files, context) => {
    forgetStale(context);
    const changed = files.filter(({ path, version }) => known.get(path)?.version !== version);
    const found = await readArticles(from, changed, context);
    count += found.length;
    for (const { path } of changed) known.delete(path);
    for (const file of found) known.set(file.path, file);
    return files.flatMap(({ path }) => known.get(path) ?? []);
  };

  // One after another: a round and the page may ask with different files beside the articles.
  let queue: Promise<unknown> = Promise.resolve();
  return {
    readArticles: (...input) => {
      const next = queue.then(
        () => read(...input),
        () => read(...input),
      );
      queue = next;
      return next;
    },
    sourceOfMedia: (publishedPath) => {
      const assets = [...known.values()].flatMap(({ reading }) => reading.assets);
      return assets.find((asset) => asset.publishedPath === publishedPath)?.path ?? others.get(publishedPath) ?? null;
    },
    addMedia: (assets) => {
      for (const { path, publishedPath } of assets) others.set(publishedPath, path);
    },
    count: () => count,
  };
}

function versionsOf(files: readonly StoredFile[]): Versions {
  return new Map(files.map(({ path, version }) => [path, version]));
}

/** The paths whose versions are not the same in both. */
function differing(one: Versions, other: Versions): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
}

/** The articles that looked for one of these files, or that one is named after. */
function articlesBeside(paths: readonly string[], known: ReadonlyMap<string, FileRead>): readonly string[] {
  if (paths.length === 0) return [];
  const stems = new Set(paths.flatMap(stemsOf));
  return [...known.values()]
    .filter(({ path, beside, reading }) => {
      const looked = new Set([...Object.keys(beside), ...reading.looked]);
      return stems.has(nameOf(path)) || paths.some((it) => looked.has(it));
    })
    .map(({ path }) => path);
}

/** The articles that link to one of these. */
function articlesLinkingTo(paths: readonly string[], known: ReadonlyMap<string, FileRead>): readonly string[] {
  const targets = new Set(paths);
  return [...known.values()]
    .filter(({ reading }) => reading.linked.some((it) => targets.has(it)))
    .map(({ path }) => path);
}

/** The articles that became due or expired between two rounds. If the clock went back, those of the time between. */
function articlesDue(
  known: ReadonlyMap<string, FileRead>,
  { from, to }: { readonly from: Instant | null; readonly to: Instant | null },
): readonly string[] {
  if (from === null || to === null) return [];
  const [first, last] = isAfter(from, to) ? [to, from] : [from, to];
  const isBetween = (at: Instant | null) => at !== null && isAfter(at, first) && !isAfter(at, last);
  return [...known.values()].flatMap(({ path, reading }) => {
    const article = articleOf(reading);
    return article !== null && (isBetween(article.published) || isBetween(article.expires)) ? [path] : [];
  });
}
