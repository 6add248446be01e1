/** Two articles with one URL: both are published, and a warning names both, whichever was there first. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const article = (title: string, lines: string) => `---\ntitle: ${title}\ndate: 2027-01-02\n${lines}\n---\n${title}.\n`;
const now = '2027-02-01T00:00:00Z';

async function runs(settings: string, ...steps: readonly Readonly<Record<string, string>>[]) {
  const from = createMemoryStore({ 'feed.yaml': `${channelYaml}${settings}\n` });
  const to = createMemoryStore();
  let report = null;
  for (const files of steps) {
    for (const [path, text] of Object.entries(files)) await from.write(path, new TextEncoder().encode(text), 'any');
    report = await publish({ from, to, now });
  }
  return { entries: report?.entries, found: report?.problems.filter(({ code }) => code === 'repeated-url') };
}

test.each([
  ['in one run', [{ 'a.md': article('One', 'url: /kelp/'), 'b.md': article('Two', 'url: /kelp/') }]],
  ['in two runs', [{ 'a.md': article('One', 'url: /kelp/') }, { 'b.md': article('Two', 'url: /kelp/') }]],
  [
    'if the first by path is the later',
    [{ 'b.md': article('Two', 'url: /kelp/') }, { 'a.md': article('One', 'url: /kelp/') }],
  ],
])('%s', async (_, steps) => {
  const { entries, found } = await runs('', ...steps);
  expect(entries).toBe(2);
  expect(found).toEqual([
    expect.objectContaining({ file: 'b.md', severity: 'warning', message: expect.stringContaining('"a.md"') }),
  ]);
});

test('one slug in one section is one URL, and in two sections it is two', async () => {
  const files = (other: string) => ({
    'news/a.md': article('One', 'slug: intro'),
    [other]: article('Two', 'slug: intro'),
  });
  const pattern = 'permalink: /:section/:slug/';
  expect((await runs(pattern, files('news/b.md'))).found).toHaveLength(1);
  expect(await runs(pattern, files('blog/b.md'))).toEqual({ entries: 2, found: [] });
});

test('an article that keeps its URL is not reported again', async () => {
  const { found } = await runs(
    '',
    { 'a.md': article('One', 'url: /kelp/'), 'b.md': article('Two', 'url: /kelp/') },
    {},
  );
  expect(found).toEqual([]);
});
