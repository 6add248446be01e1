/** `PublishError`, which is thrown if a run or a call cannot continue. */
import type { PublishErrorCode } from './codes.ts';
import type { Problem } from './problem.ts';

/**
 * What a `PublishError` contains in addition to its code and message.
 *
 * @example
 * const options: PublishErrorOptions = { cause: new Error('The disk is full') };
 */
export interface PublishErrorOptions extends ErrorOptions {
  /** The problems in the settings, if they are the cause. */
  readonly problems?: readonly Problem[];
  /** The location of the store that contains the files of those problems. */
  readonly location?: string;
}

/**
 * Thrown if a run or a call cannot continue. `code` is stable. `message` says what to do.
 *
 * @example
 * const codeOf = (thrown: unknown): string | null => (thrown instanceof PublishError ? thrown.code : null);
 * codeOf(new PublishError('missing-link', 'Name the site')) // => 'missing-link'
 */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly code: PublishErrorCode;
  readonly problems: readonly Problem[];
  readonly location: string;

  constructor(code: PublishErrorCode, message: string, options: PublishErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.problems = options.problems ?? [];
    this.location = options.location ?? '';
  }
}

/** The message of a thrown value of any type. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
