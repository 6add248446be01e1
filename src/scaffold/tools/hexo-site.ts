/** Reads the configuration of Hexo: https://hexo.io/docs/configuration */
import type { UnknownRecord } from '../../model/record.ts';
import { authorNames, joinUrl, numberAt, settingText, textsIn, valueAt } from './configuration-values.ts';
import type { OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site } from './site.ts';

export function hexoSite({ values }: Configuration): Site {
  const source = (settingText(values, 'source_dir') ?? 'source').replace(/\/$/, '');
  const [language = null] = textsIn(valueAt(values, 'language'));
  const pattern = settingText(values, 'permalink');
  return {
    ...plainSite,
    tool: 'hexo',
    title: settingText(values, 'title'),
    description: settingText(values, 'description', 'subtitle'),
    homeUrl: joinUrl(settingText(values, 'url'), settingText(values, 'root')),
    language: language === 'default' ? null : language,
    timeZone: settingText(values, 'timezone'),
    authors: authorNames(valueAt(values, 'author')),
    permalink: pattern === null ? {} : { pattern },
    root: source,
    articles: [`${source}/_posts`],
    static: [source],
    output: [settingText(values, 'public_dir') ?? 'public'],
    feeds: [...textsIn(valueAt(values, 'feed', 'path')), 'atom.xml', 'rss2.xml'],
    ownFeeds: ownFeeds(values),
    limit: numberAt(values, 'feed.limit') ?? 20,
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
