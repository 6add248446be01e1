/** The codes of errors that the operating system gives, and what they mean in words: one table for all commands. */
import type { Refusal } from '../problem/codes.ts';
import { messageOf, PublishError } from '../problem/publish-error.ts';
import { tooLong } from './store.ts';

/** `ENOENT` and the like; empty where something else was thrown. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

/** The result of some work, or `otherwise` where it fails with one of these codes. */
export async function unless<T, O>(codes: readonly string[], otherwise: O, work: () => Promise<T>): Promise<T | O> {
  try {
    return await work();
  } catch (thrown) {
    if (codes.includes(codeOf(thrown))) return otherwise;
    throw thrown;
  }
}

type Reason = readonly [code: Refusal, words: string];

const denied: Reason = ['denied', 'permission is denied to this user'];
const missing: Reason = ['missing', 'there is no such file'];
const busy: Reason = ['busy', 'another program uses it; try again when that is done'];
const tooMany: Reason = ['busy', 'too many files are open on this machine; close some programs, or raise the limit'];

const reasons: Readonly<Record<string, Reason>> = {
  EACCES: denied,
  EPERM: denied,
  EROFS: ['denied', 'the disk can only be read'],
  ENOSPC: ['full', 'the disk is full; make room'],
  EDQUOT: ['full', 'the quota of this user is used up; make room, or raise it'],
  EFBIG: ['full', 'the file is larger than the disk can hold'],
  ENOENT: missing,
  ENOTDIR: ['missing', 'this, or a folder above it, is a file'],
  EISDIR: ['missing', 'it is a folder, not a file'],
  EEXIST: ['missing', 'a file stands where a folder should be'],
  ENOTEMPTY: ['missing', 'a folder stands where a file should be'],
  ELOOP: ['missing', 'it is a link, and links are not followed; copy the file'],
  ERR_FS_FILE_TOO_LARGE: ['full', tooLong],
  ENAMETOOLONG: ['missing', 'the name is too long for this disk; shorten it'],
  EBUSY: busy,
  ETXTBSY: busy,
  EMFILE: tooMany,
  ENFILE: tooMany,
  EIO: ['failed', 'the disk has a fault; look into it'],
  EADDRINUSE: ['busy', 'it is taken'],
};

/** What can be done about a place that is written to. */
const advice: Readonly<Partial<Record<Refusal, string>>> = { denied: '; allow it, or name another folder' };

/** Why the system refused something, in words; in its own where we have none. */
export function reasonOf(thrown: unknown): string {
  return reasons[codeOf(thrown)]?.[1] ?? messageOf(thrown);
}

/** The error to throw where the system did not let us write in a place; what else was thrown stays as it is. */
export function explainWrite(thrown: unknown, location: string): unknown {
  if (thrown instanceof PublishError || codeOf(thrown) === '') return thrown;
  const [code] = reasons[codeOf(thrown)] ?? (['failed'] as const);
  const message = `Cannot write in "${location}": ${reasonOf(thrown)}${advice[code] ?? ''}`;
  return new PublishError(`store-${code}`, message, { cause: thrown });
}
