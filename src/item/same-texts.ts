/** Finds article files that contain the same text, and reports them. Both stay published. Pure. */
import { articleOf } from '../article/reading.ts';
import { foldSpaces } from '../article/text/spaces.ts';
import { digestOfText } from '../model/digest.ts';
import { groupBy } from '../model/group-by.ts';
import { inFile, type Problem, warning } from '../problem/problem.ts';
import { someOf } from '../problem/wording.ts';
import type { Item } from './item.ts';
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
  const sameText = groupBy(files, (file) => textKey(file));
  return files.flatMap((file) => {
    const { path, digest } = file;
    const withBytes = sameBytes.get(digest ?? '') ?? [];
    const withText = textKey(file).flatMap((key) => sameText.get(key) ?? []);
    const equals = new Set([...withBytes, ...withText].map((it) => it.path));
    const others = [...equals].filter((other) => other !== path).sort();
    const isLater = others.some((other) => other < path || !readPaths.has(other));
    return isLater ? inFile(path, [describeSame(others)]) : [];
  });
}

function describeSame(others: readonly string[]) {
  const message = `The file has the same text as ${someOf(others.map((path) => `"${path}"`))}, and both are articles: remove one, or mark it as a draft`;
  return warning('same-text', message);
}

/** Empty if the file has no text. */
function textKey({ reading }: FileRead): readonly string[] {
  const article = articleOf(reading);
  const text = foldSpaces(article?.contentText ?? '');
  return article === null || text === '' ? [] : [digestOfText(`${article.title}\n${text}`)];
}
