/** Reads the configuration of Jekyll: https://jekyllrb.com/docs/configuration/ */
import { fieldsOf, isRecord, type UnknownRecord } from '../../model/record.ts';
import { authorNames, joinUrl, numberAt, settingText, textsIn, valueAt } from './configuration-values.ts';
import { formatOfTemplate, type OwnFeed } from './own-feed.ts';
import { type Configuration, plainSite, type Site, type SiteFiles, type Unread } from './site.ts';

export async function jekyllSite({ values, files }: Configuration): Promise<Site> {
  const source = (settingText(values, 'source') ?? '').replace(/^\.?\/|\/$/g, '');
  const collections = settingText(values, 'collections_dir');
  const folder = [source, collections].filter((part) => part !== null && part !== '').join('/');
  const { pattern, values: defaults } = defaultsOfPosts(values);
  const permalink = pattern ?? settingText(values, 'collections.posts.permalink', 'permalink');
  return {
    ...plainSite,
    tool: 'jekyll',
    title: settingText(values, 'title', 'name'),
    description: settingText(values, 'description', 'tagline'),
    homeUrl: joinUrl(settingText(values, 'url'), settingText(values, 'baseurl')),
    language: settingText(values, 'lang', 'locale', 'language')?.replace('_', '-') ?? null,
    timeZone: settingText(values, 'timezone'),
    authors: authorNames(valueAt(values, 'author') ?? valueAt(defaults, 'author')),
    permalink: permalink === null ? {} : { pattern: permalink },
    root: folder,
    articles: postFolders(files.paths, folder),
    exclude: textsIn(valueAt(values, 'exclude')).filter((path) => /^[\w./-]+$/.test(path) && /_posts/.test(path)),
    static: source === '' ? [] : [source],
    output: [settingText(values, 'destination')?.replace(/^\.?\//, '') ?? '_site'],
    feeds: [settingText(values, 'feed.path') ?? 'feed.xml', 'atom.xml', 'rss.xml'],
    ownFeeds: await ownFeeds(values, { files, source }),
    limit: numberAt(values, 'feed.posts_limit') ?? 10,
    unread: unreadCollections(values),
  };
}

/** A template of the site, or else the feed of the plugin jekyll-feed. */
async function ownFeeds(
  values: UnknownRecord,
  { files, source }: { readonly files: SiteFiles; readonly source: string },
): Promise<readonly OwnFeed[]> {
  const start = source === '' ? '' : `${source}/`;
  const name = ['feed.xml', 'atom.xml', 'rss.xml', 'index.xml'].find((it) => files.paths.has(`${start}${it}`));
  const format = name === undefined ? null : formatOfTemplate((await files.read(`${start}${name}`)) ?? '');
  if (name !== undefined && format !== null) return [{ format, url: name }];
  return [{ format: 'atom', url: (settingText(values, 'feed.path') ?? 'feed.xml').replace(/^\/+/, '') }];
}

/** Jekyll reads `_posts` in every folder. */
function postFolders(paths: ReadonlySet<string>, folder: string): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`;
  const found = [...paths].flatMap((path) =>
    path.startsWith(start) ? (/^(?:[^_.][^/]*\/)*_posts(?=\/)/.exec(path.slice(start.length)) ?? []) : [],
  );
  const folders = [...new Set(found)].sort().map((it) => start + it);
  return folders.length === 0 ? [`${start}_posts`] : folders;
}

/** The values that `defaults` gives all posts. */
function defaultsOfPosts(values: UnknownRecord) {
  const list = valueAt(values, 'defaults');
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  const ofPosts = rows.filter(isRecord).filter((row) => {
    const { type, path } = fieldsOf(row['scope']);
    return (type === undefined || type === 'posts') && (path === undefined || path === '' || path === '_posts');
  });
  const merged = Object.assign({}, ...ofPosts.map((row) => fieldsOf(row['values']))) as UnknownRecord;
  return { pattern: settingText(merged, 'permalink'), values: merged };
}

function unreadCollections(values: UnknownRecord): readonly Unread[] {
  const names = Object.entries(fieldsOf(valueAt(values, 'collections')))
    .filter(([name, options]) => name !== 'posts' && fieldsOf(options)['output'] === true)
    .map(([name]) => name);
  return names.map((name) => ({
    kind: 'collection',
    message: `The collection "${name}" is left out, because the feed of Jekyll contains only posts`,
  }));
}
