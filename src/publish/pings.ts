/** Notifies WebSub hubs of changed feeds, and keeps failed pings in the ledger for the next run. */
import { channelFile } from '../channel/channel-file.ts';
import { nothingPending, type Pending, type PendingPing, pendingPath, renderPending } from '../ledger/pending.ts';
import type { Channel } from '../model/channel.ts';
import { digestOf } from '../model/digest.ts';
import { groupBy } from '../model/group-by.ts';
import { addDays, compareInstants, type Instant, isBefore } from '../model/instant.ts';
import { urlOf } from '../model/url.ts';
import type { Hub, Ping } from '../notify/hub.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { defaultPathOf, isFeedPath } from '../render/outputs.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { isConflict, type Store } from '../store/store.ts';
import type { DocumentChange } from './write-document.ts';

/** How long failed pings of one change are retried. The next change pings the hub again. */
const retryDays = 1;

interface PingOptions {
  readonly hub?: Hub;
  readonly to: Store;
  readonly now: Instant;
}

/** The hubs of a channel, and the feeds that it publishes. */
interface Topics {
  readonly channel: Channel;
  /** True for the path of a feed that is part of the publication. */
  readonly isPublished: (path: string) => boolean;
}

/** Returns one ping for each hub of the channel and each feed whose bytes change. */
export function pingsOf(
  rendered: readonly DocumentChange[],
  { channel, options: { hub, now } }: { readonly channel: Channel; readonly options: PingOptions },
): readonly PendingPing[] {
  if (hub === undefined) return [];
  const changed = rendered.flatMap(({ changes }) => changes.filter(({ action }) => action === 'write'));
  const topics = topicsOf(
    changed.map(({ path }) => path),
    channel,
  );
  return channel.hubs.flatMap((url) => topics.map((topic) => ({ hub: url, topic, since: now })));
}

function topicsOf(paths: readonly string[], channel: Channel): readonly string[] {
  return paths.filter((path) => isFeedPath(defaultPathOf(path, channel.files))).map((path) => urlOf(path, channel));
}

/**
 * Merges pings: each pair of hub and topic is kept once, with its latest change. Hubs and feeds that no longer exist are
 * left out.
 */
export function mergePings(pings: readonly PendingPing[], { channel, isPublished }: Topics): readonly PendingPing[] {
  const base = urlOf('', channel);
  const isTopic = (topic: string) => topic.startsWith(base) && isPublished(decodeURI(topic.slice(base.length)));
  const due = pings.filter(({ hub, topic }) => channel.hubs.includes(hub) && isTopic(topic));
  const keyOf = ({ hub, topic }: PendingPing) => `${hub} ${topic}`;
  const inOrder = due.toSorted((a, b) => compareInstants(a.since, b.since));
  return [...new Map(inOrder.map((ping) => [keyOf(ping), ping])).values()];
}

export interface Unfinished {
  /** What the run recorded as pending. */
  readonly pending: Pending;
  /** The version of the pending file; null if there is none. */
  readonly pendingVersion: string | null;
}

/**
 * Pings the hubs after the feeds are published. A failure here, of a hub or of updating the pending file, returns a warning
 * and never fails the run.
 */
export async function pingHubs(
  options: PingOptions & { readonly dryRun?: boolean },
  unfinished: Unfinished,
): Promise<readonly Problem[]> {
  if (options.dryRun === true) return [];
  try {
    return await finishPending(options, unfinished);
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    const message = `${thrown.message}. The feeds are published, and the next run does the rest`;
    return inFile(channelFile, [warning('unfinished', message)]);
  }
}

/** Pings the hubs and keeps the pings that were not delivered for the next run. */
async function finishPending(
  { hub, to, now }: PingOptions,
  { pending, pendingVersion }: Unfinished,
): Promise<readonly Problem[]> {
  const { left, problems } = hub === undefined ? { left: pending.pings, problems: [] } : await ping(hub, pending.pings);
  const earliest = addDays(now, -retryDays);
  const body = renderPending({ ...nothingPending, pings: left.filter(({ since }) => !isBefore(since, earliest)) });
  const isSame = digestOf(body) === digestOf(renderPending(pending));
  if (pendingVersion !== null && !isSame) await writeUnlessChanged(to, body, pendingVersion);
  return problems;
}

/** If another run has written the file meanwhile, that version contains our pings too, and that run continues from it. */
async function writeUnlessChanged(to: Store, body: Uint8Array, version: string): Promise<void> {
  try {
    await to.write(pendingPath, body, { version });
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
  }
}

async function ping(hub: Hub, pings: readonly PendingPing[]) {
  const topics = groupBy(pings, (ping) => [ping.hub]);
  const answers = await mapConcurrently([...topics], 4, ([url, its]) =>
    hub.publish(
      url,
      its.map(({ topic }) => topic),
    ),
  );
  const failed = answers.flat().filter(({ outcome }) => outcome !== 'accepted');
  const left = pings.filter((ping) =>
    failed.some((it) => it.outcome === 'unreachable' && it.hub === ping.hub && it.topic === ping.topic),
  );
  const groups = groupBy(failed, (ping) => [`${ping.hub} ${ping.outcome}`]);
  return { left, problems: inFile(channelFile, [...groups.values()].flatMap(describeFailures)) };
}

/** Makes one warning for all topics that failed in the same way: a hub that is down would otherwise fill the report. */
function describeFailures([first, ...others]: readonly Ping[]): readonly Finding[] {
  if (first === undefined) return [];
  const { hub, topic, outcome, message } = first;
  const verb = outcome === 'refused' ? 'refused the ping for' : 'could not be pinged for';
  const what = others.length === 0 ? topic : `${others.length + 1} feeds`;
  return [warning('hub-not-notified', `The hub ${hub} ${verb} ${what}: ${message ?? 'it gave no reason'}`)];
}
