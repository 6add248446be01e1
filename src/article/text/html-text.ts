/** Escapes plain text as HTML. In a separate file, so that renderers that only write text do not import an HTML serialiser. */

/** Escapes markup in a text in the same way as `writeTree`. */
export function htmlOfText(text: string): string {
  return text.replace(/[&<]/g, (character) => (character === '&' ? '&amp;' : '&lt;'));
}
