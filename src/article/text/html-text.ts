/** Plain text as HTML. A file of its own, so that a renderer that only writes text brings no HTML serialiser with it. */

/** The text with its markup escaped, as `writeTree` writes a text. */
export function htmlOfText(text: string): string {
  return text.replace(/[&<]/g, (character) => (character === '&' ? '&amp;' : '&lt;'));
}
