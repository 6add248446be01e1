/** Finds the files of other articles that an article links to, and replaces the links with the URLs of these articles. */
import type { Element, Root } from 'hast';
import { fileTypeOf } from '../../model/media-type.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { formatOf, nameOf, stemOf } from '../story/path.ts';
import type { Story } from '../story/story.ts';
import { positionAt } from '../text/position.ts';
import { readLinkMark } from '../tree/link-marks.ts';
import { elementsOf } from '../tree/walk.ts';
import type { Beside } from './beside.ts';
import { decodePath, normalPath } from './references.ts';

interface LinkContext {
  readonly path: string;
  readonly beside: Beside;
}

interface ArticleLink {
  readonly element: Element;
  /** As the author wrote it. */
  readonly written: string;
  /** Null if there is no such article. */
  readonly target: string | null;
  /** `#part`, or nothing. */
  readonly fragment: string;
  readonly candidates: readonly string[];
  /** True for `./old.md`, which is also a valid URL. */
  readonly isFile: boolean;
}

/** The files of the articles that a text links to. */
export function linkedArticles({ content }: Pick<Story, 'content'>, context: LinkContext): readonly string[] {
  return linksIn(content, context).flatMap(({ target }) =>
    target === null || target === context.path ? [] : [target],
  );
}

