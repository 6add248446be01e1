/** Very many changes, and new settings, are published in portions: each leaves the publication whole, and together they do what one run does. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { faultsOf } from '../support/newsroom.ts';
import { bytes, textOf } from '../support/store.ts';

const settings = `${channelYaml.replace('pages: false', 'pages: true')}limit: 5\nfeeds: [sections]\n`;
const now = '2026-11-20T12:00:00Z';
const later = '2026-11-20T13:00:00Z';

function story(number: number, text = 'The tide is in.'): string {
  const date = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString().slice(0, 19);
  return `---\ntitle: Story ${number}\ndate: ${date}Z\nsection: Harbor\n---\n${text} It is story ${number}.\n`;
}

const name = (number: number) => `story-${String(number).padStart(3, '0')}.md`;

async function published(count: number): Promise<{ readonly from: Store; readonly to: Store }> {
  const stories = Array.from({ length: count }, (_, number) => [name(number), story(number)]);
  const from = createMemoryStore({ 'feed.yaml': settings, ...Object.fromEntries(stories) });
  const to = createMemoryStore();
  await publish({ from, to, now });
  return { from, to };
}

async function filesOf(to: Store): Promise<Readonly<Record<string, string | null>>> {
  const listed = await to.list((path) => !path.startsWith('.presstime/'));
  return Object.fromEntries(
    await Promise.all(listed.map(async ({ path }) => [path, textOf(await to.read(path))] as const)),
  );
}

/** The same edits get other seconds in other portions, but never the same ones in one document. */
function withoutDates(files: Readonly<Record<string, string | null>>): string {
  const feeds = Object.entries(files).filter(([path]) => !path.endsWith('.html'));
  return JSON.stringify(feeds).replace(/2026-11-20T1[23]:\d\d:\d\dZ|20 Nov 2026 1[23]:\d\d:\d\d/g, 'then');
}

type Change = readonly [name: string, change: (from: Store) => Promise<void>];

const put = (from: Store, path: string, text: string) => from.write(path, bytes(text), 'any');

const changes: readonly Change[] = [
  [
    'edits of all articles',
    async (from) => {
      for (let number = 0; number < 30; number += 1) await put(from, name(number), story(number, 'The tide is out.'));
    },
  ],
  [
    'settings that all documents show',
    (from) => put(from, 'feed.yaml', settings.replace('title: ', 'title: New ')).then(),
  ],
  [
    'settings that change how all articles are read',
    (from) => put(from, 'feed.yaml', `${settings}excerptOnly: true\n`).then(),
  ],
  ['pages turned off', (from) => put(from, 'feed.yaml', settings.replace('pages: true', 'pages: false')).then()],
];

describe.each(changes)('after %s', (_name, change) => {
  test.each([1, 7, 30, 1_000])('portions of %d give what one run gives', async (portion) => {
    const [one, other] = [await published(30), await published(30)];
    await change(one.from);
    await change(other.from);
    const whole = await publish({ ...one, now: later });
    const report = await publish({ ...other, now: later, portion });
    expect(withoutDates(await filesOf(other.to))).toEqual(withoutDates(await filesOf(one.to)));
    expect(Object.keys(await filesOf(other.to))).toEqual(Object.keys(await filesOf(one.to)));
    for (const [path, text] of Object.entries(await filesOf(other.to))) {
      const dates = path.endsWith('atom.xml')
        ? [...(text ?? '').matchAll(/<entry>.*?<updated>(.*?)</gs)].map(([, date]) => date)
        : [];
      expect({ path, same: dates.length - new Set(dates).size }).toEqual({ path, same: 0 });
    }
    expect(await faultsOf(other.to)).toEqual(await faultsOf(one.to));
    expect(report.read).toBe(whole.read);
    expect(report.entryChanges.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(
      whole.entryChanges.map(({ kind, id }) => `${kind} ${id}`).sort(),
    );
    await publish({ ...other, now: later });
    expect(await publish({ ...other, now: later })).toMatchObject({ read: 0, ledgerWrites: 0, entryChanges: [] });
  });
});

test('articles that move while very many others change keep their ids', async () => {
  const { from, to } = await published(30);
  for (let number = 0; number < 30; number += 1) {
    if (number % 3 > 0) continue;
    await from.remove(name(number));
    await put(from, `moved/${name(number)}`, story(number));
  }
  for (let number = 1; number < 30; number += 3) await put(from, name(number), story(number, 'The tide is out.'));
  const { entryChanges } = await publish({ from, to, now: later, portion: 4 });
  expect(new Set(entryChanges.map(({ kind }) => kind))).toEqual(new Set(['updated']));
  expect(entryChanges).toHaveLength(10);
});

test('files that cannot be read do not keep the others waiting', async () => {
  const { from, to } = await published(3);
  for (let number = 0; number < 12; number += 1)
    await put(from, `a-bad-${number}.md`, '---\ntitle: Bad\ndate: 2026-02-30\n---\nText.\n');
  await put(from, 'z-good.md', story(50));
  const report = await publish({ from, to, now: later, portion: 4 });
  expect(report.entryChanges.map(({ title }) => title)).toEqual(['Story 50']);
  const { refused } = await publish({ from, to, now: later, portion: 4 });
  expect(refused.length).toBeGreaterThan(0);
});

test('a dry run reports all that a run would do, not only its first portion', async () => {
  const { from, to } = await published(12);
  for (let number = 0; number < 12; number += 1) await put(from, name(number), story(number, 'The tide is out.'));
  const { entryChanges, read } = await publish({ from, to, now: later, portion: 5, dryRun: true });
  expect({ read, changes: entryChanges.length }).toEqual({ read: 12, changes: 12 });
});
