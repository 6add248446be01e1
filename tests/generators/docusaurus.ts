/** Blogs of Docusaurus, without a theme: the pages are empty, their URLs and the feeds are real. */
import { join } from 'node:path';
import { type Blog, docusaurusPackages, type Generator, post } from './generator.ts';

const components = ['List', 'Post', 'TagsList', 'TagsPosts', 'Archive', 'AuthorsPosts', 'AuthorsList'];

const configuration = (lines: string, options: string) => `const empty = '@site/src/empty.js';
module.exports = {
  title: 'Tern',
  tagline: 'Notes',
  url: 'https://tern.example',
  onBrokenLinks: 'ignore',
  ${lines}
  plugins: [
    [
      '@docusaurus/plugin-content-blog',
      {
        ${options}
        feedOptions: { type: 'all', limit: 20 },
        onUntruncatedBlogPosts: 'ignore',
        ${components.map((name) => `blog${name}Component: empty,`).join('\n        ')}
      },
    ],
  ],
};
`;

const files = (lines: string, options: string) => ({
  'package.json': '{ "private": true }',
  'docusaurus.config.js': configuration(lines, options),
  'src/empty.js': 'export default function Empty() {\n  return null;\n}\n',
});

const posts = (folder: string) => ({
  [`${folder}/2026-01-04-dated-name.md`]: post('Dated name'),
  [`${folder}/2026-01-05-both.md`]: post('Both dates', ['date: 2026-02-09T10:00:00Z']),
  [`${folder}/2026-1-6-short-date.md`]: post('Short date'),
  [`${folder}/Upper Case (more)_x.md`]: post('Upper case', ['date: 2026-01-07']),
  [`${folder}/v1.2 & C++.md`]: post('Version 1.2', ['date: 2026-01-08']),
  [`${folder}/caf\u00e9.mdx`]: post('Coffee', ['date: 2026-01-09']),
  [`${folder}/2026-01-10-bundle/index.md`]: post('In a bundle'),
  [`${folder}/2026/01/11/in-folders.md`]: post('In folders'),
  [`${folder}/sub/2026-01-12-in-sub.md`]: post('In a folder', ['last_update: { date: 2026-02-10 }']),
  [`${folder}/slug.md`]: post('With a slug', ['date: 2026-01-13', 'slug: my/Slug.x']),
  [`${folder}/lead.md`]: post('With a slash', ['date: 2026-01-14', 'slug: /lead/Slash']),
  [`${folder}/draft.md`]: post('A draft', ['date: 2026-01-15', 'draft: true']),
  [`${folder}/unlisted.md`]: post('Unlisted', ['date: 2026-01-15', 'unlisted: true']),
  [`${folder}/_partial.md`]: post('A partial', ['date: 2026-01-15']),
});

const common = { output: 'build', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual URLs, below a path',
    files: { ...files("baseUrl: '/p/',", "path: 'blog',"), ...posts('blog') },
    feed: 'blog/rss.xml',
    entries: 11,
  },
  {
    ...common,
    name: 'at the root, with closing slashes, in another folder',
    files: {
      ...files("baseUrl: '/',\n  trailingSlash: true,", "path: './news',\n        routeBasePath: '/',"),
      ...posts('news'),
    },
    feed: 'rss.xml',
    entries: 11,
  },
];

export const docusaurus: Generator = {
  tool: 'docusaurus',
  command: [process.execPath, join(docusaurusPackages, '@docusaurus/core/bin/docusaurus.mjs')],
  build: ['build'],
  packages: docusaurusPackages,
  blogs,
};
