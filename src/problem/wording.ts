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
  const nearest = [...names].sort((a, b) => distance(name, a) - distance(name, b))[0];
  const near = nearest !== undefined && distance(name, nearest) <= Math.max(name.length > 3 ? 2 : 1, name.length / 3);
  return near ? `: did you mean "${nearest}"?` : '';
}

/** As `suggest`, and also suggests a longer name of which only the beginning or the last part was written. */
export function suggestWhole(name: string, names: readonly string[]): string {
  const isPart = (other: string) => [other, other.slice(other.lastIndexOf('/') + 1)].some((it) => startsWith(it, name));
  const longer = name.length < fewestLetters ? [] : names.filter(isPart);
  return longer.length === 1 ? `: did you mean "${longer[0]}"?` : suggest(name, names);
}

/** A shorter beginning could mean too much. */
const fewestLetters = 3;

function startsWith(name: string, beginning: string): boolean {
  return name.toLowerCase().startsWith(beginning.toLowerCase());
}

/** How many letters differ. Letters in another order count as one mistake. */
function distance(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a !== b && sorted(a) === sorted(b) ? 1 : leven(a, b);
}

function sorted(text: string): string {
  return [...text].sort().join('');
}
