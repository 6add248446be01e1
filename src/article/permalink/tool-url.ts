/** Makes the path of a post as the tool makes it that the site was built with: one function for each tool. */

import { permalinkStyles } from '../../channel/permalink-pattern.ts';
import type { Permalink, ToolName } from '../../model/channel.ts';
import { sha1OfText } from '../../model/digest.ts';
import { lastPartOf } from '../../model/file.ts';
import { toEpochMilliseconds } from '../../model/instant.ts';
import { localTime } from '../../time/zoned-time.ts';
import { type PermalinkSource, type PostPath, postPathOf } from './post-path.ts';
import { fillTemplate } from './template.ts';
import {
  astroSlug,
  ghostSlug,
  hexoSlug,
  hugoCase,
  hugoName,
  hugoTitle,
  jekyllSlug,
  jekyllTitle,
  pelicanSlug,
  wordpressSlug,
  zolaSlug,
} from './tool-slugs.ts';
import { formatDate, goLayout, timeTokens } from './url-times.ts';

/** A post, as a tool sees it. */
export interface Post extends PermalinkSource {
  readonly at: PostPath;
  readonly permalink: Permalink;
  /** The time zone of the site. */
  readonly timeZone: string;
}

/** The path of a post below the home page, not yet percent-encoded. Null if the tool needs what the article does not say. */
export function toolPath(
  source: PermalinkSource,
  { permalink, timeZone }: Pick<Post, 'permalink' | 'timeZone'>,
): string | null {
  const { tool, languages, defaultLanguage } = permalink;
  if (tool === null) return null;
  const codes = defaultLanguage === null ? languages : [...languages, defaultLanguage];
  const at = postPathOf(source.path, { tool, languages: codes, root: permalink.root });
  return rules[tool].path({ ...source, at, permalink, timeZone });
}

/** The front matter key in which authors set the path of one post; null if the tool has none. */
export function ownKeyOf(tool: ToolName): string | null {
  return rules[tool].ownKey;
}

interface Rule {
  readonly ownKey: string | null;
  readonly path: (post: Post) => string | null;
}

const rules: Readonly<Record<ToolName, Rule>> = {
  hugo: { ownKey: 'url', path: hugoPath },
  jekyll: { ownKey: 'permalink', path: jekyllPath },
  zola: { ownKey: 'path', path: zolaPath },
  eleventy: { ownKey: 'permalink', path: eleventyPath },
  astro: { ownKey: null, path: astroPath },
  hexo: { ownKey: 'permalink', path: hexoPath },
  pelican: { ownKey: 'url', path: pelicanPath },
  docusaurus: { ownKey: null, path: docusaurusPath },
  vitepress: { ownKey: null, path: (post) => filePath(post, post.permalink.cleanUrls ? '' : '.html') },
  next: { ownKey: null, path: (post) => filePath(post, '').replace(/(?<=.)\/$/, '') },
  ghost: { ownKey: null, path: (post) => ghostPath(post) },
  wordpress: { ownKey: 'url', path: (post) => post.own ?? wordpressPath(post) },
  obsidian: { ownKey: 'permalink', path: obsidianPath },
};

/** https://gohugo.io/content-management/urls/ */
function hugoPath(post: Post): string {
  const { at, own, slug, permalink } = post;
  if (own !== null) return closed(own.includes(':') ? hugoPattern(own, post) : own);
  const prefix = languagePrefix(post);
  const pattern = permalink.sectionPatterns[at.folders[0] ?? ''] ?? permalink.pattern;
  const folders = at.folders.map((folder) => hugoName(folder, permalink));
  const plain = [...folders, hugoName(slug ?? hugoFile(post), permalink)].join('/');
  const path = pattern === null ? `/${plain}` : hugoCase(hugoPattern(pattern, post), permalink);
  return `${prefix}${permalink.ugly ? uglyOf(path) : path.replace(/\/?$/, '/')}`;
}

function hugoFile({ at, permalink }: Post): string {
  return permalink.datedNames === true ? at.name.replace(datedName, '') : at.name;
}

