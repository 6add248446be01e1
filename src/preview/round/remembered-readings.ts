/** Remembers the readings of articles, so that each round of the preview parses only the files that changed. */
import { stemsOf } from '../../article/attachments/beside.ts';
import type { Asset } from '../../article/attachments/find.ts';
import { nameOf } from '../../article/story/path.ts';
import type { FileRead } from '../../item/source-change.ts';
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
  let settings = '';
  let count = 0;

  const forgetStale = ({ source: { channel, beside } }: ReadContext) => {
    const now = new Map(beside.map((file) => [file.path, file.version]));
    const digest = digestOfReading(channel);
    if (digest !== settings) known.clear();
    for (const path of articlesBeside(differing(versions, now), known)) known.delete(path);
    versions = now;
    settings = digest;
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
  let last: Promise<unknown> = Promise.resolve();
  return {
    readArticles: (...input) => {
      const next = last.then(
        () => read(...input),
        () => read(...input),
      );
      last = next;
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
