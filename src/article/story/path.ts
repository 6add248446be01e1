/** Reads what the path of a file reveals: whether it is an article or a draft, and its format, date, title and folders. */
import { lastPartOf } from '../../model/file.ts';
import { type ArticleFormat, extensionOf, fileTypeOf } from '../../model/media-type.ts';

/** The article format for the extension of a path. Null if it is not one of an article. */
export function formatOf(path: string): ArticleFormat | null {
  const use = fileTypeOf(path)?.use ?? 'none';
  return use === 'beside' || use === 'none' ? null : use;
}

/** The format in which a file is read: that of its extension, or one of an agency if only its content can say what it is. */
export function formatToRead(path: string): ArticleFormat | null {
  return formatOf(path) ?? (isUntyped(path) ? 'agency' : null);
}

/** True if only its content shows whether a file is an article: XML, and a name without the extension of a known type. */
export function isUncertainPath(path: string): boolean {
  return isUntyped(path) || extensionOf(path) === 'xml';
}

/** True for a name without an extension, or with one that agencies use for numbers and codes: `A0417`, `ferry.001`, `ferry.wir`. */
function isUntyped(path: string): boolean {
  const name = lastPartOf(path);
  if (isDraftPath(path) || toolFiles.test(name)) return false;
  return codeExtensions.has(extensionOf(name)) || (!/\.[a-z]\w*$/i.test(name) && !/[~#]$/.test(name));
}

/** Extensions of texts that agencies and mail programs send, in several formats each. */
const codeExtensions: ReadonlySet<string> = new Set(
  'wir wire ntf nit nws news sto story slug msg mail email ninjs newsmlg2 g2 nml iptc7901 tst dat asc'.split(' '),
);

/** Names without an extension that belong to other programs. */
const toolFiles =
  /^(?:cname|\w*makefile|(?:docker|container|gem|rake|proc|jenkins|vagrant|brew|just|caddy|pip|pod)file|codeowners|owners|authors|contributors|maintainers|notice|copying|install|todo|version)$/i;

/** True for a file in an article folder with an unknown extension. Excludes hidden files and files such as a readme. */
export function isOfOtherFormat(path: string): boolean {
  return formatToRead(path) === null && isInArticleFolder(path) && !isDraftPath(path) && !isAboutFolder(path);
}

/** True for a file that belongs to a site, not to its articles, by its name: settings, styles, templates, programs, pictures. */
export function isSiteFile(path: string): boolean {
  return siteFiles.test(path) || toolFiles.test(lastPartOf(path)) || fileTypeOf(path)?.kind === 'picture';
}

const siteFiles =
  /\.(?:css|scss|sass|less|[cm]?js|[cm]?ts|[jt]sx|vue|svelte|map|toml|ya?ml|ini|cfg|conf|lock|mod|sum|woff2?|ttf|otf|eot|py|rb|go|rs|php|sh|bash|ps1|bat|cmd|erb|liquid|njk|hbs|ejs|pug|xslt?|xsd|dtd|opml|webmanifest)$|(?:^|\/)(?:sitemap[\w-]*|feed|atom|rss|index|browserconfig|opensearch|pom)\.xml$/i;

/** True for an article. Hidden folders and folders that begin with `_`, except `_posts` and `_drafts`, contain no articles. */
export function isArticlePath(path: string): boolean {
  return formatToRead(path) !== null && isInArticleFolder(path) && !isAboutFolder(path) && !isDataFile(path);
}

/** JSON files of other tools: settings, data and feeds, never articles. */
const dataFiles =
  /(?:^|\/)(?:package|package-lock|npm-shrinkwrap|composer|lerna|deno|biome|turbo|nx|renovate|vercel|netlify|firebase|now|cspell|components|app|appearance|core-plugins|community-plugins|workspace|graph|hotkeys|manifest|theme|site|config|settings|eleventy|search|search-index|sitemap|feed|former-feed|jsfiddle|(?:ts|js)config(?:\.[\w-]+)?|[\w.-]+\.(?:11tydata|config|schema|settings|data))\.json$/i;

/** True for names such as `package.json`, `tsconfig.build.json` and `posts.11tydata.json`. */
function isDataFile(path: string): boolean {
  return formatOf(path) === 'json' && dataFiles.test(path);
}

/** True for `posts/posts.json`, which can be an article or an Eleventy file with the common data of a folder. */
export function isNamedAsFolder(path: string): boolean {
  return /(?:^|\/)([^/]+)\/\1\.json$/i.test(path);
}

/** False for a file of any kind in a folder that contains no articles. */
export function isInArticleFolder(path: string): boolean {
  if (!path.includes('/')) return true;
  const folders = path.split('/').slice(0, -1);
  return folders.every((name) => !/^[._]|^node_modules$/.test(name) || /^_(posts|drafts)$/.test(name));
}

/** True for files about their folder or site, such as a readme. A `readme` in a folder named by a date is an article. */
function isAboutFolder(path: string): boolean {
  const name = lastPartOf(nameOf(path));
  return aboutFolder.test(name) && dateInPath(path) === null;
}

const aboutFolder =
  /^(?:readme|licen[cs]e|changelog|contributing|code[-_]of[-_]conduct|404|_index)(?:\.[a-z-]{2,5})?$/i;

/** True for a file in `_drafts/`, or with a name such as `_kelp.txt`, `.kelp.txt`, `kelp.draft.txt` or `kelp.draft.de.md`. */
export function isDraftPath(path: string): boolean {
  return /(^|\/)_?drafts\//i.test(path) || /(^|\/)(?:[._][^/]*|[^/]*\.draft(?:\.[\w-]+)+)$/i.test(path);
}

const dateForms: readonly RegExp[] = [
  /(?:^|\/)(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_.\s])[^/]*$/,
  /(?:^|\/)(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_][^/]*)?\/(?:index|readme)\.[a-z]+$/i,
  /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})(?:[-/])[^/]*$/,
  /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})(?:\/|-)[^/]+\/(?:index|readme)\.[a-z]+$/i,
];

