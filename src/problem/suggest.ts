/** "Did you mean": the known name that is nearest to a mistyped one. */
import leven from 'leven';

/** `: did you mean "x"?` where one of the names is near, else nothing. */
export function suggest(name: string, names: readonly string[]): string {
  const distance = (other: string) => leven(name.toLowerCase(), other.toLowerCase());
  const nearest = [...names].sort((a, b) => distance(a) - distance(b))[0];
  const near = nearest !== undefined && distance(nearest) <= Math.max(name.length > 3 ? 2 : 1, name.length / 3);
  return near ? `: did you mean "${nearest}"?` : '';
}
