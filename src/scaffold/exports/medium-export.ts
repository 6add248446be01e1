/** Reads the export of Medium: for each story a page `posts/DATE_TITLE-ID.html`, and `posts/draft_TITLE-ID.html` for drafts. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { readHtml, writeTree } from '../../article/tree/html-tree.ts';
import { findElement, removeElements } from '../../article/tree/walk.ts';
import { lastPartOf } from '../../model/file.ts';
import { asUrl } from '../../model/url.ts';
import { parseInstant } from '../../time/parse-instant.ts';
import type { Unread } from '../tools/site.ts';
import type { Exported, ExportedPost, ExportTexts } from './exported.ts';

/** Null if the files are not an export of Medium. */
export function readMediumExport(texts: ExportTexts, homeUrl: string | null): Exported | null {
  const pages = [...texts].filter(([path]) => /(?:^|\/)posts\/[^/]+\.html$/.test(path));
  const stories = pages.flatMap(([path, html]) => storyOf(path, html));
  if (stories.length === 0) return null;
  const responses = stories.filter(({ isResponse }) => isResponse);
  const unreadable = pages.length - stories.length;
  return {
    tool: 'medium',
    title: null,
    description: null,
    homeUrl: homeUrl ?? homeOf(stories),
    language: null,
    timeZone: 'UTC',
    posts: stories.map(({ post }) => post),
    unread: [
      ...responses.map(({ post }) => responseOf(post)),
      ...(unreadable === 0
        ? []
        : [{ kind: 'page', message: `Files in "posts" are no stories, so ${unreadable} were left out` }]),
    ],
  };
}

function responseOf({ title }: ExportedPost): Unread {
  const message = `"${title}": The story has no heading, so it may be a response to another, and it became a draft`;
  return { kind: 'response', message };
}

interface Story {
  readonly post: ExportedPost;
  /** The page on Medium. */
  readonly url: string | null;
  /** True if it is published and has no heading, which the export of a response looks like. */
  readonly isResponse: boolean;
}

/** None if the page has no text, or is nested too deeply. */
function storyOf(path: string, html: string): readonly Story[] {
  const tree = treeOf(html);
  const body = tree === null ? null : findElement(tree, (element) => element.properties['dataField'] === 'body');
  if (tree === null || body === null) return [];
  const name = lastPartOf(path).replace(/\.html$/, '');
  const canonical = findElement(tree, hasClass('p-canonical'));
  const url = asUrl(canonical?.properties['href']) ?? null;
  // The number of the story is the last part of its name and of its URL.
  const number = /(?:^|[-_])([0-9a-f]{8,})$/.exec(name)?.[1] ?? /([0-9a-f]{8,})$/.exec(url ?? '')?.[1] ?? null;
  const time = findElement(tree, hasClass('dt-published'));
  const author = findElement(tree, hasClass('p-author'));
  const hasHeading = findElement(body, isHeading) !== null;
  const isDraft = name.startsWith('draft_');
  removeElements(body, (element) => isHeading(element) || hasClass('section-divider')(element));
  const post = {
    id: number === null ? (url ?? '') : `https://medium.com/p/${number}`,
    slug: name.replace(/^(?:draft|\d{4}-\d{2}-\d{2})_/, '').replace(/-+[0-9a-f]{8,}$/, ''),
    title: textIn(tree, (element) => element.tagName === 'title') ?? 'Untitled',
    url: isDraft ? null : url,
    published: parseInstant(String(time?.properties['dateTime'] ?? '')),
    updated: null,
    authors: author === null ? [] : [textOf(author).trim()].filter((it) => it !== ''),
    tags: [],
    summary: textIn(tree, (element) => element.properties['dataField'] === 'subtitle'),
    image: null,
    isPublic: !isDraft && hasHeading,
    html: writeTree({ type: 'root', children: body.children }),
  };
  return [{ post, url, isResponse: !isDraft && !hasHeading }];
}

function treeOf(html: string): Root | null {
  try {
    return readHtml(html, 'document');
  } catch {
    return null;
  }
}

function hasClass(name: string) {
  return ({ properties }: Element): boolean => {
    const { className } = properties;
    return Array.isArray(className) && className.includes(name);
  };
}

/** The title in the text, which is the title of the story. */
const isHeading = hasClass('graf--title');

function textIn(tree: Root, test: (element: Element) => boolean): string | null {
  const found = findElement(tree, test);
  return found === null ? null : textOf(found).replace(/\s+/g, ' ').trim() || null;
}

/** The folder of all stories, such as `https://medium.com/@ann/`. Null if they are in several. */
function homeOf(stories: readonly Story[]): string | null {
  const folders = stories.flatMap(({ url, post }) => (url === null || !post.isPublic ? [] : [new URL('.', url).href]));
  const [first = null, ...others] = new Set(folders);
  return others.length === 0 ? first : null;
}
