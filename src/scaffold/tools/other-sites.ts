/** What is known of tools whose configuration says nothing about posts: Next and Obsidian. */
import { literalText, withoutComments } from './configuration-values.ts';
import { type Configuration, plainSite, type Site } from './site.ts';

export function nextSite({ text, files }: Configuration): Site {
  const base = literalText(withoutComments(text), 'basePath');
  const folders = ['content', 'posts', '_posts', 'pages', 'src/pages', 'src/content', 'app'];
  const root = folders.find((folder) => [...files.paths].some((path) => isPost(path, folder))) ?? '';
  return {
    ...plainSite,
    tool: 'next',
    root,
    static: ['public'],
    output: ['out'],
    feeds: ['feed.xml', 'rss.xml', 'atom.xml', 'feed.json'],
    unread:
      base === null
        ? []
        : [{ kind: 'base-path', message: `The URL of the site must end in the path "${base}" of "basePath"` }],
  };
}

function isPost(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) && /\.mdx?$/.test(path);
}

export function obsidianSite(): Site {
  return { ...plainSite, tool: 'obsidian', timeZone: null };
}
