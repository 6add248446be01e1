/** Runs the rounds of a preview: one at a time, again when something changes, and when the next article is due. */
import { headPath } from '../ledger/head.ts';
import { type Instant, toEpochMilliseconds } from '../model/instant.ts';
import { messageOf } from '../problem/publish-error.ts';
import { listSource } from '../publish/read/list-source.ts';
import { digestOfSource } from '../publish/read/unchanged.ts';
import type { Store } from '../store/store.ts';
import { readOnlyStore } from './round/read-only-store.ts';
import { createReadingMemory, type ReadingMemory } from './round/remembered-readings.ts';
import { lookAtNext, type Round } from './round/round.ts';
import { buildOverview, type Overview } from './view/overview.ts';
import { listEntries, type PreviewEntry } from './view/preview-entry.ts';

export interface SessionOptions {
  /** The articles. */
  readonly from: Store;
  /** The publication that subscribers have now. It is only read. */
  readonly to: Store;
  /** Throws `PublishError` if the articles cannot be read at all, for example because their folder is missing. */
  readonly checkSource: () => Promise<void>;
  /** The URL of the publication, if it is not that of `feed.yaml`. */
  readonly feedUrl: string | null;
  readonly clock: () => Instant;
  /** The instant that is shown instead of that of the clock. */
  readonly future: Instant | null;
}

/** What a round found, ready to be shown. */
export interface Shown {
  readonly round: Round;
  readonly entries: readonly PreviewEntry[];
  readonly overview: Overview;
}

export interface Session {
  /** The last finished round. The first one is waited for. */
  readonly shown: () => Promise<Shown>;
  /** Starts a round, or another one after the round that runs. */
  readonly refresh: () => void;
  /** Starts a round if the publication, or a bucket with articles, differs from what the last one saw. Returns how long to wait until the next check. */
  readonly check: () => Promise<number>;
  /** Calls a function after each round, until the returned function is called. */
  readonly onRound: (listener: (shown: Shown) => void) => () => void;
  readonly memory: ReadingMemory;
  readonly stores: { readonly from: Store; readonly to: Store };
  readonly close: () => void;
}

/** The longest delay of a timer in Node. */
const longestDelay = 2 ** 31 - 1;

/** Makes a session, and starts its first round. */
export function createSession(sessionOptions: SessionOptions): Session {
  const { from, to: publication, checkSource, feedUrl, clock, future } = sessionOptions;
  const to = readOnlyStore(publication);
  const memory = createReadingMemory();
  const listeners = new Set<(shown: Shown) => void>();
  let number = 0;
  let last: Shown | null = null;
  let seen: string | null = null;
  let isStale = false;
  let isClosed = false;
  let alarm: NodeJS.Timeout | undefined;
  let running: Promise<Shown> | null = null;

  const playRound = async (): Promise<Shown> => {
    number += 1;
    const before = memory.count();
    const now = future ?? clock();
    const options = { from, to, now, readArticles: memory.readArticles, ...(feedUrl === null ? {} : { feedUrl }) };
    const outcome = await lookAtNext(options, { check: checkSource });
    const round: Round = { number, now, ...outcome, filesRead: memory.count() - before };
    return showRound(round, { from, to, memory, isFuture: future !== null });
  };

  const play = async (): Promise<Shown> => {
    for (;;) {
      isStale = false;
      const look = last?.overview.failure == null ? null : await lookOf(sessionOptions);
      const shown = await playRound();
      seen = sawIn(shown.round, from) ?? look;
      if (isStale && !isClosed) continue;
      const isNews = !isSameFailure(last, shown);
      last = shown;
      running = null;
      setAlarm(shown.round);
      if (isNews) for (const listener of listeners) listener(shown);
      return shown;
    }
  };

  /** Wakes up when the publication changes next, although no file does. */
  const setAlarm = ({ ahead, now }: Round) => {
    clearTimeout(alarm);
    const next = ahead?.plan.nextChange ?? null;
    if (next === null || future !== null || isClosed) return;
    const delay = toEpochMilliseconds(next) - toEpochMilliseconds(now);
    alarm = setTimeout(refresh, Math.min(Math.max(delay, 50), longestDelay));
    alarm.unref();
  };

  const refresh = () => {
    if (isClosed) return;
    isStale = true;
    running ??= play();
  };

  refresh();
  return {
    shown: async () => last ?? (await (running as Promise<Shown>)),
    refresh,
    check: async () => {
      // If the last round did not see everything, it is played again.
      if (running === null && (seen === null || (await lookOf(sessionOptions)) !== seen)) refresh();
      // Every look at a bucket costs money.
      return from.isLocal && to.isLocal ? 2_000 : 30_000;
    },
    onRound: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    memory,
    stores: { from, to },
    close: () => {
      isClosed = true;
      clearTimeout(alarm);
    },
  };
}

interface ShowContext {
  readonly from: Store;
  readonly to: Store;
  readonly memory: ReadingMemory;
  readonly isFuture: boolean;
}

/** A fault while a round is shown is shown itself, so that the preview goes on. */
async function showRound(round: Round, context: ShowContext): Promise<Shown> {
  try {
    const entries = round.ahead === null ? [] : await listEntries(round.ahead, context);
    return { round, entries, overview: await buildOverview({ round, entries, ...context }) };
  } catch (thrown) {
    const failure = { code: 'internal', message: messageOf(thrown), problems: [] };
    const failed: Round = { ...round, ahead: null, failure };
    return { round: failed, entries: [], overview: await buildOverview({ round: failed, entries: [], ...context }) };
  }
}

/** True if a round failed like the one before it. */
function isSameFailure(before: Shown | null, { overview: { failure } }: Shown): boolean {
  return failure !== null && JSON.stringify(before?.overview.failure) === JSON.stringify(failure);
}

/** What a round saw, as `lookOf` describes it. Null if it failed, or did not see everything. */
function sawIn({ ahead }: Round, from: Store): string | null {
  const digest = ahead?.before.sourceDigest ?? null;
  return digest === null ? null : describeLook(from.isLocal ? '' : digest, ahead?.before.ledger.stored?.version);
}

function describeLook(sourceDigest: string, headVersion: string | undefined): string {
  return `${sourceDigest} ${headVersion ?? ''}`;
}

/** A digest of what a round depends on: the head of the ledger, and the files of a bucket. A folder is watched. */
async function lookOf({ from, to, feedUrl }: Pick<SessionOptions, 'from' | 'to' | 'feedUrl'>): Promise<string> {
  try {
    const options = feedUrl === null ? {} : { feedUrl };
    const digest = from.isLocal ? '' : digestOfSource(await listSource(from), options);
    return describeLook(digest, (await to.look(headPath))?.version);
  } catch (thrown) {
    return messageOf(thrown);
  }
}
