/** Hubs are pinged after a publish, only for changed feeds, and failed pings are retried. */
import { describe, expect, test } from 'vitest';
import { nothingPending, parsePending, pendingPath } from '../../src/ledger/pending.ts';
import type { Hub, Ping } from '../../src/notify/hub.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';

const now = '2026-11-23T15:00:00Z';
const address = 'https://hub.example/';
const root = 'https://feeds.courier.example/';
const topics = ['rss.xml', 'atom.xml', 'feed.json'].map((path) => `${root}${path}`);

const all = [...['rss.xml', 'atom.xml', 'feed.json'].map((name) => `${root}sections/harbor/${name}`), ...topics];

/** A hub that records the pings and responds as configured. */
function hubThat(outcome: Ping['outcome']) {
  const heard: string[] = [];
  const hub: Hub = {
    publish: async (hubUrl, told) => {
      heard.push(...told);
      return told.map((topic) => ({ hub: hubUrl, topic, outcome, message: 'it said so' }));
    },
  };
  return { heard, hub };
}

function story(text: string): Uint8Array {
  return new TextEncoder().encode(`---\ntitle: A\ndate: 2026-01-04\nsection: Harbor\n---\n${text}\n`);
}

const settings = (more: string) => new TextEncoder().encode(`${channelYaml}${more}`);

function desk() {
  const channel = settings(`hubs: ${address}\nfeeds: [sections]\n`);
  const from = createMemoryStore({ 'feed.yaml': channel, 'a.md': story('One.') });
  const to = createMemoryStore();
  const run = (hub?: Hub, at = now) => publish({ from, to, now: at, ...(hub === undefined ? {} : { hub }) });
  return { from, to, run };
}

/** The pings that the next run has to send. */
async function pendingIn(to: Store) {
  const stored = await to.read(pendingPath);
  return stored === null ? nothingPending : parsePending(stored.body);
}

describe('a publish', () => {
  test('pings the hub for every changed feed, and for none if nothing changed', async () => {
    const { from, run } = desk();
    const { heard, hub } = hubThat('accepted');
    await run(hub);
    expect([...heard].sort()).toEqual([...all].sort());
    heard.length = 0;
    await run(hub);
    expect(heard).toEqual([]);
    await from.write('b.md', new TextEncoder().encode('---\ntitle: B\ndate: 2026-01-05\n---\nText.\n'), 'any');
    await run(hub);
    expect([...heard].sort()).toEqual([...topics].sort());
  });

  test('leaves nothing pending after all pings are accepted', async () => {
    const { to, run } = desk();
    await run(hubThat('accepted').hub);
    expect(await pendingIn(to)).toEqual(nothingPending);
  });

  test('pings nobody in a dry run', async () => {
    const { from, to } = desk();
    const { heard, hub } = hubThat('accepted');
    await publish({ from, to, now, hub, dryRun: true });
    expect(heard).toEqual([]);
  });
});

