/** Parses the event that invokes the publish function. Every event means "publish now"; only `redeploy` can allow removals. */

export interface Trigger {
  readonly trigger: 'tick' | 'due' | 'redeploy' | 'upload' | 'other';
  readonly allowRemovals: boolean;
}

const kinds = ['tick', 'due', 'redeploy'] as const;

/** Parses an event. Trusts nothing in it, and does not look at the names of uploaded files. */
export function parseEvent(event: unknown): Trigger {
  const { presstime, allowRemovals, Records: records } = fieldsOf(event);
  const kind = kinds.find((it) => it === presstime);
  if (kind !== undefined) return { trigger: kind, allowRemovals: kind === 'redeploy' && allowRemovals === true };
  const isQueue = Array.isArray(records) && fieldsOf(records[0])['eventSource'] === 'aws:sqs';
  return { trigger: isQueue ? 'upload' : 'other', allowRemovals: false };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
