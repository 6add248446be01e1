/**
 * Reads template tags inside URLs. A tag that names another article becomes a mark that its URL replaces later, and a tag whose
 * value is not known becomes a mark for a dead link.
 */
import { articleMark, unknownMark } from '../tree/link-marks.ts';
import { codeRanges, inRanges, type Markup } from './code-ranges.ts';

/** The start of a URL in Markdown or HTML, up to its first tag. */
const opener =
  /(\]\(\s{0,9}<?|(?<=[\s"'])(?:href|src|poster)\s{0,9}=\s{0,9}(?:"|'|(?=\{))|^ {0,3}\[[^\]\n]{1,300}\]:[ \t]{0,9}<?)([^\s"'<>(){}[\]]{0,500})(?=\{[{%])/gm;

/** Replaces URLs that contain tags with a mark, unless all their tags are known. */
export function markUrls(text: string, markup: Markup): string {
  if (!/\{[{%]/.test(text)) return text;
  const isCode = inRanges(codeRanges(text, markup));
  const form = new RegExp(opener);
  let marked = '';
  let at = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const [opens, before = '', start = ''] = match;
    if (isCode(match.index)) continue;
    const from = match.index + opens.length;
    const end = endOfUrl(text, { from, quote: /["']$/.exec(before)?.[0] ?? '' });
    form.lastIndex = end;
    const url = end === from ? null : markOf(start, text.slice(from, end));
    if (url === null) continue;
    marked += text.slice(at, match.index) + before + url;
    at = end;
  }
  return marked + text.slice(at);
}

const tag = /\{\{[<%]?[^{}\n]{0,500}?[%>]?\}\}|\{%[^{}\n]{0,500}?%\}/y;

/** The end of a URL. Blanks, quotes and brackets inside tags belong to it. */
function endOfUrl(text: string, { from, quote }: { readonly from: number; readonly quote: string }): number {
  const plain = quote === '' ? /[^\s<>(){}"']+/y : quote === '"' ? /[^"{}<>\n]+/y : /[^'{}<>\n]+/y;
  let at = from;
  for (let steps = 0; steps < 100; steps += 1) {
    const form = [tag, plain].find((it) => {
      it.lastIndex = at;
      return it.test(text);
    });
    if (form === undefined) break;
    at = form.lastIndex;
  }
  return at;
}

/** The mark for a URL. Null if all its tags are known values, which other code expands. */
function markOf(start: string, rest: string): string | null {
  const tags = rest.match(new RegExp(tag.source, 'g')) ?? [];
  if (start === '' && tags.length > 0) {
    const [first = ''] = tags;
    const target = targetOf(first);
    if (target !== null) return articleMark(target + rest.slice(first.length));
  }
  const unknown = tags.find((it) => !isKnown(it));
  return unknown === undefined ? null : unknownMark(unknown);
}

const linkTags: readonly RegExp[] = [
  /^\{\{[<%]-?\s*(?:rel)?ref\s+(?:path\s*=\s*)?["'`]?([^"'`\s%>]+)["'`]?.*[%>]\}\}$/,
  /^\{%-?\s*(?:post_url|link|post_link)\s+["']?([^"'\s%]+(?: [^"'%{}]*?)?)["']?\s*-?%\}$/,
  /^\{\{-?\s*(?:ref|relref)\s*\(?\s*\.?\s*["']([^"']+)["']\s*\)?\s*-?\}\}$/,
  /^\{\{-?\s*get_url\s*\(\s*path\s*=\s*["'](@\/[^"']+)["'][^{}]*\)\s*-?\}\}$/,
];

/** The name of another article in a tag of Hugo, Jekyll, Hexo or Zola. Null for any other tag. */
function targetOf(written: string): string | null {
  return (
    linkTags
      .map((form) => form.exec(written)?.[1])
      .find((target) => target !== undefined)
      ?.trim() ?? null
  );
}

/** True for values that are known: the URL of the site, and a path with filters. */
function isKnown(written: string): boolean {
  const inner = written.replace(/^\{\{-?\s*/, '').replace(/\s*-?\}\}$/, '');
  return (
    /^site\.(?:baseurl|url|base_url)\b/.test(inner) ||
    /^(?:"[^"]*"|'[^']*')\s?\|\s?(?:relative_url|absolute_url|url|prepend|safe|escape)\b/.test(inner)
  );
}
