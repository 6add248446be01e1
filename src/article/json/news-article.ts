/** Reads articles in the vocabulary of schema.org, as JSON-LD: https://schema.org/NewsArticle */
import type { Root } from 'hast';
import type { Image } from '../../model/image.ts';
import { buildImage, htmlContent, sizeOf, textContent } from '../agency/contents.ts';
import type { WrittenArticle } from '../agency/written-article.ts';
import type { Fields } from '../story/field.ts';
import { parseDateline } from '../wire/dateline.ts';
import {
  authorsIn,
  itemOf,
  lineAt,
  lineIn,
  listOf,
  type Mapping,
  mapFields,
  namesIn,
  textIn,
  valueIn,
} from './json-item.ts';

export interface NewsArticle {
  readonly item: Fields;
  /** The nodes of its graph, by `@id`. */
  readonly graph: ReadonlyMap<string, unknown>;
}

const articleType = /^(?:https?:\/\/schema\.org\/|schema:)?(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|Report)$/;

/** The first article in nodes, lists and graphs. Null if there is none. `at` returns the positions of keys of a single node. */
export function findNewsArticle(value: unknown, at?: Parameters<typeof itemOf>[1]): NewsArticle | null {
  const nodes = nodesOf(value);
  const found = nodes.find(isArticle);
  const item = found === undefined ? null : itemOf(found, found === value ? at : undefined);
  return item === null ? null : { item, graph: graphOf(nodes) };
}

/** The maximum number of nodes that are searched. */
const maximumNodes = 1000;

function nodesOf(value: unknown): readonly unknown[] {
  const nodes: unknown[] = [];
  const open: unknown[] = [value];
  while (open.length > 0 && nodes.length < maximumNodes) {
    const node = open.shift();
    const item = itemOf(node);
    if (item !== null) nodes.push(node);
    open.push(...(item === null ? (Array.isArray(node) ? node.slice(0, maximumNodes) : []) : innerNodes(item)));
  }
  return nodes;
}

function innerNodes(item: Fields): readonly unknown[] {
  return [valueIn(item, '@graph'), valueIn(item, 'mainEntity')].flatMap((it) => listOf(it).slice(0, maximumNodes));
}

function isArticle(node: unknown): boolean {
  const item = itemOf(node);
  return item !== null && listOf(valueIn(item, '@type')).some((type) => articleType.test(String(type)));
}

function graphOf(nodes: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(nodes.map((node) => [String(valueIn(itemOf(node) ?? new Map(), '@id')), node]));
}

/** Reads an article, and resolves references to other nodes of its graph. */
export function readNewsArticle({ item, graph }: NewsArticle): WrittenArticle {
  const resolved = new Map([...item].map(([key, field]) => [key, { ...field, value: resolve(field.value, graph) }]));
  const dateline = lineAt(resolved, 'dateline');
  return {
    fields: new Map([...copyrightOf(resolved), ...mapFields(resolved, mappings)]),
    title: lineAt(resolved, 'headline', 'name'),
    summary: lineAt(resolved, 'description', 'abstract'),
    images: listOf(valueIn(resolved, 'image')).flatMap((image) => imageOf(resolve(image, graph))),
    agency: null,
    dateline:
      dateline === null ? null : (parseDateline(`${dateline} — x`).dateline ?? { place: dateline, agency: null }),
    content: readBody(textIn(valueIn(resolved, 'articleBody', 'text')) ?? ''),
  };
}

const mappings: readonly Mapping[] = [
  { to: 'id', from: ['identifier'], read: identifierOf },
  { to: 'url', from: ['url', 'mainEntityOfPage'], read: urlIn },
  { to: 'date', from: ['datePublished', 'dateCreated'] },
  { to: 'updated', from: ['dateModified'] },
  { to: 'expires', from: ['expires'] },
  { to: 'isAccessibleForFree', from: ['isAccessibleForFree'], read: (value) => String(value) },
  {
    to: 'draft',
    from: ['creativeWorkStatus'],
    read: (status) => /^(?:draft|pending)$/i.test(lineIn(status) ?? ''),
  },
  {
    to: 'withdrawn',
    from: ['creativeWorkStatus'],
    read: (status) => /^(?:withdrawn|retracted)$/i.test(lineIn(status) ?? ''),
  },
  { to: 'corrections', from: ['correction'], read: correctionsIn },
  { to: 'section', from: ['articleSection'], read: (value) => namesIn(value)[0] },
  { to: 'rights', from: ['copyrightNotice'], read: lineIn },
  { to: 'source', from: ['isBasedOn'], read: sourceIn },
  { to: 'comments', from: ['discussionUrl'], read: textIn },
  { to: 'authors', from: ['author', 'creator'], read: authorsIn },
  { to: 'categories', from: ['articleSection'], read: namesIn },
  { to: 'tags', from: ['keywords', 'about'], read: namesIn },
  { to: 'lang', from: ['inLanguage'], read: languageOf },
];

