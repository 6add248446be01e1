/** The suite for items with versions: whatever the order of files, runs and deaths, the feeds are those of the pure rule. */
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/model/instant.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Report } from '../../src/publish/report.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from './channel.ts';
import { instant } from './instant.ts';
import { bytes } from './store.ts';

/** The versions of one item: the third kills it, and the fourth brings it back. */
export const versionNames = ['v1', 'v2', 'v3 kill', 'v4'] as const;
export type VersionName = (typeof versionNames)[number];

/** The files that arrive before each run. */
export type Schedule = readonly (readonly VersionName[])[];

/** The file of a version, as front matter with an id and a number. */
export function versionText(name: VersionName): string {
  const number = Number(name.charAt(1));
  const kill = name.endsWith('kill') ? 'status: withdrawn\n' : '';
  return `---\nid: urn:newsml:quay.example:20261014:tram\nversion: ${number}\ntitle: Tram, version ${number}\ndate: 2026-10-14T08:00:00Z\nupdated: 2026-10-14T${String(7 + number).padStart(2, '0')}:30:00Z\n${kill}---\nText of version ${number}.\n`;
}

/** A name for the file of a version that says nothing of its order. */
const fileNames: Readonly<Record<VersionName, string>> = {
  v1: 'drop/mike.md',
  v2: 'drop/alfa.md',
  'v3 kill': 'drop/zulu.md',
  v4: 'drop/golf.md',
};

/** The title that the feeds contain by the pure rule. Null if they contain none. */
export function titleByRule(there: readonly VersionName[]): string | null {
  if (there.includes('v4')) return 'Tram, version 4';
  if (there.includes('v3 kill') || there.length === 0) return null;
  return `Tram, version ${there.includes('v2') ? 2 : 1}`;
}

/** All ways in which some of the versions can arrive: each subset in each order, in one to four runs. */
export function allSchedules(names: readonly VersionName[] = versionNames): readonly Schedule[] {
  return subsets(names).flatMap(orders).flatMap(partitions);
}

function subsets<T>([first, ...rest]: readonly T[]): readonly (readonly T[])[] {
  if (first === undefined) return [];
  const others = subsets(rest);
  return [[first], ...others, ...others.map((other) => [first, ...other])];
}

/** A list in each order. */
export function orders<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length < 2) return [list];
  return list.flatMap((one, at) => orders(list.filter((_, index) => index !== at)).map((rest) => [one, ...rest]));
}

function partitions<T>([first, ...rest]: readonly T[]): readonly (readonly (readonly T[])[])[] {
  if (first === undefined) return [[]];
  const others = partitions(rest);
  const apart = others.map((groups) => [[first], ...groups]);
  const together = others.flatMap(([group, ...groups]) =>
    group === undefined ? [] : [[[first, ...group], ...groups]],
  );
  return [...apart, ...together];
}

const started = instant('2026-10-20T12:00:00Z');

/** What a publication shows of the item. */
export interface Shown {
  readonly titles: readonly string[];
  readonly ids: readonly string[];
  readonly tombstones: number;
  readonly pages: number;
}

/** What the feeds and pages show besides the article that is always there. */
export async function shownIn(to: Store): Promise<Shown> {
  const feed = JSON.parse(await textOf(to, 'feed.json')) as { items: { id: string; title: string }[] };
  const items = feed.items.filter(({ title }) => title !== 'Anchors');
  const atom = await textOf(to, 'atom.xml');
  const paths = (await to.list((path) => path.startsWith('articles/'))).map(({ path }) => path);
  const pages = await Promise.all(paths.map((path) => textOf(to, path)));
  return {
    titles: items.map(({ title }) => title),
    ids: items.map(({ id }) => id),
    tombstones: (atom.match(/<at:deleted-entry/g) ?? []).length,
    pages: pages.filter((page) => /Text of version/.test(page)).length,
  };
}

async function textOf(store: Store, path: string): Promise<string> {
  return new TextDecoder().decode((await store.read(path))?.body);
}

/** A source that contains one other article. */
export function dropFolder(): Store {
  const anchors = '---\ntitle: Anchors\ndate: 2026-10-01T08:00:00Z\n---\nThey rust.\n';
  const settings = channelYaml.replace('pages: false', 'pages: true');
  return createMemoryStore({ 'feed.yaml': settings, 'anchors.md': anchors });
}

export async function drop(from: Store, names: readonly VersionName[]): Promise<void> {
  for (const name of names) await from.write(fileNames[name], bytes(versionText(name)), 'any');
}