const datedName = /^\d{4}-\d{1,2}-\d{1,2}(?:-\d{2}-\d{2}-\d{2})?[-_]?(?=.)/;

/** https://gohugo.io/configuration/permalinks/#tokens */
function hugoPattern(pattern: string, post: Post): string {
  const { at, slug, permalink } = post;
  const time = localTime(post.published.instant, post.published.timeZone);
  const title = hugoTitle(post.title ?? at.name, permalink);
  const file = hugoName(hugoFile(post), permalink);
  // What follows the date in a file name is the slug.
  const isDated = permalink.datedNames === true && datedName.test(at.name);
  const named = slug === null ? (isDated ? file : null) : hugoName(slug, permalink);
  const all = at.folders.map((folder) => hugoName(folder, permalink));
  const sections = all.filter(
    (_, index) => index === 0 || permalink.sections.includes(at.folders.slice(0, index + 1).join('/')),
  );
  const tokens: Readonly<Record<string, string>> = {
    ...timeTokens(time),
    title,
    slug: named ?? title,
    filename: file,
    contentbasename: file,
    slugorfilename: named ?? file,
    slugorcontentbasename: named ?? file,
    section: all[0] ?? '',
    sections: sections.join('/'),
    path: [...all, named ?? file].join('/'),
  };
  const filled = pattern.replace(/:(\w+)(?:\[([^\]]+)\])?/g, (written, name: string, range?: string) => {
    if (name === 'sections' && range !== undefined) return sliced(sections, range).join('/');
    return tokens[name] ?? goLayout(name, time) ?? written;
  });
  // Hugo decodes the path as if it were a query, so that a plus sign is a space.
  return filled.replace(/(?<=-)\++|\++(?=-)/g, '').replace(/\++/g, '-');
}

/** Hugo's ranges of sections: `[0]`, `[last]`, `[1:]`, `[:2]` and `[1:last]`. */
function sliced(sections: readonly string[], range: string): readonly string[] {
  const last = sections.length - 1;
  const indexOf = (part: string) => (part.trim() === 'last' ? last : Number(part));
  const [from = '', to] = range.split(':');
  if (to === undefined) return sections.slice(indexOf(from), indexOf(from) + 1);
  return sections.slice(from === '' ? 0 : indexOf(from), to === '' ? undefined : indexOf(to));
}

function uglyOf(path: string): string {
  return /\.\w+$/.test(path) && !path.endsWith('/') ? path : `${path.replace(/\/$/, '')}.html`;
}

/** A path that ends in a slash or in a file name. */
function closed(path: string): string {
  return /\/$|\.(?:html?|xml|php)$/i.test(path) ? path : `${path}/`;
}

function languagePrefix({ at, permalink }: Post): string {
  const { language } = at;
  return language === null || language === permalink.defaultLanguage ? '' : `/${language}`;
}

/** https://jekyllrb.com/docs/permalinks/ */
function jekyllPath(post: Post): string {
  const { at, own, slug, permalink, categories } = post;
  const pattern = own ?? permalink.pattern ?? 'date';
  const time = localTime(post.published.instant, post.timeZone);
  const name = jekyllName(at);
  const names = [...new Set([...at.above, ...categories].map((it) => it.toLowerCase()))];
  const tokens = {
    ...timeTokens(time),
    title: jekyllTitle(slug ?? name),
    slug: jekyllSlug(slug ?? name),
    name,
    categories: names.join('/'),
    slugified_categories: [...new Set(names.map(jekyllSlug))].join('/'),
    path: [...at.folders, name].join('/'),
    basename: name,
    output_ext: '.html',
  };
  return cleanJekyllPath(fillTokens(permalinkStyles[pattern] ?? pattern, tokens));
}

/** Jekyll removes what a browser would resolve, also if it is a part of a name. */
function cleanJekyllPath(path: string): string {
  return `/${path}`.replaceAll('..', '/').replaceAll('./', '').replace(/\/+/g, '/');
}

