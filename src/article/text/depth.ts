/** Limits how deep tags, emphasis, lists and quotations can be nested in an article. */

/**
 * The maximum depth of tags or emphasis. Browsers flatten everything deeper than 512 levels. Recursion over a tree of this
 * depth is safe: the stack overflows at about 1,500 levels, depending on the machine.
 */
export const maximumDepth = 512;

/** Thrown if a text is nested too deeply. Its article is refused. */
export class TooDeepError extends Error {
  override readonly name = 'TooDeepError';
}

/** Runs a recursive parser. If the stack overflows, throws `TooDeepError`. Other errors pass through. */
export function parseBounded<T>(parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    if (isStackOverflow(thrown)) throw new TooDeepError('The stack overflowed', { cause: thrown });
    throw thrown;
  }
}

/** V8 throws a RangeError for a stack overflow and for other reasons. Only the message distinguishes them. */
function isStackOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.startsWith('Maximum call stack size exceeded');
}
