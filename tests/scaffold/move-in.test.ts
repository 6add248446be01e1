/** `presstime init` in a blog of each tool: the URLs and ids are those of the tool. */
import { describe, expect, test } from 'vitest';
import { reportMove } from '../../src/cli/commands/describe-move.ts';
import { findBlog, findBuiltFeed, guessAnswers, planMove } from '../../src/cli/commands/move-in.ts';
import type { Given } from '../../src/cli/terminal/command.ts';
import { parseChannel } from '../../src/index.ts';
import type { Instant } from '../../src/model/instant.ts';
import { temporaryFolder, writeFiles } from '../support/run.ts';

const nothingGiven = {
  argument: () => null,
  text: () => null,
  yes: () => false,
  isWritten: () => false,
} as unknown as Given;
const now = '2026-06-01T00:00:00Z' as Instant;

async function moveIn(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  await writeFiles(folder, files);
  const blog = await findBlog(folder);
  if (blog === null) return null;
  const former = await findBuiltFeed(blog);
  const answers = await guessAnswers(blog, nothingGiven);
  const { files: written, trial } = await planMove(blog, { answers, former, now });
  const report = reportMove(trial, { former, unread: blog.site.unread });
  return { blog, answers, trial, report, settings: written[0]?.text ?? '' };
}

const post = (title: string, more = '') => `---\ntitle: ${title}\ndate: 2026-03-01T10:00:00Z\n${more}---\nWords.\n`;
const toml = (title: string, more = '') => `+++\ntitle = "${title}"\ndate = 2026-03-01T10:00:00Z\n${more}+++\nWords.\n`;

