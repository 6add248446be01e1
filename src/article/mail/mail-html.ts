/** Reads the HTML of a message: the text without signatures, quoted messages, footers, layout tables and hidden elements. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { hasParagraphs } from '../tree/plain-text.ts';
import { isBlock } from '../tree/repair-nesting.ts';
import { elementsOf, findElement, nodesAbove, parentsOf, removeElements } from '../tree/walk.ts';
import { describesMessage, isFooterLine, removeEmails } from './mail-text.ts';

export interface MailHtmlContext {
  readonly isForwarded: boolean;
  readonly emails: readonly string[];
  /** The paths of attached pictures, by the id with which HTML shows them. */
  readonly pictures: ReadonlyMap<string, string>;
}

export interface MailHtml {
  readonly content: Root;
  /** The text above a forwarded message, which the person who forwarded it wrote. */
  readonly above: string | null;
  /** The ids of pictures that only what was removed showed, such as a logo in a signature. */
  readonly removed: ReadonlySet<string>;
  /** The ids of pictures that are shown but not attached. */
  readonly missing: readonly string[];
}

/** Reads the HTML of a message. It is not sanitised yet. */
export function readMailHtml(html: string, { isForwarded, emails, pictures }: MailHtmlContext): MailHtml {
  const document = readHtml(html, 'document');
  const whole = findElement(document, (it) => it.tagName === 'body') ?? document;
  const before = shownIds(whole);
  removeElements(whole, (it) => it.tagName === 'head' || isInvisible(it) || isSignature(it));
  const children = whole.children.filter((child) => child.type !== 'doctype');
  const { tree, above } = cutOtherMessage(aboveSeparator({ type: 'root', children }), isForwarded);
  const body = aboveFooter(tree);
  if (!isForwarded) removeElements(body, isQuoted);
  removeFooters(body);
  for (const element of elementsOf(body)) openLayout(element);
  const after = shownIds(body);
  const missing = showPictures(body, pictures);
  hideEmails(body, emails);
  for (const container of [body, ...elementsOf(body)]) splitAtBreaks(container);
  for (const element of elementsOf(body)) if (isLine(element)) element.tagName = 'p';
  removeElements(body, isEmpty);
  return {
    content: body,
    above,
    removed: new Set([...before].filter((id) => !after.has(id))),
    missing,
  };
}

function shownIds(tree: Root | Element): ReadonlySet<string> {
  return new Set(elementsOf(tree).flatMap((element) => contentIdOf(element) ?? []));
}

