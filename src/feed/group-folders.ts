/** Names the folders for the feeds of sections, categories and authors, and decides which group keeps a shared one. Pure. */

import { safeFolder } from '../article/text/slug.ts';
import { type Group, groupKey } from '../item/groups.ts';
import { compareInstants, type Instant } from '../model/instant.ts';

/**
 * The folder of a group: `sections/harbor/`. It contains letters of any script, digits and hyphens. A name without any of
 * these, or a name that is too long, gets its digest.
 */
export function groupFolder({ grouping, name }: Group): string {
  return `${grouping}/${safeFolder(spelled(name))}/`;
}

/** Signs at the end of a name tell names apart: `C`, `C#` and `C++`. */
function spelled(name: string): string {
  return name
    .trim()
    .replace(/(?<=[\p{L}\p{N}])[#+]+$/u, (signs) => [...signs].map((sign) => `-${signNames[sign]}`).join(''));
}

const signNames: Readonly<Record<string, string>> = { '#': 'sharp', '+': 'plus' };

/** A group, and what decides whether it keeps its folder if another group has the same one. */
export interface Claim extends Group {
  readonly members: number;
  /** When its first member was published. Null if it has none. */
  readonly since: Instant | null;
}

export interface SharedFolder {
  readonly group: Group;
  readonly holder: Group;
}

/**
 * Groups whose folder belongs to another group, with that group. A folder belongs to the group that had it before (`known`,
 * keys by folder), or else to the group with more articles, or else to the older group.
 */
export function sharedFolders(
  claims: readonly Claim[],
  known: Readonly<Record<string, string>>,
): readonly SharedFolder[] {
  const holders = new Map<string, Group>();
  return claims.toSorted(byPriority(known)).flatMap((group) => {
    const holder = holders.get(groupFolder(group));
    if (holder !== undefined) return [{ group, holder }];
    holders.set(groupFolder(group), group);
    return [];
  });
}

function byPriority(known: Readonly<Record<string, string>>): (one: Claim, other: Claim) => number {
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
