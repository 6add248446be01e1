/** Blogs of Hugo. */
import { type Blog, type Generator, post, tomlPost } from './generator.ts';

const posts = [
  ['2026-01-01-dated', 'Dated', '2026-01-01T10:00:00Z', []],
  ['Upper Case', 'Upper case', '2026-01-02T23:30:00-08:00', []],
  ['v1.2', 'Version 1.2', '2026-01-03', []],
  ['caf\u00e9', 'Coffee', '2026-01-04', []],
  ["what's-new", "What's new & old", '2026-01-05', []],
  ['bundle/index', 'In a bundle', '2026-01-06', []],
  ['slug', 'With a slug', '2026-01-07', ['slug: My Own Slug']],
  ['own', 'With a URL', '2026-01-08', ['url: /own/Place/']],
  ['own-page', 'With the URL of a file', '2026-01-09', ['url: /own/page.html', 'aliases: [/old/page/]']],
  ['under_score', 'Under_score (again): C++', '2026-01-10', ['lastmod: 2026-02-01T08:00:00Z']],
] as const;

const privatePosts = {
  'content/posts/draft.md': post('A draft', ['date: 2026-01-01', 'draft: true']),
  'content/posts/later.md': post('Later', ['date: 2126-01-01']),
  'content/posts/over.md': post('Over', ['date: 2026-01-01', 'expiryDate: 2026-01-02']),
  'content/posts/_index.md': post('All posts', ['date: 2026-01-01']),
};

const inFolder = (folder: string) =>
  Object.fromEntries(
    posts.map(([name, title, date, more]) => [
      `content/${folder}/${name}.md`,
      post(title, [`date: ${date}`, ...more.map((line) => line.replace('/own', `/${folder}-own`))]),
    ]),
  );

const common = { output: 'public', feed: 'index.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

/** Hugo makes no pages without a template. */
const template = { 'layouts/_default/single.html': '<title>{{ .Title }}</title>\n' };

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'sections with and without a pattern, below a path',
    files: {
      ...template,
      'hugo.toml':
        'baseURL = "https://tern.example/b/"\ntitle = "Tern"\n[permalinks]\nnotes = "/:year/:month/:day/:title/"\n',
      ...inFolder('posts'),
      ...inFolder('notes'),
      ...privatePosts,
    },
    entries: 20,
  },
  {
    ...common,
    name: 'names with dates, ugly URLs, a time zone',
    files: {
      ...template,
      'config/_default/hugo.yaml': [
        'baseURL: https://tern.example',
        'title: Tern',
        'timeZone: America/Los_Angeles',
        'uglyURLs: true',
        'frontmatter:',
        '  date: [":filename", ":default"]',
        '',
      ].join('\n'),
      'content/blog/2026-01-04-late-night.md': post('Late at night'),
      'content/blog/2026-01-05-both-dates.md': post('Both dates', ['date: 2026-01-09T02:00:00Z']),
      'content/blog/no-date-in-name.md': post('No date in the name', ['date: 2026-01-06T23:30:00']),
      'content/blog/2026/01/deep.md': post('Deep', ['date: 2026-01-07']),
      'content/blog/\u6771\u4eac.md': post('\u6771\u4eac\u306e\u8a71', ['date: 2026-01-08']),
      'content/single.md': post('In no section', ['date: 2026-01-10']),
    },
    entries: 6,
  },
  {
    ...common,
    name: 'all tokens',
    files: {
      ...template,
      'hugo.toml': [
        'baseURL = "https://tern.example/"',
        'title = "Tern"',
        'disablePathToLower = true',
        '[permalinks]',
        'a = "/:section/:year/:monthname/:weekday-:weekdayname/:yearday/:slug/"',
        'b = ":sections/:slugorfilename.html"',
        'c = "/:filename/"',
        'd = "/:sections[last]/:sections[1:]/:title"',
        'e = "/:2006/:01/:06-:Jan/:02/:filename/"',
        '',
      ].join('\n'),
      'content/a/One Two.md': tomlPost('Titles Win', ['date = 2026-01-04T16:15:00+05:30']),
      'content/a/two.md': tomlPost('Other', ['date = 2026-01-05', 'slug = "Short One"']),
      'content/b/team/_index.md': tomlPost('Team', []),
      'content/b/team/three.md': tomlPost('Three', ['date = 2026-01-06']),
      'content/b/loose/four.md': tomlPost('Four', ['date = 2026-01-07T08:00:00Z', 'slug = "4th"']),
      'content/c/five/index.md': tomlPost('Five', ['date = 2026-01-08']),
      'content/d/coast/_index.md': tomlPost('Coast', []),
      'content/d/coast/north/_index.md': tomlPost('North', []),
      'content/d/coast/north/six.md': tomlPost('Six: the last', ['date = 2026-01-09']),
      'content/e/seven.md': tomlPost('Seven', ['date = 2026-01-31T23:59:59-11:00']),
    },
    entries: 7,
  },
  {
    ...common,
    name: 'tokens in lower case, plus signs in titles, another folder',
    files: {
      ...template,
      'hugo.json': JSON.stringify({
        baseURL: 'https://tern.example/',
        title: 'Tern',
        contentDir: 'text',
        permalinks: { a: '/Archive/:monthname/:weekdayname/:title/' },
      }),
      'text/a/one.md': post('From C to C++', ['date: 2026-01-04']),
      'text/a/two.md': post('C++ & more', ['date: 2026-01-05']),
      'text/a/three.md': post('+1 for A+B', ['date: 2026-01-06']),
    },
    entries: 3,
  },
  {
    ...common,
    name: 'two languages in one folder',
    files: {
      ...template,
      'config.toml': [
        'baseURL = "https://tern.example/"',
        'defaultContentLanguage = "en"',
        '[languages.en]',
        'title = "Tern"',
        '[languages.de]',
        'title = "Seeschwalbe"',
        '[languages.de.permalinks]',
        'posts = "/:year/:slug/"',
        '',
      ].join('\n'),
      'content/posts/fog.md': post('Fog', ['date: 2026-01-04']),
      'content/posts/fog.de.md': post('Nebel', ['date: 2026-01-04']),
      'content/posts/rain.en.md': post('Rain', ['date: 2026-01-05']),
      'content/posts/snow/index.md': post('Snow', ['date: 2026-01-06']),
      'content/posts/snow/index.de.md': post('Schnee', ['date: 2026-01-06', 'url: /schnee/']),
      'content/posts/node.js.md': post('Node.js', ['date: 2026-01-07']),
    },
    entries: 4,
  },
  {
    ...common,
    name: 'fewer entries in the feed than posts',
    files: {
      ...template,
      'hugo.toml': 'baseURL = "https://tern.example/"\ntitle = "Tern"\nrssLimit = 4\n',
      ...inFolder('posts'),
    },
    entries: 4,
  },
];

export const hugo: Generator = {
  tool: 'hugo',
  command: ['hugo'],
  build: ['--quiet'],
  packages: null,
  blogs,
};