function linksIn(content: Root, context: LinkContext): readonly ArticleLink[] {
  const known = new Map<string, Pick<ArticleLink, 'candidates' | 'target'>>();
  return elementsOf(content).flatMap((element) => {
    const written = element.tagName === 'a' ? writtenIn(element) : null;
    if (written === null) return [];
    const { name, isFile } = written;
    const found = known.get(name) ?? findTarget(name, context);
    known.set(name, found);
    return [{ element, written: name, ...found, isFile, fragment: /#.*$/s.exec(name)?.[0] ?? '' }];
  });
}

/** Nothing is looked for if the articles were not listed. */
function findTarget(name: string, { path, beside }: LinkContext): Pick<ArticleLink, 'candidates' | 'target'> {
  if (beside.articles === null) return { candidates: [], target: null };
  const candidates = pathsFor(name, path);
  return { candidates, target: targetOf(name, { candidates, beside }) };
}

function writtenIn({ properties: { href } }: Element): { readonly name: string; readonly isFile: boolean } | null {
  const mark = readLinkMark(href);
  if (mark?.kind === 'article') return { name: mark.written, isFile: false };
  const isLocal = typeof href === 'string' && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);
  if (!isLocal || fileTypeOf(href.replace(/[?#].*$/s, ''))?.kind !== 'manuscript') return null;
  return { name: decodePath(href) ?? href, isFile: true };
}

/** The folders in which tools keep articles. */
const roots = ['', 'content', 'src/content', 'src', 'source', 'docs', 'blog', '_posts', 'source/_posts'];
const extensions = ['md', 'markdown', 'html', 'txt'];

/** The paths that a link can mean, the most likely first. */
function pathsFor(written: string, articlePath: string): readonly string[] {
  const name = plainName(written);
  const isRelative = /^\.\.?\//.test(name);
  const isFromRoot = /^(?:@\/|\/|[{|]filename[}|]\/)/.test(written);
  const folder = articlePath.split('/').slice(0, -1).join('/');
  const folders = isRelative ? [folder] : isFromRoot ? roots : [folder, ...roots];
  const files =
    formatOf(name) === null
      ? [...extensions.map((extension) => `${name}.${extension}`), `${name}/index.md`, `${name}/index.html`]
      : [name];
  return [...new Set(folders.flatMap((it) => files.flatMap((file) => normalPath(`${it}/${file}`) ?? [])))];
}

/** Without what Zola and Pelican put before a path, and without the fragment. */
function plainName(written: string): string {
  return written
    .replace(/[?#].*$/s, '')
    .replace(/^(?:@\/|[{|](?:filename|attach)[}|])/, '')
    .trim();
}

interface Search {
  readonly candidates: readonly string[];
  readonly beside: Beside;
}

/** The article that a link means: the first candidate that is there, or else the only article of this name. */
function targetOf(written: string, { candidates, beside: { articles } }: Search): string | null {
  const found = candidates.find((path) => articles?.paths.has(path));
  if (found !== undefined || articles === null || /^\.\.?\//.test(written)) return found ?? null;
  const name = plainName(written);
  const end = `/${(formatOf(name) === null ? name : nameOf(name)).replace(/^\/+/, '')}`.toLowerCase();
  const named = (articles.byName.get(end.split('/').at(-1) ?? '') ?? []).filter((path) =>
    `/${stemOf(path)}`.toLowerCase().endsWith(end),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

export interface ResolveContext extends LinkContext {
  /** The text of the article file, for positions. */
  readonly text: string;
  readonly urlOfArticle: (path: string, body: Uint8Array) => ArticleUrl;
}

/** The URL of an article: `waiting` until its date, or `none` if it has no URL, is held back, or has expired. */
export type ArticleUrl =
  | { readonly state: 'public'; readonly url: string }
  | { readonly state: 'waiting' }
  | { readonly state: 'none' };

export interface ResolvedLinks {
  readonly findings: readonly Finding[];
  /** The paths of the articles that were looked for. */
  readonly linked: readonly string[];
}

/**
 * Replaces links to other articles in the tree of a story, in place. A link without a target becomes its text. So does a link to an
 * article that waits for its date: it is not reported, because the link is there when both articles are out.
 */
export function resolveArticleLinks({ content }: Pick<Story, 'content'>, context: ResolveContext): ResolvedLinks {
  const { path, text, beside, urlOfArticle } = context;
  const urls = new Map<string, ArticleUrl>();
  const dead = new Set<Element>();
  const unresolved = new Map<string, boolean>();
  const linked = new Set<string>();
  for (const { element, written, target, fragment, candidates, isFile } of linksIn(content, context)) {
    if (isFile && beside.articles === null) continue;
    const missing = unresolved.size < maximumLinks ? candidates.filter((it) => it.endsWith('.md')) : [];
    for (const candidate of target === null ? missing : [target]) if (candidate !== path) linked.add(candidate);
    const found = target === path ? ownUrl : target === null ? noUrl : urlFor(target);
    if (found.state === 'public') element.properties['href'] = found.url + fragment;
    else dead.add(element);
    if (found.state === 'none') unresolved.set(written, isFile);
  }
  unwrap(content, dead);
  const findings = beside.articles === null ? [] : [...unresolved].slice(0, maximumLinks).map(findingFor);
  return { findings, linked: [...linked] };

  function urlFor(target: string): ArticleUrl {
    const body = beside.bodies.get(target);
    const known = urls.get(target) ?? (body === undefined ? noUrl : urlOfArticle(target, body));
    urls.set(target, known);
    return known;
  }

  function findingFor([written, isFile]: readonly [string, boolean]): Finding {
    const message = `The link to "${written.slice(0, 200)}" was removed, and its text kept: no public article with a URL has this name`;
    const index = text.indexOf(written);
    const at = index === -1 ? undefined : positionAt(text, index);
    const toFile = `The link "${written.slice(0, 200)}" points to a file, not a page: write the URL of the page`;
    return isFile ? warning('link-to-file', toFile, at) : warning('unresolved-link', message, at);
  }
}

const ownUrl: ArticleUrl = { state: 'public', url: '' };
const noUrl: ArticleUrl = { state: 'none' };

/** The maximum number of links without a target that are reported and remembered. */
const maximumLinks = 50;

/** Replaces elements by their content. */
function unwrap(tree: Root, elements: ReadonlySet<Element>): void {
  if (elements.size === 0) return;
  for (const parent of [tree, ...elementsOf(tree)]) {
    const children = parent.children as Element['children'];
    if (!children.some((child) => child.type === 'element' && elements.has(child))) continue;
    parent.children = children.flatMap((child) =>
      child.type === 'element' && elements.has(child) ? child.children : [child],
    );
  }
}
