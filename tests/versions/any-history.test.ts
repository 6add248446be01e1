/** Random histories of files and runs: the feeds are those of the pure rule, applied to the files that are there and the kills that a run saw. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { type Chance, chance } from '../fuzz/chance.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';

/** One version of an item. `number` and `hour` say how new it is. */
interface Version {
  readonly id: string;
  readonly number: number | null;
  readonly hour: number;
  readonly status: 'usable' | 'withheld' | 'canceled';
}

/** What happens to the drop folder. A run may be told which files changed. */
type Event =
  | { readonly kind: 'write'; readonly path: string; readonly versions: readonly Version[] }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'run'; readonly isNamed: boolean };

const ids = ['tram', 'ferry', 'mill'];
const paths = ['alfa.json', 'golf.json', 'kilo.xml', 'zulu'];

function inventVersion(random: Chance): Version {
  const id = random.pick(ids);
  const number = random.below(5) + 1;
  const isNumbered = id !== 'mill';
  // Whoever numbers versions, counts them in time. A kill may be older by one of the two.
  const status = random.below(4) === 0 ? 'canceled' : number === 3 ? 'withheld' : 'usable';
  const hour = status === 'canceled' && isNumbered && random.below(3) === 0 ? random.below(5) + 1 : number;
  return { id, number: isNumbered ? number : null, hour, status };
}

function inventHistory(random: Chance): readonly Event[] {
  const length = 3 + random.below(9);
  const events = Array.from({ length }, (): Event => {
    const what = random.below(10);
    const path = random.pick(paths);
    if (what < 5) {
      const versions = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => inventVersion(random));
      return {
        kind: 'write',
        path,
        versions: versions.filter(({ id }, at) => versions.findIndex((it) => it.id === id) === at),
      };
    }
    if (what < 6) return { kind: 'remove', path };
    return { kind: 'run', isNamed: random.below(2) === 0 };
  });
  return [...events, { kind: 'run', isNamed: false }];
}

const titleOf = ({ id, number, hour, status }: Version) => `${id} ${number ?? 'unnumbered'} at ${hour} ${status}`;

function textOf(versions: readonly Version[]): string {
  const items = versions.map((version) => ({
    uri: `urn:newsml:quay.example:${version.id}`,
    ...(version.number === null ? {} : { version: String(version.number) }),
    firstcreated: '2026-10-14T00:30:00Z',
    versioncreated: `2026-10-14T0${version.hour}:00:00Z`,
    type: 'text',
    pubstatus: version.status,
    headline: titleOf(version),
    body_text: `The text of ${titleOf(version)}.`,
  }));
  return JSON.stringify(items.length === 1 ? items[0] : { items });
}

/** The rule, written only for versions that have an instant. Null if nothing is to be published. */
function shownByRule(versions: readonly Version[]): string | null {
  const newness = ({ number, hour }: Version) => (number ?? 0) * 100 + hour;
  const kills = versions.filter(({ status }) => status === 'canceled');
  const outdoes = (one: Version, kill: Version) =>
    (one.number ?? 0) > (kill.number ?? 0) ? one.hour >= kill.hour : one.number === kill.number && one.hour > kill.hour;
  const living = versions
    .filter((it) => it.status !== 'canceled')
    .toSorted((one, other) => newness(other) - newness(one));
  const outdone = living.some((it) => it.status === 'usable' && kills.every((kill) => outdoes(it, kill)));
  if (kills.length > 0 && !outdone) return null;
  const [current] = living;
  return current?.status === 'usable' ? titleOf(current) : null;
}

interface SeenKill {
  readonly path: string;
  readonly version: Version;
}

/** The kills that are still known after a run: all but those that their own file took back. */
function killsAfter(seen: readonly SeenKill[], files: ReadonlyMap<string, readonly Version[]>): readonly SeenKill[] {
  const there = [...files].flatMap(([path, versions]) => versions.map((version) => ({ path, version })));
  const takenBack = ({ path, version: kill }: SeenKill) =>
    there.some(({ path: at, version: { id, number, hour } }) => {
      if (at !== path || id !== kill.id) return false;
      return number !== kill.number ? (number ?? 0) > (kill.number ?? 0) : hour >= kill.hour;
    });
  return [...seen.filter((kill) => !takenBack(kill)), ...there.filter(({ version }) => version.status === 'canceled')];
}

