/** `presstime serve`, spawned, and asked as a feed reader asks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { get } from 'node:http';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, folderWithSamples, presstime } from '../support/run.ts';

let server: ChildProcess;
let address: string;
let folder: string;

beforeAll(async () => {
  folder = await folderWithSamples();
  await presstime(folder, ['publish', '--now', '2026-11-23T15:00:00Z']);
  server = spawn(process.execPath, [resolve('src/cli/bin.ts'), 'serve', '--port', '0'], {
    cwd: folder,
    env: cleanEnvironment({}),
  });
  address = await new Promise((done) => {
    server.stdout?.on('data', (chunk: Buffer) => done(/http:\S+/.exec(String(chunk))?.[0] ?? ''));
  });
});

afterAll(() => void server.kill('SIGTERM'));

/** Without fetch, which adds "Cache-Control: no-cache" to conditional requests. */
function statusOf(path: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(address);
    get({ hostname, port, path: `/${path}`, headers }, (reply) => {
      reply.resume();
      done(reply.statusCode);
    }).on('error', fail);
  });
}

test.each([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
])('%s has the media type %s, an ETag, and 304 for those who have it', async (path, type) => {
  const first = await fetch(address + path);
  expect(first.status).toBe(200);
  expect(first.headers.get('content-type')).toBe(type);
  expect((await first.text()).length).toBeGreaterThan(500);
  const known = first.headers.get('etag') ?? '';
  expect(known).not.toBe('');
  expect(await statusOf(path, { 'If-None-Match': known })).toBe(304);
  expect(await statusOf(path, { 'If-None-Match': '"other"' })).toBe(200);
  expect(await statusOf(path, { 'If-Modified-Since': first.headers.get('last-modified') ?? '' })).toBe(304);
});

test.each(['.presstime/ledger/head.json', '..%2farticles/feed.yaml', 'nothing.xml', '%00', '%', '//evil.example/'])(
  '%s is not served',
  async (path) => {
    expect(await statusOf(path, {})).toBeGreaterThanOrEqual(400);
    expect(await statusOf('rss.xml', {})).toBe(200);
  },
);

test('the root is the page of the newest articles, and folders have theirs', async () => {
  const reply = await fetch(address);
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await reply.text()).toContain('<h1');
  expect((await fetch(`${address}articles/`)).status).toBe(404);
});

test('the root lists the feeds where there is no page', async () => {
  await rm(join(folder, 'public/index.html'));
  const reply = await fetch(address);
  expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await reply.text()).toBe('/rss.xml\n/atom.xml\n/feed.json\n');
});

test('a port that is taken is named, with what to do', async () => {
  const { code, stderr } = await presstime(folder, ['serve', '--port', new URL(address).port]);
  expect(code).toBe(1);
  expect(stderr).toContain('is taken; choose another with --port');
});

test('it ends with exit code 0 when it is told to', async () => {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a folder that is not there is named', async () => {
  const { code, stderr } = await presstime(folder, ['serve', 'nowhere']);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no folder "nowhere": publish first');
});
