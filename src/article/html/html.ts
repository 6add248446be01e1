/**
 * Reads an HTML file. Front matter has precedence, then what the article element shows or marks as microdata, then JSON-LD, then
 * the head. https://html.spec.whatwg.org/multipage/microdata.html · https://ogp.me/
 */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { asLanguage } from '../../channel/values.ts';
import type { Channel } from '../../model/channel.ts';
import type { Image } from '../../model/image.ts';
import { error, type Finding, hasError } from '../../problem/problem.ts';
import type { WrittenArticle } from '../agency/written-article.ts';
import { inArticleLanguage } from '../date/resolve.ts';
import { removeHeadingLinks } from '../fallbacks/boxes.ts';
import { fieldAliases } from '../front-matter/aliases.ts';
import type { FieldsContext } from '../front-matter/field-values.ts';
import { readFields } from '../front-matter/fields.ts';
import type { FrontMatter, MatterFile } from '../front-matter/front-matter.ts';
import { resemblesGuard } from '../front-matter/unused-keys.ts';
import { visibleText } from '../markdown/visible-text.ts';
import { markRows, wordFor } from '../marks/marks.ts';
import { type Expansion, expandShortcodes } from '../shortcodes/shortcodes.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import { emptyStory, type Story, type StoryReading } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { cutAtPaywall, hasPaywall, paywallMarkIn } from '../tree/paywall.ts';
import { paragraphsOf } from '../tree/plain-text.ts';
import { isHidden } from '../tree/sanitise.ts';
import { elementsOf, findElement, parentsOf, removeElements } from '../tree/walk.ts';
import { findScope } from './find-scope.ts';
import {
  bylineNames,
  bylinesOf,
  fullest,
  isHeadMatter,
  microdata,
  type Times,
  textOfElement,
  timesOf,
  valueOfElement,
  withoutHeadMatter,
} from './head-matter.ts';
import { readJsonLd } from './json-ld.ts';
import {
  authorNames,
  canonical,
  direction,
  headPicture,
  language,
  type Meta,
  metaFields,
  metaOf,
  nameOnly,
  publishedNames,
  updatedNames,
} from './meta.ts';

/** Reads an HTML file, with or without front matter. */
export function parseHtml({ path, text, channel, matter }: MatterFile): StoryReading {
  if (hasError(matter.findings)) return { story: null, findings: matter.findings };
  const linesBefore = text.slice(0, text.length - matter.body.length).split('\n').length - 1;
  const { text: body, marks, findings: removed } = expandTemplate(matter, linesBefore);
  const document = readHtml(body, /<(?:html|head|body)[\s>]/i.test(body) ? 'document' : 'fragment');
  const { story, findings } = readDocument(document, { path, channel, fields: matter.fields, linesBefore });
  const marked = story === null ? null : { ...story, marks: [...story.marks, ...marks] };
  return { story: marked, findings: [...matter.findings, ...findings.map(inHtml), ...removed] };
}

export interface DocumentContext extends FieldsContext {
  /** The fields of front matter. */
  readonly fields: Fields;
  /** The number of lines in the file above the page. */
  readonly linesBefore: number;
}

/** Reads the tree of a page. Changes the tree in place. */
export function readDocument(whole: Root, { path, channel, fields, linesBefore }: DocumentContext): StoryReading {
  const document = cutAtPaywall(whole);
  removeHeadingLinks(document);
  const data = readJsonLd(document, linesBefore);
  const page = readPage(document, {
    data: data.article,
    channel: inArticleLanguage(channel, asLanguage(language(document) ?? '') ?? null),
  });
  const marked = new Map([...marksInData(data.article), ...marksInHead(document, { path, channel }), ...fields]);
  const { story, findings } = readFields(withPage(marked, page.fields), { path, channel });
  const title = story.title ?? page.title;
  removeElements(page.content, (it) => (it === page.heading || it.tagName === 'h1') && textOfElement(it) === title);
  const isEmpty = paragraphsOf(page.content).length === 0 && !hasPaywall(document);
  removeElements(page.content, (element) => element.tagName === 'header' && foldSpaces(textOf(element)) === '');
  return {
    story: {
      ...emptyStory,
      ...story,
      title,
      updated: story.updated?.instant === story.published?.instant ? null : story.updated,
      image: story.image ?? page.image,
      dateline: data.article?.dateline ?? null,
      direction: page.direction,
      content: isEmpty ? (data.article?.content ?? page.content) : page.content,
      marks: [...story.marks, ...paywallMarkIn(document)],
    },
    findings: [...data.findings, ...findings],
  };
}

