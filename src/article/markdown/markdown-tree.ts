/**
 * Builds a tree from Markdown tokens, with one builder for each kind of token. Only a text with raw HTML goes through the HTML
 * parser, and it does so as a whole, because a tag can open in one token and close in another. The line breaks between blocks
 * are the same as in the output of marked.
 */
import type { Comment, Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { MarkedToken, Token, Tokens } from 'marked';
import type { Wrapped } from '../extensions/wrapped.ts';
import { parseBounded } from '../text/depth.ts';
import { checkDepth, readHtml } from '../tree/html-tree.ts';
import { findElement, joinTexts } from '../tree/walk.ts';
import type { NoteReference } from './footnotes.ts';
import { altOf, type MarkdownTokens, readTokens, renderTokens } from './tokens.ts';
import { tokensIn } from './walk-tokens.ts';

/** The tree of a Markdown text, not sanitised. Throws `TooDeepError` and `TooManyCellsError`. */
export function parseMarkdownTree(markdown: string): Root {
  const read = readTokens(markdown);
  return isPlain(read) ? checkDepth(parseBounded(() => buildTree(read))) : readHtml(renderTokens(read));
}

/** True if the tree can be built from tokens: there is no raw HTML except comments, and no link inside a link, which HTML forbids. */
export function isPlain({ tokens, notes }: MarkdownTokens): boolean {
  const open: { readonly token: Token; readonly isInLink: boolean }[] = [];
  const push = (list: readonly Token[], isInLink: boolean) => {
    for (const token of list) open.push({ token, isInLink });
  };
  push(tokens, false);
  for (const note of notes) push(note.tokens, false);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, isInLink } = next;
    const isLink = token.type === 'link';
    if ((isLink && isInLink) || (token.type === 'html' && commentOf(token.text) === null) || isRaw(token)) return false;
    if (token.type !== 'image') push(tokensIn(token), isInLink || isLink);
  }
  return true;
}

/** True for text within a tag such as `<pre>`, which marked does not escape. */
function isRaw(token: Token): boolean {
  return token.type === 'text' && token.escaped === true;
}

/** Builds the tree of plain tokens. */
export function buildTree({ tokens, notes }: MarkdownTokens): Root {
  const items = notes.flatMap((note) => [element('li', {}, build(note.tokens)), lineBreak]);
  const list = notes.length === 0 ? [] : [element('hr'), lineBreak, block('ol', {}, items), lineBreak];
  return { type: 'root', children: joinTexts([...build(tokens), ...list]) };
}

type Builder<Type> = (token: Extract<MarkedToken, { readonly type: Type }>) => readonly ElementContent[];

const builders: { readonly [Type in MarkedToken['type']]: Builder<Type> } = {
  space: () => [],
  def: () => [],
  // Blocks
  paragraph: ({ tokens }) => [element('p', {}, build(tokens)), lineBreak],
  heading: ({ tokens, depth }) => [element(`h${depth}`, {}, build(tokens)), lineBreak],
  hr: () => [element('hr'), lineBreak],
  blockquote: ({ tokens }) => [block('blockquote', {}, build(tokens)), lineBreak],
  code: ({ text: written, lang }) => [element('pre', {}, [buildCode(written, lang)]), lineBreak],
  list: ({ ordered, start, items }) => {
    const properties = ordered && start !== 1 ? { start: Number(start) } : {};
    return [block(ordered ? 'ol' : 'ul', properties, build(items)), lineBreak];
  },
  list_item: ({ tokens }) => [element('li', {}, build(tokens)), lineBreak],
  checkbox: ({ checked }) => [
    element('input', { ...(checked ? { checked: true } : {}), disabled: true, type: 'checkbox' }),
    text(' '),
  ],
  table: ({ header, rows }) => {
    const body = rows.length === 0 ? [] : [element('tbody', {}, rows.flatMap(buildRow))];
    return [block('table', {}, [block('thead', {}, buildRow(header)), lineBreak, ...body]), lineBreak];
  },
  html: (token) => commentOf(token.text) ?? [],
  // Text
  text: (token) => ('tokens' in token && token.tokens ? build(token.tokens) : [text(decodeText(token.text))]),
  escape: (token) => [text(decodeText(token.text))],
  strong: ({ tokens }) => [element('strong', {}, build(tokens))],
  em: ({ tokens }) => [element('em', {}, build(tokens))],
  del: ({ tokens }) => [element('del', {}, build(tokens))],
  codespan: (token) => [element('code', {}, [text(token.text)])],
  br: () => [element('br')],
  link: (token) => {
    const children = token.autolink ? [text(token.text)] : build(token.tokens);
    const href = encodeUrl(token.href);
    if (href === null) return children;
    const title = token.title ? { title: decodeAttribute(token.title) } : {};
    return [element('a', { href: token.autolink ? href : decodeAttribute(href), ...title }, children)];
  },
  image: (token) => {
    const alt = altOf(token);
    const src = encodeUrl(token.href);
    if (src === null) return [text(decodeText(alt))];
    const title = token.title ? { title: decodeAttribute(token.title) } : {};
    return [element('img', { src: decodeAttribute(src), alt: decodeAttribute(alt), ...title })];
  },
};

