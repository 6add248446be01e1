/** Reads the configuration of Hexo: https://hexo.io/docs/configuration */
import { fieldsOf, type UnknownRecord } from '../../model/record.ts';
import { authorNames, joinUrl, numberAt, settingText, textsIn, valueAt } from './configuration-values.ts';
import type { OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site, type Unread } from './site.ts';

export function hexoSite({ values }: Configuration): Site {
  const source = (settingText(values, 'source_dir') ?? 'source').replace(/\/$/, '');
  const [language = null] = textsIn(valueAt(values, 'language'));
  const pattern = settingText(values, 'permalink');
  const names = settingText(values, 'new_post_name') ?? ':title.md';
  return {
    ...plainSite,
    tool: 'hexo',
    title: settingText(values, 'title'),
    description: settingText(values, 'description', 'subtitle'),
    homeUrl: joinUrl(settingText(values, 'url'), settingText(values, 'root')),
    language: language === 'default' ? null : language,
    timeZone: settingText(values, 'timezone'),
    authors: authorNames(valueAt(values, 'author')),
    permalink: {
      ...(pattern === null ? {} : { pattern }),
      ...(names === datedNames ? { datedNames: true } : {}),
      ...(valueAt(values, 'pretty_urls', 'trailing_html') === false ? { cleanUrls: true } : {}),
    },
    root: source,
    articles: [`${source}/_posts`],
    static: [source],
    output: [settingText(values, 'public_dir') ?? 'public'],
    feeds: [...textsIn(valueAt(values, 'feed', 'path')), 'atom.xml', 'rss2.xml'],
    ownFeeds: ownFeeds(values),
    limit: numberAt(values, 'feed.limit') ?? 20,
    unread: [
      ...(names === ':title.md' || names === datedNames ? [] : [otherNames(names)]),
      ...unreadCategories(values),
    ],
  };
}

const usualPaths = { atom: 'atom.xml', rss2: 'rss2.xml' } as const;

/** The feeds of the plugin hexo-generator-feed, which makes an Atom feed unless its settings say otherwise. */
function ownFeeds(values: UnknownRecord): readonly OwnFeed[] {
  const types = textsIn(valueAt(values, 'feed', 'type') ?? 'atom').filter((type) => type === 'atom' || type === 'rss2');
  const paths = textsIn(valueAt(values, 'feed', 'path'));
  return types.map((type, index) => ({
    format: type === 'atom' ? 'atom' : 'rss',
    url: (paths[index] ?? usualPaths[type]).replace(/^\/+/, ''),
  }));
}

/** The names of files that begin with dates, as Jekyll has them. */
const datedNames = ':year-:month-:day-:title.md';

function otherNames(names: string): Unread {
  return {
    kind: 'file-names',
    message: `"new_post_name" is ":title.md" or "${datedNames}", not "${names}": URLs may be wrong`,
  };
}

function unreadCategories(values: UnknownRecord): readonly Unread[] {
  const hasMap = Object.keys(fieldsOf(valueAt(values, 'category_map'))).length > 0;
  const main = settingText(values, 'default_category') ?? 'uncategorized';
  const isUsed = /:category/.test(settingText(values, 'permalink') ?? '');
  return isUsed && (hasMap || main !== 'uncategorized')
    ? [{ kind: 'category', message: '"category_map" and "default_category" are not supported: URLs may be wrong' }]
    : [];
}