/** Expands shortcodes and removes comments if the page has front matter, because it is a template of Jekyll or Eleventy then. */
function expandTemplate({ fields, body }: FrontMatter, linesBefore: number): Expansion & Pick<Story, 'marks'> {
  if (fields.size === 0) return { text: body, marks: [], findings: [] };
  const { text, marks, findings } = visibleText(body, { markup: 'html', linesBefore });
  const expanded = expandShortcodes(text, { markup: 'html', linesBefore });
  return { ...expanded, marks, findings: [...findings, ...expanded.findings] };
}

/** The marks in `meta` elements, such as `<meta name="draft" content="true">`. */
function marksInHead(document: Root, context: FieldsContext): Fields {
  const found = metaFields(document).filter(
    (field) => themeKeys.has(normaliseKey(field.key)) || resemblesGuard(field, context),
  );
  return new Map(found.map((field) => [normaliseKey(field.key), field]));
}

const themeKeys: ReadonlySet<string> = new Set(
  ['published', 'publish', 'access', ...markRows.filter(({ inThemes }) => inThemes).flatMap((row) => row.keys)].map(
    normaliseKey,
  ),
);

/** The marks in JSON-LD: `isAccessibleForFree`, `creativeWorkStatus` and `expires`. */
function marksInData(data: WrittenArticle | null): Fields {
  const names = ['isaccessibleforfree', 'draft', 'expires'];
  const found = names.flatMap((name) => data?.fields.get(name) ?? []).filter(({ value }) => value !== '');
  return new Map(found.map((field) => [normaliseKey(field.key === 'creativeWorkStatus' ? 'draft' : field.key), field]));
}

/** The values in a page, by the meaning of front matter keys. */
type PageFields = Partial<Readonly<Record<keyof typeof fieldAliases, unknown>>>;

interface Page {
  readonly title: string | null;
  readonly heading: Element | null;
  readonly fields: PageFields;
  readonly image: Image | null;
  readonly direction: string | null;
  readonly content: Root;
}

interface PageContext {
  readonly data: WrittenArticle | null;
  readonly channel: Channel;
}

function readPage(document: Root, { data, channel }: PageContext): Page {
  const scope = findScope(document);
  const parents = parentsOf(scope);
  const heading = microdata(scope, 'headline') ?? findElement(scope, (it) => it.tagName === 'h1');
  if (heading !== null) removeElements(heading, isHidden);
  const times = timesOf(scope, { parents, channel });
  const bylines = bylinesOf(scope, parents);
  const meta = metaOf(document);
  const headMatter = [times.published, times.updated, ...bylines.filter((it) => isHeadMatter(it, parents))];
  return {
    title:
      valueOfElement(heading) ??
      data?.title ??
      withoutSite(meta(['og:title']) ?? textOfElement(findElement(document, isTitle)), meta),
    heading,
    fields: {
      ...fieldsInText(scope, { data, channel, times, bylines, meta }),
      ...fieldsOfPage(document, { data, meta }),
      ...fieldsInData(data),
    },
    image: pictureOf(scope, data) ?? headPicture(scope, meta),
    direction: direction(document, scope),
    content: withoutHeadMatter(
      scope,
      headMatter.filter((it) => it !== null),
    ),
  };
}

interface TextContext extends PageContext {
  readonly times: Times;
  readonly bylines: readonly Element[];
  readonly meta: Meta;
}

