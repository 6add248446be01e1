/** Which files of a folder are read: the settings, articles, and what lies beside them. */
import { channelFile } from '../channel/parse-channel.ts';
import { isBesidePath } from './attachments/beside.ts';
import { isArticlePath, isInArticleFolder, isOfOtherFormat } from './story/path.ts';

/** True for the files that a run reads: the settings, articles, and what lies beside them. */
export function isSourcePath(path: string): boolean {
  return path === channelFile || isArticlePath(path) || (isBesidePath(path) && isInArticleFolder(path));
}

/** True for what somebody may take for an article, and Presstime does not know. */
export function isSkipped(path: string): boolean {
  return path !== channelFile && isOfOtherFormat(path) && !isBesidePath(path);
}
