/** `presstime preview`, spawned: rounds after saves, the server, and folders that stay as they are. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EntryView } from '../../src/preview/view/entry-view.ts';
import type { Overview } from '../../src/preview/view/overview.ts';
import { channelYaml } from '../support/channel.ts';
import { png } from '../support/picture.ts';
import { program } from '../support/program.ts';
import { cleanEnvironment, presstime, temporaryFolder, writeFiles } from '../support/run.ts';

const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGTERM');
    await once(child, 'close');
  }
});

/** What `--json` prints of a round. */
interface RoundLine {
  readonly round: number;
  readonly read: number;
  readonly entryChanges: readonly { readonly kind: string; readonly title: string }[];
  readonly heldBack: readonly { readonly path: string; readonly reason: string }[];
  readonly refused: readonly { readonly path: string; readonly kept: boolean }[];
  readonly guards: readonly { readonly code: string }[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly problems: readonly { readonly code: string; readonly file: string }[];
}

interface Previewed {
  readonly url: string;
  /** The first round, from now on, that fits. */
  readonly next: (fits: (line: RoundLine) => boolean) => Promise<RoundLine>;
  readonly json: <T>(path: string) => Promise<T>;
}

async function startPreview(folder: string, args: readonly string[] = []): Promise<Previewed> {
  const child = spawn(process.execPath, [program, 'preview', '--port', '0', '--json', ...args], {
    cwd: folder,
    env: cleanEnvironment({}),
  });
  running.push(child);
  const lines: RoundLine[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let start: (url: string) => void = () => undefined;
  const started = new Promise<string>((done) => {
    start = done;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    rest += chunk;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      const line = JSON.parse(rest.slice(0, end));
      rest = rest.slice(end + 1);
      if ('url' in line) start(line.url);
      else lines.push(line);
    }
    for (const look of waiting) look();
  });
  const url = await started;
  return {
    url,
    next: (fits) =>
      new Promise((done) => {
        const look = () => {
          while (lines.length > 0) {
            const line = lines.shift();
            if (line === undefined || !fits(line)) continue;
            waiting.delete(look);
            done(line);
            return;
          }
        };
        waiting.add(look);
        look();
      }),
    json: async <T>(path: string) => (await (await fetch(new URL(path, url))).json()) as T,
  };
}

function article(title: string, text = 'The tide turned at noon, and the boats came home.'): string {
  return `---\ntitle: ${title}\ndate: 2026-01-04 16:15\n---\n\n${text}\n`;
}

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'articles/feed.yaml': channelYaml, ...files });
  return folder;
}

const kinds = ({ entryChanges }: Pick<RoundLine, 'entryChanges'>) =>
  entryChanges.map(({ kind, title }) => `${kind}: ${title}`);

/** The paths and times of all files. */
async function filesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const rows = await Promise.all(
    files
      .sort()
      .map(async (path) => [path, `${(await stat(path)).mtimeMs} ${await readFile(path, 'latin1')}`] as const),
  );
  return Object.fromEntries(rows);
}

/** The status for a request with any Host header, which `fetch` does not allow. */
function statusFor(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((done, fail) => {
    get(url, { headers }, (reply) => {
      reply.resume();
      done(reply.statusCode);
    }).on('error', fail);
  });
}

test('shows what the next publish changes, after each save, and reads only the files that changed', async () => {
  const folder = await folderWith({
    'articles/tide.md': article('The tide'),
    'articles/ferry.md': article('The ferry', 'The ferry left the harbor.'),
    'articles/goats.md': article('The goats', 'Two goats went aboard.'),
  });
  await presstime(folder, ['publish', '--no-hubs']);
  const preview = await startPreview(folder);
  expect(await preview.next(() => true)).toMatchObject({ read: 0, entryChanges: [], error: null });
  await appendFile(join(folder, 'articles/ferry.md'), '\nIt came back.\n');
  const updated = await preview.next(({ entryChanges }) => entryChanges.length > 0);
  expect([kinds(updated), updated.read]).toEqual([['updated: The ferry'], 1]);
  await writeFiles(folder, { 'articles/whale.md': article('The whale', 'It sang.') });
  const added = await preview.next(({ entryChanges }) => entryChanges.length > 1);
  expect([kinds(added), added.read]).toEqual([['new: The whale', 'updated: The ferry'], 1]);
  await rm(join(folder, 'articles/goats.md'));
  const removed = await preview.next(({ entryChanges }) => entryChanges.length > 2);
  expect([kinds(removed), removed.read]).toEqual([['new: The whale', 'updated: The ferry', 'withdrawn: The goats'], 0]);
});

