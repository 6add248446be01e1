/** Finds where a URL in plain text ends, in linear time. https://github.github.com/gfm/#extended-autolink-path-validation */

/** Characters that do not belong to a URL if it ends in them. */
const trailing = new Set('?!.,:;*_\'"~)');

/** Cuts off what does not belong to a URL: punctuation, a character reference, and a parenthesis without its other half. */
export function trimUrl(written: string): string {
  const lastClosing = written.lastIndexOf(')');
  const unclosed = written.indexOf('(', lastClosing + 1);
  const text = unclosed === -1 ? written : written.slice(0, unclosed);
  // A parenthesis that opens is closed by the next that closes, whatever is between them.
  const lastOpening = text.lastIndexOf('(');
  const closed = lastOpening === -1 ? 0 : text.indexOf(')', lastOpening) + 1;
  let end = text.length;
  while (end > closed && trailing.has(text[end - 1] ?? ''))
    end = text[end - 1] === ';' ? startOfReference(text, end) : end - 1;
  return text.slice(0, end);
}

/** The start of the character reference that ends at `end`. If there is none, the position of the semicolon. */
function startOfReference(text: string, end: number): number {
  let start = end - 2;
  while (/[a-zA-Z0-9]/.test(text[start] ?? '')) start -= 1;
  return text[start] === '&' && start < end - 2 ? start : end - 1;
}
