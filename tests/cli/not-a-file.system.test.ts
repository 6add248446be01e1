/** Named pipes and sockets where a file should be are never waited for. */
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { program } from '../support/program.ts';
import { cleanEnvironment, outputOf, presstime, temporaryFolder, writeFiles } from '../support/run.ts';

const settings = `title: Harbor
description: News
homeUrl: https://harbor.example/
feedUrl: https://harbor.example/feeds/
timeZone: Europe/Berlin
`;
const article = (title: string) => `---\ntitle: ${title}\ndate: 2026-05-01T10:00:00Z\n---\n\nThe quay is open.\n`;

const args = ['publish', '--from', 'in', '--to', 'out', '--now', '2026-05-02T10:00:00Z', '--json'];

async function newsroom(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = temporaryFolder();
  await writeFiles(join(root, 'in'), { 'feed.yaml': settings, 'good.md': article('Good'), ...files });
  return root;
}

const pipe = (path: string) => execFileSync('mkfifo', [path]);

it('a named pipe is listed, and reading it says what it is', async () => {
  const folder = temporaryFolder();
  pipe(join(folder, 'a.md'));
  const store = createDirectoryStore(folder);
  expect((await store.list(() => true)).map(({ path }) => path)).toEqual(['a.md']);
  await expect(store.read('a.md')).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('it is a named pipe, not a file'),
  });
});

it('a named pipe that takes the place of a listed file is not waited for', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a.md': 'one' });
  const store = createDirectoryStore(folder, { stampFile: join(temporaryFolder(), 'stamps') });
  await store.list(() => true);
  await rm(join(folder, 'a.md'));
  pipe(join(folder, 'a.md'));
  expect(await store.list(() => true)).toEqual([{ path: 'a.md', version: 'unreadable', lengthBytes: 0 }]);
});

it('a published file that a pipe has replaced, or a link to a pipe, is not waited for', async () => {
  const folder = temporaryFolder();
  pipe(join(folder, 'pipe'));
  await symlink('pipe', join(folder, 'rss.xml'));
  const written = createDirectoryStore(folder).write('rss.xml', new Uint8Array(), 'absent');
  await expect(written).rejects.toMatchObject({ message: expect.stringContaining('named pipe') });
});

it('a socket is refused by name', async () => {
  const folder = temporaryFolder();
  const server = createServer();
  await new Promise<void>((done) => server.listen(join(folder, 'a.md'), done));
  try {
    const message = expect.stringContaining('it is a socket, not a file');
    await expect(createDirectoryStore(folder).read('a.md')).rejects.toMatchObject({ code: 'unreadable', message });
  } finally {
    server.close();
  }
});

it.each([
  ['an article', 'bad.md'],
  ['a picture', 'bad.jpg'],
  ['a sidecar', 'bad.images.yaml'],
])('%s that is a pipe is refused by name, and the other articles are published', async (_name, path) => {
  const root = await newsroom(path === 'bad.md' ? {} : { 'bad.md': article('Bad') });
  pipe(join(root, 'in', path));
  const { code, stdout } = await presstime(root, args);
  const { problems, entries } = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(entries).toBe(1);
  const message = expect.stringContaining(`${path}": it is a named pipe, not a file`);
  expect(problems).toMatchObject([{ code: 'unreadable', file: 'bad.md', message }]);
});

it('a feed.yaml that is a pipe fails the run in one line', async () => {
  const root = await newsroom();
  await rm(join(root, 'in/feed.yaml'));
  pipe(join(root, 'in/feed.yaml'));
  const { code, stderr } = await presstime(root, args.slice(0, -1));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: Cannot read ".*feed\.yaml": it is a named pipe, not a file[^\n]*\n$/);
});

it.each([['show'], ['check --feed']])('%s refuses a file that is a pipe', async (command) => {
  const root = await newsroom();
  pipe(join(root, 'pipe.md'));
  const { code, stderr } = await presstime(root, [...command.split(' '), 'pipe.md']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/pipe\.md": it is a named pipe|pipe\.md" is not a file/);
});

it('all articles are published if only few files may be open', async () => {
  const files = Array.from({ length: 80 }, (_, index) => [`a-${index}.md`, article(`Story ${index}`)]);
  const root = await newsroom(Object.fromEntries(files));
  const command = ['-c', 'ulimit -n 64; exec "$@"', 'sh', process.execPath, program, ...args];
  const { stdout } = await outputOf(spawn('sh', command, { cwd: root, env: cleanEnvironment({}) }));
  const { refused, entries, archived } = JSON.parse(stdout);
  expect(refused).toEqual([]);
  expect(entries + archived).toBe(81);
});

it('a link to a folder, and a broken link, are named in a warning; one in a hidden folder is not', async () => {
  const root = await newsroom({ '.notes/kept.txt': '' });
  await writeFiles(join(root, 'vault'), { 'two.md': article('Two') });
  await symlink('../vault', join(root, 'in/linked'));
  await symlink('../gone', join(root, 'in/broken'));
  await symlink('../../vault', join(root, 'in/.notes/linked'));
  const { code, stdout } = await presstime(root, args);
  const { problems, entries } = JSON.parse(stdout);
  expect([code, entries]).toEqual([0, 1]);
  expect(problems).toMatchObject([
    { severity: 'warning', code: 'link', file: 'broken', message: expect.stringContaining('does not exist') },
    { severity: 'warning', code: 'link', file: 'linked', message: expect.stringContaining('is a link to a folder') },
  ]);
});

it.skipIf(process.platform === 'darwin')(
  'an article whose name is not UTF-8 is refused by name, and the others are published',
  async () => {
    const root = await newsroom();
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/in/caf`), Buffer.from([0xe9]), Buffer.from('.md')]),
      article('Bad'),
    );
    const { code, stdout } = await presstime(root, args);
    const { entries, refused, problems } = JSON.parse(stdout);
    expect({ code, entries, refused }).toEqual({
      code: 1,
      entries: 1,
      refused: [{ path: 'caf\ufffd.md', kept: false }],
    });
    expect(problems).toEqual([
      expect.objectContaining({
        file: 'caf\ufffd.md',
        message: expect.stringContaining('its name is not UTF-8; rename the file'),
      }),
    ]);
  },
);
