/** The folders of the feeds of sections, categories and authors. Pure. */

import { safeFolder } from '../article/text/slug.ts';
import { type Group, groupKey } from '../item/groups.ts';
import { compareInstants, type Instant } from '../model/instant.ts';

/** `sections/harbor/`: letters of any script, digits and hyphens; a name without any, or too long a one, gets a digest of itself. */
export function groupFolder({ grouping, name }: Group): string {
  return `${grouping}/${safeFolder(name)}/`;
}

/** A group, and what decides who has the folder if another group would share it. */
export interface Claim extends Group {
  readonly members: number;
  /** When the first of them was published; null if it has none. */
  readonly since: Instant | null;
}

export interface SharedFolder {
  readonly group: Group;
  readonly holder: Group;
}

/**
 * Names that would share one folder, each with the one that has it: the one that had it before (`known`, keys by folder),
 * else the one with more articles, else the older.
 */
export function sharedFolders(
  claims: readonly Claim[],
  known: Readonly<Record<string, string>>,
): readonly SharedFolder[] {
  const holders = new Map<string, Group>();
  return claims.toSorted(byRight(known)).flatMap((group) => {
    const holder = holders.get(groupFolder(group));
    if (holder !== undefined) return [{ group, holder }];
    holders.set(groupFolder(group), group);
    return [];
  });
}

function byRight(known: Readonly<Record<string, string>>): (one: Claim, other: Claim) => number {
  const hadIt = (claim: Claim) => Number(claim.members > 0 && known[groupFolder(claim)] === groupKey(claim));
  return (one, other) =>
    hadIt(other) - hadIt(one) || other.members - one.members || byAge(one, other) || byKey(one, other);
}

function byAge({ since: one }: Claim, { since: other }: Claim): number {
  return one === null || other === null ? 0 : compareInstants(one, other);
}

function byKey(one: Claim, other: Claim): number {
  return Number(groupKey(one) > groupKey(other)) - Number(groupKey(one) < groupKey(other));
}
