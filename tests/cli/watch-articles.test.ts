/** `presstime publish --watch` with runs that are made up: when it publishes, what it prints, and when it ends. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { describeShort, watchArticles } from '../../src/cli/commands/watch-articles.ts';
import type { EntryChange } from '../../src/item/entry-changes.ts';
import { addSeconds, type Instant } from '../../src/model/instant.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import type { Report } from '../../src/publish/report.ts';
import { temporaryFolder } from '../support/folder.ts';
import { instant } from '../support/instant.ts';
import { fakeTerminal } from '../support/terminal.ts';

const now = instant('2026-11-24T06:00:00Z');
const change: EntryChange = { kind: 'new', id: 'tag:a', title: 'Tides', url: null, path: 'a.md' };

function reportWith(changes: Partial<Report>): Report {
  const lists = {
    skipped: [],
    noStories: [],
    heldBack: [],
    refused: [],
    changes: [],
    problems: [],
    feeds: [],
    entryChanges: [],
  };
  const counts = { articles: 1, read: 1, entries: 1, archived: 0, ledgerWrites: 0, generation: 1 };
  return { from: 'in', to: 'out', now, dryRun: false, nextDue: null, page: null, ...lists, ...counts, ...changes };
}

interface Started {
  readonly lines: () => readonly string[];
  readonly runs: () => number;
  readonly end: () => Promise<number>;
}

/** Starts to watch a folder. `runs` are the results of the runs, the last for all that follow. */
function start(folder: string, runs: readonly (() => Report)[], clock: () => Instant = () => now): Started {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((done) => {
    stop = done;
  });
  const terminal = fakeTerminal({ now: clock, stopped: () => stopped });
  let count = 0;
  const publish = async () => {
    count += 1;
    return (runs[count - 1] ?? runs.at(-1))?.() ?? reportWith({});
  };
  const watching = { folder, isJson: false, publish, printReport: () => terminal.print('The whole report') };
  const ended = watchArticles(watching, terminal);
  ended.catch(() => undefined);
  return {
    lines: () => terminal.printed,
    runs: () => count,
    end: () => {
      stop();
      return ended;
    },
  };
}

const soon = { timeout: 20_000, interval: 5 };

test('it publishes at once, and again after a change, with one line for each run that changed something', async () => {
  const folder = await temporaryFolder();
  const watched = start(folder, [() => reportWith({}), () => reportWith({ entryChanges: [change] })]);
  await vi.waitFor(
    () => expect(watched.lines()).toEqual(['The whole report', `Watching ${folder}: press Ctrl+C to stop`]),
    soon,
  );
  await writeFile(join(folder, 'a.md'), 'a');
  await vi.waitFor(() => expect(watched.lines().at(-1)).toMatch(/^\d\d:\d\d {2}1 new: Tides$/), soon);
  expect(await watched.end()).toBe(0);
});

test('an error does not end it', async () => {
  const folder = await temporaryFolder();
  const failing = () => {
    throw new PublishError('invalid-channel', 'The settings are wrong');
  };
  const watched = start(folder, [failing, () => reportWith({ entryChanges: [change] })]);
  await vi.waitFor(() => expect(watched.lines()[0]).toBe('error: The settings are wrong'), soon);
  await writeFile(join(folder, 'feed.yaml'), 'title: Tides');
  await vi.waitFor(() => expect(watched.lines().at(-1)).toMatch(/1 new: Tides$/), soon);
  expect(await watched.end()).toBe(0);
});

test('a folder that is missing at the start ends it', async () => {
  const missing = () => {
    throw new PublishError('missing-folder', 'There is no folder "in"');
  };
  await expect(start(join(await temporaryFolder(), 'in'), [missing]).end()).rejects.toThrow('There is no folder');
});

test('an article is published when it falls due, without a change of the folder', async () => {
  let clock = now;
  const due = addSeconds(now, 30);
  const runs = [() => reportWith({ nextDue: due }), () => reportWith({ entryChanges: [change] })];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const watched = start(await temporaryFolder(), runs, () => clock);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(watched.runs()).toBe(1);
    clock = due;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(watched.runs()).toBe(2);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(watched.runs()).toBe(2);
    expect(await watched.end()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a run that changes nothing has no line; one that refuses or only writes has one', () => {
  expect(describeShort(reportWith({}))).toBeNull();
  expect(describeShort(reportWith({ changes: [{ path: 'rss.xml', action: 'unchanged' }] }))).toBeNull();
  expect(describeShort(reportWith({ changes: [{ path: 'rss.xml', action: 'written' }] }))).toBe('No entry changed');
  expect(describeShort(reportWith({ refused: [{ path: 'a.md', kept: true }] }))).toBe('1 refused; No entry changed');
});
