/** Reads the configuration of Hexo: https://hexo.io/docs/configuration */
import { authorNames, joinUrl, numberAt, settingText, textsIn, valueAt } from './configuration-values.ts';
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
    limit: numberAt(values, 'feed.limit') ?? 20,
  };
}
