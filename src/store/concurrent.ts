/** Runs much work at once, within a limit. */

/**
 * The results in the order of the items, with at most `limit` under way at a time. After the first failure nothing new
 * is begun; it is thrown once all that is under way has ended, so that nothing goes on behind the back of the caller.
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

/** A budget for what is held in memory at once. Work that needs more than is free waits, first come, first served. */
export interface ByteBudget {
  use<T>(bytes: number, work: () => Promise<T>): Promise<T>;
}

/** Work that needs more than the whole budget runs alone. */
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

/** How many bytes of pictures, sound and films are held at once: a function has a gigabyte for everything. */
export const budgetBytes = 64 * 1024 * 1024;
