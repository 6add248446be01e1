/** What one published document is, before it is made. */
import type { LedgerRecord } from '../../item/item-record.ts';
import type { Entry } from '../../model/entry.ts';
import type { File } from '../../model/file.ts';
import { digestOf } from '../../model/file.ts';
import type { Problem } from '../../problem/problem.ts';

/** An entry, and the article file that it comes from. */
export interface Source {
  readonly path: string;
  readonly entry: Entry;
}

export interface Rendered {
  readonly files: readonly File[];
  /** How many entries are in them. */
  readonly entries: number;
  readonly problems: readonly Problem[];
}

/** Files that are made together, from the same articles. */
export interface Document {
  /** Whatever is named by another document is written before it. */
  readonly stage: Stage;
  readonly paths: readonly string[];
  /** The articles it is made from, in their order. */
  readonly records: readonly LedgerRecord[];
  /** The digest of all that decides its bytes: as long as it is the same, the files are. */
  readonly inputs: string;
  readonly render: (sources: readonly Source[]) => Rendered;
}

/** In the order of writing. */
export const stages = ['style', 'page', 'archive', 'group', 'live', 'list'] as const;
export type Stage = (typeof stages)[number];

/** What decides a document beside the records: any plain data. */
export function inputsOf(records: readonly LedgerRecord[], rest: unknown): string {
  const stamps = records.map(({ id, entryDigest, updated }) => [id, entryDigest, updated]);
  return digestOf(new TextEncoder().encode(JSON.stringify([stamps, rest]))).slice(0, 20);
}

/** A document of one file that needs no check. */
export function renderedFile(path: string, text: string, sources: readonly Source[] = []): Rendered {
  return { files: [{ path, body: new TextEncoder().encode(text) }], entries: sources.length, problems: [] };
}
