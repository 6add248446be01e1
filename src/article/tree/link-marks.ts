/** Marks for URLs that are not known while a text is parsed: of other articles, and of template tags whose value is not known. */

/** The form of a mark for the URL of another article. `target` is its name or path, as written, with what follows it. */
export function articleMark(target: string): string {
  return `${articleScheme}${encodeURIComponent(target.toWellFormed())}`;
}

/** The form of a mark for a URL that contains an unknown tag. */
export function unknownMark(tag: string): string {
  return `${unknownScheme}${encodeURIComponent(tag.toWellFormed())}`;
}

const articleScheme = 'presstime-article:';
const unknownScheme = 'presstime-unknown:';

export interface LinkMark {
  readonly kind: 'article' | 'unknown';
  readonly written: string;
}

/** Reads a mark. Null for any other URL. */
export function readLinkMark(url: unknown): LinkMark | null {
  if (typeof url !== 'string') return null;
  const kind = url.startsWith(articleScheme) ? 'article' : url.startsWith(unknownScheme) ? 'unknown' : null;
  if (kind === null) return null;
  return { kind, written: decoded(url.slice(kind === 'article' ? articleScheme.length : unknownScheme.length)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
