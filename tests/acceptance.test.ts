/** The promises of the README on real runs: zones, bytes, captions. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { channelYaml } from './support/channel.ts';
import { folderWithSamples, presstime, temporaryFolder, writeFiles } from './support/run.ts';

const now = ['--now', '2026-11-23T15:00:00Z'];
const feeds = ['rss.xml', 'atom.xml', 'feed.json'];

/** In the shape of a newsroom's page: a prefix, two captions with marks and credits, a stamp without a zone. */
const wire = ` date 2026-01-04 (Background) Councillor Vera Lund waits on the quay before the launch (Ola Berg/Quay Images) / (L) Skipper Nils Aho holds the rope in Port Ember on January 2, 2026. (Ida Moe / Sound Pier / QPA via Quay Images)

4:15 PM – Sunday, January 4, 2026

Councillor Vera Lund told Mr. Aho on Saturday that the U.S. lifeboat would stay in Port Ember until the ice has gone from the outer harbor and the light is mended.

“We launched it, we rowed it, and we brought it back,” Aho said.
`;

test('a wire text published alone gives one entry at the right instant, with both captions and credits in every format', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, {
    'articles/feed.yaml': channelYaml.replace('America/New_York', 'America/Los_Angeles'),
    'articles/000.txt': wire,
  });
  await presstime(folder, ['publish', ...now]);
  const [rss = '', atom = '', json = ''] = await Promise.all(
    feeds.map((path) => readFile(join(folder, 'public', path), 'utf8')),
  );
  const item = parseRssFeed(rss).items?.[0];
  const entry = parseAtomFeed(atom).entries?.[0];
  const jsonItem = parseJsonFeed(json).items?.[0];
  expect(new Date(item?.pubDate ?? '').toISOString()).toBe('2026-01-05T00:15:00.000Z');
  expect(entry?.published).toBe('2026-01-05T00:15:00Z');
  expect(jsonItem?.date_published).toBe('2026-01-05T00:15:00Z');
  expect(new Set([item?.guid?.value, entry?.id, jsonItem?.id])).toEqual(new Set(['tag:courier.example,2026:000']));
  for (const content of [item?.content?.encoded, entry?.content, jsonItem?.content_html]) {
    const text = JSON.stringify(content);
    expect(text).toContain('waits on the quay before the launch (Ola Berg/Quay Images)');
    expect(text).toContain('on January 2, 2026. (Ida Moe / Sound Pier / QPA via Quay Images)');
  }
  expect(item?.title).toMatch(/^Councillor Vera Lund told Mr\. Aho on Saturday that the U\.S\. lifeboat .*…$/);
});

test('the same input gives the same bytes in two time zones, and from copies of the files made in another order', async () => {
  const [one, other] = [await folderWithSamples(), await folderWithSamples()];
  await presstime(one, ['publish', ...now], { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' });
  await presstime(other, ['publish', ...now], { TZ: 'America/Los_Angeles', LANG: 'C' });
  for (const path of [...feeds, '.presstime/ledger/head.json']) {
    const [a, b] = await Promise.all([one, other].map((folder) => readFile(join(folder, 'public', path))));
    expect({ path, same: a?.equals(b ?? Buffer.of()) }).toEqual({ path, same: true });
  }
});