test('a round reports the same as a dry run, and the publish that follows', async () => {
  const folder = await folderWith({
    'articles/tide.md': article('The tide'),
    'articles/ferry.md': article('The ferry', 'The ferry left the harbor.'),
    'articles/goats.md': article('The goats', 'Two goats went aboard.'),
  });
  await presstime(folder, ['publish', '--no-hubs']);
  await writeFiles(folder, {
    'articles/draft.md': '---\ntitle: Not yet\ndraft: true\n---\n\nSoon.\n',
    'articles/later.md': article('Later').replace('2026-01-04', '2099-01-04'),
    'articles/broken.md': '---\ntitle: Broken\ndate: yesterday\n---\n\nText.\n',
    'articles/new.md': article('The new one', 'It is new.'),
  });
  await rename(join(folder, 'articles/goats.md'), join(folder, 'articles/two-goats.md'));
  await rm(join(folder, 'articles/tide.md'));
  const preview = await startPreview(folder);
  const seen = await preview.next(() => true);
  for (const args of [['--dry-run'], []]) {
    const { stdout } = await presstime(folder, ['publish', '--no-hubs', '--json', ...args]);
    const { entryChanges, heldBack, refused, problems } = JSON.parse(stdout);
    expect({ entryChanges, heldBack, refused, problems }).toEqual({
      entryChanges: seen.entryChanges,
      heldBack: seen.heldBack,
      refused: seen.refused,
      problems: seen.problems,
    });
  }
  expect(seen.refused).toEqual([{ path: 'broken.md', kept: false }]);
  expect(await preview.next(({ entryChanges }) => entryChanges.length === 0)).toMatchObject({ error: null });
});

test('writes to neither folder, and leaves nothing behind', async () => {
  const folder = await folderWith({ 'articles/tide.md': article('The tide') });
  await presstime(folder, ['publish', '--no-hubs']);
  const before = await filesBelow(folder);
  await writeFiles(folder, { 'articles/ferry.md': article('The ferry', 'The ferry left.') });
  const preview = await startPreview(folder);
  await preview.next(({ entryChanges }) => entryChanges.length === 1);
  await preview.json('/api/entry?path=ferry.md');
  await (await fetch(`${preview.url}publication/articles/ferry.html`)).text();
  await rm(join(folder, 'articles/ferry.md'));
  await preview.next(({ entryChanges }) => entryChanges.length === 0);
  expect(await filesBelow(folder)).toEqual(before);
});

test('a folder in which nothing was published yet stays without one', async () => {
  const folder = await folderWith({ 'articles/tide.md': article('The tide') });
  const preview = await startPreview(folder);
  expect(kinds(await preview.next(() => true))).toEqual(['new: The tide']);
  expect(await readdir(folder)).toEqual(['articles']);
});

test('a broken feed.yaml, and a missing folder, are shown, and the next save repairs them', async () => {
  const folder = await folderWith({ 'articles/tide.md': article('The tide') });
  const preview = await startPreview(folder);
  await preview.next(({ error }) => error === null);
  await writeFiles(folder, { 'articles/feed.yaml': `${channelYaml}limit: many\n` });
  const broken = await preview.next(({ error }) => error !== null);
  expect(broken).toMatchObject({ error: { code: 'invalid-channel' }, problems: [{ file: 'feed.yaml' }] });
  const { failure, publication } = await preview.json<Overview>('/api/overview');
  expect([failure?.code, publication]).toEqual(['invalid-channel', null]);
  await rename(join(folder, 'articles'), join(folder, 'elsewhere'));
  const missing = await preview.next(({ error }) => error?.code === 'missing-folder');
  expect(missing.error?.message).toContain('There is no folder "articles"');
  await writeFiles(folder, { 'elsewhere/feed.yaml': channelYaml });
  await rename(join(folder, 'elsewhere'), join(folder, 'articles'));
  expect(kinds(await preview.next(({ error }) => error === null))).toEqual(['new: The tide']);
});

test('a guard that would stop the publish is reported, with what it would stop', async () => {
  const folder = await folderWith({
    'articles/one.md': article('One', 'First.'),
    'articles/two.md': article('Two', 'Second.'),
    'articles/three.md': article('Three', 'Third.'),
  });
  await presstime(folder, ['publish', '--no-hubs']);
  await rm(join(folder, 'articles/one.md'));
  await rm(join(folder, 'articles/two.md'));
  const preview = await startPreview(folder);
  const round = await preview.next(() => true);
  expect(round.guards.map(({ code }) => code)).toEqual(['removes-most']);
  expect(kinds(round).sort()).toEqual(['withdrawn: One', 'withdrawn: Two']);
});

