/** Parses the event that invokes the publish function. Every event means "publish now"; only `redeploy` can allow removals. */
import { fieldsOf } from '../src/model/record.ts';
import { uploadedPaths } from './uploads.ts';

/** What an event asks for. */
export interface Trigger {
  readonly trigger: 'tick' | 'due' | 'verify' | 'redeploy' | 'upload' | 'other';
  readonly allowRemovals: boolean;
  /** True if the run compares every file of the publication. */
  readonly verify: boolean;
  /** The only files that the run looks at. Null if it looks at everything. */
  readonly changedPaths: readonly string[] | null;
}

const kinds = ['tick', 'due', 'verify', 'redeploy'] as const;

/** Parses an event. Trusts nothing in it. `from` is the URL of the articles, to which names of uploaded files are relative. */
export function parseEvent(event: unknown, from: string): Trigger {
  const { presstime, allowRemovals, verify, Records: records } = fieldsOf(event);
  const ordinary = { allowRemovals: false, verify: false, changedPaths: null };
  const kind = kinds.find((it) => it === presstime);
  if (kind === 'redeploy')
    return { ...ordinary, trigger: kind, allowRemovals: allowRemovals === true, verify: verify === true };
  if (kind !== undefined) return { ...ordinary, trigger: kind, verify: kind === 'verify' };
  const isQueue = Array.isArray(records) && fieldsOf(records[0])['eventSource'] === 'aws:sqs';
  if (!isQueue) return { ...ordinary, trigger: 'other' };
  return { ...ordinary, trigger: 'upload', changedPaths: uploadedPaths(records, from) };
}
