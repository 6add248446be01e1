/** A real hub for tests: it verifies subscribers, fetches the topics that publishers name, and distributes them. WebSub, 4 to 7. */
import { createHmac, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { readPaths } from '../render/read-back.ts';
import { type Answerer, startWeb, type Web } from './web.ts';

/** What discovery finds (4). */
export interface Discovered {
  readonly hubs: readonly string[];
  readonly self: readonly string[];
}

interface Subscription {
  readonly topic: string;
  readonly callback: string;
  readonly secret: string | null;
}

export interface HubServer extends Web {
  /** The subscriptions that were verified. */
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  /** The topics that publishers named, in their order. */
  readonly pings: readonly string[];
  /** Resolves when all work that was started after an answer is done. */
  readonly idle: () => Promise<void>;
}

/** Finds hubs and topic as a subscriber does: first in the headers, then in the document. */
export async function discover(url: string): Promise<Discovered> {
  const response = await fetch(url);
  const text = await response.text();
  const header = response.headers.get('link') ?? '';
  const linked = (rel: string) =>
    [...header.matchAll(/<([^>]*)>\s*;\s*rel="?([a-z]+)"?/g)].filter((it) => it[2] === rel).map((it) => it[1] ?? '');
  if (linked('hub').length > 0) return { hubs: linked('hub'), self: linked('self') };
  return text.startsWith('{') ? discoverInJson(text) : discoverInXml(text);
}

function discoverInXml(text: string): Discovered {
  const at = (rel: string) => `/a:feed/a:link[@rel='${rel}']/@href | /rss/channel/a:link[@rel='${rel}']/@href`;
  const [hubs = [], self = []] = readPaths(text, [at('hub'), at('self')]);
  return { hubs, self };
}

function discoverInJson(text: string): Discovered {
  const feed = JSON.parse(text) as { feed_url?: string; hubs?: { type: string; url: string }[] };
  const hubs = (feed.hubs ?? []).filter(({ type }) => type === 'WebSub').map(({ url }) => url);
  return { hubs, self: feed.feed_url === undefined ? [] : [feed.feed_url] };
}

/** Starts a hub. */
export async function startHub(): Promise<HubServer> {
  const subscriptions = new Map<string, Subscription>();
  const pings: string[] = [];
  const work: Promise<void>[] = [];
  const answer: Answerer = ({ method, body }, response) => {
    const form = new URLSearchParams(body);
    const mode = form.get('hub.mode');
    if (method === 'POST' && mode === 'subscribe') work.push(verify(form, { hub: web.url, subscriptions }));
    else if (method === 'POST' && mode === 'publish') {
      pings.push(form.get('hub.url') ?? '');
      work.push(distribute(form.get('hub.url') ?? '', { hub: web.url, subscriptions }));
    } else return void response.writeHead(400).end('hub.mode must be subscribe or publish');
    response.writeHead(202).end();
  };
  const web = await startWeb(answer);
  const idle = async () => {
    while (work.length > 0) await Promise.all(work.splice(0));
  };
  onTestFinished(idle);
  return { ...web, subscriptions, pings, idle };
}

interface HubState {
  readonly hub: string;
  readonly subscriptions: Map<string, Subscription>;
}

/** The topic must name this hub (5.2), and the subscriber must repeat the challenge (5.3). */
async function verify(form: URLSearchParams, { hub, subscriptions }: HubState): Promise<void> {
  const topic = form.get('hub.topic') ?? '';
  const callback = form.get('hub.callback') ?? '';
  const { hubs, self } = await discover(topic);
  if (!hubs.includes(hub) || !self.includes(topic)) return;
  const challenge = randomUUID();
  const asked = new URL(callback);
  const said = {
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.challenge': challenge,
    'hub.lease_seconds': '864000',
  };
  for (const [name, value] of Object.entries(said)) asked.searchParams.append(name, value);
  const response = await fetch(asked);
  if (!response.ok || (await response.text()) !== challenge) return;
  subscriptions.set(`${topic} ${callback}`, { topic, callback, secret: form.get('hub.secret') });
}

/** Sends the whole topic, with its type, its links, and a signature if there is a secret (7). */
async function distribute(topic: string, { hub, subscriptions }: HubState): Promise<void> {
  const response = await fetch(topic);
  const body = await response.text();
  const type = response.headers.get('content-type') ?? '';
  for (const subscription of [...subscriptions.values()].filter((it) => it.topic === topic)) {
    const link = `<${hub}>; rel="hub", <${topic}>; rel="self"`;
    const headers = { 'content-type': type, link, ...signed(body, subscription.secret) };
    await fetch(subscription.callback, { method: 'POST', body, headers });
  }
}

function signed(body: string, secret: string | null): Readonly<Record<string, string>> {
  if (secret === null) return {};
  return { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}
