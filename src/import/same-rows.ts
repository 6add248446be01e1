/** Finds articles of an import that contain the same text, as `findSameTexts` does in a run. Keeps two numbers for each article. Pure. */

/** What is compared. Zero means nothing to compare. */
export interface TextKeys {
  readonly digests: Float64Array;
  readonly texts: Float64Array;
}

export function emptyTextKeys(count: number): TextKeys {
  return { digests: new Float64Array(count), texts: new Float64Array(count) };
}

/** The first 52 bits of a hexadecimal digest. Two of a million different articles are equal once in ten thousand imports. */
export function keyOfDigest(digest: string): number {
  return Number.parseInt(digest.slice(0, 13), 16);
}

/** The rows with the same bytes or the same title and text as a row before them, and all rows that they equal, in order. */
export function findSameRows({ digests, texts }: TextKeys): ReadonlyMap<number, readonly number[]> {
  const [byDigest, byText] = [equalRows(digests), equalRows(texts)];
  const rows = [...new Set([...byDigest.keys(), ...byText.keys()])].sort((one, other) => one - other);
  const same = rows.map((row) => {
    const others = new Set([...(byDigest.get(row) ?? []), ...(byText.get(row) ?? [])]);
    others.delete(row);
    return [row, [...others].sort((one, other) => one - other)] as const;
  });
  return new Map(same.filter(([row, [first = row]]) => first < row));
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
