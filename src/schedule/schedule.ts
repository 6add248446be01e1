/** The port to the one-time schedule that wakes the function for the next article that falls due, and how a run sets it. */
import {
  addSeconds,
  fromEpochMilliseconds,
  type Instant,
  isAfter,
  lastInstant,
  latest,
  toEpochMilliseconds,
} from '../model/instant.ts';
import { inFile, type Problem, warning } from '../problem/problem.ts';
import { messageOf } from '../problem/publish-error.ts';

export interface Due {
  /** When something falls due next; null if nothing is waiting. */
  readonly due: Instant | null;
  /** The instant at which the schedule is set, not the start of the run: after a long run, `due` may be in the past. */
  readonly now: Instant;
}

/** What `set` did with the schedule. */
export type Outcome = 'made' | 'moved' | 'removed' | 'unchanged';

export interface DueSchedule {
  /** Sets the one schedule to `due`, or removes it if `due` is null. Throws `PublishError`. */
  set(due: Due): Promise<Outcome>;
}

const minuteMilliseconds = 60_000;

/**
 * Returns when to wake the function. Schedules have whole minutes, and must be neither before `due` nor in the past. A schedule
 * that is right already is kept until its last second: if it were moved, it would fire a minute late.
 */
export function wakeTime(
  { due, now }: { readonly due: Instant; readonly now: Instant },
  current: Instant | null,
): Instant {
  const right = wholeMinute(due);
  if (current === right && isAfter(right, now)) return current;
  return latest([right, wholeMinute(addSeconds(now, 60))]);
}

/** The instant itself, or the next whole minute. */
function wholeMinute(instant: Instant): Instant {
  return fromEpochMilliseconds(Math.ceil(toEpochMilliseconds(instant) / minuteMilliseconds) * minuteMilliseconds);
}

/** What falls due next, according to one generation of the ledger. */
export interface Known {
  readonly due: Instant | null;
  readonly generation: number;
}

export interface Knowledge {
  /** What the run that has ended found. */
  readonly known: Known;
  /** Returns what another run found that has written the ledger since that generation, or null if there is none. */
  readonly readNewer: (since: number) => Promise<Known | null>;
  readonly clock: () => Instant;
}

/**
 * Sets the schedule after a run, and sets it again if another run wrote the ledger meanwhile: the ledger decides, not the run
 * that ends last. The feeds are published by then, so a schedule that cannot be set is only a warning. `schedule` is null if
 * there is none to set.
 */
export async function setAfterRun(schedule: DueSchedule | null, knowledge: Knowledge): Promise<readonly Problem[]> {
  if (schedule === null) return [];
  const { readNewer, clock } = knowledge;
  let known: Known | null = knowledge.known;
  while (known !== null) {
    const { due, generation }: Known = known;
    try {
      // What is due at the last instant is never due.
      await schedule.set({ due: due === lastInstant ? null : due, now: clock() });
    } catch (thrown) {
      const what = `What falls due ${due ?? 'next'} is published by the next run`;
      return inFile('feed.yaml', [warning('schedule-failed', `${messageOf(thrown)}. ${what}`)]);
    }
    try {
      known = await readNewer(generation);
    } catch (thrown) {
      const what = 'The schedule is set, but Presstime could not check whether another run has changed what falls due';
      return inFile('feed.yaml', [warning('schedule-unsure', `${what}: ${messageOf(thrown)}`)]);
    }
  }
  return [];
}