describe('a hub that is unreachable', () => {
  test('does not fail the run, is pinged again by the next run, and not after that', async () => {
    const { run } = desk();
    const { problems } = await run(hubThat('unreachable').hub);
    const message = `The hub ${address} could not be pinged for 6 feeds: it said so`;
    expect(problems).toMatchObject([{ severity: 'warning', code: 'hub-not-notified', message }]);
    const again = hubThat('accepted');
    await run(again.hub);
    expect(again.heard).toHaveLength(6);
    const third = hubThat('accepted');
    await run(third.hub);
    expect(third.heard).toEqual([]);
  });

  test('is given up after a day', async () => {
    const { to, run } = desk();
    await run(hubThat('unreachable').hub);
    await run(hubThat('unreachable').hub, '2026-11-24T16:00:00Z');
    expect(await pendingIn(to)).toEqual(nothingPending);
  });

  test('is pinged for a change of the last day, even if it missed an older one too', async () => {
    const { from, run } = desk();
    await run(hubThat('unreachable').hub);
    await from.write('a.md', story('Two.'), 'any');
    await run(hubThat('unreachable').hub, '2026-11-24T14:30:00Z');
    await run(hubThat('unreachable').hub, '2026-11-24T15:15:00Z');
    const again = hubThat('accepted');
    await run(again.hub, '2026-11-24T15:30:00Z');
    expect([...again.heard].sort()).toEqual([...all].sort());
  });

  test('is not pinged anymore if the settings name another hub', async () => {
    const { from, to, run } = desk();
    await run(hubThat('unreachable').hub);
    await from.write('feed.yaml', settings('hubs: https://new.hub.example/\nfeeds: [sections]\n'), 'any');
    const heard = new Set<string>();
    await run({
      publish: async (hub) => [...heard.add(hub)].map(() => ({ hub, topic: '', outcome: 'accepted', message: null })),
    });
    expect([...heard]).toEqual(['https://new.hub.example/']);
    expect(await pendingIn(to)).toEqual(nothingPending);
  });

  test('is not pinged anymore for feeds that no longer exist', async () => {
    const { from, to, run } = desk();
    await run(hubThat('unreachable').hub);
    await from.write('feed.yaml', settings(`hubs: ${address}\n`), 'any');
    const again = hubThat('accepted');
    await run(again.hub);
    expect([...again.heard].sort()).toEqual([...topics].sort());
    expect(await pendingIn(to)).toEqual(nothingPending);
  });

  test('keeps its pending pings if a run without hubs comes between', async () => {
    const { run } = desk();
    await run(hubThat('unreachable').hub);
    await run();
    const again = hubThat('accepted');
    await run(again.hub);
    expect(again.heard).toHaveLength(6);
  });
});

test('a hub that refuses a ping is not pinged again, and the refusal is reported', async () => {
  const { to, run } = desk();
  const { problems } = await run(hubThat('refused').hub);
  expect(problems.map(({ message }) => message)).toEqual([
    `The hub ${address} refused the ping for 6 feeds: it said so`,
  ]);
  expect(await pendingIn(to)).toEqual(nothingPending);
});

test('if a run dies before it pinged the hub, the next one does, even without changes', async () => {
  const { to, run } = desk();
  const dies: Hub = { publish: () => Promise.reject(new Error('killed')) };
  await expect(run(dies)).rejects.toThrow('killed');
  expect(await to.read(pendingPath)).not.toBeNull();
  const again = hubThat('accepted');
  expect((await run(again.hub)).changes.every(({ action }) => action === 'unchanged')).toBe(true);
  expect(again.heard).toHaveLength(6);
});

test('if a hub does not accept one of several feeds, the warning names that feed', async () => {
  const { run } = desk();
  const hub: Hub = {
    publish: async (hubUrl, told) =>
      told.map((topic, index) => ({
        hub: hubUrl,
        topic,
        outcome: index === 0 ? 'refused' : 'accepted',
        message: null,
      })),
  };
  const [problem] = (await run(hub)).problems;
  expect(problem?.message).toMatch(/^The hub \S+ refused the ping for https:\S+: it gave no reason$/);
});

test('a run that pings a hub keeps what another recorded meanwhile before it died', async () => {
  const { from, to, run } = desk();
  const dies: Hub = { publish: () => Promise.reject(new Error('killed')) };
  const slow: Hub = {
    publish: async (hubUrl, told) => {
      await from.write('a.md', story('Two.'), 'any');
      await expect(run(dies, '2026-11-23T15:00:01Z')).rejects.toThrow('killed');
      return told.map((topic) => ({ hub: hubUrl, topic, outcome: 'accepted', message: null }));
    },
  };
  await run(slow);
  const again = hubThat('accepted');
  await run(again.hub, '2026-11-23T15:00:02Z');
  expect([...again.heard].sort()).toEqual([...all].sort());
  expect(await pendingIn(to)).toEqual(nothingPending);
});
