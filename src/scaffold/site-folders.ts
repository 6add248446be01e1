/** Decides which folders of a blog contain posts: those that the tool names, or those with dated files. */
import { dateInPath, formatOf, isArticlePath } from '../article/story/path.ts';
import { matchesAny } from '../channel/source-folders.ts';
import type { Site, SiteFiles } from './tools/site.ts';

/** The setting `articles`. Empty if no file of the site has a date. */
export async function postFolders({ root, articles, exclude }: Site, files: SiteFiles): Promise<readonly string[]> {
  if (articles.length > 0) return articles;
  const start = root === '' ? '' : `${root}/`;
  const candidates = [...files.paths].filter(
    (path) => path.startsWith(start) && isArticlePath(path) && isText(path) && !matchesAny(path, exclude),
  );
  const dated: string[] = [];
  for (const path of candidates) if (await isDated(path, files)) dated.push(path);
  const folders = dated.map((path) => topFolder(path.slice(start.length)));
  return [...new Set(folders)].sort().map((folder) => start + folder);
}

function isText(path: string): boolean {
  return ['markdown', 'html', 'text'].includes(formatOf(path) ?? '');
}

/** The first folder, or the file itself if it is in none. */
function topFolder(path: string): string {
  return path.split('/')[0] ?? path;
}

/** True if the file has a date in its name, or a date among the first lines. */
async function isDated(path: string, { read }: SiteFiles): Promise<boolean> {
  if (dateInPath(path) !== null) return true;
  const head = ((await read(path)) ?? '').slice(0, 4_000);
  return /^["' ]*(?:date|pubDate|publishDate|published|created|publish_date)["']?\s*[:=]/im.test(head);
}
