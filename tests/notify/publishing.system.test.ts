/** WebSub (W3C Recommendation, 23 January 2018) from end to end: from a published folder through a real hub to a subscriber. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebSubHub } from '../../src/notify/websub.ts';
import { publish } from '../../src/publish/publish.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { mediaTypeOf } from '../../src/render/outputs.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { temporaryFolder } from '../support/folder.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';
import { discover, type HubServer, startHub } from './hub-server.ts';
import { type Asked, startWeb, type Web } from './web.ts';

const now = instant('2026-11-23T15:00:00Z');

interface Newsroom {
  /** The URL at which the publication is served. */
  readonly site: Web;
  readonly hub: HubServer;
  /** Writes an article, publishes, and returns the problems of the run. */
  readonly file: (path: string, title: string) => Promise<readonly string[]>;
  readonly publish: () => Promise<readonly string[]>;
}

/** A newsroom whose folder is served on loopback, and whose hub is a real one. */
async function openNewsroom(hubs?: readonly string[]): Promise<Newsroom> {
  const to = createDirectoryStore(await temporaryFolder());
  const site = await startWeb(async ({ path }, response) => {
    const stored = await to.read(decodeURIComponent(path.slice(1)));
    if (stored === null) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': mediaTypeOf(path) }).end(stored.body);
  });
  const hub = await startHub();
  const from = createMemoryStore({ 'feed.yaml': settings(site.url, hubs ?? [hub.url]) });
  const run = async () => {
    const { problems } = await publish({ from, to, now, hub: createWebSubHub({ waitsMilliseconds: [] }) });
    return problems.map(({ code }) => code);
  };
  const file = async (path: string, title: string) => {
    await from.write(path, bytes(`---\ntitle: ${title}\ndate: 2026-11-23T08:00:00Z\n---\nText of ${title}.\n`), 'any');
    return run();
  };
  return { site, hub, file, publish: run };
}

const settings = (feedUrl: string, hubs: readonly string[]) => `title: The Tern Sound Courier
description: News from the islands
homeUrl: https://courier.example/
feedUrl: ${feedUrl}
timeZone: UTC
pages: false
hubs: ${JSON.stringify(hubs)}
`;

/** A subscriber that repeats every challenge, and keeps what it receives. */
async function subscribe(topic: string, { hub, secret }: { readonly hub: HubServer; readonly secret?: string }) {
  const inbox = await startWeb(({ path }, response) => {
    const challenge = new URL(path, 'http://localhost/').searchParams.get('hub.challenge');
    response.writeHead(200).end(challenge ?? '');
  });
  const form = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': `${inbox.url}in` };
  const body = new URLSearchParams({ ...form, ...(secret === undefined ? {} : { 'hub.secret': secret }) });
  await fetch(hub.url, { method: 'POST', body });
  await hub.idle();
  return { deliveries: () => inbox.asked.filter(({ method }) => method === 'POST') };
}

describe.each(formats)('WebSub 4, Discovery: $path', ({ path }) => {
  test('names every hub, and its own single URL', async () => {
    const hubs = ['http://127.0.0.1:1/', 'http://127.0.0.1:1/push?a=1&b=2'];
    const { site, file } = await openNewsroom(hubs);
    await fileUntold(file);
    expect(await discover(`${site.url}${path}`)).toEqual({ hubs, self: [`${site.url}${path}`] });
  });

  test('names no hub if the channel has none', async () => {
    const { site, file } = await openNewsroom([]);
    await file('a.md', 'Quay opens');
    expect(await discover(`${site.url}${path}`)).toEqual({ hubs: [], self: [`${site.url}${path}`] });
  });
});

/** Those hubs do not exist: the run reports it, and publishes. */
async function fileUntold(file: Newsroom['file']): Promise<void> {
  expect(new Set(await file('a.md', 'Quay opens'))).toEqual(new Set(['hub-not-notified']));
}

