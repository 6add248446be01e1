/** Decides which files of a folder are read: the settings, the articles, and the files beside them. */
import { channelFile } from '../channel/channel-file.ts';
import { formerFile } from '../channel/former-file.ts';
import { isBesidePath } from './attachments/beside.ts';
import { isArticlePath, isInArticleFolder, isOfOtherFormat } from './story/path.ts';
import { isWorkingFile } from './working-files.ts';

/** True for a file that a run reads. */
export function isSourcePath(path: string): boolean {
  if (isWorkingFile(path)) return false;
  return (
    path === channelFile ||
    path === formerFile ||
    isArticlePath(path) ||
    (isBesidePath(path) && isInArticleFolder(path))
  );
}

/** True for a file that looks like an article but has a format that Presstime cannot read. */
export function isSkipped(path: string): boolean {
  return path !== channelFile && isOfOtherFormat(path) && !isBesidePath(path);
}
