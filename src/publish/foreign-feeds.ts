/** Finds feeds in the target store that another program made: a first run into the folder of a site must not overwrite them. */
import type { FeedFileNames } from '../model/feed.ts';
import { PublishError } from '../problem/publish-error.ts';
import { someOf } from '../problem/wording.ts';
import { defaultPathOf, isSubscribed, type Maker, makerOf } from '../render/outputs.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Document } from './plan/document.ts';
import type { CheckStop } from './read/stop.ts';
import type { Target } from './stale.ts';

/** How many files are read at the same time. */
const requests = 8;

/**
 * Throws `PublishError` with code `foreign-feed` if a document would replace a feed, or the list of feeds, that another
 * program made. A file is ours if the ledger knows it, or if it says that Presstime made it.
 */
export async function guardForeignFeeds(
  documents: readonly Document[],
  { target, check }: { readonly target: Target; readonly check: CheckStop },
): Promise<void> {
  const { files, listed } = target;
  // Without a listing, a write fails if the ledger does not know the file that is there. Then the publication is listed.
  if (target.replaceForeign || listed === null) return;
  const paths = documents
    .flatMap((document) => document.paths)
    .filter((path) => isSubscribed(defaultPathOf(path, files)));
  const unknown = paths.filter((path) => listed.has(path) && target.known(path) === undefined);
  const makers = new Map(
    await mapConcurrently(unknown, requests, async (path) => {
      await check();
      return readMaker(path, target);
    }),
  );
  const isOwn = (path: string) => target.known(path) !== undefined || makers.get(path) === 'Presstime';
  const foreign = unknown.filter((path) => {
    const maker = makers.get(path);
    return maker === 'another program' || (maker === 'unmarked' && !feedsBeside(path, files).some(isOwn));
  });
  if (foreign.length === 0) return;
  const message =
    `Presstime did not make ${someOf(foreign.map((path) => `"${path}"`))} in ${target.to.location}, so nothing was ` +
    'published: publish to another folder, remove the file, or allow foreign files to be replaced';
  throw new PublishError('foreign-feed', message);
}

/** An empty file, and one that was removed meanwhile, can be replaced. */
async function readMaker(path: string, { files, to }: Target): Promise<readonly [string, Maker]> {
  const stored = await to.read(path);
  const text = new TextDecoder().decode(stored?.body);
  return [path, text === '' ? 'Presstime' : makerOf(defaultPathOf(path, files), text)];
}

/** The feeds in the same folder, which say who made them. */
function feedsBeside(path: string, files: FeedFileNames): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return Object.values(files).map((name) => `${folder}${name}`);
}
