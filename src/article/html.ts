/** Reads an HTML file: the article element, with title, time, byline and description from it or from the head. */
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import type { Channel } from '../model.ts';
import { error, type Finding, hasError } from '../problem.ts';
import { parseByline, splitNames } from './byline.ts';
import { readFields } from './fields.ts';
import { type Field, type Fields, splitFrontMatter } from './front-matter.ts';
import { foldSpaces } from './html-text.ts';
import type { StoryReading, TextFile } from './story.ts';
import { elementsOf, findElement, parentsOf, removeElements } from './tree.ts';
import { parseWhen } from './when.ts';

/** Reads an HTML file, with or without front matter; what the front matter says wins. */
export function parseHtml({ path, text, channel }: TextFile): StoryReading {
  const matter = splitFrontMatter(text);
  if (hasError(matter.findings)) return { story: null, findings: matter.findings };
  const document = fromHtml(matter.body, { fragment: !/<(?:html|head|body)[\s>]/i.test(matter.body) });
  const page = readPage(document, channel);
  const fields = new Map([...page.fields, ...matter.fields]);
  const read = readFields(fields, { path, channel });
  const title = read.story.title ?? page.title;
  if (wordsIn(page.heading) === title) removeElements(page.content, (element) => element === page.heading);
  removeElements(page.content, (element) => element.tagName === 'header' && foldSpaces(textOf(element)) === '');
  const findings = [...matter.findings, ...read.findings.map(inHtml)];
  return { story: { ...read.story, title, captions: [], dateline: null, content: page.content }, findings };
}

interface Page {
  readonly title: string | null;
  readonly heading: Element | null;
  /** What the page says, under the keys of front matter. */
  readonly fields: Fields;
  readonly content: Root;
}

function readPage(document: Root, channel: Channel): Page {
  const scope = findScope(document);
  const heading = findElement(scope, (it) => it.tagName === 'h1');
  const parents = parentsOf(scope);
  const times = elementsOf(scope)
    .filter((it) => it.tagName === 'time' && isHeadMatter(it, parents))
    .slice(0, 20);
  const time =
    pickTime(times, { kind: publishedKind, channel }) ?? pickTime(times, { kind: /^(?!.*(?:modif|updat))/, channel });
  const updated = pickTime(times, { kind: /modif|updat/, channel });
  const byline = findElement(scope, isByline);
  const inHead = byline !== null && isHeadMatter(byline, parents) ? byline : null;
  const meta = metaOf(document);
  return {
    title: wordsIn(heading) ?? meta(['og:title']) ?? wordsIn(findElement(document, (it) => it.tagName === 'title')),
    heading,
    fields: pageFields({
      date: meta(publishedNames) ?? dateTimeOf(time),
      updated: meta(updatedNames) ?? dateTimeOf(updated),
      author: bylineNames(byline) ?? nameOnly(meta(['author', 'article:author', 'dc.creator', 'parsely-author'])),
      description: meta(['description', 'og:description']),
      language: language(document),
      canonicalurl: canonical(document) ?? meta(['og:url']),
      image: findElement(scope, (it) => it.tagName === 'img') === null ? meta(['og:image', 'twitter:image']) : null,
      alt: meta(['og:image:alt', 'twitter:image:alt']),
    }),
    content: withoutHeadMatter(
      scope,
      [time, updated, inHead].filter((it) => it !== null),
    ),
  };
}

const publishedNames = [
  'article:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publish-date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'parsely-pub-date',
];
const updatedNames = ['article:modified_time', 'og:updated_time', 'datemodified', 'last-modified'];
const publishedKind = /publish|pubdate|created|dt-published|entry-date/;

/** The article; of several, as in a list of stories, the first. */
function findScope(document: Root): Root | Element {
  const scopes = ['article', 'main', 'body'].map((name) => findElement(document, (it) => it.tagName === name));
  return scopes.find((scope) => scope !== null) ?? document;
}

/** True where an element stands in a line of its own or beside few words, not in running text. */
function isHeadMatter(element: Element, parents: Parents): boolean {
  const parent = parents.get(element);
  if (parent === undefined || parent.type === 'root' || wrappers.has(parent.tagName)) return true;
  const around = foldSpaces(textOf(parent));
  return around.length - foldSpaces(textOf(element)).length <= 60 && !/[.!?]$/.test(around);
}

