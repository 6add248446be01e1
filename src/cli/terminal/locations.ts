/** The locations of the articles and of the publication, as arguments or as flags. */
import { type Stats, statSync } from 'node:fs';
import { PublishError } from '../../problem/publish-error.ts';
import { type Given, UsageError } from './command.ts';
import { checkNoOverlap } from './open-store.ts';

export interface Locations {
  readonly from: string;
  readonly to: string;
}

/** The locations that `IN` and `OUT` or else `--from` and `--to` name. Throws `UsageError` if both differ, or if they overlap. */
export async function readLocations(given: Given): Promise<Locations> {
  const from = locationOf(given, 'IN', 'from') ?? 'articles';
  const to = locationOf(given, 'OUT', 'to') ?? 'public';
  checkNoOverlap(from, to);
  await checkTarget(to);
  return { from, to };
}

/** Throws if the target is a file, or if it is mistyped: it would become a new folder. */
async function checkTarget(to: string): Promise<void> {
  const found = lookAt(to);
  if (found?.isFile() === true)
    throw new PublishError('store-missing', `Cannot publish to "${to}": it is a file; name a folder`);
  if (found !== undefined) return;
  const hint = (await import('./mistyped.ts')).hintForPath(to);
  if (hint !== null) throw new UsageError(`Cannot publish to "${to}": ${hint}`);
}

/** A variable of the environment stands for the flag, so an argument takes precedence over it. */
function locationOf(given: Given, argument: string, flag: string): string | null {
  const [named, flagged] = [given.argument(argument), given.text(flag)];
  if (named !== null && given.isWritten(flag) && named !== flagged)
    throw new UsageError(`Give ${argument} or --${flag}, not both: got "${named}" and "${flagged}"`);
  return named ?? flagged;
}

/** Undefined if nothing is there, or if that cannot be found out: then writing says why. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
