/** Which hubs must hear of which feeds, remembered until they have. */

import { channelFile } from '../channel/parse-channel.ts';
import { nothingPending, type Pending, type PendingPing, pendingPath, renderPending } from '../ledger/pending.ts';
import type { Channel } from '../model/channel.ts';
import { digestOf } from '../model/digest.ts';
import { groupBy } from '../model/group-by.ts';
import { addDays, compareInstants, type Instant, isBefore } from '../model/instant.ts';
import { urlOf } from '../model/url.ts';
import type { Hub, Ping } from '../notify/hub.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { isFeedPath } from '../render/outputs.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { isConflict, type Store } from '../store/store.ts';
import type { Document } from './plan/document.ts';
import type { DocumentChange } from './write-document.ts';

/** A hub that did not answer for so long is not pinged for that change any more; the next change pings it again. */
const patienceDays = 1;

interface PingOptions {
  readonly hub?: Hub;
  readonly to: Store;
  readonly now: Instant;
}

/** The hubs of a channel, and the feeds that they may hear of. */
interface Audience {
  readonly channel: Channel;
  /** All that the publication consists of. */
  readonly documents: readonly Document[];
}

/** A ping for each hub of the channel and each feed whose bytes change. */
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
  return channel.hubs.flatMap((address) => topics.map((topic) => ({ hub: address, topic, since: now })));
}

function topicsOf(paths: readonly string[], channel: Channel): readonly string[] {
  return paths.filter(isFeedPath).map((path) => urlOf(path, channel));
}

/** Each hub and topic once, as new as its newest change. Hubs and feeds that are gone since are left out. */
export function unitePings(pings: readonly PendingPing[], { channel, documents }: Audience): readonly PendingPing[] {
  const topics = new Set(
    topicsOf(
      documents.flatMap(({ paths }) => paths),
      channel,
    ),
  );
  const due = pings.filter(({ hub, topic }) => channel.hubs.includes(hub) && topics.has(topic));
  const keyOf = ({ hub, topic }: PendingPing) => `${hub} ${topic}`;
  const inOrder = due.toSorted((a, b) => compareInstants(a.since, b.since));
  return [...new Map(inOrder.map((ping) => [keyOf(ping), ping])).values()];
}

export interface Unfinished {
  /** What the run wrote down, and the version of the file that says so; null if there is none. */
  readonly pending: Pending;
  readonly pendingVersion: string | null;
}

/** The feeds are out by then: that a hub could not be told, or what is left to do is still written down, fails no run. */
export async function pingHubs(
  options: PingOptions & { readonly dryRun?: boolean },
  unfinished: Unfinished,
): Promise<readonly Problem[]> {
  if (options.dryRun === true) return [];
  try {
    return await finishPending(options, unfinished);
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    const message = `${thrown.message}. The feeds are out, and the next run does what is left`;
    return inFile(channelFile, [warning('unfinished', message)]);
  }
}

/** Tells the hubs; what they did not take stays for the next run. A hub never fails a run. */
async function finishPending(
  { hub, to, now }: PingOptions,
  { pending, pendingVersion }: Unfinished,
): Promise<readonly Problem[]> {
  const { left, problems } = hub === undefined ? { left: pending.pings, problems: [] } : await ping(hub, pending.pings);
  const earliest = addDays(now, -patienceDays);
  const body = renderPending({ ...nothingPending, pings: left.filter(({ since }) => !isBefore(since, earliest)) });
  const isSame = digestOf(body) === digestOf(renderPending(pending));
  if (pendingVersion !== null && !isSame) await writeUnlessTaken(to, body, pendingVersion);
  return problems;
}

/** Where another run has written what it began, ours is in it, and it goes on from there. */
async function writeUnlessTaken(to: Store, body: Uint8Array, version: string): Promise<void> {
  try {
    await to.write(pendingPath, body, { version });
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
  }
}

async function ping(hub: Hub, pings: readonly PendingPing[]) {
  const topics = groupBy(pings, (ping) => [ping.hub]);
  const answers = await mapConcurrently([...topics], 4, ([address, its]) =>
    hub.publish(
      address,
      its.map(({ topic }) => topic),
    ),
  );
  const failed = answers.flat().filter(({ outcome }) => outcome !== 'accepted');
  const left = pings.filter((ping) =>
    failed.some((it) => it.outcome === 'unreachable' && it.hub === ping.hub && it.topic === ping.topic),
  );
  const alike = groupBy(failed, (ping) => [`${ping.hub} ${ping.outcome}`]);
  return { left, problems: inFile(channelFile, [...alike.values()].flatMap(notTold)) };
}

/** One warning for all that a hub did not take: a hub that is down would fill the report with its feeds. */
function notTold([first, ...others]: readonly Ping[]): readonly Finding[] {
  if (first === undefined) return [];
  const { hub, topic, outcome, message } = first;
  const words = outcome === 'refused' ? 'refused to hear of' : 'could not be told of';
  const what = others.length === 0 ? topic : `${others.length + 1} feeds`;
  return [warning('hub-not-told', `The hub ${hub} ${words} ${what}: ${message ?? 'it did not say why'}`)];
}
