/** The error that ends a run or a call that cannot go on. */
import type { PublishErrorCode } from './codes.ts';
import type { Problem } from './problem.ts';

/**
 * What a `PublishError` knows beside its code and message.
 *
 * @example
 * const options: PublishErrorOptions = { cause: new Error('The disk is full') };
 */
export interface PublishErrorOptions extends ErrorOptions {
  /** What is wrong with the settings, if that is why. */
  readonly problems?: readonly Problem[];
  /** The store that those files are in. */
  readonly location?: string;
}

/**
 * A run or a call that cannot go on; `code` is stable, `message` says what to do.
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

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