test('--future shows the publication as it will be then', async () => {
  const folder = await folderWith({
    'articles/tide.md': article('The tide'),
    'articles/later.md': article('Later', 'It comes.').replace('2026-01-04', '2099-01-04'),
  });
  await presstime(folder, ['publish', '--no-hubs']);
  const now = await startPreview(folder);
  expect(await now.next(() => true)).toMatchObject({
    entryChanges: [],
    heldBack: [{ path: 'later.md', reason: 'scheduled' }],
  });
  const future = await startPreview(folder, ['--future', '2099-02-01T00:00:00Z']);
  expect(kinds(await future.next(() => true))).toEqual(['new: Later']);
  expect(await future.json<Overview>('/api/overview')).toMatchObject({ isFuture: true, now: '2099-02-01T00:00:00Z' });
});

test('an article is published in the preview at its instant, without a save', async () => {
  const due = new Date(Date.now() + 3_000).toISOString();
  const folder = await folderWith({ 'articles/soon.md': `---\ntitle: Soon\ndate: ${due}\n---\n\nNow.\n` });
  const preview = await startPreview(folder);
  expect(await preview.next(() => true)).toMatchObject({ entryChanges: [], heldBack: [{ path: 'soon.md' }] });
  expect(kinds(await preview.next(({ entryChanges }) => entryChanges.length > 0))).toEqual(['new: Soon']);
});

test('articles that are held back, unlisted, refused or without a page can be looked at', async () => {
  const folder = await folderWith({
    'articles/feed.yaml': `${channelYaml}permalink: /:year/:slug/\n`,
    'articles/tide.md': article('The tide'),
    'articles/draft.md': article('A draft', 'Secret.').replace('---\n', '---\ndraft: true\n'),
    'articles/broken.md': '---\ntitle: Broken\ndate: yesterday\n---\n\nText.\n',
  });
  const preview = await startPreview(folder);
  await preview.next(() => true);
  const { publication } = await preview.json<Overview>('/api/overview');
  const states = publication?.entries.map(({ path, state, held }) => [path, state, held?.reason ?? null]);
  expect(states).toEqual([
    ['broken.md', 'refused', null],
    ['draft.md', 'held', 'draft'],
    ['tide.md', 'live', null],
  ]);
  const tide = await preview.json<EntryView>('/api/entry?path=tide.md');
  expect([tide.url, tide.localUrl]).toEqual(['https://courier.example/2026/tide/', null]);
  expect(tide.raw.map(({ format, isLive }) => [format, isLive])).toEqual([
    ['rss', true],
    ['atom', true],
    ['json', true],
  ]);
  const draft = await preview.json<EntryView>('/api/entry?path=draft.md');
  expect(draft.raw.map(({ isLive, own }) => [isLive, own.includes('Secret.')])).toEqual([
    [false, true],
    [false, true],
    [false, true],
  ]);
  const broken = await preview.json<EntryView>('/api/entry?path=broken.md');
  expect(broken.source.lines?.slice(0, 3)).toEqual(['---', 'title: Broken', 'date: yesterday']);
  expect(broken.source.problems).toMatchObject([{ code: 'invalid-date', line: 3, severity: 'error' }]);
  expect(await preview.json('/api/entry?path=../feed.yaml')).toBeNull();
  expect(await preview.json('/api/source?path=../secret.md')).toEqual({ lines: null, problems: [] });
});

test('answers only for localhost, sends strict policies, and allows no other origin', async () => {
  const folder = await folderWith({ 'articles/tide.md': article('The tide') });
  const preview = await startPreview(folder);
  await preview.next(() => true);
  const { port } = new URL(preview.url);
  for (const path of ['', 'api/overview', 'publication/rss.xml', 'frame?reader=miniflux&path=tide.md']) {
    const url = `http://127.0.0.1:${port}/${path}`;
    expect([path, await statusFor(url, { host: `localhost:${port}` })]).toEqual([path, 200]);
    expect([path, await statusFor(url, { host: `127.0.0.1:${port}` })]).toEqual([path, 200]);
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost.evil.example:${port}`]) {
      expect([path, host, await statusFor(url, { host })]).toEqual([path, host, 403]);
    }
    const { headers } = await fetch(url, { headers: { origin: 'https://evil.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    if (path.startsWith('api') || path === '') expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
    else expect(policy).toMatch(/^sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox;/);
    expect(policy).not.toContain('allow-scripts');
  }
  expect(await statusFor(`${preview.url}api/overview`, { 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect((await fetch(preview.url, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${preview.url}publication/.presstime/ledger/head.json`)).status).toBe(404);
  expect((await fetch(`${preview.url}publication/..%2f..%2farticles/feed.yaml`)).status).toBe(404);
});

