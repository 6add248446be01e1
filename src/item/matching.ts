/** Which record each article file carries on, however it was renamed, so that ids stay and edits are seen. Pure. */
import { articleOf } from '../article/reading.ts';
import { stemOf } from '../article/story/path.ts';
import type { StoredFile } from '../model/file.ts';
import type { LedgerRecord, ReadFile } from './item-record.ts';

export interface MatchInput {
  readonly records: readonly LedgerRecord[];
  readonly source: readonly StoredFile[];
  readonly read: ReadonlyMap<string, ReadFile>;
}

/** By path of the file. Every record is carried on by one file at the most. */
export function matchRecords({ records, source, read }: MatchInput): ReadonlyMap<string, LedgerRecord> {
  const matched = new Map<string, LedgerRecord>();
  const taken = new Set<LedgerRecord>();
  const files = source.map(({ path }) => ({ path, ...keysOf(read.get(path)) }));
  for (const matcher of matchers) {
    const free = indexOf(
      records.filter((record) => !taken.has(record)),
      matcher,
    );
    for (const file of files) {
      const record = matched.has(file.path) ? undefined : free.get(matcher.fileKey(file) ?? '');
      if (record === undefined || taken.has(record) || !mayBeSame(file, record)) continue;
      matched.set(file.path, record);
      taken.add(record);
    }
  }
  return matched;
}

interface FileKeys {
  readonly path: string;
  /** Null where the file was not read: it is the same as before. */
  readonly digest: string | null;
  /** The name its author gave it. */
  readonly name: string | null;
}

function keysOf(file: ReadFile | undefined): Omit<FileKeys, 'path'> {
  return { digest: file?.digest ?? null, name: file === undefined ? null : (articleOf(file.reading)?.id ?? null) };
}

interface Matcher {
  readonly fileKey: (file: FileKeys) => string | null;
  readonly recordKey: (record: LedgerRecord) => string | null;
}

/** From the surest sign to the weakest. */
const matchers: readonly Matcher[] = [
  { fileKey: ({ path, digest }) => (digest === null ? path : null), recordKey: ({ path }) => path },
  { fileKey: ({ path, digest }) => `${digest} ${path}`, recordKey: ({ path, digest }) => `${digest} ${path}` },
  { fileKey: ({ digest }) => digest, recordKey: ({ digest }) => digest },
  { fileKey: ({ name }) => name, recordKey: ({ name }) => name },
  { fileKey: ({ path }) => path, recordKey: ({ path }) => path },
  { fileKey: ({ path }) => stemOf(path), recordKey: ({ path }) => stemOf(path) },
];

/** Where several records have one key, one that is not withdrawn comes first. */
function indexOf(records: readonly LedgerRecord[], { recordKey }: Matcher): ReadonlyMap<string, LedgerRecord> {
  const withdrawnFirst = [...records].sort((a, b) => Number(b.state === 'withdrawn') - Number(a.state === 'withdrawn'));
  return new Map(
    withdrawnFirst.flatMap((record) => {
      const key = recordKey(record);
      return key === null ? [] : [[key, record] as const];
    }),
  );
}

/** Two names that an author gave are two articles. */
function mayBeSame(file: FileKeys, record: LedgerRecord): boolean {
  return file.name === null || record.name === null || file.name === record.name;
}