/** Builders for the tokens of our extensions. Notes are shown at the end of the text. */
const ownBuilders: Readonly<Record<string, (token: Token) => readonly ElementContent[]>> = {
  note: () => [],
  wrapped: (token) => {
    const { tagName, isInline, tokens } = token as Wrapped;
    return isInline ? [element(tagName, {}, build(tokens))] : [block(tagName, {}, build(tokens)), lineBreak];
  },
  reference: (token) => {
    const { number, raw } = token as NoteReference;
    return number === undefined ? [text(raw)] : [element('sup', {}, [text(`[${number}]`)])];
  },
};

function build(tokens: readonly Token[]): ElementContent[] {
  return tokens.flatMap((token) => {
    const builder = ownBuilders[token.type] ?? builders[token.type as MarkedToken['type']];
    return (builder as (token: Token) => readonly ElementContent[])(token);
  });
}

function buildCode(written: string, lang: string | undefined): Element {
  const language = /^\S*/.exec(lang ?? '')?.[0] ?? '';
  const className = decodeAttribute(`language-${language}`)
    .trim()
    .split(/[ \t\n\f\r]+/);
  const code = written === '' ? [] : [text(`${written.replace(/\n$/, '')}\n`)];
  return element('code', language === '' ? {} : { className }, code);
}

function buildRow(cells: readonly Tokens.TableCell[]): ElementContent[] {
  const children = cells.flatMap(({ header, align, tokens }) => [
    element(header ? 'th' : 'td', align === null ? {} : { align }, build(tokens)),
    lineBreak,
  ]);
  return [block('tr', {}, children), lineBreak];
}

function element(tagName: string, properties: Element['properties'] = {}, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children: joinTexts(children) };
}

/** An element whose content begins on a new line. */
function block(tagName: string, properties: Element['properties'], children: readonly ElementContent[]): Element {
  return element(tagName, properties, [lineBreak, ...children]);
}

function text(value: string): Text {
  return { type: 'text', value };
}

const lineBreak = text('\n');

/** A single comment and the line breaks after it. Null for any other HTML. */
function commentOf(html: string): readonly [Comment, Text] | null {
  const [, value, after = ''] = /^<!--(?!>|->)((?:(?!--!?>)[\s\S])*)-->(\s*)$/.exec(html) ?? [];
  return value === undefined ? null : [{ type: 'comment', value }, text(after)];
}

/** Encodes a URL like marked does. Returns null if it cannot be encoded. */
function encodeUrl(url: string): string | null {
  try {
    return encodeURI(url).replace(/%25/g, '%');
  } catch {
    return null;
  }
}

/** Matches a character reference in Markdown, which must end in a semicolon. */
const reference = /&(?:#\d{1,7}|#x[a-f0-9]{1,6}|\w+);/i;
const ampersand = /&(?!(?:#\d{1,7}|#x[a-f0-9]{1,6}|\w+);)/gi;

function decodeText(written: string): string {
  return reference.test(written) ? textOf(readHtml(escapeMarkup(written))) : written;
}

/** Decodes character references by the rules for attributes, which differ from those for text: https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state */
function decodeAttribute(written: string): string {
  if (!reference.test(written)) return written;
  const holder = findElement(readHtml(`<i title="${escapeMarkup(written)}"></i>`), ({ tagName }) => tagName === 'i');
  return String(holder?.properties['title'] ?? '');
}

function escapeMarkup(written: string): string {
  return written.replace(ampersand, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
