/** `presstime publish`, spawned. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, stat, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/publish/report.ts';
import { channelYaml } from '../support/channel.ts';
import { program, started } from '../support/program.ts';
import {
  cleanEnvironment,
  folderWithSamples,
  folderWithWarning,
  outputOf,
  presstime,
  type Run,
  temporaryFolder,
  writeFiles,
} from '../support/run.ts';

const now = ['--now', '2026-11-23T15:00:00Z'];
const good =
  'date 2026-01-04 The tide turned at noon\n\n4:15 PM – Sunday, January 4, 2026\n\nThe tide turned at noon.\n';

/** The files with the times of their last changes, but for what runs remember of folders. */
async function filesBelow(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/.presstime/work/stamps-'));
  const stats = await Promise.all(files.map(async (path) => [path, (await stat(path)).mtimeMs] as const));
  return Object.fromEntries(stats);
}

/** The texts of all published files, by their paths. */
async function readFiles(folder: string): Promise<Record<string, string>> {
  const paths = Object.keys(await filesBelow(folder)).filter((path) => !path.includes('/.presstime/'));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'latin1')));
  return Object.fromEntries(paths.map((path, index) => [path.slice(folder.length + 1), texts[index] ?? '']));
}

test('publishes articles/ to public/ and summarises what it did', async () => {
  const folder = await folderWithWarning();
  const { code, stdout, stderr } = await presstime(folder, ['publish', ...now]);
  expect(code).toBe(0);
  expect(stdout).toContain('7 articles in articles, 7 new or changed');
  expect(stdout).toContain('held back  blog/_notes-on-gulls.md (draft)');
  expect(stdout).toContain('held back  blog/lantern-night.md (due 2031-12-22T00:00:00Z)');
  expect(stdout).toContain(
    'Wrote 8 media files, 5 pages, 8 files of other feeds, feed.css, style.css, rss.xml, atom.xml, feed.json, index.html, feeds.opml, 404.html, news-sitemap.xml, robots.txt (5 entries in public)',
  );
  expect(stdout).toContain('Next article due 2031-12-22T00:00:00Z');
  expect(stdout).toContain('subscribe to http://localhost:4000/rss.xml');
  expect(stdout).toContain(`${started} serve`);
  expect(stderr).toContain('articles/wire/school-roof.txt:15:1: warning:');
});

test('a second run writes nothing and says so', async () => {
  const folder = await folderWithSamples();
  await presstime(folder, ['publish', ...now]);
  const before = await filesBelow(join(folder, 'public'));
  const { code, stdout } = await presstime(folder, ['publish', ...now]);
  expect(code).toBe(0);
  expect(stdout).toContain('7 articles in articles, none new or changed');
  expect(stdout).toContain('Nothing to write: 5 entries in public, unchanged: rss.xml, atom.xml, feed.json');
  expect(await filesBelow(join(folder, 'public'))).toEqual(before);
});

test('runs remember what files look like, beside the publication, and see every edit', async () => {
  const folder = await folderWithSamples();
  await presstime(folder, ['publish', ...now]);
  const file = join(folder, 'articles/wire/tide.txt');
  await writeFiles(folder, { 'articles/wire/tide.txt': good });
  await presstime(folder, ['publish', ...now]);
  const stamps = async () => (await readdir(join(folder, 'public/.presstime/work'))).sort();
  // Only a run that lists the publication remembers it.
  expect(await stamps()).toEqual([expect.stringMatching(/^stamps-[0-9a-f]{16}$/)]);
  await presstime(folder, ['publish', '--verify', ...now]);
  expect(await stamps()).toEqual([expect.stringMatching(/^stamps-[0-9a-f]{16}$/), expect.stringMatching(/^stamps-/)]);
  const { mtime } = await stat(file);
  await writeFiles(folder, { 'articles/wire/tide.txt': good.replaceAll('noon', 'four') });
  await utimes(file, mtime, mtime);
  const { stdout } = await presstime(folder, ['publish', ...now]);
  expect(stdout).toContain('8 articles in articles, 1 new or changed');
  expect(await readFile(join(folder, 'public/rss.xml'), 'utf8')).toContain('The tide turned at four');
});

