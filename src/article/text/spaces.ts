/** Normalizes white space in plain text. */

/** Trims a text and collapses runs of white space to one space. */
export function foldSpaces(text: string): string {
  return text.replace(manySpaces, ' ').trim();
}

/** Matches all that is not a single space already, because replacing each space takes ten times as long. */
const manySpaces = /\s\s+|[^\S ]/g;

/** Replaces every kind of space with U+0020 and removes directional marks, for matching. */
export function plainSpaces(text: string): string {
  return text
    .replace(/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
