/** Blogs of Jekyll with the plugin jekyll-feed. */
import { type Blog, type Generator, post } from './generator.ts';

const common = { output: '_site', feed: 'feed.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

const configuration = (lines: readonly string[]) =>
  ['url: https://tern.example', 'title: Tern', 'plugins: [jekyll-feed]', ...lines, ''].join('\n');

const plain = (day: number, name: string, lines: readonly string[] = []) => ({
  [`_posts/2026-01-${String(day).padStart(2, '0')}-${name}.md`]: post(`Post ${day}`, lines),
});

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'categories, own permalinks, a time zone west of UTC',
    files: {
      '_config.yml': configuration(['timezone: America/Los_Angeles', 'future: false']),
      '_posts/2026-01-04-Upper Case (more)_x.md': post('Caf\u00e9 & cr\u00e8me'),
      '_posts/2026-01-05-v1.2.markdown': post('Version 1.2', ['date: 2026-01-05 03:00:00 +0000']),
      '_posts/2026-1-6-short-date.md': post('Short date', ['tags: [one, two]']),
      'tech/_posts/2026-01-07-in-folder.md': post('In a folder', ['categories: [tech, Local Stories]']),
      '_posts/2026-01-08-text.md': post('Categories as text', ['categories: alpha beta']),
      '_posts/2026-01-09-one.md': post('One category', ['category: C++', 'slug: My Slug']),
      '_posts/2026-01-10-own.md': post('Own permalink', ['permalink: /own/place/']),
      '_posts/2026-01-11-pattern.md': post('Own pattern', ['permalink: /:categories/:title.html', 'categories: deep']),
      '_posts/sub/2026-01-12-caf\u00e9.md': post('Below a folder', ['last_modified_at: 2026-02-01 10:00:00 +0100']),
      '_posts/2026-01-13-other-date.md': post('Other date', ['date: 2026-02-03 10:00:00']),
      '_posts/2126-01-01-later.md': post('Later'),
      '_posts/2026-01-14-unpublished.md': post('Unpublished', ['published: false']),
      '_drafts/soon.md': post('Soon'),
      'about.md': post('About'),
    },
    entries: 10,
  },
  {
    ...common,
    name: 'pretty, below a path, a time zone east of UTC',
    files: {
      '_config.yml': configuration(['baseurl: /b', 'permalink: pretty', 'timezone: Asia/Tokyo']),
      ...plain(4, 'a--b', ['date: 2026-01-04 23:30:00 -0800', 'category: news']),
      ...plain(5, "what's-new", ['categories: [News, "Sea (Sky)"]']),
      ...plain(6, 'own', ['permalink: /own/page.html']),
      ...plain(7, 'C++ (more)'),
      ...plain(8, 'untitled-one', ['date: "2026-01-08 23:30:00"']),
    },
    entries: 5,
  },
  ...[
    'ordinal',
    'weekdate',
    'none',
    '/:year/:short_year/:month/:i_month/:short_month/:long_month/:day/:i_day/:title',
    '/:w_year/W:week/:w_day/:short_day/:long_day/:slug/',
    '/:hour:minute:second/:slugified_categories/:title:output_ext',
    '/blog/:categories/:slug.html',
    'news/:title/',
  ].map((permalink) => ({
    ...common,
    name: `permalink: ${permalink}`,
    files: {
      '_config.yml': configuration([`permalink: ${permalink}`, 'timezone: Europe/Berlin']),
      ...plain(1, 'first_day.of-year', ['categories: [Local Stories, C#]']),
      ...plain(4, '\u6771\u4eac', ['date: 2026-01-04 23:30:05 +0000']),
      ...plain(31, 'Last', ['slug: "The_Last One."']),
    },
    entries: 3,
  })),
  {
    ...common,
    name: 'defaults, a folder of collections, more posts than the feed holds',
    files: {
      '_config.yml': configuration([
        'collections_dir: writing',
        'defaults:',
        '  - scope: { path: "", type: posts }',
        '    values: { permalink: "/notes/:title/", author: Ann Fields, category: notes }',
      ]),
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [
          `writing/_posts/2026-01-${String(index + 10)}-note-${index}.md`,
          post(`Note ${index}`),
        ]),
      ),
    },
    entries: 10,
  },
];

export const jekyll: Generator = {
  tool: 'jekyll',
  command: ['jekyll'],
  build: ['build', '--quiet', '--disable-disk-cache'],
  packages: null,
  blogs,
};
