/** A publication for URLs of this machine only is a trial: its articles can be replaced by others. Any other one is protected. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { textOf } from '../support/store.ts';

const now = instant('2026-11-23T15:00:00Z');
const localUrl = 'http://localhost:4000/';
const publicYaml = channelYaml.replace('pages: false', 'feeds: [sections]');
const localYaml = publicYaml.replace('https://feeds.courier.example/', localUrl);

const story = (title: string, more = '') =>
  `---\ntitle: ${title}\ndate: 2026-01-04T12:00:00Z\n${more}---\nText of ${title}.\n`;
const samples = { 'blog/a.md': story('A'), 'blog/b.md': story('B'), 'wire/c.md': story('C') };
const own = { 'news/mine.md': story('Mine') };

/** Publishes sets of files, one after another, into the same store. */
async function publishAll(
  sets: readonly Readonly<Record<string, string>>[],
  options: readonly Partial<PublishOptions>[] = [],
) {
  const to = createMemoryStore();
  const reports = [];
  for (const [index, files] of sets.entries())
    reports.push(await publish({ from: createMemoryStore(files), to, now, ...options[index] }));
  return { to, reports };
}

async function feedOf(to: Awaited<ReturnType<typeof publishAll>>['to']) {
  const json = JSON.parse(textOf(await to.read('feed.json')) ?? '') as {
    readonly items: readonly { readonly id: string; readonly title: string }[];
    readonly _deleted?: { readonly items: readonly { readonly id: string }[] };
  };
  return { titles: json.items.map(({ title }) => title), withdrawn: json._deleted?.items.map(({ id }) => id) ?? [] };
}

describe('while the URL works on this machine only', () => {
  test.each([
    ['all articles', { 'feed.yaml': localYaml, ...own }, ['Mine']],
    ['all articles and feed.yaml', { 'feed.yaml': publicYaml, ...own }, ['Mine']],
    ['all articles but one', { 'feed.yaml': localYaml, 'blog/a.md': samples['blog/a.md'], ...own }, ['A', 'Mine']],
    ['all articles but one, by nothing', { 'feed.yaml': localYaml, 'blog/a.md': samples['blog/a.md'] }, ['A']],
  ])('%s can be replaced: no guard, no tombstones, and no files of the old ones', async (_, files, titles) => {
    const { to, reports } = await publishAll([{ 'feed.yaml': localYaml, ...samples }, files]);
    const feed = await feedOf(to);
    expect({ titles: feed.titles.toSorted(), withdrawn: feed.withdrawn }).toEqual({ titles, withdrawn: [] });
    expect(textOf(await to.read('atom.xml'))).not.toContain('deleted-entry');
    const paths = (await to.list(() => true)).map(({ path }) => path).filter((path) => !path.startsWith('.presstime/'));
    expect(paths.filter((path) => /^articles\/wire|^sections\/wire|^articles\/blog\/b/.test(path))).toEqual([]);
    expect(reports[1]?.problems).toEqual([]);
  });

  test('the result is the same as that of a first run', async () => {
    const replaced = await publishAll([
      { 'feed.yaml': localYaml, ...samples },
      { 'feed.yaml': publicYaml, ...own },
    ]);
    const fresh = await publishAll([{ 'feed.yaml': publicYaml, ...own }]);
    const published = async ({ to }: typeof fresh) => {
      const files = (await to.list(() => true)).filter(({ path }) => !path.startsWith('.presstime/'));
      return Promise.all(files.map(async ({ path }) => [path, textOf(await to.read(path))]));
    };
    expect(await published(replaced)).toEqual(await published(fresh));
  });

  test('it stays a trial if only feed.yaml is replaced first, for another local URL', async () => {
    const other = localYaml.replace('4000', '8080').replace('The Tern Sound Courier', 'Mine');
    const { to } = await publishAll([
      { 'feed.yaml': localYaml, ...samples },
      { 'feed.yaml': other, ...samples },
      { 'feed.yaml': publicYaml, ...own },
    ]);
    expect(await feedOf(to)).toEqual({ titles: ['Mine'], withdrawn: [] });
  });

  test('a folder without articles is still refused', async () => {
    const run = publishAll([{ 'feed.yaml': localYaml, ...samples }, { 'feed.yaml': localYaml }]);
    await expect(run).rejects.toThrow('This run would remove 3 of 3 entries');
  });

  test('articles that are still there are protected: marked as drafts, or not due because the clock is wrong', async () => {
    const drafts = { 'blog/a.md': story('A', 'draft: true\n'), 'blog/b.md': story('B', 'draft: true\n') };
    const run = publishAll([
      { 'feed.yaml': localYaml, ...samples },
      { 'feed.yaml': localYaml, ...samples, ...drafts },
    ]);
    await expect(run).rejects.toThrow('This run would remove 2 of 3 entries (blog/a.md, blog/b.md)');
    const early = publishAll(
      [
        { 'feed.yaml': localYaml, ...samples },
        { 'feed.yaml': localYaml, ...samples },
      ],
      [{}, { now: instant('2020-01-01T00:00:00Z') }],
    );
    await expect(early).rejects.toThrow('This run would remove 3 of 3 entries');
  });

  test('an article that its author withdraws gets its tombstone', async () => {
    const { to } = await publishAll([
      { 'feed.yaml': localYaml, ...samples },
      { 'feed.yaml': localYaml, ...samples, 'blog/a.md': story('A', 'withdrawn: true\n') },
    ]);
    expect((await feedOf(to)).withdrawn).toEqual(['tag:courier.example,2026:blog/a']);
  });
});

describe('once published for a public URL', () => {
  test('the guard holds, also in later runs for a local URL', async () => {
    const real = { 'feed.yaml': publicYaml, ...samples };
    await expect(publishAll([real, { 'feed.yaml': publicYaml, ...own }])).rejects.toThrow('would remove 3 of 3');
    const local = [{}, { feedUrl: localUrl }, { feedUrl: localUrl }];
    await expect(publishAll([real, real, { 'feed.yaml': publicYaml, ...own }], local)).rejects.toThrow(
      'would remove 3 of 3',
    );
  });

  test('a removed article gets its tombstone, also if it was tried on this machine before', async () => {
    const { 'wire/c.md': _, ...rest } = samples;
    const { to } = await publishAll([
      { 'feed.yaml': localYaml, ...samples },
      { 'feed.yaml': publicYaml, ...samples },
      { 'feed.yaml': publicYaml, ...rest },
    ]);
    expect((await feedOf(to)).withdrawn).toEqual(['tag:courier.example,2026:wire/c']);
  });

  test('a lost ledger makes no trial of it', async () => {
    const to = createMemoryStore();
    const run = (files: Readonly<Record<string, string>>) => publish({ from: createMemoryStore(files), to, now });
    await run({ 'feed.yaml': localYaml, ...samples });
    for (const { path } of await to.list((it) => it.startsWith('.presstime/'))) await to.remove(path);
    await expect(run({ 'feed.yaml': localYaml, ...own })).rejects.toThrow('would remove 3 of 3');
  });
});
