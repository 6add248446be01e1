/** Which article files a run has to read. Pure. */
import { indexBeside } from '../article/attachments/picture.ts';
import { nameOf } from '../article/story/path.ts';
import type { StoredFile } from '../model/file.ts';
import type { AdvanceInput } from './next-record.ts';

export interface Changes extends Pick<AdvanceInput, 'records' | 'source' | 'now'> {
  /** Pictures and side files, by path. */
  readonly beside: readonly StoredFile[];
}

/** The files that must be read: new, changed, due by now, shown with other pictures; or all where the way of reading has changed. */
export function filesToRead({ records, source, beside, now }: Changes, sameReading: boolean): readonly StoredFile[] {
  const known = new Map(records.filter(({ version }) => version !== '').map((record) => [record.path, record]));
  const versions = new Map(beside.map(({ path, version }) => [path, version]));
  const { byStem } = indexBeside([...versions.keys()]);
  return source.filter(({ path, version }) => {
    const record = known.get(path);
    if (!sameReading || record === undefined || record.version !== version) return true;
    if (record.nextReading !== null && record.nextReading <= now) return true;
    const named = record.state === 'published' ? (byStem.get(nameOf(path)) ?? []) : [];
    const looked = Object.entries(record.beside);
    return (
      named.some((it) => !Object.hasOwn(record.beside, it)) ||
      looked.some(([it, seen]) => (versions.get(it) ?? null) !== seen)
    );
  });
}
