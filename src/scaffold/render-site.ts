/** Makes the `feed.yaml` of a blog from what the configuration of its tool says. Pure. */
import { stringify } from 'yaml';
import { isDefaultRoot } from '../article/permalink/post-path.ts';
import { channelFile } from '../channel/channel-file.ts';
import type { FeedLocation } from './feed-location.ts';
import type { ScaffoldFile } from './scaffold.ts';
import type { Site } from './tools/site.ts';

/** What the owner of the blog says about it, or what its tool says. Each value is one that `feed.yaml` accepts. */
export interface SiteAnswers {
  readonly title: string;
  readonly description: string | null;
  readonly homeUrl: string;
  readonly author: string | null;
  readonly authors: readonly string[];
  readonly language: string;
  readonly timeZone: string;
  /** The setting `articles`. */
  readonly articles: readonly string[];
  /** The setting `exclude`. */
  readonly exclude: readonly string[];
}

/** Makes `feed.yaml`. */
export function renderSiteSettings(
  site: Site,
  answers: SiteAnswers & Pick<FeedLocation, 'feedUrl' | 'files'>,
): ScaffoldFile {
  const { title, description, homeUrl, feedUrl, files, language, timeZone, articles, exclude } = answers;
  const authors = answers.author === null ? answers.authors : [answers.author];
  const parts: readonly (readonly [comment: string | null, values: Readonly<Record<string, unknown>>])[] = [
    ['The settings of the publication.', { title, description: description ?? `The newest articles of ${title}` }],
    ['The URL of the site, as the configuration of its tool says.', { homeUrl }],
    ['The URL of the folder with the feeds. If they are elsewhere, replace it.', { feedUrl }],
    [
      'The names of the feeds that the site had, so that subscribers need no redirect.',
      Object.keys(files).length === 0 ? {} : { files },
    ],
    [null, { language, timeZone }],
    ...(authors.length === 0 ? [] : [['Authors of articles that name none.', { authors }] as const]),
    [
      'URLs and ids of entries are those that the tool gives them, so that subscribers see nothing twice.',
      urlSettings(site),
    ],
    ...(site.limit === null || site.limit > 1000
      ? []
      : [['As many entries as in the former feed: more would be new to subscribers.', { limit: site.limit }] as const]),
    [
      'The folders that contain articles, what is left out, and the folders whose files are at the root of the site.',
      {
        ...filled('articles', articles),
        ...filled('exclude', exclude),
        ...filled('static', site.static),
      },
    ],
  ];
  const text = parts
    .filter(([, values]) => Object.keys(values).length > 0)
    .map(
      ([comment, values]) =>
        `${comment === null ? '' : `# ${comment}\n`}${stringify(values, { lineWidth: 0, indentSeq: true })}`,
    )
    .join('\n');
  return { path: channelFile, text };
}

/** Exports of services contain the ids and the URLs of their posts. The pattern is for posts that follow. */
const services = {
  medium: { permalink: '/:slug', ids: 'url' },
  substack: { permalink: '/p/:slug', ids: 'url' },
} as const;

function urlSettings({ tool, root, permalink: own }: Site): Readonly<Record<string, unknown>> {
  if (tool === 'medium' || tool === 'substack') return services[tool];
  const permalink = isDefaultRoot(root, tool) ? own : { ...own, root };
  return { permalink: Object.keys(permalink).length === 0 ? tool : { tool, ...permalink }, ids: tool };
}

function filled(key: string, list: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return list.length === 0 ? {} : { [key]: list };
}
