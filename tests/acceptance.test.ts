/** The promises of the README on one wire text: instants and captions. */
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { publish } from '../src/publish/publish.ts';
import { createMemoryStore } from '../src/store/memory.ts';
import { channelYaml } from './support/channel.ts';
import { textOf } from './support/store.ts';

/** In the form of a newsroom's page: a prefix, two captions with marks and credits, a stamp without a zone. */
const wire = ` date 2026-01-04 (Background) Councillor Vera Lund waits on the quay before the launch (Ola Berg/Quay Images) / (L) Skipper Nils Aho holds the rope in Port Ember on January 2, 2026. (Ida Moe / Sound Pier / QPA via Quay Images)

4:15 PM – Sunday, January 4, 2026

Councillor Vera Lund told Mr. Aho on Saturday that the U.S. lifeboat would stay in Port Ember until the ice has gone from the outer harbor and the light is mended.

“We launched it, we rowed it, and we brought it back,” Aho said.
`;

test('a wire text published alone gives one entry at the right instant, with both captions and credits in every format', async () => {
  const to = createMemoryStore();
  const from = createMemoryStore({
    'feed.yaml': channelYaml.replace('America/New_York', 'America/Los_Angeles'),
    '000.txt': wire,
  });
  await publish({ from, to, now: '2026-11-23T15:00:00Z' });
  const [rss = '', atom = '', json = ''] = await Promise.all(
    ['rss.xml', 'atom.xml', 'feed.json'].map(async (path) => textOf(await to.read(path)) ?? ''),
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
