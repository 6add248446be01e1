/** Work on many things at once, but not on all. */

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

/** Room for what is held in memory at once: whoever brings more than is free waits, in the order of coming. */
export interface Room {
  use<T>(weight: number, work: () => Promise<T>): Promise<T>;
}

/** What weighs more than the whole room goes in alone. */
export function createRoom(size: number): Room {
  let used = 0;
  const waiting: { readonly weight: number; readonly enter: () => void }[] = [];
  const letIn = () => {
    for (let first = waiting[0]; first !== undefined && isFree(first.weight); first = waiting[0]) {
      used += first.weight;
      waiting.shift();
      first.enter();
    }
  };
  const isFree = (weight: number) => used === 0 || used + weight <= size;
  return {
    use: async (weight, work) => {
      await new Promise<void>((enter) => {
        waiting.push({ weight, enter });
        letIn();
      });
      try {
        return await work();
      } finally {
        used -= weight;
        letIn();
      }
    },
  };
}

/** How many bytes of pictures, sound and films are held at once: a function has a gigabyte for everything. */
export const roomBytes = 64 * 1024 * 1024;