/** Corrections: https://schema.org/CorrectionComment, or text. */
function correctionsIn(value: unknown): readonly unknown[] {
  return listOf(value).map((it) => {
    const item = itemOf(it);
    const date = item === null ? null : lineAt(item, 'datePublished', 'dateCreated');
    const text = item === null ? lineIn(it) : lineAt(item, 'text', 'description', 'name');
    return date === null ? text : { date, text };
  });
}

/** The source: a work with both a name and a URL, because a URL alone can be anything. */
function sourceIn(value: unknown): unknown {
  const item = itemOf(listOf(value)[0]);
  const name = item === null ? null : lineAt(item, 'name', 'headline');
  const url = item === null ? null : textIn(valueIn(item, 'url', '@id'));
  return name === null || url === null ? null : { name, url };
}

/** A copyright notice such as `© 2026 Sound Press`, made from holder and year. A written notice overrides it. */
function copyrightOf(item: Fields): Fields {
  const holder = namesIn(valueIn(item, 'copyrightHolder')).join(', ');
  const year = lineAt(item, 'copyrightYear');
  const value = ['©', year, holder].filter((it) => it !== null).join(' ');
  const field = item.get('copyrightholder');
  return new Map(holder === '' || field === undefined ? [] : [['rights', { ...field, value }]]);
}

/** Resolves a reference such as `{"@id": "#ida"}`. */
function resolve(value: unknown, graph: NewsArticle['graph']): unknown {
  if (Array.isArray(value)) return value.map((inner) => (Array.isArray(inner) ? null : resolve(inner, graph)));
  const item = itemOf(value);
  const id = item === null ? undefined : valueIn(item, '@id');
  return item?.size === 1 && typeof id === 'string' ? (graph.get(id) ?? value) : value;
}

function identifierOf(value: unknown): string | null {
  const item = itemOf(listOf(value)[0]);
  return item === null ? lineIn(listOf(value)[0]) : lineAt(item, 'value', '@id', 'name');
}

function urlIn(value: unknown): string | null {
  const item = itemOf(listOf(value)[0]);
  return item === null ? textIn(listOf(value)[0]) : textIn(valueIn(item, '@id', 'url'));
}

function languageOf(value: unknown): string | null {
  const item = itemOf(listOf(value)[0]);
  return item === null ? lineIn(listOf(value)[0]) : lineAt(item, 'alternateName', 'name');
}

/** A picture: https://schema.org/ImageObject, or a URL. */
function imageOf(value: unknown): Image[] {
  const item = itemOf(value);
  const url = item === null ? textIn(value) : textIn(valueIn(item, 'contentUrl', 'url', '@id'));
  if (url === null) return [];
  if (item === null) return [buildImage({ url })];
  return [
    buildImage({
      url,
      type: lineAt(item, 'encodingFormat'),
      width: pixelsOf(valueIn(item, 'width')),
      height: pixelsOf(valueIn(item, 'height')),
      alt: lineAt(item, 'alternateName') ?? '',
      caption: lineAt(item, 'caption', 'description'),
      credit: lineAt(item, 'creditText') ?? creatorsOf(item) ?? lineAt(item, 'copyrightNotice'),
    }),
  ];
}

/** A length in pixels: a number, text, or a QuantitativeValue. */
function pixelsOf(value: unknown): number | null {
  const item = itemOf(value);
  return sizeOf(item === null ? value : valueIn(item, 'value'));
}

function creatorsOf(item: Fields): string | null {
  return namesIn(valueIn(item, 'creator', 'author')).join(', ') || null;
}

/** Reads the body. It should be plain text, but many publishers put HTML there. */
function readBody(text: string): Root {
  return /<(?:p|div|br|figure|h[1-6]|ul|ol|blockquote)\b[^>]{0,500}>/i.test(text)
    ? htmlContent(text)
    : textContent(text);
}