type Parents = ReturnType<typeof parentsOf>;
const wrappers = new Set(['header', 'div', 'section', 'article', 'main', 'body', 'aside', 'footer']);

interface TimePick {
  /** What the names about it say. */
  readonly kind: RegExp;
  readonly channel: Channel;
}

/** The first time whose `itemprop` or class is of a kind, and that names a date, not a duration or a year. */
function pickTime(times: readonly Element[], { kind, channel }: TimePick): Element | null {
  return times.find((time) => kind.test(kindOf(time)) && namesDate(time, channel)) ?? null;
}

function kindOf({ properties }: Element): string {
  const { itemProp, className } = properties;
  const pubdate = properties['pubdate'] === undefined ? '' : 'pubdate';
  return [itemProp, className, pubdate].flat().filter(Boolean).join(' ').toLowerCase();
}

function namesDate(time: Element, channel: Channel): boolean {
  const written = dateTimeOf(time);
  return written !== null && parseWhen(written, { channel, at: { line: 1, column: 1 }, date: null }).when !== null;
}

/** The `datetime` of a time element, or its text. */
function dateTimeOf(time: Element | null): string | null {
  const written = time?.properties['dateTime'];
  return typeof written === 'string' && written !== '' ? written : wordsIn(time);
}

function pageFields(values: Readonly<Record<string, string | null>>): Fields {
  const at = { line: 1, column: 1 };
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== '');
  return new Map(entries.map(([key, value]): [string, Field] => [key, { key, value, at }]));
}

function inHtml(finding: Finding): Finding {
  if (finding.code !== 'missing-date') return finding;
  const message =
    'No date was found: add <time datetime="2026-01-04T16:15-05:00"> to the article, or "date" to front matter';
  return error('missing-date', message, { line: 1, column: 1 });
}

function wordsIn(element: Element | null): string | null {
  return element === null ? null : foldSpaces(textOf(element)) || null;
}

/** Looks up what `meta` elements say, the first of the names that is there. */
function metaOf(document: Root): (names: readonly string[]) => string | null {
  const values = new Map<string, string>();
  for (const { tagName, properties } of elementsOf(document)) {
    const name = String(properties['property'] ?? properties['name'] ?? properties['itemProp'] ?? '').toLowerCase();
    const content = typeof properties['content'] === 'string' ? foldSpaces(properties['content']) : '';
    if (tagName === 'meta' && content !== '' && !values.has(name)) values.set(name, content);
  }
  return (names) => names.map((name) => values.get(name)).find((value) => value !== undefined) ?? null;
}

function canonical(document: Root): string | null {
  const link = findElement(document, ({ tagName, properties }) => {
    return tagName === 'link' && [properties['rel']].flat().includes('canonical');
  });
  const href = link?.properties['href'];
  return typeof href === 'string' ? href : null;
}

/** Facebook wants an address where others write a name. */
function nameOnly(author: string | null): string | null {
  return author === null || /^https?:/i.test(author) ? null : author;
}

/** Few words under a name that says so; `author` on a paragraph may be a portrait in sentences. */
function isByline(element: Element): boolean {
  const { className, rel, itemProp } = element.properties;
  const words = [className, rel, itemProp].flat().map(String);
  if (!words.some((word) => /^(?:byline|author|p-author|entry-author|post-author)$/.test(word))) return false;
  const written = foldSpaces(textOf(element));
  return written.length <= 100 && !/\p{Ll}[.!?]$/u.test(written);
}

function bylineNames(byline: Element | null): string | null {
  const written = wordsIn(byline);
  if (written === null) return null;
  return (parseByline(written) ?? splitNames(written.replace(/^by:? /i, ''))).join('; ');
}

function language(document: Root): string | null {
  const html = findElement(document, (it) => it.tagName === 'html');
  const lang = html?.properties['lang'];
  return typeof lang === 'string' ? lang : null;
}

/** Date and byline have fields of their own; what held nothing else goes with them. */
function withoutHeadMatter(scope: Root | Element, nodes: readonly Element[]): Root {
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

/** What is left of `By … | Published …`. */
function isLabel(words: string): boolean {
  return /^(?:(?:written|by|posted|published|updated|last|first|on|at|in)\b|[\s|•·,:—–-])*$/i.test(words);
}
