/** The suite for the one-time schedule through the life of articles, for every scheduler, with the real clock. */
import { describe, expect, it } from 'vitest';
import { addSeconds, fromEpochMilliseconds, type Instant } from '../../src/model/instant.ts';
import { readNewerDue } from '../../src/publish/newer-due.ts';
import { publish } from '../../src/publish/publish.ts';
import { type DueSchedule, setAfterRun, wakeTime } from '../../src/schedule/schedule.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { instant } from './instant.ts';
import { newsroomFiles } from './newsroom.ts';
import { bytes } from './store.ts';

export interface ScheduleTarget {
  readonly schedule: DueSchedule;
  /** When it is due, such as `2026-12-24T06:00:00`; null if there is none. */
  readonly read: () => Promise<string | null>;
}

export function scheduleSuite(name: string, make: () => Promise<ScheduleTarget> | ScheduleTarget): void {
  describe(`${name}: the one-time schedule`, () => {
    it('is made, moved and removed as articles come, change and go', async () => {
      const { from, run, rings, at } = await desk(await make());
      expect(await run()).toBe(null);

      await from.write('noon.md', story('Noon', at(90)), 'any');
      expect(await run()).toBe(rings(at(90)));
      await from.write('dawn.md', story('Dawn', at(30)), 'any');
      expect(await run()).toBe(rings(at(30)));
      await from.write('dawn.md', story('Dawn', at(45)), 'any');
      expect(await run()).toBe(rings(at(45)));
      expect(await run()).toBe(rings(at(45)));
      await from.remove('dawn.md');
      expect(await run()).toBe(rings(at(90)));
      await from.remove('noon.md');
      expect(await run()).toBe(null);
      expect(await run()).toBe(null);
    });

    it('rings for an article that runs out', async () => {
      const { from, run, rings, at } = await desk(await make());
      await from.write('short.md', story('Short', at(-60), `expires: ${at(20)}\n`), 'any');
      expect(await run()).toBe(rings(at(20)));
    });

    it('an article that is due in seconds is out when it rings, and the schedule is gone', async () => {
      const { from, run, rings, at, publishAt } = await desk(await make());
      const due = at(5 / 60);
      await from.write('soon.md', story('Soon', due), 'any');
      expect(await run()).toBe(rings(due));
      const { entries, rings: after } = await publishAt(instant(`${rings(due)}Z`));
      expect({ entries, after }).toEqual({ entries: 2, after: null });
    });
  });
}

function story(title: string, published: string, more = '') {
  return bytes(`---\ntitle: ${title}\ndate: ${published}\n${more}---\nText of ${title}.\n`);
}

/** Runs at the instant of this machine's clock, except for the last. */
async function desk({ schedule, read }: ScheduleTarget) {
  const from = createMemoryStore(newsroomFiles(['anchors']));
  const to = createMemoryStore();
  const began = fromEpochMilliseconds(Date.now());
  const publishAt = async (now: Instant) => {
    const report = await publish({ from, to, now });
    const known = { due: report.nextDue, generation: report.generation };
    const readNewer = (since: number) => readNewerDue(to, { generation: since });
    expect(await setAfterRun(schedule, { known, readNewer, clock: () => now })).toEqual([]);
    return { entries: report.entries, rings: await read() };
  };
  return {
    from,
    publishAt,
    run: async () => (await publishAt(fromEpochMilliseconds(Date.now()))).rings,
    /** An instant this many minutes from now. */
    at: (offset: number) => addSeconds(began, offset * 60),
    rings: (due: Instant) => wakeTime({ due, now: began }, null).slice(0, -1),
  };
}
