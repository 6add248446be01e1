/** The problem that refuses one article if a fault of this program fails on it. */
import { error, type Finding } from './problem.ts';
import { messageOf } from './publish-error.ts';

/** The finding for an exception. `task` completes "Presstime cannot …", such as `read this file`. */
export function internalFault(task: string, thrown: unknown): Finding {
  const message = `Presstime cannot ${task} because of a fault in Presstime: report it, with the file: "${messageOf(thrown)}"`;
  return error('internal-error', message);
}
