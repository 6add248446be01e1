/** Decides which version of an item is current: the newest one, unless a kill ends the item. The order of arrival has no effect. Pure. */
import { compareInstants } from '../../model/instant.ts';
import type { ItemVersion } from '../../model/metadata.ts';

/** What the rule needs to know of a version. */
export interface ComparedVersion extends Pick<ItemVersion, 'number' | 'created' | 'status'> {
  /** The digest of what it says. */
  readonly digest: string;
}

/** The current version; or two versions that differ, of which nothing says which is the newer one. */
export type Decision<T> =
  | { readonly kind: 'current'; readonly version: T }
  | { readonly kind: 'conflict'; readonly versions: readonly [T, T] };

/**
 * Decides. A kill ends the item unless every kill is outdone by a usable version. In doubt, the kill wins. There must be at
 * least one version.
 *
 * @example
 * const version = { number: null, created: null, status: 'usable', digest: '' } as const;
 * decideVersion([{ ...version, number: '9' }, { ...version, number: '10' }])
 * // => { kind: 'current', version: { number: '10', created: null, status: 'usable', digest: '' } }
 */
export function decideVersion<T extends ComparedVersion>(versions: readonly T[]): Decision<T> {
  const kills = versions.filter(({ status }) => status === 'canceled');
  const usable = versions.filter((it) => it.status === 'usable' && kills.every((kill) => outdoes(it, kill)));
  if (kills.length > 0 && usable.length === 0) return { kind: 'current', version: newest(kills) };
  const withheld = versions.filter(({ status }) => status === 'withheld');
  const candidates = [...usable, ...withheld];
  const version = newest(candidates);
  const other = candidates.find((it) => it.digest !== version.digest && compareVersions(it, version) === 0);
  return other === undefined ? { kind: 'current', version } : { kind: 'conflict', versions: [version, other] };
}

/** True if a usable version is certainly newer than a kill. */
function outdoes(usable: ComparedVersion, kill: ComparedVersion): boolean {
  const byNumber = compareNumbers(usable.number, kill.number);
  const byInstant = compareCreated(usable, kill);
  return byNumber > 0 ? byInstant >= 0 : byNumber === 0 && byInstant > 0;
}

/** Positive if the first version is newer: by its number, or with equal or missing numbers, by its instant. 0 if nothing says it. */
export function compareVersions(one: ComparedVersion, other: ComparedVersion): number {
  return compareNumbers(one.number, other.number) || compareCreated(one, other);
}

function compareCreated(one: ComparedVersion, other: ComparedVersion): number {
  return one.created === null || other.created === null ? 0 : compareInstants(one.created, other.created);
}

/** Digits are compared as numbers of any length, and other characters as text: `9` before `10`, `1.9` before `1.10`. */
function compareNumbers(one: string | null, other: string | null): number {
  if (one === null || other === null) return 0;
  const [first, second] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < Math.max(first.length, second.length); at += 1) {
    const difference = compareParts(first[at] ?? '', second[at] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(number: string): readonly string[] {
  return number.trim().match(/\d+|\D+/g) ?? [];
}

function compareParts(one: string, other: string): number {
  const areDigits = /^\d/.test(one) && /^\d/.test(other);
  const [first, second] = areDigits ? [withoutZeros(one), withoutZeros(other)] : [one, other];
  const byLength = areDigits ? first.length - second.length : 0;
  return byLength || Number(first > second) - Number(first < second);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** The newest version. Sorted first, so that the result is the same in any order. */
function newest<T extends ComparedVersion>(versions: readonly T[]): T {
  const sorted = versions.toSorted((one, other) => {
    const [first, second] = [sortKey(one), sortKey(other)];
    return Number(first > second) - Number(first < second);
  });
  return sorted.reduce((best, it) => (compareVersions(it, best) > 0 ? it : best));
}

function sortKey({ number, created, digest }: ComparedVersion): string {
  return [created ?? '', number ?? '', digest].join(' ');
}
