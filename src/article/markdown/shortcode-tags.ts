/**
 * Finds the marks of other tools in a text: shortcodes of Hugo `{{< >}}` and `{{% %}}`, tags of Liquid and Nunjucks `{% %}`,
 * calls of Zola and values of templates `{{ }}`, attributes of kramdown `{: }`. Linear in the length of the text.
 */
import { codeRanges, type Markup, type Range } from './code-ranges.ts';

export interface Tag extends Range {
  readonly form: 'shortcode' | 'escaped' | 'value' | 'attributes';
  /** `figure`, `include`; of a closing tag the name that it closes. Empty where there is none. */
  readonly name: string;
  readonly closes: boolean;
  /** What stands behind the name. */
  readonly rest: string;
}

/** The tags outside of code, and the marks of `raw` in it. What stands between tags that hold text as it is has none. */
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

/** Tags whose text is not read for tags. */
const verbatim = new Set(['raw', 'verbatim', 'comment', 'highlight', 'codeblock', 'code', 'prism']);

export function isVerbatim({ form, name }: Tag): boolean {
  return form === 'shortcode' && verbatim.has(name);
}

/** The end of the code that a place stands in; null where it stands in none. Code that began within a tag is none. */
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

/** In code too, `raw` is a mark: it is there for the tool. */
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

/** The longest tag. */
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

/** The next place of a text, which is looked for no more than once. */
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

/** Attributes of kramdown, and those that Pandoc and Goldmark read at the end of a line. */
function readAttributes(text: string, start: number): Tag | null {
  const form = new RegExp(attributes.source, 'iy');
  form.lastIndex = start;
  const match = form.exec(text);
  if (match === null || /^\{#(?:if|each|await|key) /.test(match[0])) return null;
  return { form: 'attributes', start, end: form.lastIndex, name: '', closes: false, rest: '' };
}

/** ` figure src="a.jpg" `, `/figure`, `endfigure`; `/* figure *​/` is shown as it is. */
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

/** `("a.jpg", alt="b")` as Zola writes what stands behind a name. */
function withoutCall(rest: string): string {
  return rest.startsWith('(') && rest.endsWith(')') ? rest.slice(1, -1) : rest;
}

const roots =
  /^-?\s*(?:(?:site|page|post|layout|content|include|paginator|forloop|theme|jekyll|collections|config|section|partial)[.[\s|]|content\s*-?$|["'])/;

/** A call, or a value of the site or the page; other words in double braces are text. */
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

/** The next tag that closes a name, or Zola's bare `end`. Asked for places further and further on. */
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
