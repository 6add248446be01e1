/** Replaces shortcodes of other tools: those for pictures and code become HTML, and all others are removed. */
import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { image } from '../../model/image.ts';
import { fileTypeOf } from '../../model/media-type.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { textOfMarkdown } from '../front-matter/inline-markdown.ts';
import { positionAt } from '../text/position.ts';
import { buildFigure } from '../tree/figures.ts';
import { findElement } from '../tree/walk.ts';
import { parseCaption } from '../wire/caption.ts';
import { codeRanges, inRanges, type Markup, type Range } from './code-ranges.ts';
import { mediaOf, type ShortcodeArguments, textOfShortcode } from './media-shortcodes.ts';
import { closingFinder, findTags, isVerbatim, type Tag } from './shortcode-tags.ts';
import { markUrls } from './url-tags.ts';
import { expandWordPress } from './wordpress.ts';

export interface ShortcodeOptions {
  readonly markup: Markup;
  /** The number of lines in the file above the text. */
  readonly linesBefore: number;
}

export interface Expansion {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Expands shortcodes. Returns the text and a warning for each kind of shortcode that was removed. */
export function expandShortcodes(original: string, { markup, linesBefore }: ShortcodeOptions): Expansion {
  const tags = expandTags(markUrls(original, markup), { markup, linesBefore });
  const { text, findings } = expandWordPress(tags.text, { markup, linesBefore, original });
  const hasTags = tags.findings.length > 0 && markup === 'markdown';
  return { text: hasTags ? withoutReferences(text) : text, findings: [...tags.findings, ...findings] };
}

/** Keeps only the text of links such as `[text][name]` whose definition a tag would have made. */
function withoutReferences(text: string): string {
  const form = /(?<![\]\\!])\[([^[\]\n]{1,300})\]\[([^[\]\n]{1,100})\](?![([:])/g;
  if (!form.test(text)) return text;
  const defined = new Set([...text.matchAll(/^ {0,3}\[([^[\]\n]{1,100})\]:/gm)].map(([, name = '']) => folded(name)));
  const isCode = inRanges(codeRanges(text, 'markdown'));
  return text.replace(form, (all, words: string, name: string, offset: number) =>
    isCode(offset) || defined.has(folded(name)) ? all : words,
  );
}

function folded(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ');
}

function expandTags(text: string, { markup, linesBefore }: ShortcodeOptions): Expansion {
  if (!/\{[{%:#.]/.test(text)) return { text, findings: [] };
  const context = { text, markup, closing: closingFinder(text) };
  const removed = new Map<string, Tag>();
  let expanded = '';
  let at = 0;
  for (const tag of findTags(text, markup)) {
    if (tag.start < at) continue;
    const replacement = expand(tag, context);
    if (replacement.isRemoved) keepFirst(removed, tag);
    expanded += text.slice(at, tag.start) + replacement.text;
    at = replacement.end;
  }
  const findings = [...removed].map(([kind, tag]) => removedFinding(kind, { text, tag, linesBefore }));
  return { text: expanded + text.slice(at), findings };
}

/** The maximum number of kinds that are reported. */
const maximumKinds = 50;

function keepFirst(removed: Map<string, Tag>, tag: Tag): void {
  const { form, name, rest } = tag;
  const file = form === 'shortcode' && includes.has(name) ? (rest.split(/\s/, 1)[0] ?? '') : '';
  const kind = `${name || 'end'} ${file}`.trim().slice(0, 80);
  if (!removed.has(kind) && removed.size < maximumKinds) removed.set(kind, tag);
}

function removedFinding(
  kind: string,
  { text, tag, linesBefore }: { readonly text: string; readonly tag: Tag; readonly linesBefore: number },
): Finding {
  const { line, column } = positionAt(text, tag.start);
  const message = `The shortcode "${kind}" was removed: replace it with the HTML or Markdown that it produces`;
  return warning('shortcode-removed', message, { line: line + linesBefore, column });
}

interface Context {
  readonly text: string;
  readonly markup: Markup;
  readonly closing: ReturnType<typeof closingFinder>;
}

interface Replacement {
  readonly text: string;
  /** The offset at which the text continues. */
  readonly end: number;
  /** True if the removal must be reported. */
  readonly isRemoved: boolean;
}

function expand(tag: Tag, context: Context): Replacement {
  const { form, end, name, closes } = tag;
  if (form === 'escaped') return shown(escaped(tag, context), end);
  if (form === 'value') return shownValue(tag);
  const isComment = name === '' && tag.rest.startsWith('#');
  if (form === 'attributes' || closes || isComment || transparent.has(name)) return shown('', end);
  return (
    codeOf(tag, context) ??
    withoutText(tag, context) ??
    figureOf(tag, context) ??
    playerFor(tag, context) ?? { ...shown(textFor(tag), end), isRemoved: true }
  );
}

/** Tags that only affect how the text inside is read. */
const transparent = new Set(['raw', 'verbatim', 'end']);

function shown(text: string, end: number): Replacement {
  return { text, end, isRemoved: false };
}

/** Unescapes a shortcode that Hugo and Zola show literally, by removing the comment around its content. */
function escaped({ start, end, rest }: Tag, { text }: Context): string {
  const [opens, closes] = [
    text.slice(start, end).split('/*')[0] ?? '',
    text.slice(start, end).split('*/').at(-1) ?? '',
  ];
  return `${opens}${rest}${closes}`;
}

/** Expands values for URLs: the URL of the site becomes empty, and a path with filters becomes the path. */
function shownValue({ rest, end }: Tag): Replacement {
  if (/^site\.(?:baseurl|url|base_url)\b/.test(rest)) return shown('', end);
  const filters = /\|\s?(?:relative_url|absolute_url|url|prepend|safe|escape)\b/;
  const path = /^(?:"([^"\n]{0,500})"|'([^'\n]{0,500})')\s?\|/.exec(rest);
  if (path !== null && filters.test(rest)) return shown(path[1] ?? path[2] ?? '', end);
  return { ...shown('', end), isRemoved: true };
}

/** Tags whose text readers should not see: templates, diagram languages, styles and scripts. */
const unshown = new Set(
  'comment capture for tablerow macro style css stylesheet javascript js schema mermaid plantuml graphviz chart'.split(
    ' ',
  ),
);

function withoutText({ name, end }: Tag, { text, closing }: Context): Replacement | null {
  if (!unshown.has(name)) return null;
  const close = name === 'comment' ? commentClose(end, { text, closing }) : closing(name, end);
  if (close !== null) return { text: '', end: close.end, isRemoved: name !== 'comment' };
  // A comment that is never closed hides the rest, because its author did not mean to publish it.
  return name === 'comment' ? { text: '', end: text.length, isRemoved: true } : null;
}

/** The closing tag of a comment. Comments can be nested since Liquid 5.5. */
function commentClose(start: number, { text, closing }: Pick<Context, 'text' | 'closing'>): Range | null {
  let close = closing('comment', start);
  let from = start;
  for (let open = 0; close !== null; ) {
    open += text.slice(from, close.start).match(/\{%-?\s{0,9}comment\b/g)?.length ?? 0;
    if (open === 0) return close;
    const next = closing('comment', close.end);
    if (next === null) return close;
    from = close.end;
    close = next;
    open -= 1;
  }
  return null;
}

function codeOf(tag: Tag, { text, markup, closing }: Context): Replacement | null {
  const close = isVerbatim(tag) && tag.name !== 'comment' ? closing(tag.name, tag.end) : null;
  if (close === null) return null;
  const given = parseArguments(tag.rest);
  const language = /^[\w+#-]{1,30}$/.exec(given.named.get('lang') ?? given.positional[0] ?? '')?.[0];
  const code = text
    .slice(tag.end, close.start)
    .replace(/^[ \t]*\n/, '')
    .trimEnd();
  const block = h('pre', h('code', { className: language === undefined ? [] : [`language-${language}`] }, `${code}\n`));
  return shown(asBlock(block, { text, markup, start: tag.start, end: close.end }), close.end);
}

const includes = new Set(['include', 'include_relative', 'include_cached', 'render', 'partial', 'component']);
const figureName = /^(?:[\w.]*[-_./])?(?:fig(?:ure)?|images?|img|imgproc|imgcap|picture|photo|pic)(?:[-_.][\w.-]*)?$/;

/** The figure for a tag that names a picture. Null if it does not. */
function figureOf(tag: Tag, { text, markup }: Context): Replacement | null {
  const given = parseArguments(tag.rest);
  const file = includes.has(tag.name) ? given.positional[0] : undefined;
  const positional = file === undefined ? given.positional : given.positional.slice(1);
  const name = (file ?? tag.name).slice(0, 80);
  const picture = pictureOf({ ...given, positional }, name.toLowerCase());
  if (picture === null) return null;
  const extent = { text, markup, start: tag.start, end: tag.end };
  const isLinked = text[tag.start - 1] === '[' && text.startsWith('](', tag.end);
  const figure = buildFigure(picture);
  // Tags of Jekyll and Eleventy name pictures from the root of the site, unless the path begins with a dot.
  const isFromRoot = file === undefined && text.startsWith('{%', tag.start) && !picture.url.startsWith('.');
  const img = findElement(figure, ({ tagName }) => tagName === 'img') ?? figure;
  if (isFromRoot) img.properties['dataFromRoot'] = '';
  return shown(isLinked ? toHtml(img) : asBlock(figure, extent), tag.end);
}

/** The player or link for a video or a post of another site. */
function playerFor(tag: Tag, { text, markup }: Context): Replacement | null {
  const media = tag.form === 'shortcode' ? mediaOf(tag.name, parseArguments(tag.rest)) : null;
  return media === null ? null : shown(asBlock(media, { text, markup, start: tag.start, end: tag.end }), tag.end);
}

/** The text in the arguments of a shortcode that is removed. */
function textFor({ form, name, rest }: Tag): string {
  const text = form === 'shortcode' ? textOfShortcode(name, parseArguments(rest)) : null;
  return text === null ? '' : toHtml(text);
}

function isPictureUrl(url: string): boolean {
  return fileTypeOf(url.replace(/[?#].*$/s, ''))?.kind === 'picture';
}

function pictureOf({ named, positional }: ShortcodeArguments, name: string) {
  const of = (...keys: readonly string[]) =>
    keys.map((key) => named.get(key)).find((value) => value !== undefined) ?? null;
  const isFigure = figureName.test(name.replace(/\.(?:html?|md|njk|liquid)$/, ''));
  const written = of('src', 'url', 'image_path', 'image', 'img', 'path', 'file', 'filename', 'image_url', 'source');
  const at =
    written === null
      ? Math.max(
          0,
          positional.findIndex((it) => it.includes('/') || isPictureUrl(it)),
        )
      : -1;
  const url = (written ?? positional[at] ?? '').replace(/\{\{[^{}]*\}\}/g, '');
  if (url === '' || !(isFigure || (written !== null && isPictureUrl(url)))) return null;
  const [first = null, second = null] = positional.slice(at + 1).filter((it) => !/^\d+$/.test(it));
  const isPlainFigure = /^fig/.test(name);
  const caption = of('caption', 'description', 'title') ?? (isPlainFigure ? first : second);
  const parsed = parseCaption(plain(caption ?? ''));
  const credit = plain(of('attr', 'credit', 'attribution') ?? '') || parsed.credit;
  return image({
    url,
    width: pixels(of('width')),
    height: pixels(of('height')),
    alt: plain(of('alt') ?? (isPlainFigure ? second : first) ?? ''),
    caption: parsed.text || null,
    credit,
  });
}

/** Arguments have several forms: `src="a.jpg" alt='b'`, `caption: "c"`, `"a.jpg", "b"` or words without quotes. */
const quotedForm = (name: string) =>
  `"(?<${name}Double>(?:\\\\.|[^"\\\\])*)"|'(?<${name}Single>(?:\\\\.|[^'\\\\])*)'|\`(?<${name}Raw>[^\`]*)\``;
const argument = new RegExp(
  `${quotedForm('own')}|(?<key>[\\w-]{1,80})\\s{0,9}(?:=|:(?!/))\\s{0,9}(?:${quotedForm('of')}|(?<bare>[^\\s,"'\`]+))|(?<word>[^\\s,]+)`,
  'gs',
);

/** Parses arguments. The length of a tag is limited, so this takes little time. */
function parseArguments(written: string): ShortcodeArguments {
  const named = new Map<string, string>();
  const positional: string[] = [];
  for (const { groups = {} } of written.matchAll(argument)) {
    const { ownDouble, ownSingle, ownRaw, key, ofDouble, ofSingle, ofRaw, bare, word } = groups;
    const value = unquoted(ofDouble ?? ofSingle) ?? ofRaw ?? bare;
    if (key !== undefined && value !== undefined) named.set(key.toLowerCase().replaceAll('-', '_'), value);
    else positional.push(unquoted(ownDouble ?? ownSingle) ?? ownRaw ?? word ?? '');
  }
  return { named, positional };
}

function unquoted(quoted: string | undefined): string | undefined {
  return quoted?.replace(/\\(["'\\])/g, '$1');
}

function plain(markdown: string): string {
  return markdown.length > 2000 ? markdown : textOfMarkdown(markdown);
}

function pixels(written: string | null): number | null {
  return /^\d{1,5}(?:px)?$/.test(written ?? '') ? Number.parseInt(written ?? '', 10) : null;
}

interface Extent {
  readonly text: string;
  readonly markup: Markup;
  readonly start: number;
  readonly end: number;
}

/** Writes a block. In Markdown, it needs blank lines around it. A block on its own line keeps its indent, and so its list item. */
function asBlock(block: ElementContent, { text, markup, start, end }: Extent): string {
  const html = toHtml(block);
  if (markup === 'html') return html;
  const indent = /(?:^|\n)([ \t]{0,99})$/.exec(text.slice(Math.max(0, start - 100), start))?.[1];
  const alone = indent !== undefined && /^[ \t]{0,99}(?:\n|$)/.test(text.slice(end, end + 101));
  if (!alone) return `\n\n${html}\n\n`;
  const lines = html.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return `${lines.map((line, index) => (index === 0 ? line : `${indent}${line}`)).join('\n')}\n`;
}
