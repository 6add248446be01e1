/** Says which version of an item is current, and why. Pure. */
import type { KnownVersion } from '../item.ts';
import { compareVersions, decideVersion } from './decide-version.ts';
import { describeVersion } from './versioned-files.ts';

/**
 * Which version of an item is current.
 *
 * @example
 * const isKilled = ({ current }: ExplainedVersions): boolean => current?.status === 'canceled';
 */
export interface ExplainedVersions {
  /** Null if nothing says which one is newer. */
  readonly current: KnownVersion | null;
  /** A sentence. */
  readonly reason: string;
}

/** Explains the decision about versions, of which there must be at least one. */
export function explainVersions(versions: readonly KnownVersion[]): ExplainedVersions {
  const decision = decideVersion(versions);
  if (decision.kind === 'conflict') {
    const [one, other] = decision.versions.map(describeVersion);
    return { current: null, reason: `Nothing says whether ${one} or ${other} is newer, so what is published stays` };
  }
  const current = decision.version;
  return {
    current,
    reason: reasonFor(
      current,
      versions.filter((it) => it !== current),
    ),
  };
}

function reasonFor(current: KnownVersion, others: readonly KnownVersion[]): string {
  const name = describeVersion(current);
  const kills = others.filter(({ status }) => status === 'canceled');
  if (current.status === 'canceled') {
    const newer = others.some((it) => it.status !== 'canceled' && compareVersions(it, current) > 0);
    return newer
      ? `${capital(name)} kills the item, because no usable version has both a greater number and a time that is not earlier`
      : `${capital(name)} kills the item`;
  }
  if (others.length === 0) return 'It is the only version';
  if (kills.length > 0) return `${capital(name)} is newer than the kill, so the item is back`;
  const held = current.status === 'withheld' ? ', and holds the item back' : '';
  const isNumbered = others.every(
    ({ number }) => number !== null && current.number !== null && number !== current.number,
  );
  return `${capital(name)} has ${isNumbered ? 'the greatest number' : 'the latest time'}${held}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
