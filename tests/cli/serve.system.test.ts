/** `presstime serve`, spawned, with requests as a feed reader sends them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program, started } from '../support/program.ts';
import { cleanEnvironment, folderWithSamples, presstime, writeFiles } from '../support/run.ts';

let server: ChildProcess;
let address: string;
let folder: string;

beforeAll(async () => {
  folder = await folderWithSamples();
  await presstime(folder, ['publish', '--now', '2026-11-23T15:00:00Z']);
  server = spawn(process.execPath, [program, 'serve', '--port', '0'], {
    cwd: folder,
    env: cleanEnvironment({}),
  });
  address = await new Promise((done) => {
    server.stdout?.on('data', (chunk: Buffer) => done(/http:\S+/.exec(String(chunk))?.[0] ?? ''));
  });
});

afterAll(() => void server.kill('SIGTERM'));

/** Does not use fetch, which adds "Cache-Control: no-cache" to conditional requests. */
function replyTo(path: string, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(address);
    get({ hostname, port, path: `/${path}`, headers }, (reply) => {
      reply.resume();
      done(reply);
    }).on('error', fail);
  });
}

async function statusOf(path: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return (await replyTo(path, headers)).statusCode;
}

/** Everything that another server prints until it is stopped. */
async function sayingOf(args: readonly string[]): Promise<string> {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [program, 'serve', ...args, ...port], {
    cwd: folder,
    env: cleanEnvironment({}),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
    if (said.includes('Ctrl+C')) child.kill('SIGTERM');
  });
  await once(child, 'close');
  return said;
}

test.each([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
])('%s has the media type %s, an ETag, and 304 for clients that have it', async (path, type) => {
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

test.each([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['atom.xml', 'application/atom+xml; charset=utf-8'],
])('%s is XML for a browser that opens it, and a feed for every other client', async (path, type) => {
  const typeFor = async (headers: Readonly<Record<string, string>>) => {
    const { 'content-type': given, vary } = (await replyTo(path, headers)).headers;
    return { given, vary };
  };
  const vary = 'Sec-Fetch-Dest';
  expect(await typeFor({ 'Sec-Fetch-Dest': 'document' })).toEqual({ given: 'text/xml; charset=utf-8', vary });
  expect(await typeFor({ 'Sec-Fetch-Dest': 'empty' })).toEqual({ given: type, vary });
  expect(await typeFor({})).toEqual({ given: type, vary });
});

test('feeds with names of the setting "files" are served as feeds', async () => {
  const settings = await readFile(join(folder, 'articles/feed.yaml'), 'utf8');
  await writeFiles(folder, { 'named/feed.yaml': `${settings}\nfiles: {rss: index.xml, json: posts.json}\n` });
  await presstime(folder, ['publish', '--from', 'named', '--to', 'public/named', '--now', '2026-11-23T15:00:00Z']);
  const typeOf = async (path: string) => (await replyTo(path, {})).headers['content-type'];
  expect(await typeOf('named/index.xml')).toBe('application/rss+xml; charset=utf-8');
  expect(await typeOf('named/posts.json')).toBe('application/feed+json; charset=utf-8');
  const said = await sayingOf(['public/named']);
  expect(said).toMatch(/Subscribe to \S+\/index\.xml or \S+\/atom\.xml or \S+\/posts\.json/);
});

test('other files are the same for everybody', async () => {
  for (const [path, type] of [
    ['feed.json', 'application/feed+json; charset=utf-8'],
    ['feeds.opml', 'text/x-opml; charset=utf-8'],
  ] as const) {
    const { headers } = await replyTo(path, { 'Sec-Fetch-Dest': 'document' });
    expect(headers).toMatchObject({ 'content-type': type });
    expect(headers.vary).toBeUndefined();
  }
});

test('a missing file is answered with the 404 page', async () => {
  const reply = await fetch(`${address}nothing.html`, { headers: { Range: 'bytes=0-9' } });
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await reply.text()).toBe(await readFile(join(folder, 'public/404.html'), 'utf8'));
});

test('a player can request part of an audio file, and only its headers', async () => {
  await writeFiles(folder, { 'public/media/a.mp3': '0123456789' });
  const part = await fetch(`${address}media/a.mp3`, { headers: { Range: 'bytes=2-4' } });
  expect(part.status).toBe(206);
  expect(Object.fromEntries(part.headers)).toMatchObject({
    'content-type': 'audio/mpeg',
    'content-range': 'bytes 2-4/10',
    'content-length': '3',
    'accept-ranges': 'bytes',
  });
  expect(await part.text()).toBe('234');
  const beyond = await fetch(`${address}media/a.mp3`, { headers: { Range: 'bytes=10-' } });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  const head = await fetch(`${address}media/a.mp3`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
});

test('a folder without a trailing slash redirects to the URL with one, on this server', async () => {
  const { statusCode, headers } = await replyTo('/articles', {});
  expect([statusCode, headers.location]).toEqual([301, '/articles/']);
});

test('a client that disconnects does not end the server', async () => {
  await writeFiles(folder, { 'public/media/long.mp3': 'x'.repeat(5_000_000) });
  const reply = await replyTo('media/long.mp3', {});
  reply.destroy();
  expect(await statusOf('rss.xml', {})).toBe(200);
});

test('if the feeds were published for another URL, it says what to do', async () => {
  const said = await sayingOf(['public']);
  expect(said).toContain('rss.xml or ');
  const advice = 'to try them in a reader on this machine, publish with --feed-url http://localhost:';
  expect(said).toContain(`The feeds were published for http://localhost:4000/: ${advice}`);
  const port = /--feed-url http:\/\/localhost:(\d+)\//.exec(said)?.[1] ?? '';
  await presstime(folder, ['publish', '--to', 'here', '--feed-url', `http://localhost:${port}/`]);
  expect(await sayingOf(['here', '--port', port])).not.toContain('The feeds say');
});

test('a folder without feeds says which command to run', async () => {
  await mkdir(join(folder, 'new s'));
  const said = await sayingOf(['new s']);
  expect(said).toContain(
    `Nothing is published in new s yet: run ${started} publish --to 'new s'; press Ctrl+C to stop`,
  );
  expect(said).not.toContain('rss.xml');
});

test('the root is the page of the newest articles, and folders have their own', async () => {
  const reply = await fetch(address);
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await reply.text()).toContain('<h1');
  expect((await fetch(`${address}articles/`)).status).toBe(404);
});

test('the root lists the feeds if there is no page', async () => {
  await rm(join(folder, 'public/index.html'));
  const reply = await fetch(address);
  expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await reply.text()).toBe('/rss.xml\n/atom.xml\n/feed.json\n');
});

test('a port in use is named, with what to do', async () => {
  const { code, stderr } = await presstime(folder, ['serve', '--port', new URL(address).port]);
  expect(code).toBe(1);
  expect(stderr).toContain('is already in use; choose another with --port');
});

test('it ends with exit code 0 when it is stopped', async () => {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a missing folder is named', async () => {
  const { code, stderr } = await presstime(folder, ['serve', 'nowhere']);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no folder "nowhere": publish first');
});
