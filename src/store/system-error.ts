/** The codes of errors that the operating system gives. */

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
