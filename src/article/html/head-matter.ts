/**
 * Finds the times and bylines that a page shows above its text or marks as properties. They are read into fields, so they are
 * removed from the text. https://html.spec.whatwg.org/multipage/microdata.html
 */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Channel } from '../../model/channel.ts';
import { parseDateTime, type ZonedInstant } from '../date/resolve.ts';
import { foldSpaces } from '../text/spaces.ts';
import { elementsOf, findElement, type Parents, parentsOf, removeElements } from '../tree/walk.ts';
import { parseByline, splitNames } from '../wire/byline.ts';
import { bylineText } from './byline-text.ts';

/** The first element in a scope that is marked as the property `name` and is not empty. */
export function microdata(scope: Root | Element, name: string): Element | null {
  return findElement(scope, (it) => itemName(it) === name && valueOfElement(it) !== null);
}

/** The name of the property as which an element is marked. */
function itemName({ properties }: Element): string {
  return String([properties['itemProp']].flat()[0] ?? '');
}

/** The value of a marked element: its `content`, `datetime` or text. */
export function valueOfElement(element: Element | null): string | null {
  const { content, dateTime } = element?.properties ?? {};
  const written = [content, dateTime].find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof written === 'string' ? foldSpaces(written) : textOfElement(element);
}

/** The text of an element. Null if there is no element, or if it is empty. */
export function textOfElement(element: Element | null): string | null {
  return element === null ? null : foldSpaces(textOf(element)) || null;
}

export interface Times {
  readonly published: Element | null;
  readonly updated: Element | null;
}

interface TimesContext {
  readonly parents: Parents;
  readonly channel: Channel;
}

/** The maximum number of times that are examined. */
const maximumTimes = 50;

/**
 * Finds the elements with the dates of publication and update, by `itemprop` or class. Skips durations, years, and times in body
 * text.
 */
export function timesOf(scope: Root | Element, { parents, channel }: TimesContext): Times {
  const named = elementsOf(scope).filter((it) => it.tagName === 'time' || /^date/i.test(itemName(it)));
  const times = named.slice(0, maximumTimes).filter((it) => isHeadMatter(it, parents));
  const dated = times.filter((it) => zonedOf(valueOfElement(it) ?? '', channel) !== null);
  const pick = (kind: RegExp) => dated.find((it) => kind.test(`${kindOf(it)} ${labelOf(it, parents)}`)) ?? null;
  return { published: pick(publishedKind) ?? pick(/^(?!.*(?:modif|updat))/), updated: pick(/modif|updat/) };
}

const inline = new Set(['a', 'abbr', 'b', 'em', 'i', 'small', 'span', 'strong', 'time', 'svg']);

/** The kind that the words before a date say, such as "last updated". */
function labelOf(element: Element, parents: Parents): string {
  const parent = parents.get(element);
  if (parent === undefined) return '';
  const before = (parent.children as Element['children']).slice(0, (parent.children as unknown[]).indexOf(element));
  const block = before.findLastIndex((it) => it.type === 'element' && !inline.has(it.tagName));
  const beside = before
    .slice(block + 1)
    .map((it) => (it.type === 'text' ? it.value : it.type === 'element' ? textOf(it) : ''));
  const words = foldSpaces(beside.join(' ').slice(-80));
  if (/\b(?:updated|modified|edited|revised|corrected)(?: on| at)?:?\s*$/i.test(words)) return 'updated';
  return /\b(?:published|posted)(?: on| at)?:?\s*$/i.test(words) ? 'published' : '';
}

function kindOf({ properties }: Element): string {
  const { itemProp, className } = properties;
  const pubdate = properties['pubdate'] === undefined ? '' : 'pubdate';
  return [itemProp, className, pubdate].flat().filter(Boolean).join(' ').toLowerCase();
}

const publishedKind = /publish|pubdate|created|dt-published|entry-date/;

/** The first date with a time of day, or else the first date. */
export function fullest(written: readonly (string | null)[], channel: Channel): string | null {
  const there = written.filter((it) => it !== null);
  const dated = there.map((text) => ({ text, zoned: zonedOf(text, channel) })).filter(({ zoned }) => zoned !== null);
  const timed = dated.find(({ zoned }) => zoned?.precision !== 'day');
  return (timed ?? dated[0])?.text ?? there[0] ?? null;
}

function zonedOf(written: string, channel: Channel): ZonedInstant | null {
  return parseDateTime(written, { channel, at: { line: 1, column: 1 }, date: null }).zoned;
}

/** The maximum number of bylines that are examined. */
const maximumBylines = 50;

/** The first byline, and bylines in the same parent. */
export function bylinesOf(scope: Root | Element, parents: Parents): readonly Element[] {
  const bylines = elementsOf(scope).filter(isNamedByline).slice(0, maximumBylines).filter(isByline);
  const [first] = bylines;
  return first === undefined ? [] : bylines.filter((it) => parents.get(it) === parents.get(first));
}

function isNamedByline({ properties }: Element): boolean {
  const names = [properties['className'], properties['rel'], properties['itemProp']].flat().map(String);
  return names.some((name) => /^(?:byline|author|p-author|entry-author|post-author)$/.test(name));
}

/** A byline is short and is not a sentence. An element marked `author` can also contain a biography. */
function isByline(element: Element): boolean {
  const written = foldSpaces(textOf(element));
  return written.length <= 100 && !/\p{Ll}[.!?]$/u.test(written) && valueOfElement(element) !== null;
}

/** The names in bylines, separated by semicolons, so that names with commas stay whole. */
export function bylineNames(bylines: readonly Element[], language: string): string | null {
  const names = bylines.flatMap((byline) => {
    const name = microdata(byline, 'name');
    const written = name === null ? bylineText(byline) : (valueOfElement(name) ?? '');
    return parseByline(written, language) ?? splitNames(written.replace(/^by:? /i, ''));
  });
  return [...new Set(names)].join('; ') || null;
}

/** True for an element on its own line or next to a few words, but not in body text. */
export function isHeadMatter(element: Element, parents: Parents): boolean {
  const parent = parents.get(element);
  if (parent === undefined || parent.type === 'root' || wrappers.has(parent.tagName)) return true;
  const around = foldSpaces(textOf(parent));
  return around.length - foldSpaces(textOf(element)).length <= 60 && !/[.!?]$/.test(around);
}

const wrappers = new Set(['header', 'div', 'section', 'article', 'main', 'body', 'aside', 'footer']);

/** The content without dates and bylines, and without elements that contained nothing else. */
export function withoutHeadMatter(scope: Root | Element, nodes: readonly Element[]): Root {
  const parents = parentsOf(scope);
  const around = new Set(nodes.flatMap((node) => ancestorsOf(node, parents)));
  const content: Root = { type: 'root', children: scope.children.filter((child) => child.type !== 'doctype') };
  removeElements(content, (element) => nodes.includes(element));
  removeElements(content, (element) => around.has(element) && isLabel(foldSpaces(textOf(element))));
  return content;
}

function ancestorsOf(element: Element, parents: Parents): (Root | Element)[] {
  const ancestors: (Root | Element)[] = [];
  for (let it = parents.get(element); it !== undefined; it = it.type === 'root' ? undefined : parents.get(it)) {
    ancestors.push(it);
  }
  return ancestors;
}

/** True for the remains of `By … | Published …`. */
function isLabel(text: string): boolean {
  return /^(?:(?:written|by|and|posted|published|updated|last|first|on|at|in)\b|[\s|•·,:—–-])*$/i.test(text);
}
