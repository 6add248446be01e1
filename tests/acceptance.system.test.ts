/** The promises of the README on real runs: zones and bytes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWithSamples, presstime } from './support/run.ts';

const now = ['--now', '2026-11-23T15:00:00Z'];
const feeds = ['rss.xml', 'atom.xml', 'feed.json'];

test('the same input gives the same bytes in two time zones, and from copies of the files made in another order', async () => {
  const [one, other] = [await folderWithSamples(), await folderWithSamples()];
  await presstime(one, ['publish', ...now], { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' });
  await presstime(other, ['publish', ...now], { TZ: 'America/Los_Angeles', LANG: 'C' });
  for (const path of [...feeds, '.presstime/ledger/head.json']) {
    const [a, b] = await Promise.all([one, other].map((folder) => readFile(join(folder, 'public', path))));
    expect({ path, same: a?.equals(b ?? Buffer.of()) }).toEqual({ path, same: true });
  }
});
