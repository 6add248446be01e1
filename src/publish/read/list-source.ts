/** Lists the source store: the settings, the articles, and the files beside them. */
import { isBesidePath, isOtherPicturePath } from '../../article/attachments/beside.ts';
import { isSkipped, isSourcePath } from '../../article/source-path.ts';
import { isArticlePath, isInArticleFolder, isUncertainPath } from '../../article/story/path.ts';
import { findWorkingFiles, hasOrdinaryName } from '../../article/working-files.ts';
import { channelFile } from '../../channel/channel-file.ts';
import { formerFile } from '../../channel/former-file.ts';
import { isIncluded, type SourceFolders } from '../../channel/source-folders.ts';
import type { StoredFile } from '../../model/file.ts';
import { inFile, type Problem, warning } from '../../problem/problem.ts';
import type { Store } from '../../store/store.ts';

/** What is in the source: the settings, articles, pictures and other files. */
export interface ListedSource {
  /** Sorted by path, like `beside`. */
  readonly articles: readonly StoredFile[];
  /** Pictures, other media and sidecars. */
  readonly beside: readonly StoredFile[];
  /** The file with the settings; null if there is none. */
  readonly settings: StoredFile | null;
  /** True if there is a configuration of Hugo, which no other tool has. */
  readonly isHugo: boolean;
  /** True if there is a file with the entries of the feed that the site had before. */
  readonly hasFormerFeed: boolean;
  /** Paths of files with unknown extensions, sorted. */
  readonly skipped: readonly string[];
  readonly problems: readonly Problem[];
}

/** Lists the files that a run may read. */
export async function listSource(from: Store): Promise<ListedSource> {
  // Few of very many paths are kept here: those without ordinary names, and those of files that are no articles.
  const seen = new Set<string>();
  const others = new Set<string>();
  const links = new Map<string, 'folder' | 'nothing'>();
  let isHugo = false;
  const files = await from.list((path, link) => {
    if (hugoFile.test(path)) isHugo = true;
    // A link to a folder has a name without an extension, too.
    const isFolder = isUncertainPath(path) && link !== undefined && link !== 'file';
    const isSource = !isFolder && (isSourcePath(path) || isOtherPicture(path));
    if (isSource && !isArticlePath(path)) others.add(path);
    const isLost = !isSource && link !== undefined && link !== 'file';
    if (isLost && mayHoldArticles(path)) links.set(path, link);
    else if (!hasOrdinaryName(path) && isInArticleFolder(path)) seen.add(path);
    return isSource;
  });
  const working = findWorkingFiles([...seen].sort(), () => files.map(({ path }) => path));
  const isArticle = ({ path }: StoredFile) => !others.has(path);
  const rest = files.filter((file) => !isArticle(file));
  return {
    articles: files.filter((file) => isArticle(file) && !working.paths.has(file.path)),
    beside: rest.filter(({ path }) => isBesidePath(path) || isOtherPicture(path)),
    settings: rest.find(({ path }) => path === channelFile) ?? null,
    isHugo,
    hasFormerFeed: rest.some(({ path }) => path === formerFile),
    skipped: [...seen]
      .filter((path) => !isArticlePath(path) && path !== formerFile && isSkipped(path) && !working.paths.has(path))
      .sort(),
    problems: [...[...links].sort().flatMap(([path, target]) => linkProblems(path, target)), ...working.problems],
  };
}

type Folders = Pick<SourceFolders, 'articles' | 'exclude'>;

/** True for a file that may belong to the source by the settings. Pictures can be in any folder that is not excluded. */
export function mayBelong(path: string, folders: Folders): boolean {
  if (path === channelFile || path === formerFile) return true;
  return isIncluded(path, isArticlePath(path) ? folders : { ...folders, articles: [] });
}

/** What was listed, without files that do not belong to the source by the settings. */
export function withinFolders(listed: ListedSource, folders: Folders): ListedSource {
  if (folders.articles.length === 0 && folders.exclude.length === 0) return listed;
  const isArticle = (path: string) => isIncluded(path, folders);
  return {
    ...listed,
    articles: listed.articles.filter(({ path }) => isArticle(path)),
    beside: listed.beside.filter(({ path }) => mayBelong(path, folders)),
    skipped: listed.skipped.filter(isArticle),
    problems: listed.problems.filter(({ file }) => isArticle(file)),
  };
}

const hugoFile = /^hugo\.(?:toml|ya?ml|json)$/;

/** True for a picture of a type that is not published. An article that uses it gets a warning. */
function isOtherPicture(path: string): boolean {
  return isOtherPicturePath(path) && isInArticleFolder(path);
}

/** True for a path that would be walked for articles if it were a folder. */
function mayHoldArticles(path: string): boolean {
  return isInArticleFolder(`${path}/`);
}

/** A folder of articles that is a link would otherwise be missing without a word. A broken link may have been one. */
function linkProblems(path: string, target: 'folder' | 'nothing'): readonly Problem[] {
  const message =
    target === 'folder'
      ? `"${path}" is a link to a folder, and links are not followed, so nothing in it is published: replace it with a copy of the folder`
      : `"${path}" is a link to something that does not exist: remove it, or replace it with a file or folder`;
  return inFile(path, [warning('link', message)]);
}
