/** Reads the literal values in the configuration and the data files of Eleventy: https://www.11ty.dev/docs/config/ */
import { formatNames } from '../../model/feed.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import {
  authorNames,
  blockOf,
  literalText,
  parseConfiguration,
  settingText,
  valueAt,
  withoutComments,
} from './configuration-values.ts';
import { formatOfTemplate, type OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site, type SiteFiles, type Unread } from './site.ts';

export async function eleventySite({ text, files }: Configuration): Promise<Site> {
  const program = withoutComments(text);
  const dir = blockOf(program, 'dir') ?? program;
  const input = (literalText(dir, 'input') ?? '').replace(/^\.?\/?|\/$/g, '');
  const metadata = { ...(await metadataOf(files, input)), ...metadataIn(program) };
  const data = await folderData(files, input);
  return {
    ...plainSite,
    tool: 'eleventy',
    title: settingText(metadata, 'title', 'name'),
    description: settingText(metadata, 'description', 'subtitle'),
    homeUrl: settingText(metadata, 'url', 'base', 'siteUrl'),
    language: settingText(metadata, 'language', 'lang'),
    authors: authorNames(valueAt(metadata, 'author')),
    permalink: data.pattern === null ? {} : { pattern: data.pattern },
    root: input,
    static: [input === '' ? 'public' : input, 'public'].filter((folder, index, all) => all.indexOf(folder) === index),
    output: [(literalText(dir, 'output') ?? '_site').replace(/^\.?\//, '')],
    feeds: ['feed.xml', 'feed/feed.xml', 'feed/index.xml', 'feed.json', 'rss.xml', 'atom.xml'],
    ownFeeds: [...pluginFeed(program), ...(await templateFeeds(files, input))],
    unread: data.unread,
  };
}

/** The feed of the plugin for RSS, which makes Atom in `feed.xml` unless its options say otherwise. */
function pluginFeed(program: string): readonly OwnFeed[] {
  const start = program.search(/addPlugin\(\s*\w*feed\w*\s*,\s*\{/i);
  if (start === -1) return [];
  const options = program.slice(start);
  const format = formatNames.find((name) => name === literalText(options, 'type')) ?? 'atom';
  return [{ format, url: (literalText(options, 'outputPath') ?? 'feed.xml').replace(/^\/+/, '') }];
}

/** Templates of feeds, which say where their file is. */
async function templateFeeds({ paths, read }: SiteFiles, input: string): Promise<readonly OwnFeed[]> {
  const start = input === '' ? '' : `${input}/`;
  const templates = [...paths].filter(
    (path) => path.startsWith(start) && /(?:feed|rss|atom)[^/]*\.(?:njk|liquid|html|11ty\.[cm]?js)$/i.test(path),
  );
  const feeds = templates.slice(0, 20).map(async (path) => {
    const text = (await read(path)) ?? '';
    const url = /permalink["']?\s*:\s*["']?\/?([\w./-]+\.(?:xml|json))\b/.exec(text)?.[1];
    const format = formatOfTemplate(text);
    return url === undefined || format === null ? [] : [{ format, url }];
  });
  return (await Promise.all(feeds)).flat();
}

/** The metadata that the plugin for RSS gets in the configuration. */
function metadataIn(program: string): UnknownRecord {
  const block = blockOf(program, 'metadata');
  if (block === null) return {};
  const keys = ['title', 'subtitle', 'language', 'base'];
  const author = literalText(blockOf(block, 'author') ?? '', 'name');
  const known = keys.flatMap((key) => {
    const value = literalText(block, key);
    return value === null ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(known), ...(author === null ? {} : { author }) };
}

/** The usual global data of a site. */
async function metadataOf({ paths, read }: SiteFiles, input: string): Promise<UnknownRecord> {
  const start = input === '' ? '' : `${input}/`;
  const names = ['metadata', 'site', 'meta'];
  const candidates = names.flatMap((name) =>
    ['json', 'yaml', 'yml', 'js', 'mjs', 'cjs'].map((extension) => `${start}_data/${name}.${extension}`),
  );
  const path = candidates.find((it) => paths.has(it));
  if (path === undefined) return {};
  const text = (await read(path)) ?? '';
  if (/\.(?:json|ya?ml)$/.test(path)) return parseConfiguration(path, text) ?? {};
  const program = withoutComments(text);
  const author = literalText(blockOf(program, 'author') ?? '', 'name') ?? literalText(program, 'author');
  const keys = ['title', 'description', 'url', 'language', 'lang'];
  return Object.fromEntries([...keys.map((key) => [key, literalText(program, key)]), ['author', author]]);
}

interface FolderData {
  readonly pattern: string | null;
  readonly unread: readonly Unread[];
}

/** The `permalink` in the data file of a folder of posts, such as `posts/posts.json`. */
async function folderData({ paths, read }: SiteFiles, input: string): Promise<FolderData> {
  const start = input === '' ? '' : `${input}/`;
  const found = [...paths].filter(
    (path) => path.startsWith(start) && /(?:^|\/)([^/]+)\/\1\.(?:json|11tydata\.(?:json|[cm]?js))$/.test(path),
  );
  const patterns: string[] = [];
  const unread: Unread[] = [];
  for (const path of found.slice(0, 50)) {
    const text = (await read(path)) ?? '';
    const isProgram = /js$/.test(path);
    const values = isProgram ? {} : (parseConfiguration(path, text) ?? {});
    const value = isProgram ? literalText(withoutComments(text), 'permalink') : valueAt(values, 'permalink');
    if (typeof value === 'string') patterns.push(value);
    else if (isProgram && /permalink/.test(text)) unread.push(computed(path));
    else if (isRecord(value)) unread.push(computed(path));
  }
  const [pattern = null, ...more] = new Set(patterns);
  return {
    pattern,
    unread: [
      ...unread,
      ...more.map((it) => ({
        kind: 'permalink',
        message: `Only one pattern for permalinks is supported: "${it}" is not used`,
      })),
    ],
  };
}

function computed(path: string): Unread {
  return { kind: 'permalink', message: `"permalink" in ${path} is computed, so it is not read` };
}
