/** Finds the tool that a blog is built with by its configuration file, and reads what the configuration says. */
import type { ToolName } from '../../model/channel.ts';
import type { UnknownRecord } from '../../model/record.ts';
import { astroSite } from './astro-site.ts';
import { parseConfiguration, valueAt } from './configuration-values.ts';
import { docusaurusSite } from './docusaurus-site.ts';
import { eleventySite } from './eleventy-site.ts';
import { hexoSite } from './hexo-site.ts';
import { hugoSite } from './hugo-site.ts';
import { jekyllSite } from './jekyll-site.ts';
import { nextSite, obsidianSite } from './other-sites.ts';
import { pelicanSite } from './pelican-site.ts';
import type { Configuration, Site, SiteFiles } from './site.ts';
import { vitepressSite } from './vitepress-site.ts';
import { zolaSite } from './zola-site.ts';

interface ToolFile {
  readonly tool: ToolName;
  readonly path: RegExp;
  /** Tells tools apart whose configuration files have the same name. */
  readonly isOf: (configuration: Pick<Configuration, 'values' | 'files'>) => boolean;
  readonly read: (configuration: Configuration) => Site | Promise<Site>;
}

const always = () => true;
const hasKey = (values: UnknownRecord, key: string) => valueAt(values, key) !== undefined;

/** The first row whose file is there decides. */
const toolFiles: readonly ToolFile[] = [
  { tool: 'hugo', path: /^(?:config\/_default\/)?hugo\.(?:toml|ya?ml|json)$/, isOf: always, read: hugoSite },
  {
    tool: 'zola',
    path: /^(?:config|zola)\.toml$/,
    isOf: ({ values }) => hasKey(values, 'base_url') && !hasKey(values, 'baseURL'),
    read: zolaSite,
  },
  {
    tool: 'hugo',
    path: /^(?:config\/_default\/)?config\.(?:toml|ya?ml|json)$/,
    isOf: ({ values }) => hasKey(values, 'baseURL') || hasKey(values, 'languageCode') || hasKey(values, 'theme'),
    read: hugoSite,
  },
  {
    tool: 'hexo',
    path: /^_config\.ya?ml$/,
    isOf: ({ values, files }) =>
      ['source_dir', 'public_dir', 'new_post_name'].some((key) => hasKey(values, key)) ||
      [...files.paths].some((path) => path.startsWith('source/_posts/')),
    read: hexoSite,
  },
  { tool: 'jekyll', path: /^_config\.(?:ya?ml|toml)$/, isOf: always, read: jekyllSite },
  { tool: 'pelican', path: /^pelicanconf\.py$/, isOf: always, read: pelicanSite },
  { tool: 'docusaurus', path: /^docusaurus\.config\.[cm]?[jt]s$/, isOf: always, read: docusaurusSite },
  { tool: 'astro', path: /^astro\.config\.[cm]?[jt]s$/, isOf: always, read: astroSite },
  {
    tool: 'vitepress',
    path: /^(?:docs\/)?\.vitepress\/config(?:\/index)?\.[cm]?[jt]s$/,
    isOf: always,
    read: vitepressSite,
  },
  { tool: 'eleventy', path: /^(?:eleventy\.config\.[cm]?js|\.eleventy\.js)$/, isOf: always, read: eleventySite },
  { tool: 'next', path: /^next\.config\.[cm]?[jt]s$/, isOf: always, read: nextSite },
  { tool: 'obsidian', path: /^\.obsidian\/app\.json$/, isOf: always, read: obsidianSite },
];

/** True for a path that may be the configuration of a tool. */
export function isConfigurationPath(path: string): boolean {
  return toolFiles.some((row) => row.path.test(path));
}

export interface FoundSite {
  readonly site: Site;
  /** The path of the configuration. */
  readonly path: string;
}

/** The site in a folder. Null if no known tool has a configuration there. */
export async function findSite(files: SiteFiles): Promise<FoundSite | null> {
  for (const { path: pattern, isOf, read } of toolFiles) {
    for (const path of [...files.paths].filter((it) => pattern.test(it)).sort()) {
      const text = (await files.read(path)) ?? '';
      const parsed = parseConfiguration(path, text);
      const values = { ...(parsed ?? {}), ...(await partsOf(path, files)) };
      if (!isOf({ values, files })) continue;
      const site = await read({ path, text, values, files });
      const damaged = { kind: 'configuration', message: `${path} cannot be read` };
      return { site: parsed === null ? { ...site, unread: [damaged, ...site.unread] } : site, path };
    }
  }
  return null;
}

/** The other files of a configuration of Hugo that is split by key, such as `config/_default/permalinks.toml`. */
async function partsOf(path: string, { paths, read }: SiteFiles): Promise<UnknownRecord> {
  if (!path.startsWith('config/_default/')) return {};
  const others = [...paths].flatMap((it) => {
    const key = /^config\/_default\/(\w+)\.(?:toml|ya?ml|json)$/.exec(it)?.[1];
    return key === undefined || it === path ? [] : [[key, it] as const];
  });
  const parts = await Promise.all(
    others.map(async ([key, it]) => [key, parseConfiguration(it, (await read(it)) ?? '')] as const),
  );
  return Object.fromEntries(parts.filter(([, values]) => values !== null));
}
