/** Limits the cells that GFM adds to the short rows of a table, so that a small text cannot become millions of cells. */
import type { Lexer } from 'marked';

/** The most cells that are added in one text. cmark-gfm has such a limit too. */
export const maximumFilledCells = 100_000;

/** Thrown if rows are much shorter than the header of their table. The article is refused. */
export class TooManyCellsError extends Error {
  override readonly name = 'TooManyCellsError';
}

/** How many cells were added so far in the text of each lexer. */
const filled = new WeakMap<object, number>();

/** The line below the header of a table, with a hyphen for each column. */
const delimiterRow = /^[ \t|:-]*-[ \t|:-]*$/;

/** Counts the cells that a table at the start of a text needs to fill its rows. Throws `TooManyCellsError`. */
export function checkFilledCells(lexer: Lexer, source: string): void {
  const headerEnd = source.indexOf('\n');
  const delimiterEnd = source.indexOf('\n', headerEnd + 1);
  if (headerEnd === -1 || delimiterEnd === -1) return;
  const delimiters = source.slice(headerEnd + 1, delimiterEnd);
  if (!delimiters.includes('|') || !delimiterRow.test(delimiters)) return;
  const columns = pipesIn(delimiters) + 1;
  let count = filled.get(lexer) ?? 0;
  for (let start = delimiterEnd + 1; start < source.length; ) {
    const end = source.indexOf('\n', start);
    const row = source.slice(start, end === -1 ? source.length : end);
    if (row.trim() === '') break;
    count += Math.max(0, columns - pipesIn(row) - 1);
    if (count > maximumFilledCells) throw new TooManyCellsError('The rows of a table are much shorter than its header');
    if (end === -1) break;
    start = end + 1;
  }
  filled.set(lexer, count);
}

function pipesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('|'); at !== -1; at = text.indexOf('|', at + 1)) count += 1;
  return count;
}
