/** What the name of a file says: whether it is an article, its format, its date, whether it is a draft. */

export type ArticleFormat = 'wire' | 'markdown' | 'html';

const formats: Readonly<Record<string, ArticleFormat>> = {
  txt: 'wire',
  text: 'wire',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
};

/** The format by the ending of the name; null where it is none of an article. */
export function formatOf(path: string): ArticleFormat | null {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return formats[ending] ?? null;
}

/** Folders of other tools, and hidden ones, hold no articles; names that begin with `_` or `.` neither, but for posts and drafts. */
export function isArticlePath(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return (
    formatOf(path) !== null &&
    folders.every((name) => !/^[._]|^node_modules$/.test(name) || /^_(posts|drafts)$/.test(name))
  );
}

/** A file in `_drafts/`, or whose name begins with `_` or `.`. */
export function isDraftPath(path: string): boolean {
  return /(^|\/)_drafts\//.test(path) || /(^|\/)[._][^/]*$/.test(path);
}

const dateForms: readonly RegExp[] = [
  /(?:^|\/)(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_.\s])[^/]*$/,
  /(?:^|\/)(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_][^/]*)?\/(?:index|readme)\.[a-z]+$/i,
  /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})(?:[-/])[^/]*$/,
  /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})(?:\/|-)[^/]+\/(?:index|readme)\.[a-z]+$/i,
];

/** The date in `2024-12-5-slug.md`, `2024-12-05-slug/index.md`, or in folders `2024/12/05/`, as `2024-12-5`; null where there is none. */
export function dateInPath(path: string): string | null {
  const match = dateForms.map((form) => form.exec(path)).find((found) => found !== null);
  return match === undefined ? null : match.slice(1, 4).join('-');
}

/** The path without its ending, which is what an id is made of where the author gives no name. */
export function nameOf(path: string): string {
  return path.replace(/\.[a-z]+$/i, '');
}

/** The last part of a path in words: `2026-01-04-a-quiet-day.md` and `a-quiet-day/index.md` are `a quiet day`. */
export function wordsOf(path: string): string {
  const name =
    nameOf(path)
      .replace(/(?<=[^/])\/(?:index|readme)$/i, '')
      .split('/')
      .at(-1) ?? path;
  return (
    name
      .replace(/^\d{4}-\d{1,2}-\d{1,2}[-_]?/, '')
      .replace(/[-_]+/g, ' ')
      .trim() || name
  );
}
