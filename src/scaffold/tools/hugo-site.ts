/** Reads the configuration of Hugo: https://gohugo.io/configuration/all/ */
import { fieldsOf, isRecord, type UnknownRecord } from '../../model/record.ts';
import { authorNames, booleanAt, numberAt, settingText, textsIn, valueAt } from './configuration-values.ts';
import type { OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site, type SiteFiles, type Unread } from './site.ts';

export function hugoSite({ values, files }: Configuration): Site {
  const main = settingText(values, 'defaultContentLanguage') ?? 'en';
  const languages = Object.keys(fieldsOf(valueAt(values, 'languages'))).map((code) => code.toLowerCase());
  const others = languages.filter((code) => code !== main.toLowerCase());
  const own = fieldsOf(valueAt(values, 'languages', main));
  const text = (...paths: readonly string[]) => settingText(own, ...paths) ?? settingText(values, ...paths);
  const root = text('contentDir') ?? 'content';
  const patterns = sectionPatterns(valueAt(values, 'permalinks'));
  const author = valueAt(own, 'params', 'author') ?? valueAt(values, 'params', 'author') ?? valueAt(values, 'author');
  const dates = textsIn(valueAt(values, 'frontmatter', 'date'));
  const isPrefixed = booleanAt(values, 'defaultContentLanguageInSubdir');
  return {
    ...plainSite,
    tool: 'hugo',
    title: text('title'),
    description: text('params.description', 'params.subtitle', 'description'),
    homeUrl: text('baseURL'),
    language: text('languageCode', 'locale') ?? main,
    timeZone: settingText(values, 'timeZone') ?? 'UTC',
    authors: authorNames(author),
    permalink: {
      ...(Object.keys(patterns).length === 0 ? {} : { sectionPatterns: patterns }),
      ...filled('sections', nestedSections(files, root)),
      ...filled('languages', others),
      ...(languages.length === 0 ? {} : { defaultLanguage: main.toLowerCase() }),
      ...(booleanAt(values, 'uglyURLs') ? { ugly: true } : {}),
      ...(dates[0]?.toLowerCase() === ':filename' ? { datedNames: true } : {}),
      ...(booleanAt(values, 'disablePathToLower') ? { keepCase: true } : {}),
      ...(booleanAt(values, 'removePathAccents') ? { removeAccents: true } : {}),
    },
    root,
    exclude: others.flatMap((code) => [`**/*.${code}.*`, ...foldersOfLanguage(values, code)]),
    static: textsIn(valueAt(values, 'staticDir') ?? 'static'),
    output: [settingText(values, 'publishDir') ?? 'public'],
    feeds: ['index.xml', 'posts/index.xml', 'post/index.xml', 'blog/index.xml'],
    ownFeeds: ownFeeds(values),
    limit: numberAt(values, 'services.rss.limit') ?? numberAt(values, 'rssLimit'),
    unread: unreadParts(values, { others, isPrefixed }),
  };
}

/** The RSS feed of the home page, unless the site makes none. */
function ownFeeds(values: UnknownRecord): readonly OwnFeed[] {
  const lower = (value: unknown) => textsIn(value).map((it) => it.toLowerCase());
  const outputs = lower(valueAt(values, 'outputs', 'home'));
  const isOff = lower(valueAt(values, 'disableKinds')).some((kind) => kind === 'rss' || kind === 'home');
  if (isOff || (outputs.length > 0 && !outputs.includes('rss'))) return [];
  const folder = settingText(values, 'outputFormats.rss.path')?.replace(/^\/+|\/+$/g, '');
  const name = `${settingText(values, 'outputFormats.rss.baseName') ?? 'index'}.xml`;
  return [{ format: 'rss', url: folder === undefined ? name : `${folder}/${name}` }];
}

function filled(key: string, list: readonly string[]): UnknownRecord {
  return list.length === 0 ? {} : { [key]: list };
}

function foldersOfLanguage(values: UnknownRecord, code: string): readonly string[] {
  return textsIn(valueAt(values, 'languages', code, 'contentDir'));
}

/** Patterns by section. New configurations have them below `page`. */
function sectionPatterns(permalinks: unknown): UnknownRecord {
  const all = fieldsOf(permalinks);
  const ofPages = isRecord(all['page']) ? all['page'] : {};
  const texts = Object.entries({ ...all, ...ofPages }).filter(([, pattern]) => typeof pattern === 'string');
  return Object.fromEntries(texts.map(([section, pattern]) => [section, leading(String(pattern))]));
}

function leading(pattern: string): string {
  return pattern.startsWith('/') ? pattern : `/${pattern}`;
}

/** Folders below a section that are sections themselves. */
function nestedSections({ paths }: SiteFiles, root: string): readonly string[] {
  const folders = [...paths].flatMap((path) => {
    const folder = /^(.+)\/_index\.\w+(?:\.\w+)?$/.exec(path)?.[1] ?? '';
    return folder.startsWith(`${root}/`) ? [folder.slice(root.length + 1)] : [];
  });
  return [...new Set(folders.filter((folder) => folder.includes('/')))].sort();
}

interface Languages {
  readonly others: readonly string[];
  readonly isPrefixed: boolean;
}

function unreadParts(values: UnknownRecord, { others, isPrefixed }: Languages): readonly Unread[] {
  const ugly = valueAt(values, 'uglyURLs');
  return [
    ...(others.length === 0
      ? []
      : [
          {
            kind: 'other-language',
            message: `Articles in ${others.join(', ')} are left out, because Hugo has another feed for each language`,
          },
        ]),
    ...(isPrefixed
      ? [
          {
            kind: 'language-prefix',
            message: '"defaultContentLanguageInSubdir" is not supported: set homeUrl to the folder of the language',
          },
        ]
      : []),
    ...(isRecord(ugly) ? [{ kind: 'ugly-sections', message: '"uglyURLs" of single sections is not supported' }] : []),
  ];
}
