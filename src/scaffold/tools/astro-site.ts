/** Reads the literal values in the configuration of Astro: https://docs.astro.build/en/reference/configuration-reference/ */
import { joinUrl, literalText, withoutComments } from './configuration-values.ts';
import { formatOfTemplate, type OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site, type SiteFiles, type Unread } from './site.ts';

export async function astroSite({ text, files }: Configuration): Promise<Site> {
  const program = withoutComments(text);
  const constants = withoutComments((await files.read('src/consts.ts')) ?? (await files.read('src/consts.js')) ?? '');
  const base = pageFolder(files.paths);
  const slash = literalText(program, 'trailingSlash');
  const format = literalText(program, 'format');
  const trailing = slash === 'never' || format === 'file' ? { trailingSlash: false } : {};
  return {
    ...plainSite,
    tool: 'astro',
    title: literalText(constants, 'SITE_TITLE') ?? literalText(program, 'title'),
    description: literalText(constants, 'SITE_DESCRIPTION'),
    homeUrl: joinUrl(literalText(program, 'site'), literalText(program, 'base')),
    language: literalText(program, 'defaultLocale'),
    permalink: { ...(base === null ? {} : { base }), ...trailing },
    root: files.paths.has('src/content') || someBelow(files.paths, 'src/content/') ? 'src/content' : 'src/data',
    static: ['public'],
    output: ['dist'],
    feeds: ['rss.xml', 'feed.xml', 'atom.xml'],
    ownFeeds: await ownFeeds(files),
    unread: base === null ? [noPageFile] : [],
  };
}

/** The program of a feed, such as `src/pages/rss.xml.js`. */
async function ownFeeds({ paths, read }: SiteFiles): Promise<readonly OwnFeed[]> {
  const pattern = /^src\/pages\/((?:[^/[\]]+\/)*(?:rss|feed|atom|index)\.(?:xml|json))\.[jt]s$/;
  const found = [...paths].flatMap((path) => {
    const url = pattern.exec(path)?.[1];
    return url === undefined ? [] : [{ path, url }];
  });
  const feeds = found.map(async ({ path, url }) => {
    const format = formatOfTemplate((await read(path)) ?? '');
    return format === null ? [] : [{ format, url }];
  });
  return (await Promise.all(feeds)).flat().sort((one, other) => one.url.length - other.url.length);
}

const noPageFile: Unread = {
  kind: 'page-file',
  message:
    'No page such as "src/pages/blog/[...slug].astro" says which URLs posts have: they get the name of their collection',
};

function someBelow(paths: ReadonlySet<string>, start: string): boolean {
  return [...paths].some((path) => path.startsWith(start));
}

/** The folder of the page file that makes the pages of posts, such as `blog` for `src/pages/blog/[...slug].astro`. */
function pageFolder(paths: ReadonlySet<string>): string | null {
  const found = [...paths].flatMap((path) => {
    const folder = /^src\/pages\/((?:[^/[]+\/)*)\[(?:\.\.\.)?(?:slug|id)\](?:\/index)?\.astro$/.exec(path)?.[1];
    return folder === undefined ? [] : [folder.replace(/\/$/, '')];
  });
  return found.toSorted((one, other) => other.length - one.length)[0] ?? null;
}