/** The date in `2024-12-5-slug.md`, `2024-12-05-slug/index.md` or the folders `2024/12/05/`, as `2024-12-5`. Else null. */
export function dateInPath(path: string): string | null {
  const match = dateForms.map((form) => form.exec(path)).find((found) => found !== null);
  return match === undefined ? null : match.slice(1, 4).join('-');
}

/** The path of one of several articles in a file: `drop/1024.xml//2`. No path of a file contains two slashes. */
export function pathOfPart(path: string, part: number): string {
  return `${path}//${part}`;
}

/** The path of the file of an article, hidden or not. */
export function fileOfPart(path: string): string {
  return path.replace(/\/\/\d+$/, '');
}

/** The path without its extension. */
export function nameOf(path: string): string {
  return path.replace(/\.[a-z]+$/i, '');
}

/** The path without its extension, from which ids are made. An `index` file has the name of its folder. */
export function stemOf(path: string): string {
  return nameOf(path).replace(/(?<=[^/])\/(?:index|readme)$/i, '');
}

/** The slug in a path: `a-quiet-day` for `2026-01-04-a-quiet-day.md` and for `a-quiet-day/index.md`. */
export function slugOf(path: string): string {
  const name = lastPartOf(stemOf(path));
  return name.replace(/^\d{4}-\d{1,2}-\d{1,2}(?:[-_\s]+|$)/, '') || name;
}

/** The slug with spaces instead of hyphens: `a quiet day`. */
export function titleFromPath(path: string): string {
  const slug = slugOf(path);
  return slug.replace(/[-_]+/g, ' ').trim() || slug;
}

/** The folders of an article, without the top folders of other tools, such as `content` and `_posts`. */
export function foldersOf(path: string): readonly string[] {
  const folders = stemOf(path).split('/').slice(0, -1);
  const root = folders[0] === 'content' ? 1 : folders[0] === 'src' && folders[1] === 'content' ? 2 : 0;
  return folders.slice(root).filter((name) => !/^_(?:posts|drafts)$/.test(name));
}