/** What is wrong after the last run of a schedule. */
async function faultsAfter(schedule: Schedule, to: Store): Promise<readonly string[]> {
  const from = dropFolder();
  const reports: Report[] = [];
  const out: (string | null)[] = [];
  for (const [at, names] of schedule.entries()) {
    await drop(from, names);
    const now = `2026-10-2${at}T12:00:00Z` as Instant;
    reports.push(await publish({ from, to, now }));
    out.push(titleByRule(schedule.slice(0, at + 1).flat()));
  }
  const shown = await shownIn(to);
  const title = out.at(-1) ?? null;
  const wasOut = out.slice(0, -1).some((it) => it !== null);
  const killed = schedule.flat().includes('v3 kill');
  const told = reports.flatMap(({ problems }) => problems).filter(({ code }) => code === 'killed-item').length;
  const outdone = out.every((it) => it !== null);
  return [
    ...(JSON.stringify(shown.titles) === JSON.stringify(title === null ? [] : [title])
      ? []
      : [`shows ${shown.titles}`]),
    ...(shown.tombstones === (title === null && wasOut ? 1 : 0) ? [] : [`${shown.tombstones} tombstones`]),
    ...(shown.pages === (title === null ? 0 : 1) ? [] : [`${shown.pages} pages`]),
    ...(killed && !outdone && told === 0 ? ['the kill is not told'] : []),
    ...(reports.some(({ problems }) => problems.some(({ severity }) => severity === 'error')) ? ['an error'] : []),
  ];
}

interface SuiteOptions {
  readonly make: () => Promise<Store> | Store;
  readonly schedules: readonly Schedule[];
  /** The schedules whose runs die, each at every step. */
  readonly deaths?: readonly Schedule[];
}

export function versionsSuite(name: string, { make, schedules, deaths = deadly }: SuiteOptions): void {
  describe(`${name}: the versions of an item`, () => {
    it('give the feeds of the pure rule in every order and in any number of runs', async () => {
      const faults: string[] = [];
      for (const schedule of schedules) {
        const found = await faultsAfter(schedule, await make());
        const written = schedule.map((names) => names.join(' + ')).join(', then ');
        faults.push(...found.map((fault) => `${written}: ${fault}`));
      }
      expect(faults).toEqual([]);
    }, 120_000);

    it('give the feeds of the pure rule if runs die before and after each write', async () => {
      const faults: string[] = [];
      for (const schedule of deaths) {
        for (const moment of ['before', 'after'] as const) {
          for (let step = 1; ; step += 1) {
            const from = dropFolder();
            const to = await make();
            let isDead = false;
            for (const names of schedule) {
              await drop(from, names);
              const dying = dyingStore(to, { step, moment });
              const run = { from, now: started };
              if (isDead) await publish({ ...run, to });
              else {
                await publish({ ...run, to: dying.store }).catch(() => undefined);
                isDead = dying.isDead();
                if (isDead) await publish({ ...run, to });
              }
            }
            if (!isDead) break;
            const { titles } = await shownIn(to);
            const wanted = titleByRule(schedule.flat());
            if (JSON.stringify(titles) !== JSON.stringify(wanted === null ? [] : [wanted]))
              faults.push(`${JSON.stringify(schedule)}, ${moment} step ${step}: shows ${titles}`);
          }
        }
      }
      expect(faults).toEqual([]);
    }, 120_000);

    it('give the feeds of the pure rule if two runs publish at once', async () => {
      for (const schedule of deadly) {
        const from = dropFolder();
        const to = await make();
        for (const names of schedule) {
          await drop(from, names);
          const run = { from, to, now: started };
          await Promise.all([publish(run), publish(run)]);
        }
        const wanted = titleByRule(schedule.flat());
        expect((await shownIn(to)).titles).toEqual(wanted === null ? [] : [wanted]);
      }
    }, 60_000);
  });
}

const deadly: readonly Schedule[] = [
  [['v1', 'v2'], ['v3 kill']],
  [['v2'], ['v3 kill'], ['v1', 'v4']],
];

interface Death {
  readonly step: number;
  readonly moment: 'before' | 'after';
}

/** A store whose run ends before or after one of its writes and removals, and does nothing afterwards. */
function dyingStore(to: Store, { step, moment }: Death) {
  let steps = 0;
  let isDead = false;
  const die = () => {
    isDead = true;
    throw new Error('The run died');
  };
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDead) return die();
    steps += 1;
    if (steps === step && moment === 'before') return die();
    const result = await work();
    if (steps === step) return die();
    return result;
  };
  const store: Store = {
    ...to,
    write: (...args) => counted(() => to.write(...args)),
    remove: (...args) => counted(() => to.remove(...args)),
  };
  return { store, isDead: () => isDead };
}
