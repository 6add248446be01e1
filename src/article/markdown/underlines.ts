/**
 * Says whether a heading that is underlined with `=` or `-` can begin at a line. The library looks for the underline from each line of
 * a list item to its end, which takes quadratic time.
 */

interface Searched {
  readonly text: string;
  /** There is no underline in this many characters. */
  readonly length: number;
}

/** What was searched last in the text of each lexer. */
const searched = new WeakMap<object, Searched>();

const underline = /\n {0,3}(?:=+|-+) *(?:\n|$)/;

/** False if no underline follows before the next blank line. `lexer` is the one that reads the text. */
export function canBeUnderlined(lexer: object, source: string): boolean {
  const known = searched.get(lexer);
  if (known !== undefined && isInside(source, known)) return false;
  const blank = source.search(/\n[ \t]*\n/);
  const length = blank === -1 ? source.length : blank + 1;
  if (underline.test(source.slice(0, length))) return true;
  searched.set(lexer, { text: source, length });
  return false;
}

/** How much of two texts is compared. To compare all of it for each line would take quadratic time again. */
const comparedLength = 200;

/** True for a later part of the same text that begins before the end of what was searched. */
function isInside(source: string, { text, length }: Searched): boolean {
  const start = text.length - source.length;
  return start >= 0 && start < length && text.startsWith(source.slice(0, comparedLength), start);
}
