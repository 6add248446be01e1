/**
 * Reads an HTML file. What its front matter says wins; then what the article element shows or marks as microdata, then its
 * JSON-LD, then the head. https://html.spec.whatwg.org/multipage/microdata.html · https://ogp.me/
 */

import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Channel, Image } from '../model.ts';
import { error, type Finding, hasError } from '../problem.ts';
import { parseByline, splitNames } from './byline.ts';
import { fieldAliases } from './field-aliases.ts';
import { readFields } from './fields.ts';
import { type Field, type Fields, type FrontMatter, normaliseKey, splitFrontMatter } from './front-matter.ts';
import { readJsonLd } from './html-json-ld.ts';
import { foldSpaces, paragraphsOf } from './html-text.ts';
import { readTree } from './html-tree.ts';
import { buildImage, type JsonArticle } from './json-item.ts';
import { type Expansion, expandShortcodes } from './shortcode.ts';
import type { StoryReading, TextFile } from './story.ts';
import { elementsOf, findElement, parentsOf, removeElements } from './tree.ts';
import { parseWhen, type When } from './when.ts';

/** Reads an HTML file, with or without front matter. */
export function parseHtml({ path, text, channel }: TextFile): StoryReading {
  const matter = splitFrontMatter(text);
  if (hasError(matter.findings)) return { story: null, findings: matter.findings };
  const linesBefore = text.slice(0, text.length - matter.body.length).split('\n').length - 1;
  const { text: body, findings: removed } = expandTemplate(matter, linesBefore);
  const document = readTree(body, /<(?:html|head|body)[\s>]/i.test(body) ? 'document' : 'fragment');
  const data = readJsonLd(document, linesBefore);
  const page = readPage(document, { data: data.article, channel });
  const { story, findings } = readFields(withPage(matter.fields, page.said), { path, channel });
  const title = story.title ?? page.title;
  removeElements(page.content, (it) => (it === page.heading || it.tagName === 'h1') && wordsIn(it) === title);
  removeElements(page.content, (element) => element.tagName === 'header' && foldSpaces(textOf(element)) === '');
  return {
    story: {
      ...story,
      title,
      updated: story.updated?.instant === story.published?.instant ? null : story.updated,
      image: story.image ?? page.image,
      captions: [],
      dateline: data.article?.dateline ?? null,
      content: paragraphsOf(page.content).length === 0 ? (data.article?.content ?? page.content) : page.content,
    },
    findings: [...matter.findings, ...data.findings, ...findings.map(inHtml), ...removed],
  };
}

/** Front matter makes a page a template of Jekyll or Eleventy. */
function expandTemplate({ fields, body }: FrontMatter, linesBefore: number): Expansion {
  return fields.size === 0 ? { text: body, findings: [] } : expandShortcodes(body, { markup: 'html', linesBefore });
}

/** What a page says, by the meaning of the keys of front matter. */
type Said = Partial<Readonly<Record<keyof typeof fieldAliases, unknown>>>;

interface Page {
  readonly title: string | null;
  readonly heading: Element | null;
  readonly said: Said;
  readonly image: Image | null;
  readonly content: Root;
}

interface PageContext {
  readonly data: JsonArticle | null;
  readonly channel: Channel;
}

function readPage(document: Root, { data, channel }: PageContext): Page {
  const scope = findScope(document);
  const parents = parentsOf(scope);
  const heading = microdata(scope, 'headline') ?? findElement(scope, (it) => it.tagName === 'h1');
  const { published, updated } = timesOf(scope, { parents, channel });
  const bylines = bylinesOf(scope, parents);
  const meta = metaOf(document);
  const given = (key: string) => textValue(data?.fields.get(key)?.value);
  const headMatter = [published, updated, ...bylines.filter((it) => isHeadMatter(it, parents))];
  return {
    title: valueOfElement(heading) ?? data?.title ?? meta(['og:title']) ?? wordsIn(findElement(document, isTitle)),
    heading,
    said: {
      published: fullest([valueOfElement(published), given('date'), meta(publishedNames)], channel),
      updated: fullest([valueOfElement(updated), given('updated'), meta(updatedNames)], channel),
      authors: bylineNames(bylines) ?? data?.fields.get('authors')?.value ?? nameOnly(meta(authorNames)),
      summary:
        valueOfElement(microdata(scope, 'description')) ?? data?.summary ?? meta(['description', 'og:description']),
      language: language(document) ?? given('lang'),
      url: canonical(document) ?? given('url') ?? meta(['og:url']),
      section: valueOfElement(microdata(scope, 'articleSection')) ?? given('section') ?? meta(['article:section']),
      rights: given('rights') ?? meta(['copyright', 'dcterms.rights', 'dc.rights']),
      comments: given('comments'),
      source: data?.fields.get('source')?.value,
      correction: data?.fields.get('corrections')?.value,
      withdrawn: data?.fields.get('withdrawn')?.value || null,
      categories: [...listIn(data?.fields.get('categories')), ...listIn(data?.fields.get('tags'))],
    },
    image: pictureOf(scope, data) ?? headPicture(scope, meta),
    content: withoutHeadMatter(
      scope,
      headMatter.filter((it) => it !== null),
    ),
  };
}

