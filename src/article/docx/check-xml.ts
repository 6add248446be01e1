/** Checks XML before a parser sees that takes a very long time for what is nested deeply: https://www.w3.org/TR/xml/#sec-well-formed */

/** The deepest nesting; tables within tables within text boxes stay far below. */
const maximumDepth = 200;

/** What an element in XML may be left alone in: comments, instructions and quoted characters. */
const skipped: readonly (readonly [open: string, close: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** How many tags there are; null where an element is not closed in its turn or lies too deep, or where entities are declared. Takes linear time. */
export function countTags(text: string): number | null {
  const open: string[] = [];
  let tags = 0;
  for (let offset = text.indexOf('<'); offset !== -1; tags += 1) {
    const end = endOfMark(text, offset);
    if (end === -1 || !follow(open, text.slice(offset, end)) || open.length > maximumDepth) return null;
    offset = text.indexOf('<', end);
  }
  return open.length === 0 ? tags : null;
}

/** The offset after a tag, comment or instruction; -1 where it has no end. */
function endOfMark(text: string, offset: number): number {
  const close = skipped.find(([mark]) => text.startsWith(mark, offset))?.[1];
  if (close === undefined) return endOfTag(text, offset);
  const end = text.indexOf(close, offset);
  return end === -1 ? -1 : end + close.length;
}

/** A `>` in quotes ends no tag. */
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

/** Opens or closes what a mark says; false where it closes another element than the last, or declares something. */
function follow(open: string[], mark: string): boolean {
  if (skipped.some(([begin]) => mark.startsWith(begin))) return true;
  const name = /^<\/?([^\s/>]*)/.exec(mark)?.[1] ?? '';
  if (name === '' || name.startsWith('!')) return false;
  if (mark.startsWith('</')) return open.pop() === name;
  if (!mark.endsWith('/>')) open.push(name);
  return true;
}
