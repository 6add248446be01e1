/** Phrases that several messages use: counts, lists of names, suggestions. */
import leven from 'leven';

/** A number with its noun: `1 article`, `2 articles`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Lists the first names and counts the rest: `a.md, b.md and 3 more`. */
export function someOf(names: readonly string[], most = 5): string {
  const named = names.slice(0, most).join(', ');
  return names.length > most ? `${named} and ${names.length - most} more` : named;
}

/** `: did you mean "x"?` if one of the names is similar, else an empty string. */
export function suggest(name: string, names: readonly string[]): string {
  const distance = (other: string) => leven(name.toLowerCase(), other.toLowerCase());
  const nearest = [...names].sort((a, b) => distance(a) - distance(b))[0];
  const near = nearest !== undefined && distance(nearest) <= Math.max(name.length > 3 ? 2 : 1, name.length / 3);
  return near ? `: did you mean "${nearest}"?` : '';
}