test('a page that was removed by hand comes back with --verify, and a live feed with any run', async () => {
  const folder = await folderWithSamples();
  await presstime(folder, ['publish', ...now]);
  const before = await readFiles(join(folder, 'public'));
  const pages = Object.keys(before).filter((path) => path.startsWith('articles/'));
  const [removed = '', changed = ''] = pages;
  expect(pages.length).toBeGreaterThan(1);
  await rm(join(folder, 'public', removed));
  await appendFile(join(folder, 'public', changed), 'Changed by hand.');
  expect((await presstime(folder, ['publish', '--verify', ...now])).code).toBe(0);
  expect(await readFiles(join(folder, 'public'))).toEqual(before);
  await rm(join(folder, 'public/rss.xml'));
  expect((await presstime(folder, ['publish', ...now])).code).toBe(0);
  expect(await readFiles(join(folder, 'public'))).toEqual(before);
});

test('a page that was removed by hand stays away in an ordinary run', async () => {
  const folder = await folderWithSamples();
  await presstime(folder, ['publish', ...now]);
  const before = await readFiles(join(folder, 'public'));
  const [removed = ''] = Object.keys(before).filter((path) => path.startsWith('articles/'));
  await rm(join(folder, 'public', removed));
  const { stdout } = await presstime(folder, ['publish', ...now]);
  expect(stdout).toContain('Nothing to write');
  expect(Object.keys(await readFiles(join(folder, 'public')))).not.toContain(removed);
});

test('a first run that fails leaves no folder behind, and neither does a dry run', async () => {
  const folder = await folderWithSamples();
  expect((await presstime(folder, ['publish', '--dry-run', ...now])).code).toBe(0);
  expect(await readdir(folder)).not.toContain('public');
  await writeFiles(folder, { 'articles/feed.yaml': 'title: Only a title\n' });
  expect((await presstime(folder, ['publish', ...now])).code).toBe(1);
  expect(await readdir(folder)).not.toContain('public');
});

test('a dry run writes nothing and says what it would do', async () => {
  const folder = await folderWithSamples();
  const { code, stdout } = await presstime(folder, ['publish', '--dry-run', ...now]);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Would write 8 media files, 5 pages, 8 files of other feeds, feed.css, style.css, rss.xml, atom.xml, feed.json, index.html, feeds.opml, 404.html, news-sitemap.xml, robots.txt',
  );
  expect(await readdir(folder)).toEqual(['articles']);
});

test('one good and five broken articles: the good one is published, five problems with file, line and column, exit code 1', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, {
    'articles/feed.yaml': channelYaml,
    'articles/good.txt': good,
    'articles/impossible-day.txt': 'date 2026-02-30 The day that was not\n\nNothing happened.\n',
    'articles/impossible-time.txt': good.replace('4:15 PM', '25:15'),
    'articles/no-date.txt': 'A story without a date.\n\nIt goes on.\n',
    'articles/broken.md': '---\ntitle: "unclosed\ndate: 2026-01-01\n---\nText\n',
    'articles/bad-date.md': '---\ntitle: Bad date\ndate: yesterday\n---\nText\n',
  });
  const { code, stdout, stderr } = await presstime(folder, ['publish', '--json', ...now]);
  const report = JSON.parse(stdout) as Report;
  expect(code).toBe(1);
  expect(report.entries).toBe(1);
  expect(report.refused.map(({ path }) => path).sort()).toEqual([
    'bad-date.md',
    'broken.md',
    'impossible-day.txt',
    'impossible-time.txt',
    'no-date.txt',
  ]);
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  expect(errors).toHaveLength(5);
  expect(new Set(errors.map(({ file }) => file)).size).toBe(5);
  expect(errors.find(({ file }) => file === 'impossible-day.txt')).toMatchObject({
    code: 'invalid-date',
    line: 1,
    column: 1,
  });
  expect(errors.find(({ file }) => file === 'impossible-time.txt')).toMatchObject({
    code: 'invalid-time',
    line: 3,
    column: 1,
  });
  expect(errors.find(({ file }) => file === 'bad-date.md')).toMatchObject({ code: 'invalid-date', line: 3, column: 1 });
  for (const { line, column, file } of errors) {
    expect({ file, line, column }).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  }
  expect(stderr).toBe('');
  expect(await readFile(join(folder, 'public/rss.xml'), 'utf8')).toContain('The tide turned at noon');
});