test('serves the publication under its own URL, and shows the feeds with the URL of the publication', async () => {
  const folder = await folderWith({
    'articles/feed.yaml': channelYaml.replace('pages: false', 'pages: true'),
    'articles/tide.md': article('The tide'),
  });
  const preview = await startPreview(folder);
  await preview.next(() => true);
  const rss = await (await fetch(`${preview.url}publication/rss.xml`)).text();
  expect(rss).toContain(`<link>${preview.url}publication/articles/tide.html</link>`);
  expect(rss).not.toContain('https://feeds.courier.example/');
  const page = await fetch(`${preview.url}publication/articles/tide.html`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const { raw } = await preview.json<EntryView>('/api/entry?path=tide.md');
  await presstime(folder, ['publish', '--no-hubs']);
  const published = await readFile(join(folder, 'public/rss.xml'), 'utf8');
  const [{ before, own, after } = { before: '', own: '', after: '' }] = raw;
  expect(before + own + after).toBe(published);
  expect(own).toMatch(/^ *<item>[\s\S]*<title>The tide<\/title>[\s\S]*<\/item>\n$/);
});

test('serves the pictures of articles that are held back, new or published', async () => {
  const picture = Buffer.from(png(400, 300));
  const withPicture = (title: string, keys = '') =>
    article(title, '![Terns](terns.png)').replace('---\n', `---\n${keys}`);
  const folder = await folderWith({ 'articles/tide.md': article('The tide'), 'articles/old.md': withPicture('Old') });
  await writeFile(join(folder, 'articles/terns.png'), picture);
  await writeFiles(folder, {
    'articles/draft/gulls.md': withPicture('Gulls', 'draft: true\n'),
    'articles/draft/undated.md': '---\ntitle: Undated\ndraft: true\n---\n\n![Terns](terns.png)\n',
  });
  await writeFile(join(folder, 'articles/draft/terns.png'), png(500, 300));
  await presstime(folder, ['publish', '--no-hubs']);
  const preview = await startPreview(folder);
  await preview.next(() => true);
  for (const [path, size] of [
    ['old.md', picture.length],
    ['draft/gulls.md', png(500, 300).length],
    ['draft/undated.md', png(500, 300).length],
  ] as const) {
    const frame = await (await fetch(`${preview.url}frame?reader=miniflux&path=${encodeURIComponent(path)}`)).text();
    const [, src = ''] = /<img[^>]*src="([^"]+)"/.exec(frame) ?? [];
    expect(src).toMatch(/^http:\/\/localhost:\d+\/publication\/media\//);
    const reply = await fetch(src);
    expect([reply.headers.get('content-type'), (await reply.arrayBuffer()).byteLength]).toEqual(['image/png', size]);
  }
});

test('sends an event after each round', async () => {
  const folder = await folderWith({ 'articles/tide.md': article('The tide') });
  const preview = await startPreview(folder);
  const stop = new AbortController();
  const reply = await fetch(`${preview.url}api/events`, { signal: stop.signal });
  expect(reply.headers.get('content-type')).toBe('text/event-stream');
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  // If the first round ends just now, its event may be there twice.
  expect((await reader?.read())?.value).toMatch(/^(?:event: round\ndata: 1\n\n){1,2}$/);
  await writeFiles(folder, { 'articles/ferry.md': article('The ferry', 'It left.') });
  expect((await reader?.read())?.value).toMatch(/^event: round\ndata: \d+\n\n$/);
  stop.abort();
});

test('a port that is taken is an error that says what to do', async () => {
  const folder = await folderWith({ 'articles/tide.md': article('The tide') });
  const { url } = await startPreview(folder);
  const { code, stderr } = await presstime(folder, ['preview', '--port', new URL(url).port]);
  expect([code, stderr.trim()]).toEqual([
    1,
    `error: Cannot serve on port ${new URL(url).port}: it is already in use; choose another with --port`,
  ]);
});
