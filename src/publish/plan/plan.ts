/** Plans a run: from the remembered state and the changed files to documents and entry changes. Pure. */
import { layOutArchives } from '../../feed/archive-layout.ts';
import { type EntryChange, entryChanges } from '../../item/entry-changes.ts';
import { type Archives, type Item, noArchives, type PendingEdits, type Published } from '../../item/item.ts';
import { nextItems, type RefusedFile } from '../../item/next-items.ts';
import type { SourceChange } from '../../item/source-change.ts';
import {
  type GoneEntry,
  type HeldBack,
  nextDue,
  selectGone,
  selectHeldBack,
  selectLive,
  selectOut,
  selectUnlisted,
} from '../../item/visibility.ts';
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import type { Instant } from '../../model/instant.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Document } from './document.ts';
import { planDocuments } from './documents.ts';

/**
 * The state that earlier runs left in the ledger.
 *
 * @example
 * const first: State = emptyState;
 */
export interface State {
  readonly items: readonly Item[];
  readonly archives: Archives;
  /** The key of the section, category or author that each feed folder belongs to. */
  readonly folders: Readonly<Record<string, string>>;
  /** Dates of edits and withdrawals that a run has assigned but may not have published. */
  readonly pendingEdits: PendingEdits;
  /** The instant of the last run that changed anything; null if there was none, or if its ledger did not record it. */
  readonly lastRun: Instant | null;
}

/**
 * The state before the first run.
 *
 * @example
 * emptyState.items // => []
 */
export const emptyState: State = {
  items: [],
  archives: noArchives,
  folders: {},
  pendingEdits: {},
  lastRun: null,
};

/**
 * What a run would do.
 *
 * @example
 * const paths = ({ documents }: Plan): readonly string[] => documents.flatMap((document) => document.paths);
 */
export interface Plan {
  /** The state after the run. */
  readonly state: State;
  /** The entries that were made from changed files, by id. All other entries are in the ledger. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What subscribers will see. */
  readonly entryChanges: readonly EntryChange[];
  /** How many entries were published, and which of them leave. */
  readonly leaving: Leaving;
  /** Items in the feeds, the newest first. */
  readonly live: readonly Published[];
  /** Published items that have only a page. */
  readonly unlisted: readonly Published[];
  /** Withdrawn and expired entries, the most recent first. */
  readonly gone: readonly GoneEntry[];
  /** All documents of the publication, in the order of writing. */
  readonly documents: readonly Document[];
  readonly refused: readonly RefusedFile[];
  readonly heldBack: readonly HeldBack[];
  /** When the next scheduled article is due or the next published one expires; null if neither. */
  readonly nextDue: Instant | null;
  readonly problems: readonly Problem[];
}

/**
 * How many entries are out, and which of them go: a run that would take most of them away is refused.
 *
 * @example
 * const share = ({ before, names }: Leaving): number => names.length / Math.max(before, 1);
 */
export interface Leaving {
  readonly before: number;
  /** The paths of the leaving entries; for entries that were read back from a feed, their ids. */
  readonly names: readonly string[];
}

/**
 * Plans a run from the remembered state, the changes in the source, the settings and the instant of the run. `changes`
 * contains only files that changed. Reads nothing; the same input gives the same plan.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * const now = parseInstant('2026-05-04T16:00:00Z');
 * if (channel === null || now === null) throw new Error('The settings are wrong');
 * const body = new TextEncoder().encode('---\ntitle: Terns return\ndate: 2026-05-04 08:30\n---\nThey came early.\n');
 * const reading = parseArticle({ path: 'terns.md', body }, channel);
 * const change = { kind: 'read', path: 'terns.md', version: '1', digest: '1', reading, beside: {} } as const;
 * plan(emptyState, [change], channel, now).entryChanges.map(({ kind, title }) => `${kind}: ${title}`) // => ['new: Terns return']
 */
export function plan(state: State, changes: readonly SourceChange[], channel: Channel, now: Instant): Plan {
  const { items: before, pendingEdits, lastRun } = state;
  const next = nextItems({ items: before, changes, channel, now, lastRun, pendingEdits });
  const { items, archives } = layOutArchives({ items: next.items, before, archives: state.archives, channel, now });
  const [live, unlisted, gone] = [selectLive(items, now), selectUnlisted(items, now), selectGone(items, now)];
  const planned = planDocuments({ channel, live, unlisted, gone, archives, folders: state.folders, now });
  return {
    state: {
      items,
      archives,
      folders: planned.folders,
      pendingEdits: { ...pendingEdits, ...next.edits },
      lastRun: now,
    },
    entries: next.entries,
    entryChanges: entryChanges({ before, after: items, lastRun, now }),
    leaving: leavingOf(state, { live, now }),
    live,
    unlisted,
    gone,
    documents: planned.documents,
    refused: next.refused,
    heldBack: selectHeldBack(items, now),
    nextDue: nextDue(items, now),
    problems: [...next.problems, ...planned.problems],
  };
}

/** Counts the entries for the guard against mass removal: those that would still be published if this run did not remove them. */
function leavingOf(
  { items }: State,
  { live, now }: { readonly live: readonly Published[]; readonly now: Instant },
): Leaving {
  const stays = new Set(live.map(({ entry }) => entry.id));
  const before = selectOut(items, now).map(({ entry, path }) => ({ id: entry.id, name: path }));
  return { before: before.length, names: before.filter(({ id }) => !stays.has(id)).map(({ name }) => name) };
}
