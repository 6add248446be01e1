/** Blogs of Hexo with hexo-generator-feed. */
import { type Blog, type Generator, inPackages, post } from './generator.ts';

const common = { output: 'public', feed: 'atom.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

/** Hexo reads its plugins from the `package.json` of the site, and renders only the pages that a theme has. */
const program = {
  'package.json': JSON.stringify({
    hexo: { version: '8.1.2' },
    dependencies: { hexo: '8.1.2', 'hexo-generator-feed': '3.0.0', 'hexo-renderer-marked': '7.0.1' },
  }),
  'themes/plain/layout/post.swig': '',
  'themes/plain/layout/post.ejs': '',
  'themes/plain/source/empty.txt': '',
  'scripts/theme.js':
    "hexo.extend.renderer.register('html', 'html', (data) => data.text, true);\nhexo.extend.generator.register('pages', (site) => site.posts.toArray().map((post) => ({ path: post.path, data: post.content })));\n",
};

const configuration = (url: string, lines: readonly string[] = []) =>
  [`url: ${url}`, 'title: Tern', 'author: Ann Fields', 'language: en', 'theme: plain', ...lines, ''].join('\n');

const posts = {
  'source/_posts/2026-01-04-dated-name.md': post('Dated name', ['date: 2026-01-04 16:15:00']),
  'source/_posts/Spaces and (more)_x.md': post('Spaces', ['date: 2026-01-05 23:30:00', 'updated: 2026-02-01 10:00:00']),
  'source/_posts/v1.2.md': post('Version 1.2', ['date: 2026-01-06 00:30:00', 'categories: [Local Stories, Two]']),
  'source/_posts/caf\u00e9.md': post('Caf\u00e9 & \u00dcn\u00efcode \u2013 don\u2019t', [
    'date: 2026-01-07',
    'category: One',
  ]),
  'source/_posts/sub/C++ & more.md': post('C++ & C# in 2.0: 50% off?', ['date: 2026-01-08 03:00:00', 'slug: ignored']),
  'source/_posts/own.md': post('Own permalink', ['date: 2026-01-09', 'permalink: own/place/']),
  'source/_posts/\u6771\u4eac.md': post('\u6771\u4eac\u306e\u8a71', ['date: 2026-01-10', 'categories: [[A, B], [C]]']),
  'source/_posts/unpublished.md': post('Unpublished', ['date: 2026-01-10', 'published: false']),
  'source/_drafts/soon.md': post('Soon'),
};

const patterns = [
  ':category/:name/',
  ':year/:i_month/:i_day/:post_title.html',
  ':hour-:minute-:second/:title/',
  'p/:hash/',
  ':timestamp/:name.html',
] as const;

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual URLs, a time zone',
    zone: 'America/Los_Angeles',
    files: {
      ...program,
      '_config.yml': configuration('https://tern.example', ['timezone: America/Los_Angeles', 'source_dir: source']),
      ...posts,
    },
    entries: 7,
  },
  {
    ...common,
    name: 'below a path, RSS',
    files: {
      ...program,
      '_config.yml': configuration('https://tern.example/root', [
        'feed: { type: rss2, path: rss2.xml }',
        'timezone: UTC',
      ]),
      ...posts,
    },
    feed: 'rss2.xml',
    entries: 7,
  },
  ...patterns.map((permalink) => ({
    ...common,
    name: `permalink: ${permalink}`,
    zone: 'Asia/Tokyo',
    files: {
      ...program,
      '_config.yml': configuration('https://tern.example', [`permalink: "${permalink}"`, 'timezone: Asia/Tokyo']),
      ...posts,
    },
    entries: 7,
  })),
  {
    ...common,
    name: 'files called as the pattern for new posts, no .html',
    files: {
      ...program,
      '_config.yml': configuration('https://tern.example', [
        'permalink: :category/:year/:title.html',
        'new_post_name: :year-:month-:day-:title.md',
        'pretty_urls: { trailing_html: false }',
        'timezone: UTC',
        'feed: { limit: 3 }',
      ]),
      ...posts,
    },
    entries: 3,
  },
];

export const hexo: Generator = {
  tool: 'hexo',
  command: [process.execPath, inPackages('hexo/bin/hexo')],
  build: ['generate', '--silent'],
  packages: inPackages('.'),
  blogs,
};
