/** Reads the configuration of Pelican, a program whose settings are literal values: https://docs.getpelican.com/en/latest/settings.html */
import { literalText, literalTexts, setsKey, withoutComments } from './configuration-values.ts';
import type { OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site } from './site.ts';

/** The settings of a published site override the others. */
const publishedSettings = 'publishconf.py';

export async function pelicanSite({ text, files }: Configuration): Promise<Site> {
  const published = withoutComments((await files.read(publishedSettings)) ?? '');
  const local = withoutComments(text);
  const find = (key: string) => literalText(published, key) ?? literalText(local, key);
  const root = (find('PATH') ?? 'content').replace(/^\.?\/|\/$/g, '');
  const folders = literalTexts(local, 'ARTICLE_PATHS').filter((folder) => folder !== '');
  const pattern = find('ARTICLE_URL');
  const author = find('AUTHOR');
  const zone = find('TIMEZONE');
  const feeds = [find('FEED_ALL_ATOM'), find('FEED_ATOM'), find('FEED_ALL_RSS'), find('FEED_RSS')];
  const isDated = setsKey(local, 'FILENAME_METADATA');
  return {
    ...plainSite,
    tool: 'pelican',
    title: find('SITENAME'),
    description: find('SITESUBTITLE'),
    homeUrl: find('SITEURL'),
    language: find('DEFAULT_LANG') ?? 'en',
    timeZone: zone ?? 'UTC',
    authors: author === null ? [] : [author],
    permalink: {
      ...(pattern === null ? {} : { pattern: pattern.startsWith('/') ? pattern : `/${pattern}` }),
      ...(find('SLUGIFY_SOURCE') === 'basename' ? { fileSlugs: true } : {}),
    },
    root,
    articles: folders.map((folder) => (root === '' ? folder : `${root}/${folder}`)),
    exclude: root === '' ? ['pages', 'output'] : [`${root}/pages`],
    static: [root].filter((folder) => folder !== ''),
    output: [(find('OUTPUT_PATH') ?? 'output').replace(/\/$/, '')],
    feeds: [...feeds.flatMap((path) => path ?? []), 'feeds/all.atom.xml'],
    ownFeeds: ownFeeds(find, (key) => setsKey(published, key) || setsKey(local, key)),
    unread: isDated
      ? [{ kind: 'file-names', message: '"FILENAME_METADATA" is a pattern for file names, which is not read' }]
      : [],
  };
}

/** Pelican makes an Atom feed of all articles, unless a setting is None. */
function ownFeeds(find: (key: string) => string | null, isSet: (key: string) => boolean): readonly OwnFeed[] {
  const usual = isSet('FEED_ALL_ATOM') ? null : 'feeds/all.atom.xml';
  const feeds = [
    ['atom', find('FEED_ALL_ATOM') ?? usual],
    ['atom', find('FEED_ATOM')],
    ['rss', find('FEED_ALL_RSS')],
    ['rss', find('FEED_RSS')],
  ] as const;
  return feeds.flatMap(([format, url]) => (url === null ? [] : [{ format, url: url.replace(/^\/+/, '') }]));
}
