/** Checks XML before it is parsed, because the parser takes very long for deeply nested elements: https://www.w3.org/TR/xml/#sec-well-formed */

/** The maximum depth. Tables within tables within text boxes need far less. */
export const maximumXmlDepth = 200;

/** Sections that are not searched for tags: comments, CDATA sections and processing instructions. */
const skipped: readonly (readonly [open: string, close: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/**
 * Counts tags in linear time. Returns null if elements are not closed in order or nested too deeply, or if entities are
 * declared.
 */
export function countTags(text: string): number | null {
  const open: string[] = [];
  let tags = 0;
  for (let offset = text.indexOf('<'); offset !== -1; tags += 1) {
    const end = endOfMark(text, offset);
    if (end === -1 || !follow(open, text.slice(offset, end)) || open.length > maximumXmlDepth) return null;
    offset = text.indexOf('<', end);
  }
  return open.length === 0 ? tags : null;
}

/** The offset after a tag, comment or instruction. -1 if it has no end. */
function endOfMark(text: string, offset: number): number {
  const close = skipped.find(([mark]) => text.startsWith(mark, offset))?.[1];
  if (close === undefined) return endOfTag(text, offset);
  const end = text.indexOf(close, offset);
  return end === -1 ? -1 : end + close.length;
}

/** The offset after a tag. A `>` in quotes does not end it. */
function endOfTag(text: string, offset: number): number {
  const special = /["'<>]/g;
  special.lastIndex = offset + 1;
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    if (found[0] === '>') return special.lastIndex;
    const closing = found[0] === '<' ? -1 : text.indexOf(found[0], special.lastIndex);
    if (closing === -1) return -1;
    special.lastIndex = closing + 1;
  }
  return -1;
}

/** True if elements are nested deeper than allowed. Reads up to the first tag that no parser could read. */
export function isNestedTooDeeply(text: string, limit = maximumXmlDepth): boolean {
  let depth = 0;
  for (let offset = text.indexOf('<'); offset !== -1; ) {
    const end = endOfMark(text, offset);
    if (end === -1) return false;
    depth += depthOfMark(text, { offset, end });
    if (depth > limit) return true;
    offset = text.indexOf('<', end);
  }
  return false;
}

/** 1 for a start tag, -1 for an end tag, and 0 for everything else. */
function depthOfMark(text: string, { offset, end }: { readonly offset: number; readonly end: number }): number {
  const next = text[offset + 1];
  if (next === '/') return -1;
  return next === '!' || next === '?' || text[end - 2] === '/' ? 0 : 1;
}

/** Opens or closes an element. Returns false if the tag does not close the last open element, or if it is a declaration. */
function follow(open: string[], mark: string): boolean {
  if (skipped.some(([begin]) => mark.startsWith(begin))) return true;
  const name = /^<\/?([^\s/>]*)/.exec(mark)?.[1] ?? '';
  if (name === '' || name.startsWith('!')) return false;
  if (mark.startsWith('</')) return open.pop() === name;
  if (!mark.endsWith('/>')) open.push(name);
  return true;
}
