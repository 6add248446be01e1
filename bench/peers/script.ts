/** Scripts that a developer would write: marked, sanitize-html, and `feed` or feedsmith for the feeds. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePosts } from '../posts.ts';
import { installPackages } from './npm.ts';
import type { Peer } from './peer.ts';

const shared = { marked: '18.2.1', 'sanitize-html': '2.18.1' };

export const scriptWithFeed: Peer = createScript('feed', { feed: '6.0.0' });
export const scriptWithFeedsmith: Peer = createScript('feedsmith', { feedsmith: '3.0.1' });

function createScript(writer: 'feed' | 'feedsmith', library: Readonly<Record<string, string>>): Peer {
  const versions = { ...shared, ...library };
  return {
    name: `marked + ${writer}`,
    setting: 'with sanitize-html, in bench/peers/script.mjs, which reads front matter line by line',
    roundsOfTenThousand: null,
    setUp: async () => {
      const installed = installPackages(`script-${writer}`, versions);
      const script = join(installed, 'script.mjs');
      // Packages are found from the folder of the script.
      await copyFile(fileURLToPath(new URL('script.mjs', import.meta.url)), script);
      return {
        version: Object.values(versions).join(', '),
        createSite: async (folder, { count, hasPages }) => {
          const [posts, output] = [join(folder, 'posts'), join(folder, 'public')];
          await writePosts(posts, count);
          return {
            command: { program: process.execPath, args: [script, writer, posts, output, hasPages ? 'pages' : 'feeds'] },
            output,
            feeds: { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' },
            page: 'story-000000.html',
          };
        },
      };
    },
  };
}
