/** Feeds of a part of the articles: which they are, and where each stands. */
import { createHash } from 'node:crypto';
import { safePart } from '../article/text/slug.ts';
import type { Group } from '../item/groups.ts';
import { groupKey } from '../item/groups.ts';
import { compare } from '../item/order.ts';
import type { Instant } from '../model/instant.ts';

/** `sections/harbor/`: letters of any script, digits and hyphens; a name without any, or too long a one, gets a digest of itself. */
export function groupFolder({ grouping, name }: Group): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${grouping}/${safePart(name) || digest}/`;
}

/** A group, and what it has to say for itself where another would share its folder. */
export interface Claim extends Group {
  readonly members: number;
  /** When the first of them was published; `firstInstant` if it has none. */
  readonly since: Instant;
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
  const rankOf = (claim: Claim) => Number(claim.members > 0 && known[groupFolder(claim)] === groupKey(claim));
  const holders = new Map<string, Group>();
  const ordered = [...claims].sort(
    (a, b) =>
      rankOf(b) - rankOf(a) || b.members - a.members || compare(a.since, b.since) || compare(groupKey(a), groupKey(b)),
  );
  return ordered.flatMap((group) => {
    const holder = holders.get(groupFolder(group));
    if (holder !== undefined) return [{ group, holder }];
    holders.set(groupFolder(group), group);
    return [];
  });
}
