/** `presstime check --feed`, spawned, on files and against a server on this machine. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchFeed } from '../../src/http/fetch-feed.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';
import { soundAtom, soundJson, soundRss } from '../validate/sound-feeds.ts';

const now = ['--now', '2026-11-23T15:00:00Z'];
const spoiled = soundRss.replace('<ttl>60', '<ttl>never').replace('false</itunes:explicit>', 'no</itunes:explicit>');

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  await writeFiles(folder, files);
  return folder;
}

describe('a file', () => {
  test.each([
    ['rss.xml', soundRss, 'RSS 2.0, 2 entries: 0 errors, 0 warnings\n'],
    ['atom.xml', soundAtom, 'Atom 1.0, 2 entries: 0 errors, 0 warnings\n'],
    ['feed.json', soundJson, 'JSON Feed, 2 entries: 0 errors, 0 warnings\n'],
  ])('%s that is valid: a summary, and exit code 0', async (path, text, stdout) => {
    const folder = await folderWith({ [path]: text });
    expect(await presstime(folder, ['check', '--feed', path, ...now])).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('with errors: each on a line with its position, clause and code; exit code 1', async () => {
    const folder = await folderWith({ 'rss.xml': spoiled });
    const { code, stdout, stderr } = await presstime(folder, ['check', '--feed', 'rss.xml', ...now]);
    expect(code).toBe(1);
    expect(stdout).toBe('RSS 2.0, 2 entries: 2 errors, 0 warnings\n  1  itunes-explicit\n  1  rss-ttl\n');
    expect(stderr.split('\n')).toEqual([
      'rss.xml:13:5: error: "ttl" must be a whole number of 1 or more: got "never" (RSS 2.0, ttl) [rss-ttl]',
      expect.stringMatching(/^rss\.xml:\d+:5: error: .* \(Apple Podcasts, RSS requirements\) \[itunes-explicit\]$/),
      '',
    ]);
  });

  test('with warnings only: exit code 0', async () => {
    const folder = await folderWith({ 'rss.xml': soundRss.replace(/<atom:link rel="self".*>/, '') });
    const { code, stdout } = await presstime(folder, ['check', '--feed', 'rss.xml', ...now]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'RSS 2.0, 2 entries: 0 errors, 1 warning\n  1  rss-self-missing\n',
    });
  });

  test('--json prints the findings with their clauses', async () => {
    const folder = await folderWith({ 'rss.xml': spoiled });
    const { code, stdout } = await presstime(folder, ['check', '--feed', 'rss.xml', '--json', ...now]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      feed: 'rss.xml',
      format: 'rss',
      entries: 2,
      problems: [
        {
          severity: 'error',
          code: 'rss-ttl',
          file: 'rss.xml',
          line: 13,
          column: 5,
          message: '"ttl" must be a whole number of 1 or more: got "never" (RSS 2.0, ttl)',
          clause: 'RSS 2.0, ttl',
        },
        expect.objectContaining({ code: 'itunes-explicit' }),
      ],
    });
  });

  test('--now decides what is in the future', async () => {
    const folder = await folderWith({ 'rss.xml': soundRss });
    const { stdout } = await presstime(folder, ['check', '--feed', 'rss.xml', '--now', '2026-01-05T12:00:00Z']);
    expect(stdout).toContain('3  date-plausible');
  });

  test('a file that is not a feed has no format', async () => {
    const folder = await folderWith({ 'page.html': '<html><body>Hello</body></html>' });
    const { code, stdout } = await presstime(folder, ['check', '--feed', 'page.html', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ format: null, problems: [{ code: 'feed-unknown-format' }] });
  });

  test.each([
    ['is missing', 'none.xml', 'There is no file "none.xml"'],
    ['is a folder', '.', '--feed must name a file or a URL: "." is not a file'],
  ])('a file that %s: exit code 1, and the reason', async (_name, path, words) => {
    const { code, stdout, stderr } = await presstime(temporaryFolder(), ['check', '--feed', path]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('wrong usage', () => {
  test.each([
    ['a place too', ['articles', '--feed', 'rss.xml'], 'Give a location or --feed, not both'],
    ['another scheme', ['--feed', 'ftp://courier.example/rss.xml'], '--feed must be a file, or an http or https URL'],
    ['a password', ['--feed', 'https://a:b@courier.example/'], 'without a password'],
    ['an instant that is none', ['--feed', 'rss.xml', '--now', 'soon'], '--now must be an instant'],
  ])('%s: exit code 2', async (_name, args, words) => {
    const folder = await folderWith({ 'rss.xml': soundRss });
    const { code, stderr } = await presstime(folder, ['check', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test('a password is not printed', async () => {
    const { stdout, stderr } = await presstime(temporaryFolder(), [
      ...['check', '--feed', 'https://ona:s3cr:t@x@courier.example/', '--json'],
    ]);
    expect(stderr).toContain('got "https://ona:…@courier.example/"');
    expect(stdout + stderr).not.toContain('s3cr');
  });

  test('a profile in the environment does not conflict with --feed', async () => {
    const folder = await folderWith({ 'rss.xml': soundRss });
    const { code } = await presstime(folder, ['check', '--feed', 'rss.xml', ...now], { PRESSTIME_PROFILE: 'msn' });
    expect(code).toBe(0);
  });

  test('a location in the environment does not conflict with --feed', async () => {
    const folder = await folderWith({ 'rss.xml': soundRss });
    const { code } = await presstime(folder, ['check', '--feed', 'rss.xml', ...now], { PRESSTIME_FROM: 'articles' });
    expect(code).toBe(0);
  });
});

describe('a URL', () => {
  const own = { etag: '"1"', 'content-type': 'application/rss+xml; charset=utf-8' };
  const feedAt = (path: string) => soundRss.replace('https://marsh.example/archive/1.xml', `${base}${path}`);

  const answers: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => unknown>> = {
    '/rss.xml': (response) => response.writeHead(200, own).end(feedAt('/rss.xml')),
    '/elsewhere.xml': (response) => response.writeHead(200, own).end(soundRss),
    '/plain': (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(feedAt('/plain')),
    '/untyped': (response) => response.writeHead(200, { etag: '"1"' }).end(feedAt('/untyped')),
    '/packed': (response) =>
      response.writeHead(200, { ...own, 'content-encoding': 'gzip' }).end(gzipSync(feedAt('/packed'))),
    '/latin': (response) =>
      response
        .writeHead(200, { ...own, 'content-type': 'application/rss+xml; charset=iso-8859-1' })
        .end(Buffer.from(feedAt('/latin').replace('encoding="utf-8"', 'encoding="iso-8859-1"'), 'latin1')),
    '/old': (response) => response.writeHead(301, { location: '/newer' }).end(),
    '/newer': (response) => response.writeHead(302, { location: '/rss.xml' }).end(),
    '/moved': (response) => response.writeHead(308, { location: '/rss.xml' }).end(),
    '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
    '/away': (response) => response.writeHead(302, { location: 'file:///etc/hosts' }).end(),
    '/huge': (response) => {
      const chunk = Buffer.alloc(1_000_000, 32);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more).writeHead(200, own);
      more();
    },
    '/bomb': (response) =>
      response.writeHead(200, { ...own, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, 32))),
    '/silent': () => null,
    '/agent': (response, { headers }) => response.writeHead(200, own).end(headers['user-agent']),
  };

  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(response, request);
  });
  let base = '';

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const checkAt = (path: string) =>
    presstime(temporaryFolder(), ['check', '--feed', `${base}${path}`, '--json', ...now]);
  const codesAt = async (path: string) => {
    const { problems } = JSON.parse((await checkAt(path)).stdout) as { problems: readonly { readonly code: string }[] };
    return problems.map(({ code }) => code);
  };

  test('of a valid feed that is served well has no findings', async () => {
    expect(await codesAt('/rss.xml')).toEqual([]);
    expect(await codesAt('/packed')).toEqual([]);
  });

  test.each([
    ['/plain', ['http-content-type', 'http-no-validator']],
    ['/untyped', ['http-content-type']],
    ['/elsewhere.xml', ['http-self-elsewhere']],
    ['/old', ['http-redirect']],
    ['/newer', []],
    ['/moved', ['http-redirect']],
    ['/latin', ['encoding-not-utf8']],
  ])('%s: %j', async (path, codes) => {
    expect(await codesAt(path)).toEqual(codes);
  });

  test('a redirect is reported with its status and both URLs', async () => {
    const { code, stderr } = await presstime(temporaryFolder(), ['check', '--feed', `${base}/old`, ...now]);
    expect(code).toBe(0);
    expect(stderr).toContain(
      `${base}/old: warning: "${base}/old" redirects to "${base}/newer" with 301 (RFC 9110, 15.4) [http-redirect]`,
    );
  });

  test.each([
    ['/none', 'the server responds with 404'],
    ['/round', 'it redirects more than 5 times'],
    ['/away', 'it redirects to "file:///etc/hosts"'],
    ['/huge', 'it is larger than 10000000 bytes'],
    ['/bomb', 'it is larger than 10000000 bytes'],
  ])('%s cannot be fetched: %s', async (path, words) => {
    const { code, stdout, stderr } = await checkAt(path);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unreachable-feed' } });
    expect(stderr).toContain(words);
  });

  test('a server that does not exist, or never responds, is an error that says so', async () => {
    await expect(fetchFeed(`${base}/silent`, { timeoutSeconds: 0.3 })).rejects.toThrow(/no answer within 0\.3 seconds/);
    await expect(fetchFeed('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'unreachable-feed' });
  });

  test('the program sends its name', async () => {
    const { body } = await fetchFeed(`${base}/agent`);
    expect(new TextDecoder().decode(body)).toMatch(/^Presstime\/\d/);
  });
});

test('a location is still checked', async () => {
  const folder = await folderWith({ [join('articles', 'feed.yaml')]: 'title: Only a title\n' });
  const { code, stderr } = await presstime(folder, ['check']);
  expect(code).toBe(1);
  expect(stderr).toContain('[missing-setting]');
});
