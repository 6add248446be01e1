/** Reads the configuration of Zola: https://www.getzola.org/documentation/getting-started/configuration/ */
import { fieldsOf, type UnknownRecord } from '../../model/record.ts';
import { authorNames, booleanAt, numberAt, settingText, textsIn, valueAt } from './configuration-values.ts';
import type { OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site } from './site.ts';

export function zolaSite({ values }: Configuration): Site {
  const main = settingText(values, 'default_language') ?? 'en';
  const others = Object.keys(fieldsOf(valueAt(values, 'languages'))).filter((code) => code !== main);
  const slugs = settingText(values, 'slugify.paths') ?? 'on';
  const names = textsIn(valueAt(values, 'feed_filenames'));
  return {
    ...plainSite,
    tool: 'zola',
    title: settingText(values, 'title'),
    description: settingText(values, 'description'),
    homeUrl: settingText(values, 'base_url'),
    language: main,
    authors: authorNames(valueAt(values, 'author') ?? valueAt(values, 'extra', 'author')),
    permalink: {
      ...(others.length === 0 ? {} : { languages: others, defaultLanguage: main }),
      ...(slugs === 'on' ? {} : { slugify: false }),
      ...(booleanAt(values, 'slugify.paths_keep_dates') ? { datedNames: false } : {}),
    },
    root: 'content',
    exclude: others.map((code) => `**/*.${code}.md`),
    static: ['static'],
    output: [settingText(values, 'output_dir') ?? 'public'],
    feeds: [...names, ...textsIn(valueAt(values, 'feed_filename')), 'atom.xml', 'rss.xml'],
    ownFeeds: booleanAt(values, 'generate_feeds') || booleanAt(values, 'generate_feed') ? ownFeeds(values) : [],
    limit: numberAt(values, 'feed_limit'),
    unread: others.map((code) => ({
      kind: 'other-language',
      message: `Articles in "${code}" are left out, because Zola has another feed for each language`,
    })),
  };
}

/** Zola renders a template with the name of each feed. */
function ownFeeds(values: UnknownRecord): readonly OwnFeed[] {
  const names = textsIn(valueAt(values, 'feed_filenames') ?? valueAt(values, 'feed_filename') ?? 'atom.xml');
  return names.map((url) => ({ format: /rss/i.test(url) ? 'rss' : 'atom', url }));
}
