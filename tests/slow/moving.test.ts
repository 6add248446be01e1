/** Blogs that Hugo and Eleventy build move in: no entry of their own feeds is new to a subscriber. Skipped without the programs. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readFeedEntries } from '../../src/validate/feed-entries.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';

const posts = [
  ['2026-01-01-dated', 'Dated', '2026-01-01T10:00:00Z', ''],
  ['Upper Case', 'Upper case', '2026-01-02T23:30:00-08:00', ''],
  ['v1.2', 'Version 1.2', '2026-01-03', ''],
  ['caf\u00e9', 'Coffee', '2026-01-04', ''],
  ["what's-new", "What's new & old", '2026-01-05', ''],
  ['bundle/index', 'In a bundle', '2026-01-06', ''],
  ['slug', 'With a slug', '2026-01-07', 'slug: My Own Slug\n'],
] as const;

const matter = posts.map(
  ([name, title, date, more]) =>
    [name, `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\n${more}---\nWords.\n`] as const,
);

const inFolder = (folder: string) => Object.fromEntries(matter.map(([name, text]) => [`${folder}/${name}.md`, text]));

interface Generator {
  readonly name: string;
  /** The variable `HUGO` or `ELEVENTY` (its `cmd.cjs`) names it if it is not in PATH. */
  readonly program: string;
  readonly args: readonly string[];
  readonly version: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly feed: string;
}

/** The program is in the same `node_modules` as the plugin for feeds: `npm ci --prefix tests/generators`. */
const installed = resolve('tests/generators/node_modules/@11ty/eleventy/cmd.cjs');
const eleventy = process.env['ELEVENTY'] ?? (existsSync(installed) ? installed : '');

const eleventyConfig = `import { feedPlugin } from ${JSON.stringify(join(eleventy, '../../eleventy-plugin-rss/.eleventy.js'))};
export default function (config) {
  config.addPlugin(feedPlugin, {
    type: 'atom',
    outputPath: '/feed.xml',
    collection: { name: 'post', limit: 0 },
    metadata: { language: 'en', title: 'Tern', subtitle: 'Notes', base: 'https://tern.example/', author: { name: 'Ann' } },
  });
}
export const config = { dir: { input: 'src', output: '_site' } };
`;

const generators: readonly Generator[] = [
  {
    name: 'hugo',
    program: process.env['HUGO'] ?? 'hugo',
    args: ['--quiet'],
    version: ['version'],
    files: {
      'hugo.toml':
        'baseURL = "https://tern.example/b/"\ntitle = "Tern"\n[permalinks]\nnotes = "/:year/:month/:day/:title/"\n',
      ...inFolder('content/posts'),
      ...inFolder('content/notes'),
    },
    feed: 'public/index.xml',
  },
  {
    name: 'eleventy',
    program: process.execPath,
    args: [eleventy, '--quiet'],
    version: [eleventy, '--version'],
    files: {
      'eleventy.config.mjs': eleventyConfig,
      'src/posts/posts.json': '{ "tags": "post" }',
      ...inFolder('src/posts'),
    },
    feed: '_site/feed.xml',
  },
];

function isThere({ program, version }: Generator): boolean {
  if (version.includes('')) return false;
  try {
    execFileSync(program, version, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.each(generators)('$name', { timeout: 120_000 }, async (generator) => {
  const { name, program, args, files, feed } = generator;
  if (!isThere(generator)) {
    console.log(`Skipped: there is no ${name}. Install it, or set ${name.toUpperCase()} to the path of the program`);
    return;
  }
  const folder = temporaryFolder();
  await writeFiles(folder, files);
  execFileSync(program, args, { cwd: folder, stdio: 'ignore' });
  const before = readFeedEntries(readFileSync(join(folder, feed))) ?? [];
  expect(before.length).toBeGreaterThanOrEqual(posts.length);
  const { code, stdout, stderr } = await presstime(folder, ['init', '--yes', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { former } = JSON.parse(stdout);
  expect(former).toMatchObject({
    found: before.length,
    sameId: before.length,
    // The plugin of Eleventy escapes an apostrophe twice, so that its link leads nowhere.
    sameUrl: before.filter(({ url }) => !url?.includes('&#39;')).length,
    newToSubscribers: [],
    left: [],
  });
  await presstime(folder, ['publish', '--no-hubs']);
  const after = readFeedEntries(readFileSync(join(folder, '_feeds/feed.json'))) ?? [];
  expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
});