/** The file name without the date. */
export function jekyllName({ name }: Pick<PostPath, 'name'>): string {
  return name.replace(/^\d{2,4}-\d{1,2}-\d{1,2}-(?=.)/, '');
}

/** https://www.getzola.org/documentation/content/page/ */
function zolaPath(post: Post): string {
  const { at, own, slug, permalink } = post;
  if (own !== null) return `${own.replace(/\/$/, '')}/`;
  const dated = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?[-_](?=.)/;
  const written = slug ?? (permalink.datedNames === false ? at.name : at.name.replace(dated, ''));
  const name = permalink.slugify ? zolaSlug(written) : written;
  return `${languagePrefix(post)}/${[...at.folders, name].join('/')}/`;
}

/** https://www.11ty.dev/docs/permalinks/ */
function eleventyPath(post: Post): string | null {
  const { at, own, permalink, title, slug } = post;
  const pattern = own ?? permalink.pattern;
  if (pattern !== null) {
    const time = localTime(post.published.instant, 'UTC');
    const fileSlug = at.name.replace(/^\d{4}-\d{2}-\d{2}-(?=.)/, '');
    const filePathStem = `/${[...at.folders, at.name, ...(at.isIndex ? ['index'] : [])].join('/')}`;
    const filled = fillTemplate(pattern, { title, slug, fileSlug, filePathStem, time });
    return filled === null ? null : filled.replace(/(^|\/)index\.html$/, '$1');
  }
  const isSame = !at.isIndex && at.folders.at(-1) === at.name;
  return `/${[...at.folders, ...(isSame ? [] : [at.name])].join('/')}/`;
}

/** The usual page file, `src/pages/blog/[...id].astro`: https://docs.astro.build/en/guides/content-collections/ */
function astroPath({ at, slug, permalink }: Post): string {
  const [collection = '', ...folders] = at.folders;
  const id = slug ?? [...folders, at.name].map(astroSlug).join('/');
  const end = permalink.trailingSlash === false ? '' : '/';
  const pattern = permalink.pattern ?? `/${permalink.base ?? collection}/:id`;
  return fillTokens(`${pattern.replace(/\/$/, '')}${end}`, { id, slug: id });
}

/** https://hexo.io/docs/permalinks */
function hexoPath(post: Post): string {
  const { permalink } = post;
  const path = post.own ?? hexoPattern(post);
  return permalink.cleanUrls ? path.replace(/(?<=[^/])\.html$/, '') : path;
}

function hexoPattern(post: Post): string {
  const { permalink, published } = post;
  const time = localTime(published.instant, published.timeZone);
  const seconds = String(Math.floor(toEpochMilliseconds(published.instant) / 1000));
  const categories = post.categories.map(hexoSlug).join('/');
  const title = hexoTitle(post);
  return fillTokens(permalink.pattern ?? ':year/:month/:day/:title/', {
    ...timeTokens(time),
    title,
    name: lastPartOf(title),
    post_title: hexoSlug(post.title ?? '').toLowerCase(),
    category: categories === '' ? 'uncategorized' : categories,
    id: post.storedId ?? '',
    timestamp: seconds,
    hash: sha1OfText(title + seconds).slice(0, 12),
  });
}

/** The path below `_posts`. If names begin with dates, it is what follows the date, and the whole path is a slug without one. */
function hexoTitle({ at, permalink }: Post): string {
  const path = [...at.folders, at.name].join('/');
  if (permalink.datedNames !== true) return path;
  const dated = /^\d{4}-\d{1,2}-\d{1,2}-(?=.)/;
  return dated.test(path) ? path.replace(dated, '') : hexoSlug(path);
}

