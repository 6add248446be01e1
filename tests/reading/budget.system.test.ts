/** An article, a sidecar or settings that use up their budget are refused by name, and nothing else is affected. */
import { describe, expect, test } from 'vitest';
import { indexBeside } from '../../src/article/attachments/beside.ts';
import { readArticleFile, readInOwnProcess } from '../../src/reading/read-article.ts';
import { readChannel } from '../../src/reading/read-channel.ts';
import { readingLimits } from '../../src/reading/reading-limits.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel, channelYaml } from '../support/channel.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const matter = '---\ntitle: Kelp\ndate: 2026-01-04\n---\n';
const settings = { channel, index: indexBeside([]) };
const store = createMemoryStore({});
const good = { path: 'good.md', body: encode(`${matter}The kelp grew.\n`) };
/** Three megabytes, which take more than the small budgets below. */
const long = {
  path: 'long.md',
  body: encode(`${matter}${'The *kelp* grew. '.repeat(30).concat('\n\n').repeat(2000)}`),
};

const limitsOf = (cpuMilliseconds: number, memoryMegabytes: number) => ({
  mainMilliseconds: 5,
  budget: { cpuMilliseconds, memoryMegabytes },
});

describe('an article over its budget', () => {
  test('of CPU time is refused', async () => {
    const reading = await readInOwnProcess(store, long, { settings, limits: limitsOf(150, 512) });
    expect(reading).toMatchObject({
      state: 'refused',
      problems: [
        { code: 'over-budget', file: 'long.md', message: expect.stringContaining('0.15 seconds of CPU time') },
      ],
    });
  });

  test('of memory is refused', async () => {
    const reading = await readInOwnProcess(store, long, { settings, limits: limitsOf(60_000, 40) });
    expect(reading).toMatchObject({
      state: 'refused',
      problems: [{ code: 'over-budget', file: 'long.md', message: expect.stringContaining('40 megabytes of memory') }],
    });
  });

  test('does not affect those that are read with it or after it', async () => {
    const files = [good, long, { ...good, path: 'other.md' }];
    const context = { settings, limits: limitsOf(150, 512) };
    const readings = await Promise.all(files.map((file) => readArticleFile(store, file, context)));
    expect(readings.map(({ state }) => state)).toEqual(['accepted', 'refused', 'accepted']);
    const again = await readArticleFile(store, long, { settings, limits: readingLimits });
    expect(again.state).toBe('accepted');
  });
});

test('an article within its budget is accepted, though the main thread stopped', async () => {
  const reading = await readArticleFile(store, long, { settings, limits: limitsOf(60_000, 512) });
  expect(reading.state).toBe('accepted');
});

describe('settings', () => {
  const bomb = encode(`${channelYaml}rights: [${'a, '.repeat(300_000)}]\n`);

  test('over their budget are one error', async () => {
    const { channel: read, problems } = await readChannel(bomb, { limits: limitsOf(20, 512) });
    expect(read).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', code: 'over-budget', file: 'feed.yaml' })]);
  });

  test('within it are read', async () => {
    const { channel: read } = await readChannel(encode(channelYaml), { limits: limitsOf(60_000, 512) });
    expect(read).toEqual(channel);
  });
});
