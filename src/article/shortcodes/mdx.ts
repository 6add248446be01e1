/**
 * Removes what MDX adds to Markdown, without running any of it: lines that import and export, and components. A component for a
 * picture or a video becomes one; others are removed around their text, and reported. https://mdxjs.com/docs/what-is-mdx/
 */
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { fileTypeOf } from '../../model/media-type.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { positionAt } from '../text/position.ts';
import { codeRanges, inRanges, type Range } from './code-ranges.ts';

export interface MdxText {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Removes MDX from a text. The lines of the text keep their numbers. */
export function expandMdx(written: string, linesBefore: number): MdxText {
  if (!/^(?:import|export)\s|<[A-Z]|=\{|\{\/\*/m.test(written)) return { text: written, findings: [] };
  const text = withoutStatements(showTruncation(written));
  return expandComponents(text, linesBefore);
}

/** Docusaurus ends the summary at `{/* truncate *​/}` in MDX. */
function showTruncation(text: string): string {
  const mark = /^[ \t]*\{\/\*\s{0,9}(?:truncate|more)\s{0,9}\*\/\}[ \t]*$/gm;
  if (!mark.test(text)) return text;
  const isCode = inRanges(codeRanges(text, 'markdown'));
  return text.replace(mark, (all, offset: number) => (isCode(offset) ? all : '<!-- truncate -->'));
}

const statement =
  /^(?:import[ \t]+(?:["'][^"'\n]{1,300}["']|(?:[\w*$]|\{)[\w*{}\s,$]{0,500}?\sfrom\s{1,9}["'][^"'\n]{1,300}["']);?[ \t]*$|export[ \t]+(?:(?:const|let|var)[ \t]+[\w${[][^\n=]{0,200}=|(?:async[ \t]+)?function\b[^\n]{0,200}\(|class[ \t]+\w+[^\n]{0,100}\{|default[ \t]+[\w({[]|\{[^}]{0,300}\}|\*[ \t]+from\b)[^\n]*)/gm;

/** Removes statements at the start of a paragraph, and those directly below them. */
function withoutStatements(text: string): string {
  if (!/^(?:import|export)\s/m.test(text)) return text;
  const isCode = inRanges(codeRanges(text, 'markdown'));
  let kept = '';
  let at = 0;
  const form = new RegExp(statement);
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const start = match.index;
    const isFirst = start === at || /(?:^|\n)[ \t]*\n?$/.test(text.slice(Math.max(0, start - 100), start));
    const isBelow = at > 0 && text.slice(at, start).trim() === '';
    if (start < at || isCode(start) || !(isFirst || isBelow) || !startsParagraph(text, { start, at })) continue;
    const end = match[0].startsWith('export') ? endOfStatement(text, start) : start + match[0].length;
    kept += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, '');
    at = end;
    form.lastIndex = end;
  }
  return kept + text.slice(at);
}

/** True if the line above is blank, or belongs to another statement. */
function startsParagraph(text: string, { start, at }: { readonly start: number; readonly at: number }): boolean {
  const above = text.slice(Math.max(at, start - 500), start);
  return above.trim() === '' || /\n[ \t]*\n$/.test(above);
}

const maximumStatement = 20_000;

/** The end of the line at which all brackets of a statement are closed, or of its paragraph. */
function endOfStatement(text: string, start: number): number {
  let depth = 0;
  const limit = Math.min(text.length, start + maximumStatement);
  for (let index = start; index < limit; index += 1) {
    const sign = text[index] ?? '';
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (sign === '\n' && depth <= 0) return index;
  }
  const blank = text.indexOf('\n\n', start);
  return blank === -1 ? text.length : blank;
}

interface Component extends Range {
  readonly name: string;
  readonly closes: boolean;
  readonly isWhole: boolean;
  /** By name, without expressions that are not plain text. */
  readonly attributes: ReadonlyMap<string, string>;
  /** True if an attribute is an expression in braces. */
  readonly hasExpression: boolean;
}

/** Elements of HTML that some write with a capital letter. */
const elements = new Set(
  'a b abbr big blockquote br center cite code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre q s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var'.split(
    ' ',
  ),
);

function expandComponents(text: string, linesBefore: number): MdxText {
  const form = /<\/?[A-Za-z][\w.-]{0,79}/g;
  const isCode = inRanges(codeRanges(text, 'markdown'));
  const removed = new Map<string, { readonly start: number; count: number; readonly instead: string }>();
  let expanded = '';
  let at = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    if (match.index < at || isCode(match.index)) continue;
    const tag = readComponent(text, match);
    if (tag === null) continue;
    const isComponent = /^[A-Z]/.test(tag.name) && !elements.has(tag.name.toLowerCase());
    if (!isComponent && !tag.hasExpression) continue;
    const replacement = isComponent ? showComponent(tag, text) : writeTag(tag);
    if (isComponent && !tag.closes && !replacement.startsWith('<img') && !/^<(?:figure|lite-|a )/.test(replacement)) {
      const instead = replacement === '' ? 'nothing' : 'its text';
      const known = removed.get(tag.name);
      if (known === undefined) removed.set(tag.name, { start: tag.start, count: 1, instead });
      else known.count += 1;
    }
    expanded += text.slice(at, tag.start) + replacement + text.slice(tag.start, tag.end).replace(/[^\n]/g, '');
    at = tag.end;
    form.lastIndex = at;
  }
  const findings = [...removed].slice(0, maximumKinds).map(([name, { start, count, instead }]) => {
    const times = count === 1 ? '' : ` (${plural(count, 'time')})`;
    const { line, column } = positionAt(text, start);
    const message = `Feed readers do not show the component <${name}>${times}: they get ${instead} instead`;
    return warning('unshown-element', message, { line: line + linesBefore, column });
  });
  return { text: expanded + text.slice(at), findings };
}

/** The maximum number of kinds that are reported. */
const maximumKinds = 50;

const maximumTag = 5000;

/** Reads a tag to its end. Braces in attributes can contain quotes and other braces. Null if it is never closed. */
function readComponent(text: string, { index: start, 0: opens }: RegExpExecArray): Component | null {
  const limit = Math.min(text.length, start + maximumTag);
  let depth = 0;
  let quote = '';
  for (let index = start + opens.length; index < limit; index += 1) {
    const sign = text[index] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'" || (sign === '`' && depth > 0)) quote = sign;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === '>' && depth <= 0) {
      const inner = text.slice(start + opens.length, index);
      const closes = opens.startsWith('</');
      return {
        start,
        end: index + 1,
        name: opens.replace(/^<\/?/, ''),
        closes,
        isWhole: inner.endsWith('/'),
        attributes: attributesIn(inner),
        hasExpression: /=\{|\{\s{0,9}\.\.\./.test(inner),
      };
    } else if (sign === '<' && depth <= 0) return null;
  }
  return null;
}

const attribute =
  /([A-Za-z][\w:-]{0,79})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|\{\s{0,9}(?:"([^"{}]*)"|'([^'{}]*)'|`([^`{}$]*)`)\s{0,9}\}|\{\s{0,9}(\d+)\s{0,9}\})/g;

function attributesIn(inner: string): ReadonlyMap<string, string> {
  return new Map(
    [...inner.matchAll(attribute)].map(([, name = '', ...values]) => [
      name,
      values.find((it) => it !== undefined) ?? '',
    ]),
  );
}

/** A tag of HTML with only the attributes that are plain text. */
function writeTag({ name, closes, attributes, isWhole }: Component): string {
  if (closes) return `</${name}>`;
  const written = [...attributes].map(([key, value]) => ` ${key}="${value.replace(/"/g, '&quot;')}"`);
  return `<${name}${written.join('')}${isWhole ? ' /' : ''}>`;
}

function showComponent(tag: Component, text: string): string {
  const { name, closes, isWhole, attributes } = tag;
  const of = (...keys: readonly string[]) => keys.map((key) => attributes.get(key)).find((it) => it) ?? null;
  if (closes) return isLinkName.test(name) && isLinkOpen(tag, text) ? '</a>' : '';
  const url = of('src', 'image', 'img', 'url', 'href', 'to');
  const caption = of('caption', 'title', 'label');
  if (url !== null && fileTypeOf(url.replace(/[?#].*$/s, ''))?.kind === 'picture') {
    const picture = h('img', { src: url, alt: of('alt') ?? '' });
    return toHtml(of('caption') === null ? picture : h('figure', picture, h('figcaption', caption ?? '')));
  }
  const player = playerOf(tag, url);
  if (player !== null) return player;
  if (isLinkName.test(name) && url !== null && !isWhole) return `<a href="${url.replace(/"/g, '&quot;')}">`;
  const shown = of('title', 'label', 'caption', 'summary', 'heading', 'text', 'alt');
  if (isWhole && url !== null && /^https?:/.test(url)) return toHtml(h('a', { href: url }, shown ?? url));
  if (shown === null) return isWhole ? '' : ' ';
  if (isWhole) return toHtml(h('span', shown));
  return isAlone(tag, text) ? `${toHtml(h('p', h('strong', shown)))}\n\n` : `${toHtml(h('span', shown))} `;
}

const isLinkName = /(?:Link|Button|Anchor)$/;

/** True if the link of this name was opened as a link in the same paragraph. */
function isLinkOpen({ name, start }: Component, text: string): boolean {
  const before = text.slice(Math.max(0, start - 2000), start);
  const opened = before.slice(Math.max(0, before.lastIndexOf(`<${name}`)));
  return (
    opened.startsWith(`<${name}`) && /\s(?:href|to|url|src)\s{0,9}=/.test(opened.slice(0, opened.indexOf('>') + 1))
  );
}

/** True for a tag on a line of its own. */
function isAlone({ start, end }: Component, text: string): boolean {
  return (
    /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 100), start)) &&
    /^[ \t]*(?:\n|$)/.test(text.slice(end, end + 100))
  );
}

function playerOf({ name, attributes }: Component, url: string | null): string | null {
  const service = /youtube/i.test(name) ? 'lite-youtube' : /vimeo/i.test(name) ? 'lite-vimeo' : null;
  const id = ['id', 'videoId', 'videoID', 'video', 'youTubeId', 'youtubeId', 'vimeoId']
    .map((key) => attributes.get(key))
    .find((it) => it !== undefined && /^[\w-]{1,40}$/.test(it));
  if (service === null) return null;
  if (id !== undefined) return toHtml(h(service, { videoid: id }));
  return url === null ? null : toHtml(h('a', { href: url }, url));
}
