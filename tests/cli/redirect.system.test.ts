/** `presstime redirect`, spawned: the feeds at the old location, and the rules for servers. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { serverNames } from '../../src/cli/commands/redirect/redirect-rules.ts';
import { validateFeed } from '../../src/validate/validate-feed.ts';
import { channelYaml } from '../support/channel.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';

const newUrl = 'https://news.example/feeds/';
const formats = ['rss.xml', 'atom.xml', 'feed.json'];
const article =
  '---\ntitle: Nets dry\nauthor: Ida Moen\ndate: 2026-01-05T10:00:00Z\nsection: Sea\n---\nNets are dry.\n';

/** A folder with a publication at `https://feeds.courier.example/old/`. */
async function published(more = ''): Promise<string> {
  const folder = temporaryFolder();
  const yaml = channelYaml.replace('https://feeds.courier.example/', '$&old/');
  await writeFiles(folder, { 'articles/feed.yaml': `${yaml}feeds: [sections]\n${more}`, 'articles/nets.md': article });
  expect((await presstime(folder, ['publish'])).code).toBe(0);
  return folder;
}

const read = (folder: string, path: string) => readFile(join(folder, 'public', path), 'utf8');

describe('the feeds at the old location', () => {
  test('name their new URLs, keep their entries, and are valid', async () => {
    const folder = await published();
    const { code, stdout } = await presstime(folder, ['redirect', newUrl, '--json']);
    expect(code).toBe(0);
    const paths = [...formats, ...formats.map((name) => `sections/sea/${name}`)];
    expect(JSON.parse(stdout)).toMatchObject({
      from: 'https://feeds.courier.example/old/',
      to: newUrl,
      changed: paths.toSorted(),
    });
    for (const path of paths) {
      const text = await read(folder, path);
      expect(text).toContain(`"${newUrl}${path}"`);
      expect(text).toContain('Nets are dry.');
      const errors = validateFeed(text).findings.filter(({ severity }) => severity === 'error');
      expect({ path, errors }).toEqual({ path, errors: [] });
    }
    expect(await read(folder, 'rss.xml')).not.toContain('itunes');
  });

  test('are found by the names of the setting "files"', async () => {
    const folder = await published('files: { rss: index.xml, json: posts.json }\n');
    const { stdout } = await presstime(folder, ['redirect', newUrl, '--json']);
    const names = ['index.xml', 'atom.xml', 'posts.json'];
    expect(JSON.parse(stdout)).toMatchObject({
      from: 'https://feeds.courier.example/old/',
      changed: [...names, ...names.map((name) => `sections/sea/${name}`)].toSorted(),
    });
    expect(await read(folder, 'index.xml')).toContain(`"${newUrl}index.xml"`);
  });

  test('of a podcast name it for podcast apps too, and the guid to keep is printed', async () => {
    const folder = await published('podcast: { category: News }\n');
    const { stderr } = await presstime(folder, ['redirect', newUrl]);
    const text = await read(folder, 'rss.xml');
    expect(text).toContain(`<itunes:new-feed-url>${newUrl}rss.xml</itunes:new-feed-url>`);
    const guid = /<podcast:guid>([^<]*)/.exec(text)?.[1];
    expect(stderr).toContain(`guid: ${guid}`);
  });

  test('change once: a second run changes nothing, and another URL replaces the first', async () => {
    const folder = await published('podcast: { category: News }\n');
    await presstime(folder, ['redirect', newUrl]);
    const before = await read(folder, 'rss.xml');
    expect(JSON.parse((await presstime(folder, ['redirect', newUrl, '--json'])).stdout).changed).toEqual([]);
    await presstime(folder, ['redirect', 'https://other.example/']);
    expect(await read(folder, 'rss.xml')).toBe(before.replaceAll(newUrl, 'https://other.example/'));
  });

  test('are as before after the next publish', async () => {
    const folder = await published();
    const before = await Promise.all(formats.map((path) => read(folder, path)));
    await presstime(folder, ['redirect', newUrl]);
    expect((await presstime(folder, ['publish'])).code).toBe(0);
    expect(await Promise.all(formats.map((path) => read(folder, path)))).toEqual(before);
  });

  test.each([
    ['--dry-run', ['--dry-run']],
    ['--rules', ['--rules', 'nginx']],
  ])('do not change with %s', async (_name, flags) => {
    const folder = await published();
    const before = await Promise.all(formats.map((path) => read(folder, path)));
    expect((await presstime(folder, ['redirect', newUrl, ...flags])).code).toBe(0);
    expect(await Promise.all(formats.map((path) => read(folder, path)))).toEqual(before);
  });
});