test('a run that would remove most entries is refused, unless it is allowed', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'articles/feed.yaml': channelYaml, 'articles/a.txt': good, 'articles/b.txt': good });
  await presstime(folder, ['publish', ...now]);
  await rm(join(folder, 'articles/a.txt'));
  await rm(join(folder, 'articles/b.txt'));
  const before = await readFile(join(folder, 'public/atom.xml'), 'utf8');
  const refused = await presstime(folder, ['publish', ...now]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('would remove 2 of 2 entries (a.txt, b.txt)');
  expect(refused.stderr).toContain('the clock is right, or allow removals with --allow-removals\n');
  expect(await readFile(join(folder, 'public/atom.xml'), 'utf8')).toBe(before);
  const allowed = await presstime(folder, ['publish', '--allow-removals', ...now]);
  expect(allowed.code).toBe(0);
  expect(await readFile(join(folder, 'public/atom.xml'), 'utf8')).not.toContain('<entry');
});

test('all settings are checked at once, with lines and suggestions', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, {
    'articles/feed.yaml':
      'titel: Courier\ndescription: News\nhomeUrl: courier\nfeedUrl: https://f.example/\ntimeZone: America/NewYork\nlimit: many\n',
  });
  const { code, stderr } = await presstime(folder, ['publish']);
  expect(code).toBe(1);
  expect(stderr).toContain('articles/feed.yaml:1:1: error: "titel" is not a setting: did you mean "title"?');
  expect(stderr).toContain('"title" is missing');
  expect(stderr).toContain('feed.yaml:3:10: error: "homeUrl" must be an http or https URL: got "courier"');
  expect(stderr).toContain('did you mean "America/New_York"?');
  expect(stderr).toContain('feed.yaml:6:8: error: "limit" must be a whole number from 1 to 1000: got "many"');
  expect(stderr).not.toContain('internal');
});

test('a folder that is missing, or has no feed.yaml, is named', async () => {
  const folder = temporaryFolder();
  const missing = await presstime(folder, ['publish', '--from', 'nowhere']);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain('There is no folder "nowhere"');
  await mkdir(join(folder, 'articles'));
  const empty = await presstime(folder, ['publish', '--json']);
  expect(empty.code).toBe(1);
  expect(JSON.parse(empty.stdout)).toMatchObject({ error: { code: 'missing-channel' } });
});

test('variables set flags, and flags on the command line win', async () => {
  const folder = await folderWithSamples();
  const env = { PRESSTIME_TO: 'from-variable', PRESSTIME_NOW: '2026-11-23T15:00:00Z', PRESSTIME_JSON: '1' };
  const { stdout } = await presstime(folder, ['publish'], env);
  expect(JSON.parse(stdout)).toMatchObject({ to: 'from-variable', now: '2026-11-23T15:00:00Z', dryRun: false });
  const flagged = await presstime(folder, ['publish', '--to', 'from-flag'], env);
  expect(JSON.parse(flagged.stdout)).toMatchObject({ to: 'from-flag' });
});