/** The id in `cid:part1@example`. Null for other elements. */
function contentIdOf({ tagName, properties: { src } }: Element): string | null {
  const [, id] = tagName === 'img' && typeof src === 'string' ? (/^\s*cid:(.+)$/i.exec(src) ?? []) : [];
  return id === undefined ? null : decoded(id.trim());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Styles that hide the short text which mail programs show beside the subject. */
const invisible =
  /(?:font-size|max-height|line-height|opacity)\s{0,9}:\s{0,9}0(?:px|pt|em|%)?\s{0,9}(?:;|!|$)|mso-hide\s{0,9}:\s{0,9}all/i;

function isInvisible({ properties: { style } }: Element): boolean {
  return (
    typeof style === 'string' &&
    /(?:font-size|max-height)\s{0,9}:\s{0,9}0|mso-hide/i.test(style) &&
    invisible.test(style)
  );
}

const signatureNames =
  /(?:^|[\s_-])(?:gmail_signature|moz-signature|applemailsignature|ms-outlook-mobile-signature|signature|protonmail_signature_block|yahoo-signature)(?:$|[\s_-])/i;

function isSignature(element: Element): boolean {
  return signatureNames.test(namesOf(element)) || element.properties['dataSmartmail'] === 'gmail_signature';
}

function namesOf({ properties: { className, id } }: Element): string {
  return [...(Array.isArray(className) ? className : [className ?? '']), id ?? ''].join(' ');
}

/** Quoted messages of mail programs. */
function isQuoted(element: Element): boolean {
  const isCitation = element.tagName === 'blockquote' && element.properties['type'] === 'cite';
  return (
    isCitation ||
    /(?:^|\s)(?:gmail_quote|moz-cite-prefix|yahoo_quoted|divRplyFwdMsg|appendonsend|gmail_attr)(?:$|\s)/.test(
      namesOf(element),
    )
  );
}

/** How long a signature can be. */
const maximumSignature = 1500;

/** The tree above a line that is only `--`, if what follows is short enough for a signature. */
function aboveSeparator(tree: Root): Root {
  const above = nodesAbove(tree, (node) => node.type === 'text' && /^\s*--\s*$/.test(node.value));
  if (above === null || textOf(tree).length - textOf(above).length > maximumSignature) return tree;
  return hasParagraphs(above) ? above : tree;
}

type Child = Element['children'][number];

/** Makes paragraphs of the texts in an element that are separated by two line breaks or more. Changes the element in place. */
function splitAtBreaks(container: Root | Element): void {
  if (container.type === 'element' && container.tagName !== 'div') return;
  const children = container.children as Child[];
  const groups: Child[][] = [[]];
  let breaks = 0;
  for (const child of children) {
    const isBreak = child.type === 'element' && child.tagName === 'br';
    if (isBreak) breaks += 1;
    else if (child.type !== 'text' || child.value.trim() !== '') {
      if (breaks > 1) groups.push([]);
      breaks = 0;
    }
    groups.at(-1)?.push(child);
  }
  if (groups.length === 1) return;
  const isInline = (child: Child) =>
    child.type === 'text' || (child.type === 'element' && !hasBlocks(child) && child.tagName !== 'img');
  container.children = groups.flatMap((group) => (group.every(isInline) ? [h('p', withoutLastBreaks(group))] : group));
}

function withoutLastBreaks(group: readonly Child[]): Child[] {
  const last = group.findLastIndex(
    (it) => !(it.type === 'element' && it.tagName === 'br') && !(it.type === 'text' && it.value.trim() === ''),
  );
  return group.slice(0, last + 1);
}

function hasBlocks(element: Element): boolean {
  return isBlock(element) || elementsOf(element).some(isBlock);
}

/** True for a `div` with one line of text, as mail programs write paragraphs. */
function isLine(element: Element): boolean {
  return (
    element.tagName === 'div' &&
    !elementsOf(element).some((it) => isBlock(it) || it.tagName === 'img') &&
    textOf(element).trim() !== ''
  );
}

const shown = new Set(['img', 'hr', 'iframe', 'video', 'audio', 'td', 'th']);

/** True for a block that shows nothing, which mail programs write for a blank line. */
function isEmpty(element: Element): boolean {
  if (!/^(?:div|p|span|font|center)$/.test(element.tagName) || textOf(element).trim() !== '') return false;
  return !elementsOf(element).some(({ tagName }) => shown.has(tagName));
}

/** The elements that contain no block, in which mail programs write lines. */
function linesIn(tree: Root): readonly Element[] {
  return elementsOf(tree).filter((it) => isBlock(it) && !elementsOf(it).some(isBlock));
}

interface CutTree {
  readonly tree: Root;
  readonly above: string | null;
}

/** Cuts a message that was answered, or all above a message that was forwarded. Both begin with the headers of that message. */
function cutOtherMessage(tree: Root, isForwarded: boolean): CutTree {
  const headers = linesIn(tree).find((line) => describesMessage(foldSpaces(textWithSpaces(line)).slice(0, 1000)));
  const own = headers === undefined ? null : nodesAbove(tree, (node) => node === headers);
  if (headers === undefined || own === null) return { tree, above: null };
  if (!isForwarded && hasParagraphs(own)) return { tree: own, above: null };
  const note = foldSpaces(textOf(own)) || null;
  const parents = parentsOf(tree);
  let child: Element = headers;
  for (let parent = parents.get(child); parent !== undefined; parent = parents.get(child)) {
    const at = (parent.children as Child[]).indexOf(child);
    parent.children.splice(0, child === headers ? at + 1 : at);
    if (parent.type === 'root') break;
    child = parent;
  }
  return { tree, above: note };
}

/** The text of an element, in which a line break is a space. */
function textWithSpaces(element: Element): string {
  return element.children
    .map((child) =>
      child.type === 'element' && child.tagName === 'br' ? ' ' : 'value' in child ? child.value : textOf(child),
    )
    .join('');
}

/** How many lines a footer has at most. */
const footerLines = 15;

/** The tree above the contacts, notes for editors or the footer of a mail program at its end. */
function aboveFooter(tree: Root): Root {
  const lines = linesIn(tree).filter((line) => foldSpaces(textOf(line)) !== '');
  const found = lines.slice(-footerLines).find((line) => isFooterLine(foldSpaces(textOf(line))));
  const above = found === undefined ? null : nodesAbove(tree, (node) => node === found);
  return above !== null && hasParagraphs(above) ? above : tree;
}

/** Texts of links that lead out of a mailing list, or to a copy of the message. */
const footerLink =
  /unsubscribe|opt[ -]?out|abmelden|abbestellen|désabonner|désinscri|darse de baja|cancelar (?:la )?suscripci|disiscri|uitschrijven|(?:manage|update|change) (?:your )?(?:subscription|preferences|e-?mail)|view (?:this|it|in|the) .{0,30}(?:browser|online)|(?:im|online|im) browser (?:ansehen|öffnen|anzeigen)|sent from my |get outlook/i;
const maximumFooter = 400;

/** Removes the short blocks that contain such a link. */
function removeFooters(body: Root): void {
  const parents = parentsOf(body);
  const found = new Set<Element>();
  for (const link of elementsOf(body)) {
    if (link.tagName !== 'a') continue;
    const href = String(link.properties['href'] ?? '');
    if (!footerLink.test(textOf(link)) && !/unsubscribe|optout|opt-out/i.test(href)) continue;
    found.add(blockAround(link, parents));
  }
  removeElements(body, (element) => found.has(element));
}

/** The nearest block around an element, if its text is short; else the element itself. */
function blockAround(element: Element, parents: ReturnType<typeof parentsOf>): Element {
  let block: Element = element;
  for (let above = parents.get(element); above?.type === 'element'; above = parents.get(above)) {
    if (above.tagName === 'body' || textOf(above).length > maximumFooter) break;
    block = above;
    if (isBlock(above)) break;
  }
  return block;
}

/** Opens tables that only place their content: those for presentation, and those with one cell in each row. */
function openLayout(table: Element): void {
  if (table.tagName !== 'table') return;
  const groups = childrenNamed(table, /^(?:tbody|thead|tfoot)$/);
  const rows = [table, ...groups].flatMap((group) => childrenNamed(group, /^tr$/));
  const cells = rows.map((row) => childrenNamed(row, /^t[dh]$/));
  if (table.properties['role'] !== 'presentation' && cells.some(({ length }) => length > 1)) return;
  for (const part of [table, ...groups, ...rows, ...cells.flat()]) {
    part.tagName = 'div';
    part.properties = {};
  }
}

function childrenNamed({ children }: Element, name: RegExp): readonly Element[] {
  return children.filter((child) => child.type === 'element').filter(({ tagName }) => name.test(tagName));
}

/** Replaces the ids of pictures by the paths of the attached files. Returns the ids without a file, whose pictures are removed. */
function showPictures(body: Root, pictures: ReadonlyMap<string, string>): readonly string[] {
  const missing: string[] = [];
  const lost = new Set<Element>();
  for (const element of elementsOf(body)) {
    const id = contentIdOf(element);
    if (id === null) continue;
    const path = pictures.get(id);
    if (path === undefined) {
      missing.push(id);
      lost.add(element);
    } else {
      element.properties['src'] = path;
      delete element.properties['srcSet'];
    }
  }
  removeElements(body, (element) => lost.has(element));
  return missing;
}

/** Removes the mail addresses of the headers from texts and links. */
function hideEmails(body: Root, emails: readonly string[]): void {
  if (emails.length === 0) return;
  for (const element of [body, ...elementsOf(body)]) {
    if (element.type === 'element') hideInLink(element, emails);
    for (const child of element.children) {
      if (child.type === 'text') child.value = removeEmails(child.value, emails);
    }
  }
}

function hideInLink({ properties }: Element, emails: readonly string[]): void {
  const href = String(properties['href'] ?? '').toLowerCase();
  if (href.startsWith('mailto:') && emails.some((email) => decoded(href).includes(email))) delete properties['href'];
}
