/** `readStatus` against publications in memory, and each finding about a publication with a negative twin. */
import { describe, expect, test } from 'vitest';
import { type CheckCode, checks } from '../../src/doctor/checks.ts';
import { compareArticles } from '../../src/doctor/compare-articles.ts';
import { type PublicationStatus, readStatus } from '../../src/doctor/read-status.ts';
import { type StatusContext, statusFindings } from '../../src/doctor/status-findings.ts';
import { headPath } from '../../src/ledger/head.ts';
import { version } from '../../src/model/version.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';

const now = instant('2026-11-23T15:00:00Z');
const article = (title: string, keys: string) => `---\ntitle: ${title}\n${keys}\n---\n\nThe tide was high.\n`;

const files: Readonly<Record<string, string>> = {
  'feed.yaml': channelYaml.replace('pages: false', 'pages: true'),
  'terns.md': article('Terns', 'date: 2026-11-20T10:00:00Z'),
  'tides.md': article('Tides', 'date: 2026-11-21T10:00:00Z\nexpires: 2026-12-24T10:00:00Z'),
  'later.md': article('Storm', 'date: 2026-12-01T10:00:00Z'),
  'secret.md': article('Secret', 'date: 2026-11-20T10:00:00Z\ndraft: true'),
  'broken.md': article('Broken', 'date: yesterday'),
};

async function published(texts: Readonly<Record<string, string>> = files) {
  const [from, to] = [createMemoryStore(), createMemoryStore()];
  for (const [path, text] of Object.entries(texts)) await from.write(path, bytes(text), 'any');
  await publish({ from, to, now });
  return { from, to };
}

describe('the status', () => {
  test('says what is published, by which version, what is due and what is held back', async () => {
    const { to } = await published();
    expect(await readStatus(to, { now })).toMatchObject({
      generation: 1,
      version,
      lastChange: now,
      entries: 2,
      archived: 0,
      pages: 2,
      groups: 0,
      notAccepted: 1,
      pendingHubs: [],
      due: [
        { at: '2026-12-01T10:00:00Z', kind: 'publishes', title: null },
        { at: '2026-12-24T10:00:00Z', kind: 'expires', title: 'Tides', path: 'tides.md' },
      ],
      health: {
        isHeadLost: false,
        isOlder: false,
        isUnfinished: false,
        hasWorkLeft: false,
        differing: [],
        problems: [],
      },
    });
  });

  test('never contains the path of an article that is not out', async () => {
    const { to } = await published();
    expect(JSON.stringify(await readStatus(to, { now }))).not.toMatch(/later|secret|broken|Storm/);
  });

  test('has the sizes of the live feeds, and says which are missing or changed', async () => {
    const { to } = await published();
    await to.remove('atom.xml');
    await to.write('rss.xml', bytes('<rss/>'), 'any');
    const { feeds, health } = await readStatus(to, { now });
    expect(feeds.map(({ lengthBytes }) => lengthBytes)).toEqual([6, null, expect.any(Number)]);
    expect(health.differing).toEqual(['rss.xml', 'atom.xml']);
  });

  test('a change is overdue after a quarter of an hour', async () => {
    const { to } = await published();
    const at = async (text: string) => (await readStatus(to, { now: instant(text) })).health.overdueSince;
    expect(await at('2026-12-01T10:14:00Z')).toBeNull();
    expect(await at('2026-12-01T10:16:00Z')).toBe('2026-12-01T10:00:00Z');
  });

  test('names the version that wrote the ledger; another version alone writes no new one', async () => {
    const { from, to } = await published();
    const head = (await to.read(headPath))?.body ?? bytes('');
    await to.write(
      headPath,
      bytes(new TextDecoder().decode(head).replace(`"version":"${version}"`, '"version":"0.0.1"')),
      'any',
    );
    const { ledgerWrites, read } = await publish({ from, to, now });
    expect({ ledgerWrites, read }).toEqual({ ledgerWrites: 0, read: 1 });
    expect((await readStatus(to, { now })).version).toBe('0.0.1');
    await from.write('new.md', bytes(article('New', 'date: 2026-11-22')), 'any');
    await publish({ from, to, now });
    expect((await readStatus(to, { now })).version).toBe(version);
  });

  test('of a ledger that does not record its version', async () => {
    const { to } = await published();
    const head = new TextDecoder().decode((await to.read(headPath))?.body);
    await to.write(headPath, bytes(head.replace(`"version":"${version}",`, '')), 'any');
    expect((await readStatus(to, { now })).version).toBeNull();
  });

  test('of a store without a ledger is an error that says what to do', async () => {
    await expect(readStatus(createMemoryStore(), { now })).rejects.toMatchObject({ code: 'nothing-published' });
  });

  test('of a store whose ledger is damaged says so', async () => {
    const { to } = await published();
    await to.write(headPath, bytes('not a head'), 'any');
    expect((await readStatus(to, { now })).health.isHeadLost).toBe(true);
  });

  test('reads and looks at few files, and writes none', async () => {
    const { to } = await published();
    const seen: string[] = [];
    const counted: Store = {
      ...to,
      read: (path) => {
        seen.push(`read ${path}`);
        return to.read(path);
      },
      look: (path) => {
        seen.push(`look ${path}`);
        return to.look(path);
      },
      list: () => Promise.reject(new Error('The store was listed')),
      write: () => Promise.reject(new Error('The store was written to')),
    };
    await readStatus(counted, { now });
    expect(seen.sort()).toEqual([
      'look atom.xml',
      'look feed.json',
      'look index.html',
      'look rss.xml',
      'read .presstime/ledger/head.json',
      'read .presstime/ledger/pending.json',
    ]);
  });
});

