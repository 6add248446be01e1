/** Checks that a store honours conditional writes: if it does not, two simultaneous runs could lose entries. */
import { PublishError } from '../problem/publish-error.ts';
import { isConflict, type Store } from '../store/store.ts';
import { headPath, ledgerFolder } from './head.ts';

/** The file that a store must refuse to write. */
export const probePath = `${ledgerFolder}probe`;
const probeBody = new TextEncoder().encode(
  'Presstime tests whether this store refuses a write whose condition is not met.\n',
);
/** A version that no file has, in the form of an S3 ETag. */
const noVersion = { version: '"00000000000000000000000000000000"' };

/**
 * Called before the first run writes anything. The store must refuse a write that expects a version of a missing file, so
 * nothing is left behind. Throws `PublishError` with code `store-unconditional` if the store accepts it.
 */
export async function checkVersionCondition(to: Store): Promise<void> {
  if (await refuses(() => to.write(probePath, probeBody, noVersion))) return;
  await to.remove(probePath);
  throw unconditional(to);
}

/**
 * Called after the first head is written. The store must refuse a second write that expects no head. Throws `PublishError`
 * with code `store-unconditional` if the store accepts it, and removes the head, so that the next run checks again.
 */
export async function checkAbsenceCondition(to: Store): Promise<void> {
  if (await refuses(() => to.write(headPath, probeBody, 'absent'))) return;
  await to.remove(headPath);
  throw unconditional(to);
}

async function refuses(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return false;
  } catch (thrown) {
    if (isConflict(thrown)) return true;
    throw thrown;
  }
}

function unconditional({ location }: Store): PublishError {
  const message =
    `${location} accepts writes whose condition is not met, so two simultaneous runs could lose entries: ` +
    'use a store that supports If-Match and If-None-Match, see docs/elsewhere.md';
  return new PublishError('store-unconditional', message);
}