/** The values that the article shows or marks, or else those in JSON-LD or the head. */
function fieldsInText(scope: Root | Element, { data, channel, times, bylines, meta }: TextContext): PageFields {
  const summary = valueOfElement(microdata(scope, 'description')) ?? data?.summary;
  const section = valueOfElement(microdata(scope, 'articleSection')) ?? given(data, 'section');
  return {
    // If a page names only the date of its last update, that is its date.
    published:
      fullest(
        [valueOfElement(times.published), given(data, 'date'), ...publishedNames.map((name) => meta([name]))],
        channel,
      ) ?? valueOfElement(times.updated),
    updated: fullest([valueOfElement(times.updated), given(data, 'updated'), meta(updatedNames)], channel),
    authors:
      bylineNames(bylines, channel.language) ?? data?.fields.get('authors')?.value ?? nameOnly(meta(authorNames)),
    summary: summary ?? meta(['description', 'og:description']),
    section: section ?? meta(['article:section']),
  };
}

/** The values of the page as a whole. */
function fieldsOfPage(document: Root, { data, meta }: Pick<TextContext, 'data' | 'meta'>): PageFields {
  return {
    language: language(document) ?? given(data, 'lang'),
    url: canonical(document) ?? given(data, 'url') ?? meta(['og:url']),
    rights: given(data, 'rights') ?? meta(['copyright', 'dcterms.rights', 'dc.rights']),
  };
}

/** The values that only JSON-LD contains. */
function fieldsInData(data: WrittenArticle | null): PageFields {
  return {
    comments: given(data, 'comments'),
    source: data?.fields.get('source')?.value,
    correction: data?.fields.get('corrections')?.value,
    withdrawn: data?.fields.get('withdrawn')?.value || null,
    categories: [...listIn(data?.fields.get('categories')), ...listIn(data?.fields.get('tags'))],
  };
}

function given(data: WrittenArticle | null, key: string): string | null {
  return textValue(data?.fields.get(key)?.value);
}

/**
 * Adds the values of the page to front matter. A key of front matter has precedence, whichever name it has, unless it is empty or
 * a boolean such as `published: true`.
 */
function withPage(fields: Fields, ofPage: PageFields): Fields {
  const at = { line: 1, column: 1 };
  const isGiven = (key: string) => !['nothing', 'yes', 'no'].includes(wordFor(fields.get(normaliseKey(key))?.value));
  const free = Object.entries(ofPage).filter(([meaning, value]) => {
    const isSet = value !== null && value !== undefined && value !== '';
    return isSet && !fieldAliases[meaning as keyof PageFields].some(isGiven);
  });
  const added = free.map(([meaning, value]): [string, Field] => {
    const key = normaliseKey(fieldAliases[meaning as keyof PageFields][0]);
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

/** The picture in JSON-LD, if the text has no pictures or shows this one. */
function pictureOf(scope: Root | Element, data: WrittenArticle | null): Image | null {
  const image = data?.images[0] ?? null;
  const shown = elementsOf(scope).filter(({ tagName }) => tagName === 'img' || tagName === 'figcaption');
  return shown.length === 0 || shown.some(({ properties }) => properties['src'] === image?.url) ? image : null;
}

/** A title of the head without the name of the site, which `og:site_name` says. */
function withoutSite(title: string | null, meta: Meta): string | null {
  const site = meta(['og:site_name', 'application-name']);
  if (title === null || site === null) return title;
  const ends = [`${separators}${escapeRegExp(site)}$`, `^${escapeRegExp(site)}${separators}`];
  return title.replace(new RegExp(ends.join('|'), 'iu'), '').trim() || title;
}

const separators = '\\s*[|•·:»–—-]+\\s*';

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isTitle({ tagName }: Element): boolean {
  return tagName === 'title';
}

function inHtml(finding: Finding): Finding {
  if (finding.code !== 'missing-date') return finding;
  const message =
    'No date was found: add <time datetime="2026-01-04T16:15-05:00"> to the article, or "date" to the front matter';
  return error('missing-date', message, { line: 1, column: 1 });
}