test.each([
  { args: [], says: 'Name a command, such as "publish"' },
  { args: ['publsh'], says: '"publsh" is not a command: did you mean "publish"?' },
  { args: ['publish', '--dryrun'], says: 'has no flag "--dryrun": did you mean "--dry-run"?' },
  { args: ['publish', '--now', 'today'], says: '--now must be an instant' },
  { args: ['publish', '--now'], says: '--now needs a value: --now INSTANT\n' },
  { args: ['publish', '--from', '--to', 'x'], says: '--from needs a value: --from LOCATION, got the flag "--to"' },
  { args: ['publish', '--to', ''], says: '--to needs a value: --to LOCATION' },
  { args: ['publish', '--from='], says: '--from needs a value: --from LOCATION' },
  { args: ['publish', '--json=yes'], says: '--json takes no value: got "yes"' },
  { args: ['publish', '-x'], says: 'has no flag "-x"' },
  { args: ['publish', '--feed-url', 'foo'], says: '--feed-url must be the http or https URL of a folder' },
  { args: ['publish', '--to', 's3:/foo'], says: '--to must be a folder or "s3://bucket/prefix": got "s3:/foo"' },
  { args: ['publish', '--to', 's3:foo'], says: 'got "s3:foo"' },
  { args: ['publish', '--to', 'https:/foo'], says: 'got "https:/foo"' },
  { args: ['check', ''], says: 'LOCATION must not be empty' },
  { args: ['show', ''], says: 'FILE must not be empty' },
  { args: ['publish', 'articles', 'out', 'more'], says: 'got an unexpected argument: "more"' },
  { args: ['publish', 'articles', '--from', 'other'], says: 'Give IN or --from, not both: got "articles" and "other"' },
  { args: ['articles', 'out', '--to', 'other'], says: 'Give OUT or --to, not both: got "out" and "other"' },
  { args: ['--verify', 'check'], says: 'Flags follow the command: write "check" before "--verify"' },
  { args: ['nothing'], says: '"nothing" is not a command, and there is no folder of that name' },
  { args: ['publish', '--to', 'ftp://example.org'], says: 'a folder or "s3://bucket/prefix"' },
  { args: ['publish', '--to', 's3://UPPER/x'], says: 'a folder or "s3://bucket/prefix"' },
  {
    args: ['publish', '--to', 'articles'],
    says: 'must not be the same or inside each other: got "articles" and "articles"',
  },
  { args: ['publish', '--to', 'articles/public'], says: 'must not be the same or inside each other' },
  { args: ['publish', '--from', '.', '--to', 'public'], says: 'must not be the same or inside each other' },
  {
    args: ['publish', '--from', 's3://one/a', '--to', 's3://one/a/b/'],
    says: 'must not be the same or inside each other',
  },
  { args: ['--versoin'], says: '"--versoin" is not a command: did you mean "--version"?' },
  { args: ['publish', '--toString', 'x'], says: 'has no flag "--toString"' },
  { args: ['show'], says: `"${started} show" needs FILE` },
  { args: ['serve', '--port', 'many'], says: '--port must be a number' },
])('wrong usage: $args exits 2 and says "$says"', async ({ args, says }) => {
  const folder = await folderWithSamples();
  const { code, stdout, stderr } = await presstime(folder, args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(says);
  expect(stderr).toContain(`Try: ${started} `);
  expect(stderr).toMatch(/ --help$/m);
  expect(stderr).not.toContain('    at ');
});

test.each([
  ['PRESSTIME_JSON', 'yes', ['publish'], 'PRESSTIME_JSON must be 1 or 0: got "yes"'],
  ['PRESSTIME_NO_HUBS', 'no', ['publish'], 'PRESSTIME_NO_HUBS must be 1 or 0: got "no"'],
  ['PRESSTIME_NOW', 'today', ['publish'], 'PRESSTIME_NOW must be an instant'],
  ['PRESSTIME_FEED_URL', 'foo', ['publish'], 'PRESSTIME_FEED_URL must be the http or https URL'],
  ['PRESSTIME_FROM', 's3:/foo', ['check'], 'PRESSTIME_FROM must be a folder or'],
  ['PRESSTIME_PORT', 'abc', ['serve'], 'PRESSTIME_PORT must be a number'],
  ['PRESSTIME_TO', 's3://bucket', ['serve'], 'PRESSTIME_TO must be a folder on this machine'],
  ['PRESSTIME_TIME_ZONE', 'Mars', ['show', 'articles/feed.yaml'], 'PRESSTIME_TIME_ZONE must be a time zone'],
])('a wrong %s is reported before anything is written', async (variable, value, args, says) => {
  const folder = await folderWithSamples();
  const { code, stdout, stderr } = await presstime(folder, args, { [variable]: value });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(await readdir(folder)).toEqual(['articles']);
});

test.each([
  [['publish', 'articles', 'out']],
  [['articles', 'out']],
  [['./articles', 'out']],
  [['publish', 'articles', '--from', 'articles', '--to', 'out']],
])('%j publishes the first folder to the second', async (args) => {
  const folder = await folderWithSamples();
  const { code, stdout } = await presstime(folder, [...args, ...now], { PRESSTIME_FROM: 'no', PRESSTIME_TO: 'no' });
  expect(code).toBe(0);
  expect(stdout).toContain('entries in out');
  expect((await readdir(folder)).sort()).toEqual(['articles', 'out']);
});

test.each([['-v'], ['-V'], ['--version'], ['--Version'], ['version']])('%s prints the version', async (asked) => {
  const { code, stdout } = await presstime(temporaryFolder(), [asked]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('an empty variable counts as not set', async () => {
  const empty = { PRESSTIME_TO: '', PRESSTIME_NOW: '', PRESSTIME_JSON: '', PRESSTIME_FEED_URL: '' };
  const { code, stdout } = await presstime(await folderWithSamples(), ['publish', ...now], empty);
  expect(code).toBe(0);
  expect(stdout).toContain('5 entries in public');
});

test('what comes after -- is not a flag', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { '--json.txt': good });
  const { code, stdout } = await presstime(folder, ['show', '--', '--json.txt']);
  expect(code).toBe(0);
  expect(stdout).toContain('The tide turned at noon');
});

test('with --json or its variable, an error that stops a command is printed as JSON too', async () => {
  const folder = temporaryFolder();
  const stopped = await presstime(folder, ['publish'], { PRESSTIME_JSON: '1' });
  expect(JSON.parse(stopped.stdout)).toMatchObject({ error: { code: 'missing-folder' }, problems: [] });
  const also = await presstime(folder, ['publish'], { PRESSTIME_JSON: 'true' });
  expect(JSON.parse(also.stdout)).toEqual(JSON.parse(stopped.stdout));
  const usage = await presstime(folder, ['publish', '--json', '--now', 'today']);
  expect(usage.code).toBe(2);
  expect(JSON.parse(usage.stdout)).toMatchObject({ error: { code: 'usage' } });
});

test('--help for every command, and the version', async () => {
  const folder = temporaryFolder();
  for (const args of [['--help'], ['help'], ['-h']]) {
    expect((await presstime(folder, args)).stdout).toContain(`Usage: ${started} COMMAND [flags]`);
  }
  for (const args of [
    ['publish', '--help'],
    ['help', 'publish'],
    ['publish', '-h'],
  ]) {
    expect((await presstime(folder, args)).stdout).toContain(`Usage: ${started} publish [IN] [OUT] [--from LOCATION]`);
  }
  expect((await presstime(folder, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a link among the articles is reported, and everything else is published', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'secret.txt': good, 'articles/feed.yaml': channelYaml, 'articles/good.txt': good });
  await symlink('../secret.txt', join(folder, 'articles/link.txt'));
  const { code, stderr, stdout } = await presstime(folder, ['publish', ...now]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/articles\/link\.txt: error: Cannot read ".*link\.txt": it is a link/);
  expect(stdout).toContain('1 entry in public');
});

test('with --json, problems of settings are printed only as data', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'articles/feed.yaml': 'titel: Courier\n' });
  const { stdout, stderr } = await presstime(folder, ['check', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'invalid-channel' },
    problems: expect.arrayContaining([expect.objectContaining({ code: 'unknown-setting' })]),
  });
  expect(stderr).toBe('error: The settings in feed.yaml cannot be used, so no article was read\n');
});

test('an empty folder and files of other tools are reported, with what to do', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, {
    'articles/feed.yaml': channelYaml,
    'articles/style.css': 'p {}',
    'articles/b.yml': 'a: b',
  });
  for (const command of ['check', 'publish']) {
    const { stdout, code } = await presstime(folder, [command]);
    expect(stdout).toContain('\n  skipped    2 files with unknown extensions: b.yml, style.css\n');
    expect(stdout).toContain(
      '\n  Put articles beside feed.yaml or in folders below it: files with the extension .txt, .md or .html',
    );
    expect(code).toBe(0);
  }
});

