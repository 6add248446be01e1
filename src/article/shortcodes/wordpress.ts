/**
 * Replaces shortcodes of WordPress: a caption becomes a figure, and media become players and links. Others are removed around their
 * text, and reported. Words in square brackets stay. https://codex.wordpress.org/Shortcode
 */
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { type Finding, warning } from '../../problem/problem.ts';
import { positionAt } from '../text/position.ts';
import { buildFigcaption } from '../tree/figures.ts';
import { decodeHtmlText } from '../tree/plain-text.ts';
import { parseCaption } from '../wire/caption.ts';
import { codeRanges, inRanges, type Markup } from './code-ranges.ts';
import { mediaOf } from './media-shortcodes.ts';

export interface WordPressOptions {
  readonly markup: Markup;
  /** The number of lines in the file above the text. */
  readonly linesBefore: number;
  /** The text before anything in it was replaced, for positions. */
  readonly original: string;
}

const form =
  /(?:(?<![\]!\\[])\[|\[(?=\/))(\/?)([a-z][\w-]{1,40})((?:\s{1,9}[\w-]{1,40}=(?:"[^"\]\n]{0,500}"|'[^'\]\n]{0,500}'|[^\s"'[\]]{1,500})){0,40}|\s{1,9}https?:\/\/[^\s\]]{1,500}|=[^\s\]]{1,500})\s{0,9}(\/?)\](?![(:\]]|\[(?!\/))/gi;

interface BracketTag {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly closes: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly url: string | null;
}

/** Names without attributes that are no words of an editor. */
const known = new Set('gallery playlist caption wp_caption embed audio video code sourcecode more'.split(' '));

/** Replaces the shortcodes in a text. Returns a warning for each kind that was removed. */
export function expandWordPress(text: string, { markup, linesBefore, original }: WordPressOptions) {
  const tags = tagsIn(text, markup);
  if (tags.length === 0) return { text, findings: [] };
  const closings = closingsOf(tags);
  const removed = new Map<string, string>();
  const opened = new Set<string>();
  let expanded = '';
  let at = 0;
  for (const tag of tags) {
    if (tag.start < at) continue;
    const close = tag.closes ? null : (closings.get(tag) ?? null);
    const shown = show(tag, { text, close, markup, opened });
    opened.add(tag.name.toLowerCase());
    if (shown === null) continue;
    if (shown.isRemoved && removed.size < maximumKinds) {
      const name = tag.name.toLowerCase();
      if (!removed.has(name)) removed.set(name, text.slice(tag.start, tag.end));
    }
    expanded += text.slice(at, tag.start) + shown.text;
    at = shown.end;
  }
  const findings = [...removed].map(([name, written]) => removedShortcode(name, { written, original, linesBefore }));
  return { text: expanded + text.slice(at), findings };
}

/** The maximum number of kinds that are reported. */
const maximumKinds = 50;

interface Removed extends Pick<WordPressOptions, 'original' | 'linesBefore'> {
  readonly written: string;
}

function removedShortcode(name: string, { written, original, linesBefore }: Removed): Finding {
  const message = `The shortcode "${name}" was removed: replace it with the HTML or Markdown that it produces`;
  const offset = original.indexOf(written);
  if (offset === -1) return warning('shortcode-removed', message);
  const { line, column } = positionAt(original, offset);
  return warning('shortcode-removed', message, { line: line + linesBefore, column });
}

function tagsIn(text: string, markup: Markup): readonly BracketTag[] {
  if (!/\[\/?[a-z]/i.test(text) || !text.includes(']')) return [];
  const isCode = inRanges(codeRanges(text, markup));
  return [...text.matchAll(form)].flatMap(({ index, 0: written, 1: slash, 2: name = '', 3: rest = '' }) => {
    if (isCode(index)) return [];
    const url = /^(?:\s+(https?:\/\/\S+))$/.exec(rest)?.[1] ?? null;
    const attributes = attributesOf(rest);
    return [{ start: index, end: index + written.length, name, closes: slash === '/', attributes, url }];
  });
}

function attributesOf(rest: string): ReadonlyMap<string, string> {
  const pairs = rest.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))/g);
  return new Map(
    [...pairs].map(([, key = '', ...values]) => [key.toLowerCase(), values.find((it) => it !== undefined) ?? '']),
  );
}

/** The closing tag of each tag, found from the end of the text. */
function closingsOf(tags: readonly BracketTag[]): ReadonlyMap<BracketTag, BracketTag> {
  const next = new Map<string, BracketTag>();
  const found = new Map<BracketTag, BracketTag>();
  for (const tag of tags.toReversed()) {
    const name = tag.name.toLowerCase();
    const close = next.get(name);
    if (tag.closes) next.set(name, tag);
    else if (close !== undefined) found.set(tag, close);
  }
  return found;
}

interface ShowContext {
  readonly text: string;
  readonly close: BracketTag | null;
  readonly markup: Markup;
  /** The names of the tags above. */
  readonly opened: ReadonlySet<string>;
}

interface Shown {
  readonly text: string;
  readonly end: number;
  readonly isRemoved: boolean;
}

/** What replaces a tag. Null for words in brackets. */
function show(tag: BracketTag, { text, close, markup, opened }: ShowContext): Shown | null {
  const name = tag.name.toLowerCase();
  const inside = close === null ? '' : text.slice(tag.end, close.start);
  const whole = (html: string | null): Shown | null =>
    html === null ? null : { text: asParagraph(html, markup), end: close?.end ?? tag.end, isRemoved: false };
  if (tag.closes) return opened.has(name) ? { text: '', end: tag.end, isRemoved: false } : null;
  if (/^(?:wp_)?caption$/.test(name)) return close === null ? null : whole(captionOf(inside, tag));
  if (name === 'embed' && close !== null) return whole(embedOf(inside.trim()));
  if (name === 'audio' || name === 'video') return whole(playerOf(name, tag)) ?? removedTag(tag, close);
  if (/^(?:code|sourcecode)$/.test(name) && close !== null) {
    return whole(toHtml(h('pre', h('code', `${decodeHtmlText(inside.trim())}\n`))));
  }
  if (tag.url !== null) return whole(embedOf(tag.url)) ?? removedTag(tag, null);
  const media = mediaOf(name, { named: tag.attributes, positional: [] });
  if (media !== null) return whole(toHtml(media));
  const isShortcode = tag.attributes.size > 0 || close !== null || known.has(name);
  return isShortcode && !(known.has(name) && !isAloneInLine(tag, text) && tag.attributes.size === 0 && close === null)
    ? removedTag(tag, null)
    : null;
}

function removedTag({ end }: BracketTag, close: BracketTag | null): Shown {
  return { text: '', end: close?.end ?? end, isRemoved: true };
}

function isAloneInLine({ start, end }: BracketTag, text: string): boolean {
  return (
    /(?:^|[\n>])[ \t]*$/.test(text.slice(Math.max(0, start - 50), start)) &&
    /^[ \t]*(?:$|[\n<])/.test(text.slice(end, end + 50))
  );
}

const picture =
  /^\s*((?:<a\b[^>]{0,2000}>\s*)?<img\b[^>]{0,5000}>(?:\s*<\/a>)?|!\[([^\]]{0,1000})\]\(\s?([^\s()]{1,2000})(?:\s+"[^"]*")?\s?\)|\[!\[([^\]]{0,1000})\]\(\s?([^\s()]{1,2000})[^)\n]{0,300}\)\]\(([^\s()]{1,2000})\))/;

/** A figure with the picture, and the text after it or in the attribute `caption`. */
function captionOf(inside: string, { attributes }: BracketTag): string | null {
  const [all, html = '', alt = '', src, linkedAlt = '', linkedSrc, href] = picture.exec(inside) ?? [];
  if (all === undefined) return null;
  const image = (url: string, text: string) => h('img', { src: url, alt: text });
  const shown =
    src !== undefined
      ? toHtml(image(src, alt))
      : linkedSrc !== undefined
        ? toHtml(h('a', { href: href ?? '' }, image(linkedSrc, linkedAlt)))
        : html;
  const written = inside.slice(all.length).trim() || (attributes.get('caption') ?? '');
  if (written === '') return `<figure>${shown}</figure>`;
  if (/[<*_[\]`]/.test(written)) return `<figure>${shown}<figcaption>${written}</figcaption></figure>`;
  const { text, credit } = parseCaption(decodeHtmlText(written));
  return `<figure>${shown}${toHtml(buildFigcaption({ caption: text || null, credit }))}</figure>`;
}

const players: readonly (readonly [RegExp, string])[] = [
  [
    /^https?:\/\/(?:(?:www|m)\.)?youtube\.com\/watch\?(?:[^#\s]*&(?:amp;)?)?v=([\w-]{1,40})/,
    'https://www.youtube.com/embed/',
  ],
  [/^https?:\/\/youtu\.be\/([\w-]{1,40})/, 'https://www.youtube.com/embed/'],
  [/^https?:\/\/vimeo\.com\/(\d{1,20})/, 'https://player.vimeo.com/video/'],
];

/** A player for a video that can be embedded, else a link. Null if it is no URL. */
function embedOf(written: string): string | null {
  const url = written
    .replace(/^<(?:a\b[^>]*href=["'])?/, '')
    .replace(/["'>].*$/s, '')
    .replaceAll('&amp;', '&');
  if (!/^https?:\/\/\S+$/.test(url)) return null;
  for (const [pattern, prefix] of players) {
    const id = pattern.exec(url)?.[1];
    if (id !== undefined) return toHtml(h('iframe', { src: prefix + id }));
  }
  return toHtml(h('p', h('a', { href: url }, url)));
}

const audioKeys = ['src', 'mp3', 'm4a', 'ogg', 'wav', 'wma'];
const videoKeys = ['src', 'mp4', 'm4v', 'webm', 'ogv', 'flv', 'wmv'];

function playerOf(name: 'audio' | 'video', { attributes, url }: BracketTag): string | null {
  const keys = name === 'audio' ? audioKeys : videoKeys;
  const src = url ?? keys.map((key) => attributes.get(key)).find((it) => it !== undefined && it !== '') ?? null;
  if (src === null) return null;
  const poster = name === 'video' ? (attributes.get('poster') ?? null) : null;
  return toHtml(h(name, { src, controls: true, poster }));
}

/** In Markdown, a block needs blank lines around it. */
function asParagraph(html: string, markup: Markup): string {
  return markup === 'html' ? html : `\n\n${html}\n\n`;
}
