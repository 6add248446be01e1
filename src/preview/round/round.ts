/** One round of the preview: what the next publish would do, or why it cannot be shown. */

import { type Ahead, lookAhead } from '../../compare/look-ahead.ts';
import type { Instant } from '../../model/instant.ts';
import type { PublishErrorCode } from '../../problem/codes.ts';
import type { Problem } from '../../problem/problem.ts';
import { messageOf, PublishError } from '../../problem/publish-error.ts';
import type { RunOptions } from '../../publish/read/publish-options.ts';

export interface Round {
  /** From 1. */
  readonly number: number;
  readonly now: Instant;
  /** Null if the round failed. */
  readonly ahead: Ahead | null;
  /** Null if it did not. */
  readonly failure: Failure | null;
  /** What would stop the next publish, unless it is allowed. */
  readonly guards: readonly Failure[];
  /** How many files were read and parsed in this round. */
  readonly filesRead: number;
}

/** An error as data. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly problems: readonly Problem[];
}

type Outcome = Pick<Round, 'ahead' | 'failure' | 'guards'>;

/** The option that allows what a guard would stop. */
const optionsByGuard: Readonly<Partial<Record<PublishErrorCode, 'allowRemovals' | 'replaceForeign'>>> = {
  'removes-most': 'allowRemovals',
  'foreign-feed': 'replaceForeign',
};

export interface LookOptions {
  /** Throws `PublishError` if nothing can be read. */
  readonly check: () => Promise<void>;
  readonly guards?: readonly Failure[];
}

/** Looks ahead. If a guard would stop the run, it is reported, and the run is shown as if it were allowed. Never throws. */
export async function lookAtNext(options: RunOptions, { check, guards = [] }: LookOptions): Promise<Outcome> {
  try {
    await check();
    return { ahead: await lookAhead(options), failure: null, guards };
  } catch (thrown) {
    const failure = failureOf(thrown);
    const allowed = optionsByGuard[failure.code as PublishErrorCode];
    if (allowed === undefined || options[allowed] === true) return { ahead: null, failure, guards };
    return lookAtNext({ ...options, [allowed]: true }, { check, guards: [...guards, failure] });
  }
}

function failureOf(thrown: unknown): Failure {
  const isExpected = thrown instanceof PublishError;
  return {
    code: isExpected ? thrown.code : 'internal',
    message: messageOf(thrown),
    problems: isExpected ? thrown.problems : [],
  };
}
