/** The port to the one schedule that wakes the function for the next article that falls due. */
import type { Instant } from '../model.ts';
import { inFile, messageOf, type Problem, warning } from '../problem.ts';

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

const minute = 60_000;

/**
 * When to wake: schedules know whole minutes, and must neither be early nor in the past. One that stands right is kept to
 * its last second: moved, it would ring a minute late.
 */
export function wakeTime({ due, now }: { readonly due: Instant; readonly now: Instant }, stands: Date | null): Date {
  const right = wholeMinute(new Date(due).getTime());
  const present = new Date(now).getTime();
  if (stands?.getTime() === right && right > present) return stands;
  return new Date(Math.max(right, wholeMinute(present + minute)));
}

function wholeMinute(milliseconds: number): number {
  return Math.ceil(milliseconds / minute) * minute;
}

/** Sets the schedule after a run. The feeds are out by then: that it cannot be set is a warning. Null where there is none. */
export async function setAfterRun(schedule: DueSchedule | null, due: Due): Promise<readonly Problem[]> {
  try {
    await schedule?.set(due);
    return [];
  } catch (thrown) {
    const message = `${messageOf(thrown)}. What falls due ${due.due ?? 'next'} comes out with the next run`;
    return inFile('feed.yaml', [warning('schedule-failed', message)]);
  }
}
