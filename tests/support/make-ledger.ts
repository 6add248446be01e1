/**
 * Makes `tests/ledgers/VERSION`: invented articles and a publication in every state of the ledger, as this version writes
 * them. Run it once for each release, before the ledger changes: `node tests/support/make-ledger.ts`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { version } from '../../src/model/version.ts';
import type { Hub } from '../../src/notify/hub.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { png } from './picture.ts';

const settings = `title: The Skua Point Gazette
description: What happens at the point
homeUrl: https://gazette.example/
feedUrl: https://feeds.gazette.example/
language: en-GB
timeZone: Europe/London
authority: gazette.example,2026
hubs: https://hub.gazette.example/
feeds: [sections]
limit: 4
`;

function story(title: string, date: string, { fields = '', text = `All about ${title.toLowerCase()}.` } = {}): string {
  return `---\ntitle: ${title}\ndate: ${date}\n${fields}---\n${text}\n`;
}

const older = Array.from({ length: 9 }, (_, index) => index + 1);

/** The articles before the first run. */
const first: Readonly<Record<string, string | Uint8Array>> = {
  'feed.yaml': settings,
  ...Object.fromEntries(
    older.map((day) => [
      `archive/day-${day}.md`,
      story(`Day ${day} at the point`, `2026-0${1 + (day % 3)}-0${day}`, { fields: 'section: Diary\n' }),
    ]),
  ),
  'news/lighthouse.md': story('The lighthouse is white again', '2026-10-02T09:30:00Z', {
    fields: 'section: Harbour\nauthor: Petra Voss\nimage: {url: lighthouse.png, alt: A white lighthouse}\n',
  }),
  'news/lighthouse.png': png(30, 60),
  'news/elsewhere.md': story('A page of its own', '2026-10-03', { fields: 'url: https://gazette.example/own\n' }),
  'news/ferry.md': story('The ferry is late', '2026-10-04T06:00:00Z', {
    fields: 'slug: late-ferry\nsection: Harbour\nimage: {url: ferry.png, alt: A ferry}\n',
  }),
  'news/ferry.png': png(40, 20),
  'news/bridge.md': story('The bridge will close', '2026-10-05', { fields: 'section: Harbour\n' }),
  'news/market.md': story('The market moves', '2026-10-06', { fields: 'section: Town\n' }),
  'news/kiosk.md': story('The kiosk is for sale', '2026-10-07', { fields: 'section: Town\n' }),
  'news/school.md': story('School starts at nine', '2026-10-08', { fields: 'section: Town\n' }),
  'news/tide.md': story('Spring tide warning', '2026-10-09', { fields: 'expires: 2026-11-22T00:00:00Z\n' }),
  'news/council.txt': 'date 2026-10-10 The council meets\n\n4:15 PM – Saturday, October 10, 2026\n\nIt meets at six.\n',
  'later/lantern-night.md': story('Lantern night', '2031-12-22T18:00:00Z'),
  '_ideas.md': story('Ideas', '2026-10-11'),
  'undated.md': '---\ntitle: Some day\ndraft: true\n---\nNot yet.\n',
  'never.md': story('Never out', '2026-02-30'),
};

/** The files that are written a day later; null for a removed one. */
const second: Readonly<Record<string, string | null>> = {
  'news/bridge.md': story('The bridge will close', '2026-10-05', {
    fields: 'section: Harbour\nwithdrawn: It stays open.\n',
  }),
  'news/market.md': null,
  'news/kiosk.md': story('The kiosk is for sale', '2026-10-07', { fields: 'section: Town\ndraft: true\n' }),
  'news/school.md': story('School starts at ten', '2031-09-01', { fields: 'section: Town\n' }),
  'news/council.txt':
    'date 2026-10-10 The council meets\n\n4:15 PM – Saturday, October 10, 2026\n\nIt meets at seven.\n',
  'archive/day-3.md': story('Day 3 at the point', '2026-02-30', { fields: 'section: Diary\n' }),
  'news/taken-back.md': story('Never said', '2026-10-12', { fields: 'withdrawn: true\n' }),
};

/** An edit without a date, with a picture: the run that publishes it dies before it writes the head of the ledger. */
const third: Readonly<Record<string, string | null>> = {
  'news/ferry.md': story('The ferry is on time', '2026-10-04T06:00:00Z', {
    fields: 'slug: late-ferry\nsection: Harbour\n',
  }),
  'news/ferry.png': null,
};

const unreachable: Hub = {
  publish: async (hub, topics) =>
    topics.map((topic) => ({ hub, topic, outcome: 'unreachable', message: 'nothing answers' })),
};

async function change(from: Store, files: Readonly<Record<string, string | Uint8Array | null>>): Promise<void> {
  for (const [path, body] of Object.entries(files)) {
    if (body === null) await from.remove(path);
    else await from.write(path, typeof body === 'string' ? new TextEncoder().encode(body) : body, 'any');
  }
}

function dyingAtTheHead(to: Store): Store {
  const write: Store['write'] = (path, body, expected) =>
    path.endsWith('/head.json')
      ? Promise.reject(new PublishError('stopped', 'Cut off'))
      : to.write(path, body, expected);
  return { ...to, write };
}

async function copy(store: Store, folder: string): Promise<void> {
  for (const { path } of await store.list(() => true)) {
    const target = join(folder, path);
    mkdirSync(join(target, '..'), { recursive: true });
    writeFileSync(target, (await store.read(path))?.body ?? '');
  }
}

const from = createMemoryStore();
const to = createMemoryStore();
await change(from, first);
await publish({ from, to, now: '2026-11-20T12:00:00Z' });
await change(from, second);
await publish({ from, to, now: '2026-11-21T12:00:00Z', hub: unreachable });
await publish({ from, to, now: '2026-11-22T12:00:00Z', hub: unreachable });
await change(from, third);
const died = await publish({ from, to: dyingAtTheHead(to), now: '2026-11-22T13:00:00Z', hub: unreachable }).then(
  () => false,
  (thrown: unknown) => thrown instanceof PublishError && thrown.code === 'stopped',
);
if (!died) throw new Error('The last run must die before it writes the head');
const folder = resolve(import.meta.dirname, '../ledgers', version);
if (existsSync(folder)) throw new Error(`${folder} is there already, and what a release left is never changed`);
await copy(from, join(folder, 'articles'));
await copy(to, join(folder, 'published'));
