/** What the name of a file says: whether it is an article, its format, its date, whether it is a draft. */
import { lastPartOf } from '../../model/file.ts';
import { type ArticleFormat, fileTypeOf } from '../../model/media-type.ts';

/** The format by the extension; null if it is none of an article. */
export function formatOf(path: string): ArticleFormat | null {
  const use = fileTypeOf(path)?.use ?? 'none';
  return use === 'beside' || use === 'none' ? null : use;
}

/** True for a file among the articles whose extension is none of theirs; hidden ones, and those about their folder, are nobody's article. */
export function isOfOtherFormat(path: string): boolean {
  return formatOf(path) === null && isInArticleFolder(path) && !isDraftPath(path) && !isAboutFolder(path);
}

/** Folders of other tools, and hidden ones, hold no articles; names that begin with `_` or `.` neither, but for posts and drafts. */
export function isArticlePath(path: string): boolean {
  return formatOf(path) !== null && isInArticleFolder(path) && !isAboutFolder(path) && !isDataFile(path);
}

/** JSON files that other tools keep among articles: settings, data and feeds, never articles. */
const dataFiles =
  /(?:^|\/)(?:package|package-lock|npm-shrinkwrap|composer|lerna|deno|biome|turbo|nx|renovate|vercel|netlify|firebase|now|cspell|components|app|appearance|core-plugins|community-plugins|workspace|graph|hotkeys|manifest|theme|site|config|settings|eleventy|search|search-index|sitemap|feed|jsfiddle|(?:ts|js)config(?:\.[\w-]+)?|[\w.-]+\.(?:11tydata|config|schema|settings|data))\.json$/i;

/** True for names such as `package.json`, `tsconfig.build.json` and `posts.11tydata.json`. */
function isDataFile(path: string): boolean {
  return dataFiles.test(path);
}

/** True for `posts/posts.json`, where Eleventy keeps what all files of a folder share; it may be an article all the same. */
export function isNamedAsFolder(path: string): boolean {
  return /(?:^|\/)([^/]+)\/\1\.json$/i.test(path);
}

/** False for files in folders that hold no articles, whatever the files are. */
export function isInArticleFolder(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.every((name) => !/^[._]|^node_modules$/.test(name) || /^_(posts|drafts)$/.test(name));
}

/** Files about their folder or their site; a `readme` in a folder that is a date is an article's. */
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

/** The date in `2024-12-5-slug.md`, `2024-12-05-slug/index.md`, or in folders `2024/12/05/`, as `2024-12-5`; null if there is none. */
export function dateInPath(path: string): string | null {
  const match = dateForms.map((form) => form.exec(path)).find((found) => found !== null);
  return match === undefined ? null : match.slice(1, 4).join('-');
}

/** The path without its extension. */
export function nameOf(path: string): string {
  return path.replace(/\.[a-z]+$/i, '');
}

/** What an id is made of if the author gives no name: the path without its extension; `index` is called as its folder is. */
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