describe('the rules', () => {
  test('contain the old path and the new URL for every server, also after the feeds changed', async () => {
    const folder = await published();
    await presstime(folder, ['redirect', newUrl]);
    for (const server of serverNames.filter((name) => name !== 's3')) {
      const { stdout } = await presstime(folder, ['redirect', newUrl, '--rules', server]);
      expect({ server, stdout }).toEqual({
        server,
        stdout: expect.stringMatching(/\/old\/[\s\S]*https:\/\/news\.example\/feeds/),
      });
    }
  });

  test.each(['nginx', 'apache', 'caddy', 'cloudfront'])('encode signs with a meaning for %s', async (server) => {
    const folder = await published();
    const { stdout } = await presstime(folder, ['redirect', "https://news.example/a;$b'{c}/", '--rules', server]);
    expect(stdout).toContain('https://news.example/a%3B%24b%27%7Bc%7D');
  });

  test('for CloudFront are a function that redirects only what is below the old URL', async () => {
    const folder = await published();
    const { stdout } = await presstime(folder, ['redirect', newUrl, '--rules', 'cloudfront']);
    const handle = (uri: string) =>
      vm.runInNewContext(`${stdout}; handler({ request: { uri: ${JSON.stringify(uri)} } })`);
    expect(handle('/old/sections/sea/rss.xml')).toMatchObject({
      statusCode: 301,
      headers: { location: { value: `${newUrl}sections/sea/rss.xml` } },
    });
    expect(handle('/about')).toEqual({ uri: '/about' });
  });

  test('for S3 are a website configuration', async () => {
    const folder = await published();
    const { stdout } = await presstime(folder, ['redirect', newUrl, '--rules', 's3']);
    const Redirect = {
      Protocol: 'https',
      HostName: 'news.example',
      ReplaceKeyPrefixWith: 'feeds/',
      HttpRedirectCode: '301',
    };
    expect(JSON.parse(stdout).RoutingRules).toEqual([{ Condition: { KeyPrefixEquals: 'old/' }, Redirect }]);
  });
});

test.each([
  ['no URL', ['redirect'], 2, 'needs URL'],
  ['a feed file', ['redirect', 'https://news.example/rss.xml'], 2, 'URL must be'],
  ['the old URL', ['redirect', 'https://feeds.courier.example/old/'], 2, 'which is its old URL'],
  ['an unknown server', ['redirect', newUrl, '--rules', 'ngnix'], 2, 'nginx'],
  ['a folder that does not exist', ['redirect', newUrl, '--to', 'nope'], 1, 'There is no folder "nope"'],
  [
    'a folder without feeds',
    ['redirect', newUrl, '--to', 'articles'],
    1,
    'There is no feed of Presstime in "articles"',
  ],
])('is refused with %s', async (_name, args, code, message) => {
  const run = await presstime(await published(), args);
  expect(run.code).toBe(code);
  expect(run.stderr).toContain(message);
});

test('a file that is not a feed of Presstime is skipped', async () => {
  const folder = await published();
  await writeFile(join(folder, 'public/rss.xml'), 'nothing');
  await presstime(folder, ['redirect', newUrl]);
  expect(await read(folder, 'rss.xml')).toBe('nothing');
});