/** A key of front matter wins whatever it is called, unless it is empty or a switch such as `published: true`. */
function withPage(fields: Fields, said: Said): Fields {
  const at = { line: 1, column: 1 };
  const isGiven = (key: string) =>
    ![undefined, null, '', true, false].includes(fields.get(normaliseKey(key))?.value as '');
  const free = Object.entries(said).filter(([meaning, value]) => {
    const isSaid = value !== null && value !== undefined && value !== '';
    return isSaid && !fieldAliases[meaning as keyof Said].some(isGiven);
  });
  const added = free.map(([meaning, value]): [string, Field] => {
    const key = normaliseKey(fieldAliases[meaning as keyof Said][0]);
    return [key, { key, value, at }];
  });
  return new Map([...fields, ...added]);
}

function textValue(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function listIn(field: Field | undefined): readonly unknown[] {
  return Array.isArray(field?.value) ? field.value : [];
}

/** The first that has a time of day; of dates alone, the first. */
function fullest(written: readonly (string | null)[], channel: Channel): string | null {
  const there = written.filter((it) => it !== null);
  const dated = there.map((text) => ({ text, when: whenOf(text, channel) })).filter(({ when }) => when !== null);
  const timed = dated.find(({ when }) => when?.precision !== 'day');
  return (timed ?? dated[0])?.text ?? there[0] ?? null;
}

function whenOf(written: string, channel: Channel): When | null {
  return parseWhen(written, { channel, at: { line: 1, column: 1 }, date: null }).when;
}

/** The picture of the data where the text has none, or has this one. */
function pictureOf(scope: Root | Element, data: JsonArticle | null): Image | null {
  const image = data?.images[0] ?? null;
  const shown = elementsOf(scope).filter(({ tagName }) => tagName === 'img' || tagName === 'figcaption');
  return shown.length === 0 || shown.some(({ properties }) => properties['src'] === image?.url) ? image : null;
}

function headPicture(scope: Root | Element, meta: ReturnType<typeof metaOf>): Image | null {
  const url = meta(['og:image', 'og:image:url', 'twitter:image']);
  if (url === null || findElement(scope, (it) => it.tagName === 'img') !== null) return null;
  return buildImage({ url, alt: meta(['og:image:alt', 'twitter:image:alt']) ?? '' });
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
const authorNames = ['author', 'article:author', 'dc.creator', 'parsely-author'];
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

interface Times {
  readonly published: Element | null;
  readonly updated: Element | null;
}

interface TimesContext {
  readonly parents: Parents;
  readonly channel: Channel;
}

/** The most times of a text that are looked at. */
const maximumTimes = 50;

/** Times that name a date, not a duration or a year, by their `itemprop` or class; times in running text are part of it. */
function timesOf(scope: Root | Element, { parents, channel }: TimesContext): Times {
  const named = elementsOf(scope).filter((it) => it.tagName === 'time' || /^date/i.test(itemName(it)));
  const times = named.slice(0, maximumTimes).filter((it) => isHeadMatter(it, parents));
  const dated = times.filter((it) => whenOf(valueOfElement(it) ?? '', channel) !== null);
  const pick = (kind: RegExp) => dated.find((it) => kind.test(kindOf(it))) ?? null;
  return { published: pick(publishedKind) ?? pick(/^(?!.*(?:modif|updat))/), updated: pick(/modif|updat/) };
}

function kindOf({ properties }: Element): string {
  const { itemProp, className } = properties;
  const pubdate = properties['pubdate'] === undefined ? '' : 'pubdate';
  return [itemProp, className, pubdate].flat().filter(Boolean).join(' ').toLowerCase();
}

function itemName({ properties }: Element): string {
  return String([properties['itemProp']].flat()[0] ?? '');
}

/** The first element of a scope that is marked as a property and says something. */
function microdata(scope: Root | Element, name: string): Element | null {
  return findElement(scope, (it) => itemName(it) === name && valueOfElement(it) !== null);
}

/** The value of a marked element: its `content`, its `datetime`, or its words. */
function valueOfElement(element: Element | null): string | null {
  const { content, dateTime } = element?.properties ?? {};
  const written = [content, dateTime].find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof written === 'string' ? foldSpaces(written) : wordsIn(element);
}

function isTitle({ tagName }: Element): boolean {
  return tagName === 'title';
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

function isNamedByline({ properties }: Element): boolean {
  const words = [properties['className'], properties['rel'], properties['itemProp']].flat().map(String);
  return words.some((word) => /^(?:byline|author|p-author|entry-author|post-author)$/.test(word));
}

/** Few words; `author` on a paragraph may be a portrait in sentences. */
function isByline(element: Element): boolean {
  const written = foldSpaces(textOf(element));
  return written.length <= 100 && !/\p{Ll}[.!?]$/u.test(written) && valueOfElement(element) !== null;
}

/** The most bylines of a text that are looked at. */
const maximumBylines = 50;

/** The first byline, and those beside it. */
function bylinesOf(scope: Root | Element, parents: Parents): readonly Element[] {
  const bylines = elementsOf(scope).filter(isNamedByline).slice(0, maximumBylines).filter(isByline);
  const [first] = bylines;
  return first === undefined ? [] : bylines.filter((it) => parents.get(it) === parents.get(first));
}

/** Names separated so that no name is cut. */
function bylineNames(bylines: readonly Element[]): string | null {
  const names = bylines.flatMap((byline) => {
    const written = valueOfElement(microdata(byline, 'name') ?? byline) ?? '';
    return parseByline(written) ?? splitNames(written.replace(/^by:? /i, ''));
  });
  return [...new Set(names)].join('; ') || null;
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
  return /^(?:(?:written|by|and|posted|published|updated|last|first|on|at|in)\b|[\s|•·,:—–-])*$/i.test(words);
}