/** The files of a blog, and for each entry its title, path of the URL, and id. `=` is an id that is the URL. */
const blogs: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  readonly (readonly [string, string, string])[],
])[] = [
  [
    'hugo',
    {
      'hugo.yaml': 'baseURL: https://tern.example/sub/\ntitle: Tern\npermalinks:\n  posts: /:year/:slug/\n',
      'content/posts/2026-03-01-low-tide.md': post('Low Tide & More'),
      'content/notes/Caf\u00e9/index.md': post('Coffee'),
      'content/about.md': '---\ntitle: About\n---\nWho.\n',
      'content/posts/_index.md': post('Posts'),
      'themes/x/exampleSite/content/posts/y.md': post('Example'),
    },
    [
      ['Coffee', '/sub/notes/caf%C3%A9/', '='],
      ['Low Tide & More', '/sub/2026/low-tide-more/', '='],
    ],
  ],
  [
    'hugo',
    {
      'config/_default/config.toml':
        'baseURL = "https://tern.example/"\ntitle = "Tern"\ndefaultContentLanguage = "en"\nuglyURLs = true\n',
      'config/_default/languages.toml': '[en]\ntitle = "Tern"\n[de]\ntitle = "Seeschwalbe"\n',
      'content/post/fog.md': post('Fog'),
      'content/post/fog.de.md': post('Nebel'),
    },
    [['Fog', '/post/fog.html', '=']],
  ],
  [
    'jekyll',
    {
      '_config.yml':
        'url: https://tern.example\nbaseurl: /b\ntitle: Tern\ntimezone: America/Los_Angeles\npermalink: pretty\n',
      '_posts/2026-03-02-Spaces and.md':
        '---\ntitle: Spaces\ndate: 2026-03-02 03:00:00 +0000\ncategories: [Local Stories]\n---\nWords.\n',
      'news/_posts/2026-03-01-a.md': '---\ntitle: A\n---\nWords.\n',
      '_drafts/soon.md': '---\ntitle: Soon\n---\nWords.\n',
      'index.md': '---\ntitle: Home\n---\nHi.\n',
    },
    [
      ['A', '/b/news/2026/03/01/a/', 'https://tern.example/b/news/2026/03/01/a'],
      [
        'Spaces',
        '/b/local%20stories/2026/03/01/Spaces-and/',
        'https://tern.example/b/local%20stories/2026/03/01/Spaces%20and',
      ],
    ],
  ],
  [
    'zola',
    {
      'config.toml': 'base_url = "https://tern.example"\ntitle = "Tern"\n[slugify]\npaths = "safe"\n[languages.fr]\n',
      'content/blog/2026-03-01-caf\u00e9.md': toml('Coffee'),
      'content/blog/x.fr.md': toml('Fran\u00e7ais'),
      'content/blog/_index.md': '+++\ntitle = "Blog"\n+++\n',
    },
    [['Coffee', '/blog/caf%C3%A9/', 'https://tern.example/blog/caf\u00e9/']],
  ],
  [
    'eleventy',
    {
      'eleventy.config.js':
        'export default function (c) {\n  c.addPlugin(feedPlugin, { metadata: { title: "Tern", base: "https://tern.example/", author: { name: "Ann" } } });\n}\nexport const config = { dir: { input: "src", output: "dist" } };\n',
      "src/posts/what's-new.md": post('News'),
      'src/posts/posts.json': '{ "tags": "post" }',
    },
    [['News', "/posts/what's-new/", 'https://tern.example/posts/what&#39;s-new/']],
  ],
  [
    'astro',
    {
      'astro.config.mjs': "export default defineConfig({ site: 'https://tern.example', base: '/b' });\n",
      'src/pages/articles/[...slug].astro': '---\n---\n',
      'src/content/blog/Low Tide.md': '---\ntitle: Low\npubDate: 2026-03-01\n---\nWords.\n',
    },
    [['Low', '/b/articles/low-tide/', 'https://tern.example/articles/low-tide/']],
  ],
  [
    'hexo',
    {
      '_config.yml':
        'title: Tern\nurl: https://tern.example\nroot: /\npermalink: :year/:title.html\ntimezone: UTC\nnew_post_name: :title.md\n',
      'source/_posts/low-tide.md': post('Low'),
      'source/about/index.md': post('About'),
    },
    [['Low', '/2026/low-tide.html', '=']],
  ],
  [
    'pelican',
    {
      'pelicanconf.py':
        "SITENAME = 'Tern'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'UTC'\nARTICLE_URL = '{date:%Y}/{slug}/'\n",
      'publishconf.py': "from pelicanconf import *\nSITEURL = 'https://tern.example'\n",
      'content/news/low.md': '---\nTitle: Low Tide\nDate: 2026-03-01 10:00\n---\n\nWords.\n',
      'content/pages/about.md': '---\nTitle: About\nDate: 2026-03-01\n---\n\nWords.\n',
    },
    [['Low Tide', '/2026/low-tide/', 'tag:tern.example,2026-03-01:/2026/low-tide/']],
  ],
  [
    'docusaurus',
    {
      'docusaurus.config.js':
        "module.exports = { title: 'Tern', url: 'https://tern.example', baseUrl: '/b/', trailingSlash: true, presets: [['classic', { docs: { routeBasePath: 'manual' }, blog: { routeBasePath: 'news' } }]] };\n",
      'blog/2026-03-01-low.md': '---\ntitle: Low\n---\nWords.\n',
      'docs/intro.md': '---\ntitle: Intro\n---\nWords.\n',
    },
    [['Low', '/b/news/2026/03/01/low/', '=']],
  ],
  [
    'vitepress',
    {
      'docs/.vitepress/config.mts':
        "export default defineConfig({ title: 'Tern', cleanUrls: true, base: '/b/', sitemap: { hostname: 'https://tern.example' } })\n",
      'docs/posts/low.md': post('Low'),
      'docs/guide.md': '# Guide\n',
    },
    [['Low', '/b/posts/low', '=']],
  ],
  [
    'hugo',
    {
      'hugo.toml':
        'baseURL = "https://tern.example/"\ntitle = "Tern"\n[permalinks]\na = "/:2006/:01/:weekday-:weekdayname/:sections[last]/:sections[1:]/:title"\nb = ":slugorfilename.html"\n',
      'content/a/coast/_index.md': toml('Coast'),
      'content/a/coast/one.md': toml('From C to C++'),
      'content/b/two.md': toml('Two'),
    },
    [
      ['From C to C++', '/2026/03/0-sunday/coast/coast/from-c-to-c-/', '='],
      ['Two', '/two.html/', '='],
    ],
  ],
  [
    'hugo',
    {
      'hugo.yaml':
        'baseURL: https://tern.example/\ntitle: Tern\ncontentDir: text\nfrontmatter:\n  date: [":filename", ":default"]\npermalinks:\n  posts: /:year/:month/:day/:slug/\n',
      'text/posts/2026-02-28-low-tide.md': post('The Date in the Name'),
    },
    [['The Date in the Name', '/2026/02/28/low-tide/', '=']],
  ],
  [
    'jekyll',
    {
      '_config.yml': 'url: https://tern.example\ntitle: Tern\ntimezone: Asia/Tokyo\npermalink: weekdate\n',
      '_posts/2021-01-03-bare.md': '---\ntitle: Bare\ndate: 2021-01-03 20:00:00\n---\nWords.\n',
      '_posts/2021-01-03-quoted.md': '---\ntitle: Quoted\ndate: "2021-01-03 20:00:00"\n---\nWords.\n',
      '_posts/2021-01-02-dots.md': '---\ntitle: Dots\nslug: At last.\n---\nWords.\n',
    },
    [
      ['Bare', '/2021/W01/Mon/bare.html', 'https://tern.example/2021/W01/Mon/bare'],
      ['Dots', '/2021/W53/Sat/At-last/html', 'https://tern.example/2021/W53/Sat/At-last/At%20last.'],
      ['Quoted', '/2021/W53/Sun/quoted.html', 'https://tern.example/2021/W53/Sun/quoted'],
    ],
  ],
  [
    'zola',
    {
      'config.toml': 'base_url = "https://tern.example"\ntitle = "Tern"\n[slugify]\npaths_keep_dates = true\n',
      'content/blog/2026-03-01_Low Tide.md': toml('Low'),
    },
    [['Low', '/blog/2026-03-01-low-tide/', '=']],
  ],
  [
    'hexo',
    {
      '_config.yml':
        'title: Tern\nurl: https://tern.example\npermalink: :category/:timestamp/:hash/:title.html\nnew_post_name: :year-:month-:day-:title.md\npretty_urls: { trailing_html: false }\ntimezone: UTC\n',
      'source/_posts/2026-03-01-low tide.md': post('Low', 'categories: [[A, B c], [Sea & Sky]]\n'),
      'source/_posts/sub/C++ & more.md': post('Sub', 'categories: Local Stories\n'),
    },
    [
      ['Low', '/Sea-Sky/1772359200/6f49d50641bd/low%20tide', '='],
      ['Sub', '/Local-Stories/1772359200/d73b35b69eb7/sub-C-more', '='],
    ],
  ],
  [
    'pelican',
    {
      'pelicanconf.py':
        "AUTHOR = 'B\u00f6rge K.'\nSITENAME = 'Tern'\nSITEURL = 'https://tern.example'\nPATH = 'text'\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\nSLUGIFY_SOURCE = 'basename'\nARTICLE_URL = '{lang}/{category}/{author}/{slug}.html'\n",
      'text/News/Low Tide.2.md': '---\nTitle: Any\nDate: 2026-03-01 10:00\n---\n\nWords.\n',
    },
    [['Any', '/en/news/borge-k/low-tide2.html', 'tag:tern.example,2026-03-01:/en/news/borge-k/low-tide2.html']],
  ],
  [
    'docusaurus',
    {
      'docusaurus.config.js':
        "module.exports = { title: 'Tern', url: 'https://tern.example', baseUrl: '/', plugins: [['@docusaurus/plugin-content-blog', { path: './news', routeBasePath: '/' }]] };\n",
      'news/2026-03-01-low.md': '---\ntitle: Low\n---\nWords.\n',
    },
    [['Low', '/2026/03/01/low', '=']],
  ],
];

