/** Finds articles that have the same text or the same URL, and reports them. Both stay published. Pure. */
import { articleOf } from '../article/reading.ts';
import { foldSpaces } from '../article/text/spaces.ts';
import { digestOfText } from '../model/digest.ts';
import { groupBy } from '../model/group-by.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import type { Item, Published } from './item.ts';
import type { FileRead } from './source-change.ts';

/**
 * Reports each file that this run read if another article has the same bytes, or if another file that this run read has the
 * same title and text. Drafts and withdrawn articles do not count, because feeds do not show them twice. A file that was moved
 * has only one item, so it does not count either.
 */
export function findSameTexts(read: readonly FileRead[], items: readonly Item[]): readonly Problem[] {
  const shown = items.filter(({ state }) => state === 'published' || state === 'scheduled');
  const paths = new Set(shown.map(({ path }) => path));
  const files = read.filter(({ path }) => paths.has(path));
  if (files.length === 0) return [];
  const readPaths = new Set(files.map(({ path }) => path));
  const sameBytes = groupBy(shown, ({ digest }) => [digest]);
  const textKeys = new Map(files.map((file) => [file, textKey(file)]));
  const keysOf = (file: FileRead) => textKeys.get(file) ?? [];
  const sameText = groupBy(files, keysOf);
  return files.flatMap((file) => {
    const { path, digest } = file;
    const withBytes = sameBytes.get(digest ?? '') ?? [];
    const withText = keysOf(file).flatMap((key) => sameText.get(key) ?? []);
    const equals = new Set([...withBytes, ...withText].map((it) => it.path));
    const others = [...equals].filter((other) => other !== path).sort();
    const isLater = others.some((other) => other < path || !readPaths.has(other));
    return isLater ? inFile(path, [describeSame(others.slice(0, namedPaths), others.length)]) : [];
  });
}

/** How many equal files a message names. */
export const namedPaths = 5;

/** The finding for a file that has the same text as `count` others, of which some are named. */
export function describeSame(named: readonly string[], count: number): Finding {
  const message = `The file has the same text as ${listOf(named, count)}, and both are articles: remove one, or mark it as a draft`;
  return warning('same-text', message);
}

/** The digest of the title and the text. Empty if the file has no text. */
export function textKey({ reading }: FileRead): readonly string[] {
  const article = articleOf(reading);
  const text = foldSpaces(article?.contentText ?? '');
  return article === null || text === '' ? [] : [digestOfText(`${article.title}\n${text}`)];
}

/** Reports each file that this run read if another article has the same URL. Readers that go by links show only one of them. */
export function findSameUrls(read: readonly FileRead[], items: readonly Item[]): readonly Problem[] {
  const readPaths = new Set(read.map(({ path }) => path));
  const linked = items.filter((item): item is Published => item.state === 'published' && item.entry.page === null);
  const byUrl = groupBy(linked, ({ entry: { url } }) => (url === null ? [] : [url]));
  return [...byUrl].flatMap(([url, same]) => {
    const paths = same.map(({ path }) => path).sort();
    return paths.slice(1).flatMap((path, index) => {
      const others = paths.slice(0, index + 1);
      const named = others.slice(0, namedPaths);
      const isNew = readPaths.has(path) || others.some((other) => readPaths.has(other));
      return isNew ? inFile(path, [describeSameUrl(url, { named, count: others.length })]) : [];
    });
  });
}

/** The finding for a file that has the same URL as `count` others, of which some are named. */
export function describeSameUrl(
  url: string,
  { named, count }: { readonly named: readonly string[]; readonly count: number },
): Finding {
  const message = `The article has the same URL as ${listOf(named, count)}: ${url}; give one of them another slug or URL`;
  return warning('repeated-url', message);
}

function listOf(named: readonly string[], count: number): string {
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  return `${named.map((path) => `"${path}"`).join(', ')}${more}`;
}
