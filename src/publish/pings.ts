/** Which hubs must hear of which feeds, remembered until they have. */

import { urlOf } from '../article/page.ts';
import { channelFile } from '../channel.ts';
import type { Channel, Instant } from '../model.ts';
import type { Hub } from '../notify/hub.ts';
import { inFile, type Problem, warning } from '../problem.ts';
import { isFeedPath } from '../render/formats.ts';
import { digestOf, type Store } from '../store/store.ts';
import { mapConcurrently } from './concurrent.ts';
import type { Planned } from './make.ts';
import { nothingPending, type Pending, type PendingPing, pendingPath, renderPending } from './pending.ts';
import type { Ledger } from './read.ts';

/** A hub that did not answer for so long is not told of that change any more; the next change tells it all. */
const patienceDays = 1;

interface PingOptions {
  readonly hub?: Hub;
  readonly to: Store;
  readonly now: Instant;
}

/** A ping for each hub of the channel and each feed whose bytes change. */
export function pingsOf(
  planned: readonly Planned[],
  { channel, options: { hub, now } }: { readonly channel: Channel; readonly options: PingOptions },
): readonly PendingPing[] {
  if (hub === undefined) return [];
  const changed = planned.flatMap(({ changes }) => changes.filter(({ action }) => action === 'write'));
  const topics = changed.filter(({ path }) => isFeedPath(path)).map(({ path }) => urlOf(path, channel));
  return channel.hubs.flatMap((address) => topics.map((topic) => ({ hub: address, topic, since: now })));
}

/** Each hub and topic once, as old as its oldest. */
export function unitePings(known: readonly PendingPing[], added: readonly PendingPing[]): readonly PendingPing[] {
  const keyOf = ({ hub, topic }: PendingPing) => `${hub} ${topic}`;
  return [...new Map([...added, ...known].map((ping) => [keyOf(ping), ping])).values()];
}

/** Tells the hubs; what they did not take stays for the next run. A hub never fails a run. */
export async function finishPending(
  { hub, to, now }: PingOptions,
  { pending, ledger }: { readonly pending: Pending; readonly ledger: Pick<Ledger, 'pendingVersion'> },
): Promise<readonly Problem[]> {
  const { left, problems } = hub === undefined ? { left: pending.pings, problems: [] } : await tell(hub, pending.pings);
  const since = new Date(new Date(now).getTime() - patienceDays * 86_400_000).toISOString();
  const kept = left.filter((ping) => ping.since > since);
  const wasThere =
    ledger.pendingVersion !== null || digestOf(renderPending(pending)) !== digestOf(renderPending(nothingPending));
  if (kept.length > 0) await to.write(pendingPath, renderPending({ ...nothingPending, pings: kept }), 'any');
  else if (wasThere) await to.remove(pendingPath);
  return problems;
}

async function tell(hub: Hub, pings: readonly PendingPing[]) {
  const hubs = [...new Set(pings.map((ping) => ping.hub))];
  const answers = await mapConcurrently(hubs, 4, (address) =>
    hub.publish(
      address,
      pings.filter((ping) => ping.hub === address).map(({ topic }) => topic),
    ),
  );
  const failed = answers.flat().filter(({ outcome }) => outcome !== 'accepted');
  const left = pings.filter((ping) =>
    failed.some((it) => it.outcome === 'unreachable' && it.hub === ping.hub && it.topic === ping.topic),
  );
  const problems = failed.map(({ hub: address, topic, outcome, message }) => {
    const words = outcome === 'refused' ? 'refused to hear' : 'could not be told';
    return warning(
      'hub-not-told',
      `The hub ${address} ${words} that ${topic} changed: ${message ?? 'it did not say why'}`,
    );
  });
  return { left, problems: inFile(channelFile, problems) };
}
