/** Runs work concurrently, within a limit of tasks or of bytes in memory. */

/**
 * Returns the results in the order of the items, with at most `limit` tasks running at a time. After the first failure no
 * new task starts. The error is thrown after all running tasks have ended, so that none continues in the background.
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const failures: unknown[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (thrown) {
        failures.push(thrown);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}

/** A budget for bytes in memory. Work that needs more than is free waits, in the order of its calls. */
export interface ByteBudget {
  use<T>(bytes: number, work: () => Promise<T>): Promise<T>;
}

/** Makes a budget of `sizeBytes`. Work that needs more than the whole budget runs alone. */
export function createByteBudget(sizeBytes: number): ByteBudget {
  let used = 0;
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  const letIn = () => {
    for (let first = waiting[0]; first !== undefined && isFree(first.bytes); first = waiting[0]) {
      used += first.bytes;
      waiting.shift();
      first.enter();
    }
  };
  const isFree = (bytes: number) => used === 0 || used + bytes <= sizeBytes;
  return {
    use: async (bytes, work) => {
      await new Promise<void>((enter) => {
        waiting.push({ bytes, enter });
        letIn();
      });
      try {
        return await work();
      } finally {
        used -= bytes;
        letIn();
      }
    },
  };
}

/** How many bytes of pictures, audio and video are in memory at the same time. The function has one gigabyte for everything. */
export const budgetBytes = 64 * 1024 * 1024;
