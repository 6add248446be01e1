/**
 * The adapter for WebSub hubs: notifies them that topics changed (WebSub, 6). The specification leaves the request to hub and
 * publisher; this is the POST that all public hubs accept. Each request has one topic: some hubs accept several `hub.url`, some
 * want `hub.url[]`, and others read only one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Hub, Ping } from './hub.ts';
import { postForm } from './send-form.ts';

/**
 * Limits for the requests to a hub, in milliseconds.
 *
 * @example
 * const options: WebSubHubOptions = { timeoutMilliseconds: 2000, waitsMilliseconds: [] };
 */
export interface WebSubHubOptions {
  /** Limit for one request. Default 5,000. */
  readonly timeoutMilliseconds?: number;
  /** The waits before the second request, the third and so on. Default 500 and 2,000. */
  readonly waitsMilliseconds?: readonly number[];
  /** A hub that asks for a longer wait is not asked again in this run. Default 10,000. */
  readonly longestWaitMilliseconds?: number;
  /** Limit for all topics of one call. Default 30,000. */
  readonly patienceMilliseconds?: number;
  /** How long a cache in front may still serve the old feed. Hubs are notified after that. Default 0. */
  readonly cacheMilliseconds?: number;
  /** Aborts every call. */
  readonly signal?: AbortSignal;
}

type Limits = Required<Omit<WebSubHubOptions, 'signal'>>;

const defaults: Limits = {
  timeoutMilliseconds: 5000,
  waitsMilliseconds: [500, 2000],
  longestWaitMilliseconds: 10_000,
  patienceMilliseconds: 30_000,
  cacheMilliseconds: 0,
};

/** How many requests to one hub run at the same time. */
const concurrentRequests = 4;

/**
 * Creates the adapter for real hubs (WebSub, 7). Its calls never throw: the result says what was not accepted.
 *
 * @example
 * const hub = createWebSubHub({ timeoutMilliseconds: 2000 });
 * await hub.publish('https://hub.example/', []) // => []
 */
export function createWebSubHub({ signal, ...given }: WebSubHubOptions = {}): Hub {
  const limits = { ...defaults, ...given };
  return {
    publish: async (hub, topics) => {
      if (await waited(limits.cacheMilliseconds, signal))
        return notifyAll(topics, { ...limits, hub, stop: stopAfter(limits, signal) });
      return topics.map((topic) => ({ hub, topic, outcome: 'unreachable', message: 'there was no time left' }));
    },
  };
}

interface NotifyOptions extends Limits {
  readonly hub: string;
  readonly stop: AbortSignal;
}

function stopAfter({ patienceMilliseconds }: Limits, signal: AbortSignal | undefined): AbortSignal {
  const patience = AbortSignal.timeout(patienceMilliseconds);
  return signal === undefined ? patience : AbortSignal.any([patience, signal]);
}

/** If a hub is unreachable for one topic, it gets no requests for the rest, so as not to add to its load. */
async function notifyAll(topics: readonly string[], options: NotifyOptions): Promise<readonly Ping[]> {
  const { hub } = options;
  let failure: string | null = null;
  return mapConcurrently(topics, concurrentRequests, async (topic): Promise<Ping> => {
    if (failure !== null) return { hub, topic, outcome: 'unreachable', message: `it was not asked again: ${failure}` };
    const ping = await notify(topic, options);
    if (ping.outcome === 'unreachable') failure = ping.message;
    return ping;
  });
}

/** Notifies a hub of one topic. Does not use `retry`, because an answer of a hub is not an error, and may say how long to wait. */
async function notify(topic: string, options: NotifyOptions): Promise<Ping> {
  const { hub, stop, timeoutMilliseconds, waitsMilliseconds, longestWaitMilliseconds } = options;
  const answer = await postForm(hub, { form: formOf(topic), stop, timeoutMilliseconds });
  const [wait, ...later] = waitsMilliseconds;
  const ping: Ping = { hub, topic, outcome: answer.outcome, message: answer.message };
  if (answer.outcome !== 'unreachable' || wait === undefined) return ping;
  const needed = Math.max(wait, answer.retryAfterMilliseconds ?? 0);
  if (needed > longestWaitMilliseconds || !(await waited(needed, stop))) return ping;
  return notify(topic, { ...options, waitsMilliseconds: later });
}

/** `hub.url` is the usual name of the topic; a few hubs read `hub.topic`, the name that subscriptions use. */
function formOf(topic: string): URLSearchParams {
  return new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic });
}

/** Waits. Returns false if the signal ended the wait early. */
async function waited(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  return pause(milliseconds, true, signal === undefined ? {} : { signal }).catch(() => false);
}