describe('compared with the articles', () => {
  test('names what is held back, due and refused', async () => {
    const { from, to } = await published();
    const { source, status } = await compareArticles({ from, to }, { status: await readStatus(to, { now }), now });
    expect(source).toMatchObject({ articles: 5, differing: 0, refused: ['broken.md'], settingsError: null });
    expect(status.heldBack.map(({ path }) => path)).toEqual(['later.md', 'secret.md']);
    expect(status.due[0]).toMatchObject({ title: 'Storm', path: 'later.md' });
  });

  test('counts files that are new, changed or gone', async () => {
    const { from, to } = await published();
    await from.write('new.md', bytes(article('New', 'date: 2026-11-22')), 'any');
    await from.write('terns.md', bytes(article('Terns again', 'date: 2026-11-20T10:00:00Z')), 'any');
    await from.remove('tides.md');
    const { source } = await compareArticles({ from, to }, { status: await readStatus(to, { now }), now });
    expect(source).toMatchObject({ differing: 3, refused: ['broken.md'] });
  });

  test('settings that cannot be used are reported, and the rest is shown', async () => {
    const { from, to } = await published();
    await from.write('feed.yaml', bytes('title: Marsh\n'), 'any');
    const { source } = await compareArticles({ from, to }, { status: await readStatus(to, { now }), now });
    expect(source.settingsError).toContain('feed.yaml cannot be used');
  });
});

const healthy: PublicationStatus = {
  location: 'public',
  generation: 3,
  version,
  lastChange: now,
  entries: 2,
  archived: 0,
  pages: 2,
  groups: 0,
  feeds: [],
  page: null,
  due: [],
  heldBack: [],
  notAccepted: 0,
  isCountExact: true,
  pendingHubs: [],
  health: {
    isHeadLost: false,
    isOlder: false,
    isUnfinished: false,
    hasWorkLeft: false,
    problems: [],
    differing: [],
    overdueSince: null,
  },
};
const context: StatusContext = { lock: null, stage: null, source: null };
const source = { location: 'articles', articles: 2, differing: 0, refused: [], settingsError: null };
const lock = { processId: '7', host: 'marsh', isDead: true, heldSeconds: 3 };
const stage = {
  name: 'presstime-prod-publish',
  state: 'Active',
  lastUpdate: 'Successful',
  lastModified: '',
  from: null,
  to: 's3://marsh',
};
const ping = { hub: 'https://hub.example/', topic: 'https://marsh.example/rss.xml', since: now };
const sick = (health: Partial<PublicationStatus['health']>) => ({
  ...healthy,
  health: { ...healthy.health, ...health },
});

type Case = readonly [
  CheckCode,
  wrong: readonly [PublicationStatus, StatusContext],
  right: readonly [PublicationStatus, StatusContext],
];

const cases: readonly Case[] = [
  ['ledger-unreadable', [sick({ isHeadLost: true }), context], [healthy, context]],
  ['ledger-older', [sick({ isOlder: true }), context], [healthy, context]],
  ['overdue', [sick({ overdueSince: now }), context], [healthy, context]],
  [
    'settings-invalid',
    [healthy, { ...context, source: { ...source, settingsError: 'Wrong' } }],
    [healthy, { ...context, source }],
  ],
  [
    'refused-files',
    [healthy, { ...context, source: { ...source, refused: ['a.md'] } }],
    [
      { ...healthy, notAccepted: 1 },
      { ...context, source },
    ],
  ],
  ['refused-files', [{ ...healthy, notAccepted: 1 }, context], [healthy, context]],
  [
    'perhaps-refused',
    [{ ...healthy, notAccepted: 1, isCountExact: false }, context],
    [
      { ...healthy, notAccepted: 1, isCountExact: false },
      { ...context, source },
    ],
  ],
  ['unfinished-run', [sick({ isUnfinished: true }), context], [healthy, context]],
  ['documents-with-problems', [sick({ problems: ['rss.xml'] }), context], [healthy, context]],
  ['feeds-differ', [sick({ differing: ['rss.xml'] }), context], [healthy, context]],
  ['work-left', [sick({ hasWorkLeft: true }), context], [healthy, context]],
  ['hubs-pending', [{ ...healthy, pendingHubs: [ping] }, context], [healthy, context]],
  ['abandoned-lock', [healthy, { ...context, lock }], [healthy, { ...context, lock: { ...lock, isDead: false } }]],
  [
    'function-not-ready',
    [healthy, { ...context, stage: { ...stage, state: 'Failed' } }],
    [healthy, { ...context, stage }],
  ],
  [
    'function-not-ready',
    [healthy, { ...context, stage: { ...stage, lastUpdate: 'Failed' } }],
    [healthy, { ...context, stage: { ...stage, state: '', lastUpdate: '' } }],
  ],
];

test.each(cases)('%s', (code, wrong, right) => {
  expect(statusFindings(...wrong).map((finding) => finding.code)).toEqual([code]);
  expect(statusFindings(...right)).toEqual([]);
});

test('articles that are left to the next run are not called refused', () => {
  const { notAccepted, ...rest } = sick({ hasWorkLeft: true });
  const findings = statusFindings({ ...rest, notAccepted: notAccepted + 5 }, context);
  expect(findings.map(({ code }) => code)).toEqual(['work-left']);
});

test('errors come before warnings, and every finding about a publication is produced by some status', () => {
  const all = statusFindings({ ...sick({ isUnfinished: true }), pendingHubs: [ping] }, { ...context, lock });
  expect(all.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning']);
  const tested = new Set<string>(cases.map(([code]) => code));
  const ofPublications = Object.entries(checks).filter(([, { area }]) => area === 'publication');
  expect(ofPublications.map(([code]) => code).filter((code) => !tested.has(code))).toEqual([]);
});