test('a folder in which no file is an article is an error, and nothing is written', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'articles/feed.yaml': channelYaml, 'articles/a.odt': 'Text', 'articles/A0417': 'Text' });
  for (const command of ['check', 'publish']) {
    const { stderr, stdout, code } = await presstime(folder, [command]);
    expect(stderr).toContain('Found 2 files with unknown extensions: A0417, a.odt.');
    expect([code, stdout]).toEqual([1, '']);
    const { stdout: json } = await presstime(folder, [command, '--json']);
    expect(JSON.parse(json)).toMatchObject({ error: { code: 'nothing-readable' } });
  }
  expect(existsSync(join(folder, 'public'))).toBe(false);
});

/** Runs the program in a shell, with its output redirected. */
function inShell(command: string): Promise<Run> {
  const env = { PROGRAM: program, NODE: process.execPath };
  const child = spawn('sh', ['-c', command], { cwd: temporaryFolder(), env: cleanEnvironment(env) });
  return outputOf(child);
}

test('a result that cannot be written is reported in one line', async () => {
  const { code, stderr } = await inShell('"$NODE" "$PROGRAM" --help > /dev/full');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'error: Cannot write the result: the disk is full; free some space\n',
  });
});

test('a reader that closes the pipe is not an error', async () => {
  const { stderr } = await inShell('("$NODE" "$PROGRAM" --help; echo "ended with $?" >&2) | true');
  expect(stderr).toBe('ended with 0\n');
});