/** https://docs.getpelican.com/en/stable/settings.html#url-settings */
function pelicanPath(post: Post): string | null {
  const { at, own, slug, permalink, published, categories, author, language } = post;
  if (own !== null) return own;
  const time = localTime(published.instant, published.timeZone);
  const tokens: Readonly<Record<string, string | null>> = {
    slug: slug ?? pelicanSlug(permalink.fileSlugs ? at.name : (post.title ?? at.name)),
    category: pelicanSlug(categories[0] ?? at.folders[0] ?? 'misc'),
    author: author === null ? null : pelicanSlug(author),
    lang: language,
  };
  const filled = (permalink.pattern ?? '{slug}.html').replace(
    /\{(\w+)(?::([^}]*))?\}/g,
    (written, name: string, format?: string) =>
      name === 'date' ? formatDate(format ?? '%Y-%m-%d', time) : (tokens[name] ?? written),
  );
  return /[{}]/.test(filled) ? null : filled;
}

/** https://docusaurus.io/docs/blog: only the name, never `date`, is in the URL. */
function docusaurusPath({ at, slug, permalink }: Post): string {
  const base = permalink.base ?? 'blog';
  const end = permalink.trailingSlash === true ? '/' : '';
  const joined = [...at.folders, at.name].join('/');
  const [, folder = '', date, text = ''] = /^(.*?)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*)$/.exec(joined) ?? [];
  const name = date === undefined ? joined : [date.replaceAll('-', '/'), `${folder}${text}`].join('/');
  return `/${base}/${(slug ?? name).replace(/^\//, '')}${end}`;
}

/** The path of the file itself. */
function filePath({ at }: Post, extension: string): string {
  const path = `/${[...at.folders, at.name].join('/')}`;
  if (at.isIndex) return `${path}/`;
  return at.name === 'index' ? '/' : `${path}${extension}`;
}

/** https://ghost.org/docs/themes/routing/ */
function ghostPath(post: Post): string {
  const { at, slug, permalink, published, categories, timeZone } = post;
  const time = localTime(published.instant, timeZone);
  const tokens: Readonly<Record<string, string>> = {
    slug: slug ?? ghostSlug(post.title ?? at.name),
    year: time.year,
    month: time.month,
    day: time.day,
    id: post.storedId ?? '',
    primary_tag: ghostSlug(categories[0] ?? 'all'),
  };
  const pattern = permalink.pattern ?? '/{slug}/';
  return pattern.replace(
    /\{(\w+)\}|:(slug|year|month|day|id|primary_tag)\b/g,
    (written, one?: string, other?: string) => tokens[one ?? other ?? ''] ?? written,
  );
}

/** https://wordpress.org/documentation/article/customize-permalinks/ */
function wordpressPath(post: Post): string | null {
  const { at, slug, permalink, published, categories, timeZone } = post;
  if (permalink.pattern === null) {
    // The id is a number, or the URL with it that WordPress stored.
    const number = /^(?:.*[?&]p=)?(\d+)$/.exec(post.storedId ?? '')?.[1];
    return number === undefined ? null : `/?p=${number}`;
  }
  const time = localTime(published.instant, timeZone);
  const name = slug ?? wordpressSlug(post.title ?? at.name);
  const tokens: Readonly<Record<string, string>> = {
    year: time.year,
    monthnum: time.month,
    month: time.month,
    day: time.day,
    hour: time.hour,
    minute: time.minute,
    second: time.second,
    postname: name,
    slug: name,
    post_id: post.storedId ?? '',
    category: wordpressSlug(categories[0] ?? 'uncategorized'),
  };
  return permalink.pattern.replace(
    /%(\w+)%|:(year|month|day|slug)\b/g,
    (written, one?: string, other?: string) => tokens[one ?? other ?? ''] ?? written,
  );
}

function obsidianPath({ at, own }: Post): string {
  return own ?? `/${[...at.folders, at.name].join('/').replaceAll(' ', '+')}`;
}

/** Fills in tokens such as `:year`, the longest name first. Names that are not known stay. */
function fillTokens(pattern: string, tokens: Readonly<Record<string, string>>): string {
  return pattern.replace(/:([a-z_]+)/g, (written, name: string) => {
    const known = Object.keys(tokens).filter((token) => name.startsWith(token));
    const token = known.toSorted((one, other) => other.length - one.length)[0];
    return token === undefined ? written : `${tokens[token]}${name.slice(token.length)}`;
  });
}
