/** `presstime init` in empty, missing, used and hostile folders. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Misbehaviour, startFeedServer } from '../support/feed-server.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';
import { zipOf } from '../support/zip.ts';

const article = '---\ntitle: Terns\ndate: 2026-01-04\n---\nThey came early.\n';
const names = (folder: string) => readdirSync(folder).sort();
const textIn = (...path: readonly string[]) => readFileSync(join(...path), 'utf8');

describe('in a missing or empty folder', () => {
  test('writes settings and an article, publishes them, and says what to type next', async () => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await presstime(folder, ['init', 'my-paper'], { TZ: 'Europe/Oslo' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(names(join(folder, 'my-paper'))).toEqual(['articles', 'public']);
    expect(names(join(folder, 'my-paper/articles'))).toEqual(['feed.yaml', 'welcome.md']);
    expect(textIn(folder, 'my-paper/articles/feed.yaml')).toContain('timeZone: Europe/Oslo\n');
    expect(textIn(folder, 'my-paper/public/rss.xml')).toContain('<title>Welcome to My paper</title>');
    expect(stdout).toMatch(/^Created my-paper\/articles\/feed\.yaml and my-paper\/articles\/welcome\.md\n/);
    expect(stdout).toMatch(/Next, type:\n {2}cd my-paper\n.* preview\n.* publish\n$/);
  });

  test('then publish and check need no flags, and the first article can be replaced', async () => {
    const folder = temporaryFolder();
    await presstime(folder, ['init', '--title', 'Terns']);
    const again = await presstime(folder, ['publish']);
    expect(again.stdout).toContain('1 article in articles, none new or changed');
    await writeFiles(folder, { 'articles/mine.md': article });
    await presstime(folder, ['check']);
    rmSync(join(folder, 'articles/welcome.md'));
    const { code, stderr } = await presstime(folder, ['publish']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(textIn(folder, 'public/atom.xml')).not.toMatch(/welcome|deleted-entry/);
  });

  test('takes every answer as a flag', async () => {
    const folder = temporaryFolder();
    const flags = [
      '--title',
      'T',
      '--url',
      'https://t.example/',
      '--author',
      'Ann',
      '--language',
      'fr',
      '--time-zone',
      'UTC',
    ];
    const { code, stdout } = await presstime(folder, ['init', '--yes', '--json', ...flags]);
    expect(code).toBe(0);
    const { written, report } = JSON.parse(stdout) as { written: string[]; report: { entries: number } };
    expect({ written, entries: report.entries }).toEqual({
      written: ['articles/feed.yaml', 'articles/welcome.md'],
      entries: 1,
    });
    const settings = textIn(folder, 'articles/feed.yaml');
    for (const line of ['title: "T"', 'homeUrl: "https://t.example/"', '- "Ann"', 'language: fr', 'timeZone: UTC'])
      expect(settings).toContain(line);
  });

  test.each([
    ['--url', 'nonsense', '--url must be an http or https URL: got "nonsense"'],
    ['--time-zone', 'Mars', '--time-zone must be a time zone such as "Europe/Paris": got "Mars"'],
    ['--language', 'english!', '--language must be a language tag such as "en" or "pt-BR": got "english!"'],
    ['--author', ' ', '--author must be a name: got " "'],
  ])('refuses %s %j, and writes nothing', async (flag, value, message) => {
    const folder = temporaryFolder();
    const { code, stderr } = await presstime(folder, ['init', 'x', flag, value]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(names(folder)).toEqual([]);
  });

  test.each(['-dash', 'with space', "quo'te", 'new\nline', '$(touch x)', 'é', '..name'])(
    'can begin in %j',
    async (name) => {
      const folder = temporaryFolder();
      const { code, stdout } = await presstime(folder, ['init', '--yes', '--', name]);
      expect(code).toBe(0);
      expect(names(folder)).toEqual([name]);
      expect(names(join(folder, name))).toEqual(['articles', 'public']);
      expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
    },
  );
});

describe('in a folder that contains something', () => {
  test.each([
    ['settings', { 'articles/feed.yaml': 'mine' }, 'articles/feed.yaml'],
    ['settings at its top', { 'feed.yaml': 'mine' }, 'feed.yaml'],
    ['a publication', { 'public/index.html': 'mine' }, 'public'],
  ])('with %s, refuses, and changes nothing', async (_, files, path) => {
    const folder = temporaryFolder();
    await writeFiles(folder, files);
    const before = readdirSync(folder, { recursive: true });
    const { code, stderr } = await presstime(folder, ['init']);
    expect(code).toBe(1);
    expect(stderr).toContain(`error: There is already "${path}". Nothing was written: publish it with`);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
    expect(textIn(folder, Object.keys(files)[0] ?? '')).toBe('mine');
  });

  test('with articles, writes only the settings, and says so', async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { 'articles/2026/terns.md': article });
    const { code, stdout } = await presstime(folder, ['init']);
    expect(code).toBe(0);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
      ['articles', 'articles/2026', 'articles/2026/terns.md', 'articles/feed.yaml'].sort(),
    );
    expect(stdout).toContain('Your articles are unchanged, and nothing is published yet\n');
  });

  test('with articles at its top, writes the settings beside them, and the commands that it names work', async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { 'blog/terns.md': article, 'blog/README.md': 'About' });
    const { stdout } = await presstime(folder, ['init', 'blog']);
    expect(names(join(folder, 'blog'))).toEqual(['README.md', 'feed.yaml', 'terns.md']);
    const [, from = '', to = ''] = /publish --from (\S+) --to (\S+)/.exec(stdout) ?? [];
    const { code } = await presstime(join(folder, 'blog'), ['publish', '--from', from, '--to', to]);
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'blog-public/rss.xml'))).toBe(true);
  });

  test('with a readme and other files, begins beside them', async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { 'README.md': 'About', 'package.json': '{}' });
    expect((await presstime(folder, ['init'])).code).toBe(0);
    expect(names(folder)).toEqual(['README.md', 'articles', 'package.json', 'public']);
  });
});

describe('if nothing can be written', () => {
  test.each(['file', 'file/below'])('a file in place of the folder: %s', async (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'mine');
    const { code, stderr } = await presstime(folder, ['init', name]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `error: Cannot begin in "${name}": this, or a folder above it, is a file; name another folder\n`,
    );
  });

  test.skipIf(process.getuid?.() === 0)('a read-only folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o555);
    const { code, stderr } = await presstime(folder, ['init', 'locked']);
    expect(code).toBe(1);
    expect(stderr).toContain('Cannot write to "locked/articles": permission denied for this user');
  });

  test('if the second file cannot be written, the first is removed again', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'articles'));
    // A link to nowhere is no article, but a file cannot be created over it.
    symlinkSync('nowhere', join(folder, 'articles/welcome.md'));
    const { code } = await presstime(folder, ['init']);
    expect(code).toBe(1);
    expect(names(folder)).toEqual(['articles']);
    expect(names(join(folder, 'articles'))).toEqual(['welcome.md']);
  });

  test('a location in a bucket', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await presstime(folder, ['init', 's3://bucket/x']);
    expect(code).toBe(2);
    expect(stderr).toContain('FOLDER must be a folder on this machine: got "s3://bucket/x"');
  });
});

describe('in the folder of a blog', () => {
  const page = 'https://tern.example/posts/a/';
  const feed = `<rss version="2.0"><channel><item><title>A</title><link>${page}</link><guid>${page}</guid></item></channel></rss>`;
  const answerFeed: Misbehaviour = (_request, response) => Boolean(response.end(feed));
  const blog = {
    'hugo.toml': 'baseURL = "https://tern.example/"\ntitle = "Tern"\n',
    'content/posts/a.md': '---\ntitle: A\ndate: 2026-03-01\n---\nWords.\n',
  };

  test('the feed keeps the URL of the one that --from-feed names, and publish writes it there', async () => {
    const { origin } = await startFeedServer(() => feed, answerFeed);
    const folder = temporaryFolder();
    await writeFiles(folder, blog);
    const { code } = await presstime(folder, ['init', '--yes', '--from-feed', `${origin}/news.rss.xml`]);
    expect(code).toBe(0);
    expect(textIn(folder, 'feed.yaml')).toContain('feedUrl: https://tern.example/\n');
    expect(textIn(folder, 'feed.yaml')).toContain('files:\n  rss: news.rss.xml\n');
    await presstime(folder, ['publish']);
    expect(textIn(folder, '_feeds/news.rss.xml')).toContain('href="https://tern.example/news.rss.xml"');
    expect(names(join(folder, '_feeds'))).not.toContain('rss.xml');
  });

  test('a URL that the feed cannot have is reported', async () => {
    const { origin } = await startFeedServer(() => feed, answerFeed);
    const folder = temporaryFolder();
    await writeFiles(folder, { ...blog, 'hugo.toml': `${blog['hugo.toml']}disableKinds = ["RSS"]\n` });
    const { stdout } = await presstime(folder, ['init', '--yes', '--json', '--from-feed', `${origin}/feed`]);
    expect(JSON.parse(stdout).notUnderstood).toEqual([
      { kind: 'feed-name', count: 1, example: expect.stringContaining(`${origin}/feed: "feed" must end in ".xml"`) },
    ]);
    expect(textIn(folder, 'feed.yaml')).not.toContain('files:');
  });
});

describe('the export of a service', () => {
  const files = {
    'posts.csv':
      'post_id,post_date,is_published,type,audience,title,subtitle\n101.low-tide,2026-03-01T10:00:00.000Z,true,newsletter,everyone,"Low, tide",\n102.paid,2026-03-02T10:00:00.000Z,true,newsletter,only_paid,Paid,\n',
    'posts/101.low-tide.html': '<p>Shells.</p>',
    'posts/102.paid.html': '<p>Pearls.</p>',
    'email_list.csv': 'ann@tern.example',
  };

  async function expectMoved(folder: string, name: string): Promise<void> {
    const { code, stdout } = await presstime(folder, [
      ...['init', 'my-letters', '--from-export', name],
      ...['--url', 'https://tern.example/', '--yes', '--json'],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      tool: 'substack',
      entries: 1,
      heldBack: 1,
      notUnderstood: [{ kind: 'paid', count: 1 }],
    });
    expect(textIn(folder, 'my-letters/articles/feed.yaml')).toContain('title: My letters\n');
    expect(textIn(folder, 'my-letters/articles/paid.html')).toContain('draft: true');
  }

  test('a folder', async () => {
    const folder = temporaryFolder();
    await writeFiles(join(folder, 'export'), files);
    await expectMoved(folder, 'export');
  });

  test('a ZIP', async () => {
    const folder = temporaryFolder();
    const parts = Object.entries(files).map(([name, body]) => ({ name, body }));
    writeFileSync(join(folder, 'export.zip'), zipOf(parts));
    await expectMoved(folder, 'export.zip');
  });

  test.each([
    ['a ZIP that is damaged', 'PK\u0003\u0004', 'the ZIP is damaged'],
    ['another text', 'Words.', 'it is not WXR of WordPress'],
  ])('%s is refused, and nothing is written', async (_, text, reason) => {
    const folder = temporaryFolder();
    await writeFiles(folder, { export: text });
    const { code, stderr } = await presstime(folder, ['init', 'new', '--from-export', 'export', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(names(folder)).toEqual(['export']);
  });
});
