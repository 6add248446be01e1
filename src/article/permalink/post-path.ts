/** What a tool makes a URL from: the article, and its folders below the folder of posts, its name, and its language. */
import type { ToolName } from '../../model/channel.ts';
import type { ZonedInstant } from '../date/resolve.ts';
import { nameOf } from '../story/path.ts';

/** What the URL and the id of an article are made from. */
export interface PermalinkSource {
  readonly path: string;
  readonly published: Pick<ZonedInstant, 'instant' | 'timeZone'>;
  /** The title that the author set. */
  readonly title: string | null;
  /** The slug that the author set. */
  readonly slug: string | null;
  /** The path that the author set for this article, in the key of the tool. */
  readonly own: string | null;
  /** The id that the tool stored with the article, such as the number of a post in WordPress. */
  readonly storedId: string | null;
  /** Without those that other tools do not use in URLs, such as tags. */
  readonly categories: readonly string[];
  /** The first author, of the article or else of the channel. */
  readonly author: string | null;
  /** The code of the language, without a country. */
  readonly language: string | null;
}

export interface PostPath {
  /** The folders below the root of the tool. For a file `index`, without its own folder, which is its name. */
  readonly folders: readonly string[];
  /** The name without extension and language. */
  readonly name: string;
  /** The language in the name, such as `de` in `fog.de.md`; null if there is none. */
  readonly language: string | null;
  /** True for `fog/index.md`. */
  readonly isIndex: boolean;
  /** Jekyll: the folders above `_posts`, which are categories. */
  readonly above: readonly string[];
}

/** The folder in which each tool keeps its posts. URLs do not contain it. */
const roots: Readonly<Record<ToolName, RegExp>> = {
  hugo: /^(?:.*?\/)?content\//,
  jekyll: /^(?:.*\/)?_(?:posts|drafts)\//,
  zola: /^(?:.*?\/)?content\//,
  eleventy: /^(?:src|content)\//,
  astro: /^(?:.*?\/)?src\/(?:content|pages|data)\//,
  hexo: /^(?:.*?\/)?(?:source\/)?_(?:posts|drafts)\//,
  pelican: /^(?:.*?\/)?content\//,
  docusaurus: /^(?:.*?\/)?blog\//,
  vitepress: /^docs\//,
  next: /^(?:src\/)?(?:pages|content|app)\//,
  ghost: /^$/,
  wordpress: /^$/,
  obsidian: /^$/,
};

/** In these tools, `x/index.md` is a page named `index` in the folder `x`. */
const withoutIndex: ReadonlySet<ToolName> = new Set(['hexo', 'pelican', 'jekyll', 'ghost', 'wordpress', 'obsidian']);

/** Codes that end the names of translations. Others, such as `io` and `ts`, are more often something else. */
const translations =
  /[^/]\.((?:ar|bg|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|lv|nb|nl|nn|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|vi|zh)(?:-[a-z]{2,4})?)$/i;

/** The language in a name such as `fog.de.md`. Null if there is none. */
export function languageInName(path: string): string | null {
  return translations.exec(nameOf(path))?.[1]?.toLowerCase() ?? null;
}

export interface PostPathOptions {
  readonly tool: ToolName;
  /** The codes that may end a name. */
  readonly languages: readonly string[];
  /** The folder of the tool's files. Null for the default of the tool. */
  readonly root: string | null;
}

/** The tools whose folder can have any name. URLs do not contain it. */
const withNamedRoot: ReadonlySet<ToolName> = new Set(['hugo', 'eleventy', 'pelican', 'docusaurus']);

/** True if paths of a tool are read rightly without the name of its folder. */
export function isDefaultRoot(root: string, tool: ToolName): boolean {
  return root === '' || !withNamedRoot.has(tool) || roots[tool].exec(`${root}/`)?.[0] === `${root}/`;
}

/** Splits a path as a tool does. */
export function postPathOf(path: string, { tool, languages, root: given }: PostPathOptions): PostPath {
  const isBelow = given !== null && path.startsWith(`${given}/`);
  const root = isBelow ? path.slice(0, given.length + 1) : (roots[tool].exec(path)?.[0] ?? '');
  const parts = nameOf(path.slice(root.length)).split('/');
  const written = parts.pop() ?? '';
  const suffix = /\.([a-z]{2,3}(?:-[a-z]{2,4})?)$/i.exec(written)?.[1] ?? null;
  const language = suffix !== null && languages.includes(suffix.toLowerCase()) ? suffix.toLowerCase() : null;
  const own = language === null ? written : written.slice(0, -language.length - 1);
  const isIndex = own === 'index' && parts.length > 0 && !withoutIndex.has(tool);
  const name = isIndex ? (parts.pop() ?? '') : own;
  return {
    folders: parts,
    name,
    language,
    isIndex,
    above: root.split('/').filter((part) => part !== '' && !part.startsWith('_')),
  };
}
