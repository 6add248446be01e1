/** A run that publishes a kill is itself killed with SIGKILL at every step: the next run withdraws the item all the same. */
import { expect, it } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { mapConcurrently } from '../../src/store/concurrent.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { temporaryFolder } from '../support/folder.ts';
import { instant } from '../support/instant.ts';
import { everyDeath, runToDeath } from '../support/killed.ts';
import { drop, dropFolder, shownIn, type VersionName } from '../support/versions.ts';

const now = instant('2026-10-20T12:00:00Z');

/** A folder with an article and some versions of an item. */
async function folderWith(names: readonly VersionName[]): Promise<string> {
  const folder = await temporaryFolder();
  const from = createDirectoryStore(folder);
  const others = dropFolder();
  for (const { path } of await others.list(() => true)) {
    await from.write(path, (await others.read(path))?.body ?? new Uint8Array(), 'any');
  }
  await drop(from, names);
  return folder;
}

it('withdraws the item in the run after a run that died', async () => {
  const before = createDirectoryStore(await folderWith(['v1', 'v2']));
  const folder = await folderWith(['v1', 'v2', 'v3 kill']);
  const make = async () => {
    const place = await temporaryFolder();
    await publish({ from: before, to: createDirectoryStore(place), now });
    return place;
  };
  const argumentsOf = (place: string) => ['publish', '--from', folder, '--to', place, '--now', now];
  const steps = await runToDeath({ args: argumentsOf(await make()), death: null });
  const deaths = everyDeath(steps);
  expect(deaths.length).toBeGreaterThan(10);
  const faults = await mapConcurrently(deaths, 3, async (death) => {
    const place = await make();
    await runToDeath({ args: argumentsOf(place), death });
    const to = createDirectoryStore(place);
    await publish({ from: createDirectoryStore(folder), to, now });
    const { titles, tombstones, pages } = await shownIn(to);
    const isRight = titles.length === 0 && tombstones === 1 && pages === 0;
    return isRight ? [] : [`${death.moment} step ${death.step}: ${titles}, ${tombstones} tombstones, ${pages} pages`];
  });
  expect(faults.flat()).toEqual([]);
}, 300_000);
