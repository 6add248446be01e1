/**
 * Finds tags of other tools in a text: shortcodes of Hugo `{{< >}}` and `{{% %}}`, tags of Liquid and Nunjucks `{% %}`, calls of
 * Zola and template values `{{ }}`, and attributes of kramdown `{: }`. Takes linear time.
 */
import { codeRanges, type Markup, type Range } from './code-ranges.ts';

export interface Tag extends Range {
  readonly form: 'shortcode' | 'escaped' | 'value' | 'attributes';
  /** Such as `figure` or `include`. For a closing tag, the name of the tag that it closes. Empty if there is none. */
  readonly name: string;
  readonly closes: boolean;
  /** The text after the name. */
  readonly rest: string;
}

/** The tags outside code, and `raw` tags in code. The text inside verbatim tags is not searched. */
export function findTags(text: string, markup: Markup): readonly Tag[] {
  const isCode = codeTest(codeRanges(text, markup));
  const read = tagReader(text, markup);
  const tags: Tag[] = [];
  const closing = closingFinder(text);
  const opener = /\{[{%:#.]/g;
  for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
    const { index } = match;
    const codeEnd = isCode(index, tags.at(-1)?.end ?? 0);
    const tag = codeEnd === null ? read(index) : rawMark(text, index);
    if (tag !== null) tags.push(tag);
    const verbatim = tag !== null && !tag.closes && isVerbatim(tag) ? closing(tag.name, tag.end) : null;
    opener.lastIndex = verbatim?.start ?? tag?.end ?? index + 1;
  }
  return tags;
}

/** Tags whose text is not searched for tags. */
const verbatim = new Set(['raw', 'verbatim', 'comment', 'highlight', 'codeblock', 'code', 'prism']);

export function isVerbatim({ form, name }: Tag): boolean {
  return form === 'shortcode' && verbatim.has(name);
}

/** Makes a function that returns the end of the code at an offset, or null. Code that begins within a tag does not count. */
function codeTest(ranges: readonly Range[]): (index: number, tagEnd: number) => number | null {
  let at = 0;
  return (index, tagEnd) => {
    for (let range = ranges[at]; range !== undefined; range = ranges[at]) {
      if (range.end > index && range.start >= tagEnd) return range.start <= index ? range.end : null;
      at += 1;
    }
    return null;
  };
}

/** Reads a `raw` tag, which is also a tag in code, because it is for the other tool. */
function rawMark(text: string, start: number): Tag | null {
  const form = /\{%-?\s{0,9}(end)?(raw)\s{0,9}-?%\}/y;
  form.lastIndex = start;
  const match = form.exec(text);
  if (match === null) return null;
  return { form: 'shortcode', start, end: form.lastIndex, name: 'raw', closes: match[1] !== undefined, rest: '' };
}

const brackets = [
  { opens: '{{<', closes: '>}}', parse: parseShortcode },
  { opens: '{{%', closes: '%}}', parse: parseShortcode },
  { opens: '{%', closes: '%}', parse: parseShortcode },
  { opens: '{{', closes: '}}', parse: parseValue },
] as const;

type Parsed = Pick<Tag, 'form' | 'name' | 'closes' | 'rest'>;

/** The maximum length of a tag. */
const maximumLength = 5000;

function tagReader(text: string, markup: Markup): (start: number) => Tag | null {
  const next = finder(text);
  return (start) => {
    const bracket = brackets.find(({ opens }) => text.startsWith(opens, start));
    if (bracket === undefined) return markup === 'markdown' ? readAttributes(text, start) : null;
    const from = start + bracket.opens.length;
    const close = next(bracket.closes, from);
    if (close === -1 || close - from > maximumLength) return null;
    const inner = text.slice(from, close);
    if (/\{%|\{\{[<%]|\n[ \t]*\n/.test(inner)) return null;
    const parsed = bracket.parse(inner);
    return parsed === null ? null : { ...parsed, start, end: close + bracket.closes.length };
  };
}

/** Makes a function like `indexOf` that searches each part of the text only once. */
function finder(text: string): (needle: string, from: number) => number {
  const found = new Map<string, number>();
  return (needle, from) => {
    const known = found.get(needle) ?? 0;
    if (found.has(needle) && (known === -1 || known >= from)) return known;
    const index = text.indexOf(needle, from);
    found.set(needle, index);
    return index;
  };
}

const attributes =
  /\{:(?: {0,3}(?:[#.][\w:-]{1,80}|[\w-]{1,40}=(?:"[^"{}\n]{0,200}"|'[^'{}\n]{0,200}')|toc|refdef[^{}\n]{0,100})){1,12} {0,3}\}|\{:[:/][^{}\n]{0,300}\}|\{[#.][a-z][\w:-]{0,80}(?: [#.]?[\w:-]{1,80}(?:="[^"{}\n]{0,200}")?){0,9}\}(?=[ \t]*(?:\n|$))/;

/** Reads attributes of kramdown, and those of Pandoc and Goldmark at the end of a line. */
function readAttributes(text: string, start: number): Tag | null {
  const form = new RegExp(attributes.source, 'iy');
  form.lastIndex = start;
  const match = form.exec(text);
  if (match === null || /^\{#(?:if|each|await|key) /.test(match[0])) return null;
  // The class of a box of Pandoc, `::: {.note}`, is its name.
  if (/:::[ \t]*$/.test(text.slice(Math.max(0, start - 20), start))) return null;
  return { form: 'attributes', start, end: form.lastIndex, name: '', closes: false, rest: '' };
}

/** Parses ` figure src="a.jpg" `, `/figure` or `endfigure`. `/* figure *​/` is escaped and shown literally. */
function parseShortcode(inner: string): Parsed {
  const written = inner.replace(/^[-~]/, '').replace(/[-~]$/, '').trim();
  if (/^\/\*[\s\S]*\*\/$/.test(written))
    return { form: 'escaped', name: '', closes: false, rest: written.slice(2, -2) };
  const [, slash = '', word = ''] = /^(\/?)\s*([\w@.:/-]*)/.exec(written) ?? [];
  const name = word.replace(/\/$/, '').toLowerCase();
  const ends = /^end(?!note)\w*$/.test(name) || slash !== '';
  const rest = written.slice(slash.length).trimStart().slice(word.length).trim();
  return {
    form: 'shortcode',
    name: slash === '' && ends ? name.slice(3) : name,
    closes: ends,
    rest: withoutCall(rest),
  };
}

/** Removes the brackets of Zola's arguments: `("a.jpg", alt="b")`. */
function withoutCall(rest: string): string {
  return rest.startsWith('(') && rest.endsWith(')') ? rest.slice(1, -1) : rest;
}

const roots =
  /^-?\s*(?:(?:site|page|post|layout|content|include|paginator|forloop|theme|jekyll|collections|config|section|partial)[.[\s|]|content\s*-?$|["'])/;

/** Parses a call, or a value of the site or page. Returns null for other text in double braces. */
function parseValue(inner: string): Parsed | null {
  const written = inner.replace(/^-/, '').replace(/-$/, '').trim();
  if (/^\/\*[\s\S]*\*\/$/.test(written))
    return { form: 'escaped', name: '', closes: false, rest: written.slice(2, -2) };
  const call = /^([\w:.]{1,80})\s?\(([\s\S]*)\)$/.exec(written);
  if (call !== null) {
    return { form: 'shortcode', name: (call[1] ?? '').toLowerCase(), closes: false, rest: call[2]?.trim() ?? '' };
  }
  if (!roots.test(`${written} `) && !/^[\w.]{1,80}\s?\|\s?\w/.test(written)) return null;
  return { form: 'value', name: /^[\w.]{1,80}/.exec(written)?.[0] ?? 'text', closes: false, rest: written };
}

/**
 * Makes a function that finds the next closing tag for a name. The empty name finds Zola's `end`. `from` must not decrease from
 * call to call.
 */
export function closingFinder(text: string): (name: string, from: number) => Range | null {
  const form =
    /\{%[-~]?\s{0,99}end(\w{0,40})[^%{}\n]{0,99}%\}|\{\{[<%]\s{0,99}\/\s{0,9}([\w.-]{1,80})\s{0,99}[>%]\}\}/g;
  const closings = new Map<string, Range[]>();
  for (const match of text.matchAll(form)) {
    const name = (match[1] ?? match[2] ?? '').toLowerCase();
    const list = closings.get(name) ?? [];
    list.push({ start: match.index, end: match.index + match[0].length });
    closings.set(name, list);
  }
  const passed = new Map<string, number>();
  return (name, from) => {
    const list = closings.get(name) ?? [];
    let at = passed.get(name) ?? 0;
    while ((list[at]?.start ?? from) < from) at += 1;
    passed.set(name, at);
    return list[at] ?? null;
  };
}
