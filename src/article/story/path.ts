/** What the name of a file says: whether it is an article, its format, its date, whether it is a draft. */
import { lastPartOf } from '../../model/file.ts';
import { type ArticleFormat, fileTypeOf } from '../../model/media-type.ts';
import { isDataFile } from './json-files.ts';

/** The format by the extension; null if it is none of an article. */
export function formatOf(path: string): ArticleFormat | null {
  const use = fileTypeOf(path)?.use ?? 'none';
  return use === 'beside' || use === 'none' ? null : use;
}

/** True for a file among the articles whose ending is none of theirs; hidden ones, and those about their folder, are nobody's article. */
export function isOfOtherFormat(path: string): boolean {
  return formatOf(path) === null && isInArticleFolder(path) && !isDraftPath(path) && !isAboutFolder(path);
}

/** Folders of other tools, and hidden ones, hold no articles; names that begin with `_` or `.` neither, but for posts and drafts. */
export function isArticlePath(path: string): boolean {
  return formatOf(path) !== null && isInArticleFolder(path) && !isAboutFolder(path) && !isDataFile(path);
}

/** False for files in folders that hold no articles, whatever the files are. */
export function isInArticleFolder(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.every((name) => !/^[._]|^node_modules$/.test(name) || /^_(posts|drafts)$/.test(name));
}

/** Files that speak about their folder or their site; a `readme` in a folder that is a date is an article's. */
function isAboutFolder(path: string): boolean {
  const name = lastPartOf(nameOf(path));
  return aboutFolder.test(name) && dateInPath(path) === null;
}

const aboutFolder =
  /^(?:readme|licen[cs]e|changelog|contributing|code[-_]of[-_]conduct|404|_index)(?:\.[a-z-]{2,5})?$/i;

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

/** The path without its ending. */
export function nameOf(path: string): string {
  return path.replace(/\.[a-z]+$/i, '');
}

/** What an id is made of where the author gives no name: the path without its ending; `index` is called as its folder is. */
export function stemOf(path: string): string {
  return nameOf(path).replace(/(?<=[^/])\/(?:index|readme)$/i, '');
}

/** The last part of a path: `2026-01-04-a-quiet-day.md` and `a-quiet-day/index.md` are `a-quiet-day`. */
export function slugOf(path: string): string {
  const name = lastPartOf(stemOf(path));
  return name.replace(/^\d{4}-\d{1,2}-\d{1,2}(?:[-_\s]+|$)/, '') || name;
}

/** The last part of a path in words. */
export function titleFromPath(path: string): string {
  const slug = slugOf(path);
  return slug.replace(/[-_]+/g, ' ').trim() || slug;
}

/** The folders around an article, without those in which other tools keep all articles. */
export function foldersOf(path: string): readonly string[] {
  const folders = stemOf(path).split('/').slice(0, -1);
  const root = folders[0] === 'content' ? 1 : folders[0] === 'src' && folders[1] === 'content' ? 2 : 0;
  return folders.slice(root).filter((name) => !/^_(?:posts|drafts)$/.test(name));
}
