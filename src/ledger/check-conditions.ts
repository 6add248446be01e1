/** Asks a store whether it keeps its word on conditional writes: without it, two runs at once could lose entries. */

import { PublishError } from '../problem/publish-error.ts';
import { isConflict, type Store } from '../store/store.ts';
import { headPath, ledgerFolder } from './head.ts';

const probePath = `${ledgerFolder}probe`;
const probeBody = new TextEncoder().encode(
  'Presstime asks whether this place refuses a write whose condition is not met.\n',
);
/** A version that no file has; of the form that S3 gives. */
const noVersion = { version: '"00000000000000000000000000000000"' };

/** Before the first run writes anything: a write of a version that is not there must be refused, so nothing is left of it. */
export async function checkVersionsCount(to: Store): Promise<void> {
  if (await refuses(() => to.write(probePath, probeBody, noVersion))) return;
  await to.remove(probePath);
  throw unconditional(to);
}

/** After the first head was written: a second first one must be refused. Where it is not, the next run asks again. */
export async function checkAbsenceCounts(to: Store): Promise<void> {
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
    `${location} takes writes whose condition is not met, so two runs at once could lose entries: ` +
    'use a store that knows If-Match and If-None-Match, see docs/elsewhere.md';
  return new PublishError('store-unconditional', message);
}
