/** What a run sees of files that may still be being written. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { rememberFinished } from '../../src/store/watch/finished.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes } from '../support/store.ts';

const now = '2026-11-23T15:00:00Z';
const story = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-04\n---\nIt opens.\n`;

test('a new file that is still being written is not published, and one that is replaced stays as it was', async () => {
  const from = createMemoryStore({ 'feed.yaml': channelYaml, 'a.md': story('The pier') });
  const to = createMemoryStore();
  const finished = rememberFinished();
  const run = async (...waiting: readonly string[]) => {
    const { entryChanges, problems } = await publish({ from: finished(from, new Set(waiting)), to, now });
    return [entryChanges.map(({ kind, title }) => `${kind} ${title}`), problems];
  };
  expect(await run()).toEqual([['new The pier'], []]);
  await from.write('a.md', bytes('---\ntitle: The'), 'any');
  await from.write('b.md', bytes('---\n'), 'any');
  await from.write('c.md', bytes(story('The quay')), 'any');
  expect(await run('a.md', 'b.md')).toEqual([['new The quay'], []]);
  await from.write('a.md', bytes(story('The new pier')), 'any');
  expect(await run('b.md')).toEqual([['updated The new pier'], []]);
  await from.remove('a.md');
  expect(await run('b.md')).toEqual([['withdrawn The new pier'], []]);
  await from.write('a.md', bytes('---\ntitle: The'), 'any');
  expect(await run('a.md', 'b.md')).toEqual([[], []]);
});