describe('WebSub 4.1, Content negotiation', () => {
  test('each URL serves one representation, with its own media type', async () => {
    const { site, file } = await openNewsroom();
    await file('a.md', 'Quay opens');
    for (const { path, mediaType } of formats) {
      const accepts = ['text/html', 'application/json', '*/*'];
      const types = accepts.map(async (accept) => (await fetch(`${site.url}${path}`, { headers: { accept } })).headers);
      expect((await Promise.all(types)).map((it) => it.get('content-type'))).toEqual(accepts.map(() => mediaType));
    }
  });
});

describe('WebSub 6, Publishing', () => {
  test('the hub is notified of every feed that changed, by the URL that discovery finds', async () => {
    const { site, hub, file } = await openNewsroom();
    expect(await file('a.md', 'Quay opens')).toEqual([]);
    expect([...hub.pings].sort()).toEqual(formats.map(({ path }) => `${site.url}${path}`).sort());
  });

  test('the hub is not notified if nothing changed', async () => {
    const { hub, file, publish: again } = await openNewsroom();
    await file('a.md', 'Quay opens');
    const before = hub.pings.length;
    expect(await again()).toEqual([]);
    expect(hub.pings.length).toBe(before);
  });

  test('the hub is notified after the feed is published, never before', async () => {
    const { site, hub, file } = await openNewsroom();
    await file('a.md', 'Quay opens');
    await hub.idle();
    const { deliveries } = await subscribe(`${site.url}feed.json`, { hub });
    await file('b.md', 'Ferry returns');
    await hub.idle();
    expect(deliveries().map(({ body }) => body.includes('Ferry returns'))).toEqual([true]);
  });

  test('a hub that is gone does not fail the run', async () => {
    const { site, file } = await openNewsroom(['http://127.0.0.1:1/']);
    expect(new Set(await file('a.md', 'Quay opens'))).toEqual(new Set(['hub-not-notified']));
    expect((await fetch(`${site.url}rss.xml`)).status).toBe(200);
  });
});

describe.each(formats)('WebSub 7, Content distribution: $path', ({ path, mediaType }) => {
  test('a subscriber gets the whole feed, with its type and links', async () => {
    const { site, hub, file } = await openNewsroom();
    await file('a.md', 'Quay opens');
    await hub.idle();
    const { deliveries } = await subscribe(`${site.url}${path}`, { hub });
    expect([...hub.subscriptions.values()].map(({ topic }) => topic)).toEqual([`${site.url}${path}`]);
    await file('b.md', 'Ferry returns');
    await hub.idle();
    const [delivery] = deliveries() as [Asked];
    expect(delivery.body).toBe(await (await fetch(`${site.url}${path}`)).text());
    expect(delivery.body).toContain('Ferry returns');
    expect(delivery.headers['content-type']).toBe(mediaType);
    expect(delivery.headers.link).toBe(`<${hub.url}>; rel="hub", <${site.url}${path}>; rel="self"`);
    expect(delivery.headers['x-hub-signature']).toBeUndefined();
  });

  test('7.1: a subscriber with a secret can verify the signature of the feed', async () => {
    const { site, hub, file } = await openNewsroom();
    await file('a.md', 'Quay opens');
    await hub.idle();
    const { deliveries } = await subscribe(`${site.url}${path}`, { hub, secret: 'ebb and flow' });
    await file('b.md', 'Ferry returns');
    await hub.idle();
    const [delivery] = deliveries() as [Asked];
    const digest = createHmac('sha256', 'ebb and flow').update(delivery.body).digest('hex');
    expect(delivery.headers['x-hub-signature']).toBe(`sha256=${digest}`);
  });
});

describe('WebSub 5.2, Validation with the publisher', () => {
  test('a topic that does not name the hub gets no subscription there', async () => {
    const { site, hub, file } = await openNewsroom([]);
    await file('a.md', 'Quay opens');
    await subscribe(`${site.url}atom.xml`, { hub });
    expect(hub.subscriptions.size).toBe(0);
  });
});
