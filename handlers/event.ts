/** What woke the function, as far as that matters. Every event means "publish now"; only a person can allow removals. */

export interface Wake {
  readonly trigger: 'tick' | 'due' | 'redeploy' | 'upload' | 'other';
  readonly allowRemovals: boolean;
}

const kinds = ['tick', 'due', 'redeploy'] as const;

/** Reads an event; nothing in it is trusted, and of uploads nothing is looked at. */
export function readEvent(event: unknown): Wake {
  const { presstime, allowRemovals, Records: records } = fieldsOf(event);
  const kind = kinds.find((it) => it === presstime);
  if (kind !== undefined) return { trigger: kind, allowRemovals: kind === 'redeploy' && allowRemovals === true };
  const isQueue = Array.isArray(records) && fieldsOf(records[0])['eventSource'] === 'aws:sqs';
  return { trigger: isQueue ? 'upload' : 'other', allowRemovals: false };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
