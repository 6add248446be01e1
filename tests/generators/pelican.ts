/** Blogs of Pelican. */
import type { Blog, Generator } from './generator.ts';

const common = { output: 'output', feed: 'feeds/all.atom.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

const configuration = (lines: readonly string[]) =>
  [
    "AUTHOR = 'Ann Fields'",
    "SITENAME = 'Tern'",
    "SITEURL = ''",
    "PATH = 'content'",
    "TIMEZONE = 'Europe/Berlin'",
    "DEFAULT_LANG = 'en'",
    "FEED_ALL_ATOM = 'feeds/all.atom.xml'",
    ...lines,
    '',
  ].join('\n');

/** The settings of the published site, which import the others. */
const published = (url: string) =>
  `import os, sys\nsys.path.append(os.curdir)\nfrom pelicanconf import *\nSITEURL = '${url}'\nFEED_DOMAIN = SITEURL\n`;

const metadata = (title: string, lines: readonly string[]) =>
  [`Title: ${title}`, ...lines, '', 'The tide *turned* at noon.', ''].join('\n');

const posts = {
  'content/news/tale.md': metadata('A Tale of TWO: don\u2019t & do', [
    'Date: 2026-01-04 16:15',
    'Category: Local News',
  ]),
  'content/news/umlaut.md': metadata('\u00dcn\u00efcode \u00c4rger', ['Date: 2026-01-05 00:30', 'Tags: a, b']),
  'content/tokyo.md': metadata('\u65e5\u672c\u8a9e\u306e\u30bf\u30a4\u30c8\u30eb', ['Date: 2026-01-06']),
  'content/Local News/two.md': metadata('C# in 2.0, 50% off?', ['Date: 2026-01-07 23:45', 'Slug: my_slug.2']),
  'content/own.md': metadata('URL given', ['Date: 2026-01-08', 'URL: own/place/', 'Save_as: own/place/index.html']),
  'content/changed.md': metadata('Changed', ['Date: 2026-01-09', 'Modified: 2026-02-01 10:00', 'Authors: B, C']),
  'content/draft.md': metadata('A draft', ['Date: 2026-01-09', 'Status: draft']),
  'content/hidden.md': metadata('Hidden', ['Date: 2026-01-09', 'Status: hidden']),
  'content/pages/about.md': metadata('About', ['Date: 2026-01-01']),
};

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual URLs',
    files: {
      'pelicanconf.py': configuration([]),
      'publishconf.py': published('https://tern.example'),
      ...posts,
    },
    entries: 6,
  },
  {
    ...common,
    name: 'dates and categories in URLs, below a path, published settings',
    files: {
      'pelicanconf.py': configuration([
        "ARTICLE_URL = '{category}/{date:%Y}/{date:%b}/{date:%-d}/{slug}/'",
        "ARTICLE_SAVE_AS = '{category}/{date:%Y}/{date:%b}/{date:%-d}/{slug}/index.html'",
      ]),
      'publishconf.py': published('https://tern.example/sub'),
      ...posts,
      'content/yaml.md': metadata('Author in the URL', ['Date: 2026-01-11', 'Author: B\u00f6rge K.']),
    },
    entries: 7,
  },
  {
    ...common,
    name: 'slugs from file names, authors and languages in URLs',
    files: {
      'pelicanconf.py': configuration([
        "SLUGIFY_SOURCE = 'basename'",
        "ARTICLE_URL = 'posts/{lang}/{author}/{date:%j}/{slug}.html'",
        "ARTICLE_SAVE_AS = 'posts/{lang}/{author}/{date:%j}/{slug}.html'",
        'USE_FOLDER_AS_CATEGORY = False',
        "DEFAULT_CATEGORY = 'Sea'",
      ]),
      'publishconf.py': published('https://tern.example'),
      ...posts,
      'content/File Name_here.2.md': metadata('Another title', ['Date: 2026-01-11', 'Author: B\u00f6rge K.']),
    },
    entries: 7,
  },
];

export const pelican: Generator = {
  tool: 'pelican',
  command: ['pelican'],
  build: ['content', '--quiet', '--output', 'output', '--settings', 'publishconf.py'],
  packages: null,
  blogs,
};
