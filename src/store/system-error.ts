/** Messages for the error codes of the operating system, in one table for all commands. */
import type { Refusal } from '../problem/codes.ts';
import { messageOf, PublishError } from '../problem/publish-error.ts';
import { tooLong } from './store.ts';

/** The code of an error, such as `ENOENT`; an empty string if it has none. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

/** Returns the result of some work, or `otherwise` if it fails with one of these codes. */
export async function unless<T, O>(codes: readonly string[], otherwise: O, work: () => Promise<T>): Promise<T | O> {
  try {
    return await work();
  } catch (thrown) {
    if (codes.includes(codeOf(thrown))) return otherwise;
    throw thrown;
  }
}

type Reason = readonly [code: Refusal, message: string];

const denied: Reason = ['denied', 'permission denied for this user'];
const missing: Reason = ['missing', 'there is no such file'];
const busy: Reason = ['busy', 'another program uses it; try again when that is done'];
const tooMany: Reason = [
  'busy',
  'too many files are open on this machine; close some programs, or raise the limit (ulimit -n)',
];
const noAnswer: Reason = ['failed', 'the disk does not respond; check its connection'];

const reasons: Readonly<Record<string, Reason>> = {
  EACCES: denied,
  EPERM: denied,
  EROFS: ['denied', 'the disk is read-only'],
  ENOSPC: ['full', 'the disk is full; free some space'],
  EDQUOT: ['full', 'the quota of this user is used up; free some space, or raise the quota'],
  EFBIG: ['full', 'the file is larger than the disk can hold'],
  ENOENT: missing,
  ENOTDIR: ['missing', 'this, or a folder above it, is a file'],
  EISDIR: ['missing', 'it is a folder, not a file'],
  EEXIST: ['missing', 'it is a file where a folder should be'],
  ENOTEMPTY: ['missing', 'it is a folder where a file should be'],
  ELOOP: ['missing', 'it is a link, and links are not followed; copy the file'],
  ERR_FS_FILE_TOO_LARGE: ['full', tooLong],
  ENAMETOOLONG: ['missing', 'the name is too long for this disk; shorten it'],
  EBUSY: busy,
  ETXTBSY: busy,
  EMFILE: tooMany,
  ENFILE: tooMany,
  EAGAIN: ['busy', 'this machine starts no more processes; close some programs, or raise the limit (ulimit -u)'],
  EIO: ['failed', 'the disk reports an error; check it'],
  ENOMEM: ['busy', 'this machine has no memory left; close some programs, or run it on a larger machine'],
  ENODEV: noAnswer,
  ENOTCONN: noAnswer,
  ENXIO: ['missing', 'it is a socket or a device without a program behind it, not a file'],
  ESTALE: noAnswer,
  ETIMEDOUT: noAnswer,
  EADDRINUSE: ['busy', 'it is already in use'],
};

/** Codes that say something about the machine or the disk, and nothing about the file that was asked for. */
const ofMachine: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'EAGAIN',
  'EIO',
  'ENOMEM',
  'ENODEV',
  'ENOTCONN',
  'ESTALE',
  'ETIMEDOUT',
]);

/** True if too many files are open, in this process or on this machine. That passes when some of them are closed. */
export function isTooManyOpen(thrown: unknown): boolean {
  return ['EMFILE', 'ENFILE'].includes(codeOf(thrown));
}

/**
 * Turns a system error of a read into a `PublishError`: `unreadable` if it concerns this file only, else one such as
 * `store-busy`, which ends the run.
 */
export function explainRead(thrown: unknown, path: string): PublishError {
  if (thrown instanceof PublishError) return thrown;
  const code = codeOf(thrown);
  const kind = ofMachine.has(code) ? (`store-${reasons[code]?.[0] ?? 'failed'}` as const) : 'unreadable';
  return new PublishError(kind, `Cannot read "${path}": ${reasonOf(thrown)}`, { cause: thrown });
}

/** What the user can do if writing to a folder fails. */
const advice: Readonly<Partial<Record<Refusal, string>>> = { denied: '; allow it, or name another folder' };

/** The reason for a system error, from the table; if the code is not in it, the message of the error. */
export function reasonOf(thrown: unknown): string {
  return reasons[codeOf(thrown)]?.[1] ?? messageOf(thrown);
}

/** Turns a system error of a write into a `PublishError` such as `store-denied`. Any other error is returned as it is. */
export function explainWrite(thrown: unknown, location: string): unknown {
  if (thrown instanceof PublishError || codeOf(thrown) === '') return thrown;
  const [code] = reasons[codeOf(thrown)] ?? (['failed'] as const);
  const message = `Cannot write to "${location}": ${reasonOf(thrown)}${advice[code] ?? ''}`;
  return new PublishError(`store-${code}`, message, { cause: thrown });
}
