/** Finds articles of an import that contain the same text or have the same URL, as `repeated-articles.ts` does in a run. Keeps three numbers for each article. Pure. */
import { namedPaths } from '../item/repeated-articles.ts';

/** What is compared. Zero means nothing to compare. */
export interface SameKeys {
  readonly digests: Float64Array;
  readonly texts: Float64Array;
  readonly urls: Float64Array;
}

export function emptySameKeys(count: number): SameKeys {
  return { digests: new Float64Array(count), texts: new Float64Array(count), urls: new Float64Array(count) };
}

/** The first 52 bits of a hexadecimal digest. Two of a million different articles are equal once in ten thousand imports. */
export function keyOfDigest(digest: string): number {
  return Number.parseInt(digest.slice(0, 13), 16);
}

/** The rows with the same bytes or the same title and text as a row before them, and all rows that they equal, in order. */
export function findSameRows({
  digests,
  texts,
}: Pick<SameKeys, 'digests' | 'texts'>): ReadonlyMap<number, readonly number[]> {
  const [byDigest, byText] = [equalRows(digests), equalRows(texts)];
  const rows = [...new Set([...byDigest.keys(), ...byText.keys()])].sort((one, other) => one - other);
  const same = rows.map((row) => {
    const others = new Set([...(byDigest.get(row) ?? []), ...(byText.get(row) ?? [])]);
    others.delete(row);
    return [row, [...others].sort((one, other) => one - other)] as const;
  });
  return new Map(same.filter(([row, [first = row]]) => first < row));
}

export interface EarlierRows {
  /** The first of them, as many as a message names. */
  readonly named: readonly number[];
  readonly count: number;
}

/** The rows with the same URL as rows before them. */
export function findSameUrlRows({ urls }: Pick<SameKeys, 'urls'>): ReadonlyMap<number, EarlierRows> {
  const same = new Map<number, EarlierRows>();
  for (const its of new Set(equalRows(urls).values())) {
    const named = its.slice(0, namedPaths);
    for (const [count, row] of its.entries()) if (count > 0) same.set(row, { named: named.slice(0, count), count });
  }
  return same;
}

/** For each row whose key others have too, all rows with that key. */
function equalRows(keys: Float64Array): ReadonlyMap<number, readonly number[]> {
  const rows = Uint32Array.from(keys.keys()).sort((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0) || one - other);
  const equal = new Map<number, readonly number[]>();
  for (let start = 0; start < rows.length; ) {
    const key = keys[rows[start] ?? 0];
    let end = start + 1;
    while (end < rows.length && keys[rows[end] ?? 0] === key) end += 1;
    const its = key === 0 || end - start === 1 ? [] : [...rows.subarray(start, end)];
    for (const row of its) equal.set(row, its);
    start = end;
  }
  return equal;
}
