/**
 * Tells hubs that topics changed (WebSub, 6). How is left to hub and publisher; this is the POST that all public hubs take.
 * One topic a request: some hubs take `hub.url` several times, some want `hub.url[]`, and the others read only one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Hub, Ping } from './hub.ts';
import { postForm } from './send-form.ts';

/**
 * How long, and how often, a hub is asked.
 *
 * @example
 * const options: WebSubHubOptions = { timeoutMilliseconds: 2000, waitsMilliseconds: [] };
 */
export interface WebSubHubOptions {
  /** For one request; 5,000 where it is left out. */
  readonly timeoutMilliseconds?: number;
  /** Before the second request, the third and so on; 500 and 2,000 where it is left out. */
  readonly waitsMilliseconds?: readonly number[];
  /** A hub that asks for a longer wait is left alone until the next run; 10,000 where it is left out. */
  readonly longestWaitMilliseconds?: number;
  /** For all topics of one call; 30,000 where it is left out. */
  readonly patienceMilliseconds?: number;
  /** How long a cache in front may still give the old feed: no hub is told before. 0 where it is left out. */
  readonly cacheMilliseconds?: number;
  /** Ends every call. */
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

/** Requests to one hub at once. */
const together = 4;

/**
 * Makes the adapter for real hubs (WebSub, 7). Its calls never throw: what was not accepted is in their result.
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
        return tellAll(topics, { ...limits, hub, stop: stopAfter(limits, signal) });
      return topics.map((topic) => ({ hub, topic, outcome: 'unreachable', message: 'there was no time left' }));
    },
  };
}

interface Telling extends Limits {
  readonly hub: string;
  readonly stop: AbortSignal;
}

function stopAfter({ patienceMilliseconds }: Limits, signal: AbortSignal | undefined): AbortSignal {
  const patience = AbortSignal.timeout(patienceMilliseconds);
  return signal === undefined ? patience : AbortSignal.any([patience, signal]);
}

/** A hub that could not be told of one topic is not asked about the rest: it has trouble enough. */
async function tellAll(topics: readonly string[], telling: Telling): Promise<readonly Ping[]> {
  const { hub } = telling;
  let lost: string | null = null;
  return mapConcurrently(topics, together, async (topic): Promise<Ping> => {
    if (lost !== null) return { hub, topic, outcome: 'unreachable', message: `it was not asked again: ${lost}` };
    const ping = await tell(topic, telling);
    if (ping.outcome === 'unreachable') lost = ping.message;
    return ping;
  });
}

/** Asks again by itself, not by `retry`: what a hub answers is no error, and says how long to wait and whether that is too long. */
async function tell(topic: string, telling: Telling): Promise<Ping> {
  const { hub, stop, timeoutMilliseconds, waitsMilliseconds, longestWaitMilliseconds } = telling;
  const answer = await postForm(hub, { form: formOf(topic), stop, timeoutMilliseconds });
  const [wait, ...later] = waitsMilliseconds;
  const ping: Ping = { hub, topic, outcome: answer.outcome, message: answer.message };
  if (answer.outcome !== 'unreachable' || wait === undefined) return ping;
  const needed = Math.max(wait, answer.retryAfterMilliseconds ?? 0);
  if (needed > longestWaitMilliseconds || !(await waited(needed, stop))) return ping;
  return tell(topic, { ...telling, waitsMilliseconds: later });
}

/** `hub.url` is the usual name; a few hubs read the one of subscriptions. */
function formOf(topic: string): URLSearchParams {
  return new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic });
}

/** False where the wait was cut short. */
async function waited(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  return pause(milliseconds, true, signal === undefined ? {} : { signal }).catch(() => false);
}
