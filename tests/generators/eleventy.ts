/** Blogs of Eleventy with its plugin for feeds. */
import { type Blog, type Generator, inPackages, post } from './generator.ts';

const common = { output: '_site', feed: 'feed.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

const configuration = (base: string, rest = '') => `import { feedPlugin } from ${JSON.stringify(
  inPackages('@11ty/eleventy-plugin-rss/.eleventy.js'),
)};
export default function (config) {
  config.addPlugin(feedPlugin, {
    type: 'atom',
    outputPath: '/feed.xml',
    collection: { name: 'post', limit: 0 },
    metadata: { language: 'en', title: 'Tern', subtitle: 'Notes', base: '${base}', author: { name: 'Ann' } },
  });
}
export const config = { dir: { input: 'src', output: '_site' }${rest} };
`;

const posts = {
  'src/posts/2026-01-01-dated.md': post('Dated', ['date: 2026-01-01T10:00:00Z']),
  'src/posts/Upper Case.md': post('Upper case', ['date: 2026-01-02T23:30:00-08:00']),
  'src/posts/v1.2.md': post('Version 1.2', ['date: 2026-01-03']),
  'src/posts/caf\u00e9.md': post('Coffee', ['date: 2026-01-04']),
  'src/posts/bundle/index.md': post('In a bundle', ['date: 2026-01-06']),
  'src/posts/same/same.md': post('Named as its folder', ['date: 2026-01-07']),
  'src/posts/2026-01-08-in-name.md': post('Date in the name'),
  'src/posts/slug.md': post('With a slug', ['date: 2026-01-09', 'slug: My Own Slug']),
  'src/posts/own.md': post('With a permalink', ['date: 2026-01-10', 'permalink: /own/place/index.html']),
  'src/posts/template.md': post('By a template: \u00c4 & B', [
    'date: 2026-01-11',
    'permalink: "/t/{{ title | slugify }}/"',
  ]),
  'src/posts/hidden.md': post('Hidden', ['date: 2026-01-12', 'eleventyExcludeFromCollections: true']),
};

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual URLs',
    files: {
      'eleventy.config.mjs': configuration('https://tern.example/'),
      'src/posts/posts.json': '{ "tags": "post" }',
      ...posts,
      "src/posts/what's-new.md": post("What's new & old", ['date: 2026-01-05']),
    },
    entries: 11,
    // The plugin escapes an apostrophe twice.
    brokenLinks: 1,
  },
  {
    ...common,
    name: 'a permalink for the folder, below a path',
    files: {
      'eleventy.config.mjs': configuration('https://tern.example/b/', ", pathPrefix: '/b/'"),
      'src/posts/posts.json':
        '{ "tags": "post", "permalink": "/{{ page.date | date: \'%Y/%m/%d\' }}/{{ page.fileSlug }}/" }',
      ...posts,
    },
    entries: 10,
  },
];

export const eleventy: Generator = {
  tool: 'eleventy',
  command: [process.execPath, inPackages('@11ty/eleventy/cmd.cjs')],
  build: ['--quiet'],
  packages: null,
  blogs,
};
