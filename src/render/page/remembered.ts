/** Remembers the results of a pure function that is called again and again with the same few texts. */

/** The most results that are remembered. Then they are all forgotten, so that hostile texts cannot fill the memory. */
const mostResults = 100;

/** Returns a function with the same results, which calls the given one only for texts that it does not remember. */
export function remembered<Texts extends readonly string[], T>(make: (...texts: Texts) => T): (...texts: Texts) => T {
  const results = new Map<string, { readonly result: T }>();
  return (...texts) => {
    const key = texts.join('\n');
    const known = results.get(key);
    if (known !== undefined) return known.result;
    const result = make(...texts);
    if (results.size >= mostResults) results.clear();
    results.set(key, { result });
    return result;
  };
}
