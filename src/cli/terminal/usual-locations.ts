/** The locations of the articles and of the publication if no argument and no flag names them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { channelFile } from '../../channel/channel-file.ts';

/** Where the articles and the publication are. */
export interface Locations {
  readonly from: string;
  readonly to: string;
}

/** The folder of the publication in the folder of a blog. Neither Presstime nor the tool of the blog reads articles from it. */
export const feedsFolder = '_feeds';

/** In a blog, `feed.yaml` is in the working folder. */
export function usualLocations(): Locations {
  const isBlog = existsSync(channelFile) && !existsSync(join('articles', channelFile));
  return isBlog ? { from: '.', to: feedsFolder } : { from: 'articles', to: 'public' };
}
