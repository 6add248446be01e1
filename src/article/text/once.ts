/** Delays what is expensive to make until it is needed, so that programs which do not need it start fast. */

/** Makes a function that makes a value when it is called first, and returns the same value later. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