async function faultsOf(history: readonly Event[]): Promise<readonly string[]> {
  const from = createMemoryStore({
    'feed.yaml': channelYaml,
    'anchors.md': '---\ntitle: Anchors\ndate: 2026-10-01\n---\nThey rust.\n',
  });
  const to = createMemoryStore();
  const files = new Map<string, readonly Version[]>();
  let kills: readonly SeenKill[] = [];
  let changedPaths: string[] = [];
  const wasOut = new Set<string>();
  const out = new Map<string, string | null>();
  for (const [at, event] of history.entries()) {
    if (event.kind === 'write') {
      files.set(event.path, event.versions);
      await from.write(event.path, bytes(textOf(event.versions)), 'any');
      changedPaths.push(event.path);
    } else if (event.kind === 'remove') {
      files.delete(event.path);
      await from.remove(event.path);
      changedPaths.push(event.path);
    } else {
      const report = await publish({
        from,
        to,
        now: instant('2026-10-20T12:00:00Z'),
        allowRemovals: true,
        ...(event.isNamed ? { changedPaths } : {}),
      });
      changedPaths = [];
      const known = killsAfter(kills, files);
      const feed = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body)) as {
        items: { title: string }[];
      };
      const atom = new TextDecoder().decode((await to.read('atom.xml'))?.body);
      const titles = feed.items.map(({ title }) => title).filter((title) => title !== 'Anchors');
      const there = [...files.values()].flat();
      const wanted: string[] = [];
      for (const id of ids) {
        const own = [...there, ...known.map(({ version }) => version)].filter((it) => it.id === id);
        const title = shownByRule(own);
        if (title !== null) wanted.push(title);
        if (title !== null) wasOut.add(id);
        const isEnded =
          title === null && (out.get(id) ?? null) !== null && own.some(({ status }) => status === 'canceled');
        if (isEnded && !report.problems.some(({ code }) => code === 'killed-item'))
          return [`event ${at}: the kill of ${id} is not said`];
        out.set(id, title);
      }
      kills = known;
      if (titles.toSorted().join() !== wanted.toSorted().join())
        return [`event ${at}: shows [${titles}], not [${wanted}]`];
      const gone = [...wasOut].filter((id) => (out.get(id) ?? null) === null).length;
      const tombstones = (atom.match(/<at:deleted-entry/g) ?? []).length;
      if (tombstones !== gone) return [`event ${at}: ${tombstones} tombstones, not ${gone}`];
      const errors = report.problems.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) return [`event ${at}: ${errors.map(({ message }) => message)}`];
    }
  }
  return [];
}

/** The history without the events that a fault does not need. */
async function shrink(history: readonly Event[]): Promise<readonly Event[]> {
  for (let at = 0; at < history.length; at += 1) {
    const shorter = history.filter((_, index) => index !== at);
    if ((await faultsOf(shorter)).length > 0) return shrink(shorter);
  }
  return history;
}

function describeEvent(event: Event): string {
  if (event.kind === 'run') return event.isNamed ? 'run for the changed files' : 'run';
  return event.kind === 'remove'
    ? `remove ${event.path}`
    : `write ${event.path}: ${event.versions.map(titleOf).join(' + ')}`;
}

const histories = 120;

describe('any history of versions', () => {
  test('shows what the pure rule says after each run', async () => {
    const found: string[] = [];
    for (let seed = 1; seed <= histories && found.length < 4; seed += 1) {
      const history = inventHistory(chance(seed));
      if ((await faultsOf(history)).length === 0) continue;
      const short = await shrink(history);
      found.push(`${seed}: ${short.map(describeEvent).join('; ')}: ${await faultsOf(short)}`);
    }
    expect(found).toEqual([]);
  }, 60_000);
});