describe('the blog of a tool moves in', () => {
  test.each(blogs)('%s %#', async (tool, files, entries) => {
    const moved = await moveIn(files);
    expect(moved?.blog.site.tool).toBe(tool);
    expect(parseChannel(moved?.settings ?? '').problems).toEqual([]);
    const found = moved?.trial.entries.map(({ title, url, id }) => [title, url, id]).sort();
    const wanted = entries.map(([title, path, id]) => {
      const url = `https://tern.example${path}`;
      return [title, url, id === '=' ? url : id];
    });
    expect(found).toEqual(wanted);
    expect(moved?.report.refused).toBe(0);
  });
});

test('the feed in the folder of the built site is compared', async () => {
  const item = (path: string, title: string) =>
    `<item><title>${title}</title><link>https://tern.example${path}</link><guid>https://tern.example${path}</guid></item>`;
  const moved = await moveIn({
    'hugo.toml': 'baseURL = "https://tern.example/"\ntitle = "Tern"\n',
    'content/posts/a.md': post('A'),
    'content/posts/b.md': post('B'),
    'content/posts/c.md': post('C'),
    'public/index.xml': `<rss version="2.0"><channel>${item('/posts/a/', 'A')}${item('/else/b/', 'B')}${item('/x/', 'Gone')}</channel></rss>`,
    'public/posts/a/index.html': '<title>A</title>',
  });
  expect(moved?.report.former).toEqual({
    location: 'public/index.xml',
    entries: 3,
    found: 2,
    sameId: 1,
    sameUrl: 1,
    newToSubscribers: ['B', 'C'],
    left: ['Gone'],
  });
});

test('a URL is the same if the feed writes it without percent-encoding, as Zola and Docusaurus do', async () => {
  const url = 'https://tern.example/blog/caf\u00e9/';
  const moved = await moveIn({
    'config.toml': 'base_url = "https://tern.example"\ntitle = "Tern"\n[slugify]\npaths = "safe"\n',
    'content/blog/caf\u00e9.md': toml('Coffee'),
    'public/rss.xml': `<rss version="2.0"><channel><item><title>Coffee</title><link>${url}</link><guid>${url}</guid></item></channel></rss>`,
  });
  expect(moved?.report.former).toMatchObject({ found: 1, sameId: 1, sameUrl: 1, newToSubscribers: [] });
});

test('a configuration is never run, and one that cannot be read is reported', async () => {
  const program = 'process.exit(7);\nexport default { title: process.env.HOME, url: host + "/" };\n';
  const moved = await moveIn({ 'docusaurus.config.js': program, 'blog/2026-03-01-a.md': post('A') });
  expect(moved?.blog.site).toMatchObject({ tool: 'docusaurus', title: null, homeUrl: null });
  const broken = await moveIn({ 'hugo.toml': 'title = \n', 'content/posts/a.md': post('A') });
  expect(broken?.report.notUnderstood).toContainEqual({
    kind: 'configuration',
    count: 1,
    example: 'hugo.toml cannot be read',
  });
});

test('a folder without the configuration of a tool is no blog', async () => {
  expect(await moveIn({ 'package.json': '{}', 'notes/a.md': post('A') })).toBeNull();
});
