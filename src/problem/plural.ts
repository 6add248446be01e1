/** Numbers of things in words. */

/** `1 article`, `2 articles`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
