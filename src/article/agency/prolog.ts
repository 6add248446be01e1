/** Finds the root element behind the XML declaration, comments and DOCTYPE: https://www.w3.org/TR/xml/#sec-prolog-dtd */

/** The offset of the first tag of an XML text. -1 if there is none. Nothing that a DOCTYPE declares or names is used. */
export function offsetOfRoot(text: string): number {
  let offset = afterSpaces(text, 0);
  while (text.startsWith('<?', offset) || text.startsWith('<!', offset)) {
    const end = endOfDeclaration(text, offset);
    if (end === -1) return -1;
    offset = afterSpaces(text, end);
  }
  return text[offset] === '<' ? offset : -1;
}

function afterSpaces(text: string, offset: number): number {
  const spaces = /[\s\ufeff]*/y;
  spaces.lastIndex = offset;
  spaces.exec(text);
  return spaces.lastIndex;
}

/** What ends a part in which other signs mean nothing, by what begins it. */
const ends: Readonly<Record<string, string>> = { '<!--': '-->', '<?': '?>', '"': '"', "'": "'" };

/** The offset after an instruction, a comment, or a DOCTYPE with the declarations in it. -1 if it has no end. */
function endOfDeclaration(text: string, offset: number): number {
  const sign = /<!--|<\?|["'<>]/g;
  sign.lastIndex = offset;
  let open = 0;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const end = ends[found[0]];
    if (end === undefined) open += found[0] === '<' ? 1 : -1;
    else if (!skipTo(text, { sign, end })) return -1;
    if (open <= 0) return sign.lastIndex;
  }
  return -1;
}

function skipTo(text: string, { sign, end }: { readonly sign: RegExp; readonly end: string }): boolean {
  const at = text.indexOf(end, sign.lastIndex);
  if (at !== -1) sign.lastIndex = at + end.length;
  return at !== -1;
}
