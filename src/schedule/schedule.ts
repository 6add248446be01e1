/** The port to the one schedule that wakes the function for the next article that falls due. */
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
  /** When something changes next; null where nothing is waiting. */
  readonly due: Instant | null;
  /** When the schedule is set, not when the run began: after a long run that may be past. */
  readonly now: Instant;
}

/** What became of the schedule. */
export type Outcome = 'made' | 'moved' | 'removed' | 'right';

export interface DueSchedule {
  /** Makes the schedule stand at that instant, and nowhere else. Throws `PublishError`. */
  set(due: Due): Promise<Outcome>;
}

const minuteMilliseconds = 60_000;

/**
 * When to wake: schedules know whole minutes, and must neither be early nor in the past. One that is set right is kept to
 * its last second: moved, it would ring a minute late.
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

/** What a run has found to fall due, and by which state of the ledger. */
export interface Known {
  readonly due: Instant | null;
  readonly generation: number;
}

export interface Knowledge {
  /** By the run that has ended. */
  readonly known: Known;
  /** By another run that has written the ledger since that generation; null where none has. */
  readonly readNewer: (since: number) => Promise<Known | null>;
  readonly clock: () => Instant;
}

/**
 * Sets the schedule after a run, and again where another run wrote the ledger meanwhile: the last word is the ledger's, not
 * that of the run that ends last. The feeds are out by then: that it cannot be set is a warning. Null where there is none.
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
      const what = `What falls due ${due ?? 'next'} comes out with the next run`;
      return inFile('feed.yaml', [warning('schedule-failed', `${messageOf(thrown)}. ${what}`)]);
    }
    try {
      known = await readNewer(generation);
    } catch (thrown) {
      const what = 'The schedule is set, but whether another run knows more was not seen';
      return inFile('feed.yaml', [warning('schedule-unsure', `${what}: ${messageOf(thrown)}`)]);
    }
  }
  return [];
}
