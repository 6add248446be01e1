/** Remembers the readings of articles, so that each round of the preview parses only the files that changed. */
import { stemsOf } from '../../article/attachments/beside.ts';
import { nameOf } from '../../article/story/path.ts';
import type { FileRead } from '../../item/source-change.ts';
import type { StoredFile } from '../../model/file.ts';
import { digestOfReading } from '../../publish/read/read.ts';
import { type ReadContext, readArticles } from '../../publish/read/read-source.ts';
import type { Store } from '../../store/store.ts';

export interface ReadingMemory {
  /** Reads articles like the function of a run, but only those that changed. */
  readonly readArticles: typeof readArticles;
  /** The last reading of a file; null if it was not read. */
  readonly find: (path: string) => FileRead | null;
  /** How many files were read and parsed since the start. */
  readonly count: () => number;
}

type Versions = ReadonlyMap<string, string>;

/** Makes a memory without readings. */
export function createReadingMemory(): ReadingMemory {
  const known = new Map<string, FileRead>();
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

  return {
    readArticles: async (from: Store, files: readonly StoredFile[], context: ReadContext) => {
      forgetStale(context);
      const changed = files.filter(({ path, version }) => known.get(path)?.version !== version);
      const read = await readArticles(from, changed, context);
      count += read.length;
      for (const { path } of changed) known.delete(path);
      for (const file of read) known.set(file.path, file);
      return files.flatMap(({ path }) => known.get(path) ?? []);
    },
    find: (path) => known.get(path) ?? null,
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
