/** Hubs are told after a publish, only of feeds that changed, and whatever happens they are told in the end. */
import { describe, expect, test } from 'vitest';
import type { Hub, Ping } from '../../src/notify/hub.ts';
import { pendingPath } from '../../src/publish/pending.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const now = '2026-11-23T15:00:00Z';
const address = 'https://hub.example/';
const root = 'https://feeds.courier.example/';
const topics = ['rss.xml', 'atom.xml', 'feed.json'].map((path) => `${root}${path}`);

/** A hub that writes down what it hears, and answers as it is told to. */
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

function desk() {
  const channel = `${channelYaml}hubs: ${address}\nfeeds: [sections]\n`;
  const from = createMemoryStore({ 'feed.yaml': channel, 'a.md': new TextDecoder().decode(story('One.')) });
  const to = createMemoryStore();
  const run = (hub?: Hub, at = now) => publish({ from, to, now: at, ...(hub === undefined ? {} : { hub }) });
  return { from, to, run };
}

describe('a publish', () => {
  test('tells the hub of every feed that changed, and of nothing when nothing did', async () => {
    const { from, run } = desk();
    const { heard, hub } = hubThat('accepted');
    await run(hub);
    const all = [...['rss.xml', 'atom.xml', 'feed.json'].map((name) => `${root}sections/harbor/${name}`), ...topics];
    expect([...heard].sort()).toEqual([...all].sort());
    heard.length = 0;
    await run(hub);
    expect(heard).toEqual([]);
    await from.write('b.md', new TextEncoder().encode('---\ntitle: B\ndate: 2026-01-05\n---\nText.\n'), 'any');
    await run(hub);
    expect([...heard].sort()).toEqual([...topics].sort());
  });

  test('leaves nothing behind when all were told', async () => {
    const { to, run } = desk();
    await run(hubThat('accepted').hub);
    expect(await to.read(pendingPath)).toBeNull();
  });

  test('tells nobody where it only plans', async () => {
    const { from, to } = desk();
    const { heard, hub } = hubThat('accepted');
    await publish({ from, to, now, hub, dryRun: true });
    expect(heard).toEqual([]);
  });
});

describe('a hub that cannot be reached', () => {
  test('fails no publish, is told again by the next run, and then no more', async () => {
    const { run } = desk();
    const { problems } = await run(hubThat('unreachable').hub);
    expect(problems.every(({ severity, code }) => severity === 'warning' && code === 'hub-not-told')).toBe(true);
    expect(problems).toHaveLength(6);
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
    expect(await to.read(pendingPath)).toBeNull();
  });

  test('keeps what it missed where a run without hubs comes between', async () => {
    const { run } = desk();
    await run(hubThat('unreachable').hub);
    await run();
    const again = hubThat('accepted');
    await run(again.hub);
    expect(again.heard).toHaveLength(6);
  });
});

test('a hub that refuses is not asked again, and the refusal is told', async () => {
  const { to, run } = desk();
  const { problems } = await run(hubThat('refused').hub);
  expect(problems[0]?.message).toContain('refused to hear that');
  expect(await to.read(pendingPath)).toBeNull();
});

test('a run that dies before it told the hub leaves the pings to the next, which changes nothing', async () => {
  const { to, run } = desk();
  const dies: Hub = { publish: () => Promise.reject(new Error('killed')) };
  await expect(run(dies)).rejects.toThrow('killed');
  expect(await to.read(pendingPath)).not.toBeNull();
  const again = hubThat('accepted');
  expect((await run(again.hub)).changes.every(({ action }) => action === 'unchanged')).toBe(true);
  expect(again.heard).toHaveLength(6);
});
