/** Converts offsets in a text to lines and columns, both from 1. */
import type { Position } from '../../problem/problem.ts';

/** The line and column of one offset. */
export function positionAt(text: string, offset: number): Position {
  return positionsIn(text)(offset);
}

/** A function that converts many offsets of the same text. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
