/** Plans a first publication without writing anything, and compares its entries with the feed that the site had before. */
import { type FormerEntry, formerItems, matchFormer } from '../../item/former/former-items.ts';
import { noArchives } from '../../item/item.ts';
import { stateFromItems } from '../../ledger/state-from-items.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Store } from '../../store/store.ts';
import { emptyState, plan, stateOf } from '../plan/plan.ts';
import type { RunOptions } from '../read/publish-options.ts';
import { readArticles, readSource } from '../read/read-source.ts';
import { splitSkipped } from '../read/skipped-lists.ts';

/** What subscribers of the former feed would see. */
export interface Trial {
  /** The entries of the new feed and its archives. */
  readonly entries: readonly TrialEntry[];
  /** The entries of the former feed that no article matches. */
  readonly left: readonly FormerEntry[];
  readonly heldBack: number;
  readonly refused: number;
  /** Files with unknown extensions. */
  readonly skipped: readonly string[];
  readonly problems: readonly Problem[];
}

export interface TrialEntry {
  readonly path: string;
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** True if it is in the live feed, false if it is only in the archive. */
  readonly isLive: boolean;
  /** The entry of the former feed with the same article. */
  readonly former: FormerEntry | null;
}

export interface FormerFeed {
  readonly entries: readonly FormerEntry[];
  /** True if articles take over the ids of the feed. Otherwise the feed is only compared. */
  readonly isTakenOver: boolean;
}

export async function tryPublishing(
  from: Store,
  { former, now }: Pick<RunOptions, 'now'> & { readonly former: FormerFeed },
): Promise<Trial> {
  const source = await readSource(from);
  const files = await readArticles(from, source.articles, { source, now });
  const { matched, left } = matchFormer(former.entries, files);
  const items = former.isTakenOver ? formerItems(former.entries, files) : [];
  const remembered = { items, entries: new Map(), files: new Map(), archives: noArchives, lastRun: null, now };
  const state = items.length === 0 ? emptyState : stateOf(stateFromItems(remembered));
  const planned = plan(state, files, source.channel, now, { portion: Number.POSITIVE_INFINITY });
  const live = new Set(planned.window.map(({ id }) => id));
  const entries = planned.shown.map(({ path, entry: { id, title, url } }) => {
    return { path, id, title, url, isLive: live.has(id), former: matched.get(path) ?? null };
  });
  return {
    entries,
    left,
    heldBack: planned.heldBack.length,
    refused: planned.refused.length,
    skipped: splitSkipped(source.skipped, planned.skipped).skipped,
    problems: [...source.problems, ...planned.problems],
  };
}
