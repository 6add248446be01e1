/** How deep tags, emphasis, lists and quotations of an article may be nested. */

/**
 * The most levels of tags or emphasis: browsers themselves flatten what is deeper than 512. Recursion over a tree of this
 * depth stays far from the end of the stack, which comes at about 1,500 levels and differs from machine to machine.
 */
export const maximumDepth = 512;

/** A text is nested too deeply: its article is refused. */
export class TooDeepError extends Error {
  override readonly name = 'TooDeepError';
}

/** What a parser that recurses makes of a text. If its stack overflows, the text is nested too deeply; any other error is passed on. */
export function parseBounded<T>(parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    if (isStackOverflow(thrown)) throw new TooDeepError('The stack overflowed', { cause: thrown });
    throw thrown;
  }
}

/** V8 says it by a RangeError, as it says many other things: only the message tells them apart. */
function isStackOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.startsWith('Maximum call stack size exceeded');
}
