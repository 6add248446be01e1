/** Mistakes that people make, each with the message and the exit code that it gets. Nothing is lost by any of them. */
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../support/folder.ts';
import { fakeTerminal } from '../support/terminal.ts';
import { writeFiles } from '../support/write-files.ts';

const settings = `title: The Courier
description: News
homeUrl: https://courier.example/
feedUrl: https://courier.example/feeds/
timeZone: Europe/Paris
`;
const article = '---\ntitle: Terns\ndate: 2026-01-04 08:00\n---\nThey came.\n';
const files: Readonly<Record<string, string>> = { 'in/feed.yaml': settings, 'in/a.md': article };

type Changes = Readonly<Record<string, string | null>>;

interface Mistake {
  /** `F` is the folder of the test. */
  readonly args: readonly string[];
  readonly code: 0 | 1 | 2;
  readonly says: string;
  /** Files beside those of `files`; null removes one. */
  readonly given?: Changes;
  readonly env?: Readonly<Record<string, string>>;
}

const inSettings = (from: string | RegExp, to: string): Changes => ({
  'in/feed.yaml': settings.replace(from, to),
});
const inArticle = (from: string | RegExp, to: string): Changes => ({ 'in/a.md': article.replace(from, to) });
const publish = ['publish', 'F/in', 'F/out'];
const check = ['check', 'F/in'];

const mistakes: Readonly<Record<string, readonly (Mistake & { readonly title: string })[]>> = {
  'the command': [
    { title: 'no command', args: [], code: 2, says: 'Name a command, such as "publish"' },
    { title: 'a typo', args: ['publsh'], code: 2, says: '"publsh" is not a command: did you mean "publish"?' },
    { title: 'letters in another order', args: ['idff'], code: 2, says: 'did you mean "diff"?' },
    { title: 'capital letters', args: ['CHECK'], code: 2, says: 'did you mean "check"?' },
    { title: 'only the beginning', args: ['pub'], code: 2, says: 'did you mean "publish"?' },
    { title: 'the name in other programs', args: ['generate'], code: 2, says: 'did you mean "publish"?' },
    { title: 'another name for check', args: ['validate'], code: 2, says: 'did you mean "check"?' },
    {
      title: 'something unknown',
      args: ['frobnicate'],
      code: 2,
      says: 'is not a command, and there is no folder of that name',
    },
    {
      title: 'a flag before it',
      args: ['--dry-run', 'publish'],
      code: 2,
      says: 'Flags follow the command: write "publish" before "--dry-run"',
    },
    { title: 'help for a typo', args: ['help', 'chekc'], code: 2, says: 'did you mean "check"?' },
  ],
  'a flag': [
    {
      title: 'a typo',
      args: ['publish', '--form', 'x'],
      code: 2,
      says: 'has no flag "--form": did you mean "--from"?',
    },
    { title: 'only the beginning', args: ['publish', '--dry'], code: 2, says: 'did you mean "--dry-run"?' },
    { title: 'an underscore', args: ['publish', '--dry_run'], code: 2, says: 'did you mean "--dry-run"?' },
    { title: 'a capital letter', args: ['publish', '--From', 'x'], code: 2, says: 'did you mean "--from"?' },
    {
      title: 'a dash from a word processor',
      args: ['publish', '–dry-run'],
      code: 2,
      says: '"–dry-run" begins with a typographic dash: write "--dry-run"',
    },
    {
      title: 'a headline that begins with a dash',
      args: ['new', '-10 degrees in Heron Point'],
      code: 2,
      says: 'if HEADLINE begins with "-", put it last, after "--"',
    },
    {
      title: 'a headline without quotes',
      args: ['new', 'Nets', 'dry'],
      code: 2,
      says: 'unexpected argument: "dry": put quotes around the headline',
    },
    { title: 'no dashes', args: ['publish', 'from=F/in'], code: 1, says: 'to set a flag, write "--from=F/in"' },
    {
      title: 'a value for a flag without one',
      args: ['publish', '--json', 'true'],
      code: 2,
      says: '--json takes no value: got "true"',
    },
    { title: 'a value with =', args: ['publish', '--dry-run=no'], code: 2, says: '--dry-run takes no value: got "no"' },
    { title: 'no value', args: ['publish', '--to'], code: 2, says: '--to needs a value: --to LOCATION' },
    { title: 'a flag as value', args: ['publish', '--to', '--json'], code: 2, says: 'got the flag "--json"' },
    {
      title: 'one of another command',
      args: ['show', 'F/in/a.md', '--profile', 'msn'],
      code: 2,
      says: 'has no flag "--profile"',
    },
    {
      title: 'both ways',
      args: [...publish, '--to', 'F/other'],
      code: 2,
      says: 'Give OUT or --to, not both: got "F/out" and "F/other"',
    },
    {
      title: 'too many arguments',
      args: [...publish, 'F/more'],
      code: 2,
      says: 'got an unexpected argument: "F/more"',
    },
    {
      title: 'a wrong variable',
      args: publish,
      env: { PRESSTIME_DRY_RUN: 'yes' },
      code: 2,
      says: 'PRESSTIME_DRY_RUN must be 1 or 0: got "yes"',
    },
  ],
  'the value of a flag': [
    {
      title: 'a day instead of an instant',
      args: [...publish, '--now', '2026-01-05'],
      code: 2,
      says: '--now must be an instant with its offset, such as 2026-01-05T00:15:00Z: got "2026-01-05"',
    },
    {
      title: 'a URL without https',
      args: [...publish, '--feed-url', 'courier.example'],
      code: 2,
      says: '--feed-url must be the http or https URL of a folder',
    },
    {
      title: 'the URL of a feed',
      args: [...publish, '--feed-url', 'https://courier.example/rss.xml'],
      code: 2,
      says: 'not of a feed file in it',
    },
    { title: 'a typo in a profile', args: [...check, '--profile', 'mns'], code: 2, says: 'did you mean "msn"?' },
    { title: 'a profile in capitals', args: [...check, '--profile', 'Apple'], code: 2, says: 'did you mean "apple"?' },
    {
      title: 'only the city of a zone',
      args: ['show', 'F/in/a.md', '--time-zone', 'Paris'],
      code: 2,
      says: 'did you mean "Europe/Paris"?',
    },
    {
      title: 'a typo in a zone',
      args: ['show', 'F/in/a.md', '--time-zone', 'Europe/Pariss'],
      code: 2,
      says: 'did you mean "Europe/Paris"?',
    },
    {
      title: 'a port that is none',
      args: ['serve', 'F/out', '--port', '99999'],
      code: 2,
      says: '--port must be a number from 0 to 65535: got "99999"',
    },
    {
      title: 'a watched bucket',
      args: ['publish', 's3://my-articles', '--watch'],
      code: 2,
      says: '--watch needs a folder on this machine',
    },
    {
      title: 'a folder as feed',
      args: ['check', '--feed', 'F/in'],
      code: 1,
      says: '--feed must name a file or a URL: "F/in" is not a file',
    },
    {
      title: 'a feed that is not there',
      args: ['check', '--feed', 'F/rss.xml'],
      code: 1,
      says: 'There is no file "F/rss.xml": name a feed, or its URL',
    },
  ],
  'a location': [
    {
      title: 'a folder that is not there',
      args: ['publish', 'F/nowhere'],
      code: 1,
      says: 'name the folder that contains your articles and feed.yaml, or begin with "presstime init"',
    },
    { title: 'a typo', args: ['publish', 'F/ni'], code: 1, says: 'There is no folder "F/ni": did you mean "F/in"?' },
    { title: 'a typo as the only word', args: ['F/im'], code: 1, says: 'did you mean "F/in"?' },
    { title: 'quotes in quotes', args: ['publish', '"F/in"'], code: 1, says: 'leave out the quotes' },
    { title: 'a quoted ~', args: ['publish', '~/in'], code: 1, says: 'a shell expands "~" only without quotes' },
    {
      title: 'a quoted pattern',
      args: ['publish', 'F/i*'],
      code: 1,
      says: 'a shell expands patterns only without quotes; name one folder',
    },
    {
      title: 'a pattern as target',
      args: ['publish', 'F/in', 'F/o*'],
      code: 2,
      says: 'Cannot publish to "F/o*": a shell expands patterns only without quotes',
    },
    {
      title: 'a path of Windows',
      args: ['publish', 'C:\\Users\\me\\in'],
      code: 1,
      says: 'in WSL, it is "/mnt/c/Users/me/in"',
    },
    {
      title: 'a new folder in a quoted ~',
      args: ['init', '~/paper'],
      code: 2,
      says: 'Cannot begin in "~/paper": a shell expands "~" only without quotes',
    },
    {
      title: 'backslashes',
      args: ['publish', 'my\\articles'],
      code: 1,
      says: 'folders are separated by slashes here: write "my/articles"',
    },
    {
      title: 'a space at the end',
      args: ['publish', 'F/in', 'F/out '],
      code: 2,
      says: 'the name begins or ends with a space',
    },
    {
      title: 'an article instead of its folder',
      args: ['publish', 'F/in/a.md'],
      code: 1,
      says: '"F/in/a.md" is a file: name the folder that contains your articles and feed.yaml; "presstime show',
    },
    {
      title: 'a feed instead of the folder of articles',
      given: { 'in/feed.json': '{}' },
      args: ['check', 'F/in/feed.json'],
      code: 1,
      says: '"F/in/feed.json" is a file: name the folder that contains your articles and feed.yaml; "presstime check --feed',
    },
    {
      title: 'feed.yaml instead of its folder',
      args: ['publish', 'F/in/feed.yaml'],
      code: 1,
      says: '"F/in/feed.yaml" is a file: name its folder, F/in',
    },
    {
      title: 'a folder below the settings',
      args: ['publish', 'F/in/wire'],
      given: { 'in/wire/b.md': article },
      code: 1,
      says: 'There is no feed.yaml in F/in/wire, but in ',
    },
    {
      title: 'the same folder twice',
      args: ['publish', 'F/in', 'F/in'],
      code: 2,
      says: 'must not be the same or inside each other: got "F/in" and "F/in"',
    },
    {
      title: 'a target among the articles',
      args: ['publish', 'F/in', 'F/in/out'],
      code: 2,
      says: 'name another folder or prefix for one of them',
    },
    {
      title: 'a file as target',
      args: ['publish', 'F/in', 'F/in2'],
      given: { in2: 'text' },
      code: 1,
      says: 'Cannot publish to "F/in2": it is a file; name a folder',
    },
    {
      title: 'a bucket with one slash',
      args: ['publish', 's3:/bucket/in'],
      code: 2,
      says: 'IN must be a folder or "s3://bucket/prefix": got "s3:/bucket/in": did you mean "s3://bucket/in"?',
    },
    { title: 'a bucket in capitals', args: ['publish', 'S3://Bucket'], code: 2, says: 'did you mean "s3://bucket"?' },
    {
      title: 'a bucket with an underscore',
      args: ['publish', 's3://my_bucket/in'],
      code: 2,
      says: 'the name of a bucket has 3 to 63 lowercase letters, digits, dots and hyphens',
    },
    {
      title: 'the web URL of a bucket',
      args: ['publish', 'https://my-bucket.s3.eu-west-1.amazonaws.com/in'],
      code: 2,
      says: 'did you mean "s3://my-bucket/in"?',
    },
    { title: 'a file URL', args: ['publish', 'file:///in'], code: 2, says: 'write the path of the folder' },
    {
      title: 'a folder to show',
      args: ['show', 'F/in'],
      code: 1,
      says: '"F/in" is a folder: name one article file in it',
    },
    {
      title: 'a file to show that is not there',
      args: ['show', 'F/in/aa.md'],
      code: 1,
      says: 'there is no such file: did you mean "F/in/a.md"?',
    },
    { title: 'no file to show', args: ['show'], code: 2, says: '"presstime show" needs FILE: the article file' },
    {
      title: 'a folder to serve that is not there',
      args: ['serve', 'F/public'],
      code: 1,
      says: 'There is no folder "F/public": publish first, or name the folder that you published to',
    },
    { title: 'nowhere to push to', args: ['push'], code: 2, says: '"presstime push" needs --to' },
  ],
  'feed.yaml': [
    {
      title: 'missing',
      args: check,
      given: { 'in/feed.yaml': null },
      code: 1,
      says: 'There is no feed.yaml in F/in: write one with at least title, description, homeUrl and feedUrl',
    },
    {
      title: 'feed.yml',
      args: check,
      given: { 'in/feed.yaml': null, 'in/feed.yml': settings },
      code: 1,
      says: 'rename "feed.yml" to feed.yaml',
    },
    {
      title: 'Feed.yaml.txt',
      args: check,
      given: { 'in/feed.yaml': null, 'in/Feed.yaml.txt': settings },
      code: 1,
      says: 'rename "Feed.yaml.txt" to feed.yaml',
    },
    {
      title: 'in a folder below',
      args: check,
      given: { 'in/feed.yaml': null, 'in/wire/feed.yaml': settings },
      code: 1,
      says: 'move "wire/feed.yaml" there, or name its folder',
    },
    {
      title: 'empty',
      args: check,
      given: { 'in/feed.yaml': '' },
      code: 1,
      says: 'F/in/feed.yaml: error: The settings are empty',
    },
    {
      title: 'no colon',
      args: check,
      given: inSettings('title:', 'title'),
      code: 1,
      says: 'F/in/feed.yaml:1:1: error: Cannot read the settings: each line must be "key: value"',
    },
    {
      title: 'a colon in a value',
      args: check,
      given: inSettings('News', 'News: all of it'),
      code: 1,
      says: 'F/in/feed.yaml:2:14: error: Cannot read the settings: a value that contains a colon and a space must be in quotes',
    },
    {
      title: 'a tab',
      args: check,
      given: inSettings('title', '\ttitle'),
      code: 1,
      says: 'indented with spaces, not with tabs',
    },
    {
      title: 'a missing setting',
      args: check,
      given: inSettings(/title.*\n/, ''),
      code: 1,
      says: 'F/in/feed.yaml: error: "title" is missing: it must be text',
    },
    {
      title: 'a setting twice',
      args: check,
      given: { 'in/feed.yaml': `${settings}title: Two\n` },
      code: 1,
      says: 'F/in/feed.yaml:6:1: error: "title" is set twice',
    },
    {
      title: 'a typo in a key',
      args: check,
      given: { 'in/feed.yaml': `${settings}limt: 5\n` },
      code: 1,
      says: 'F/in/feed.yaml:6:1: error: "limt" is not a setting: did you mean "limit"?',
    },
    {
      title: 'only the city of a zone',
      args: check,
      given: inSettings('Europe/Paris', 'Paris'),
      code: 1,
      says: 'got "Paris": did you mean "Europe/Paris"?',
    },
    {
      title: 'one section instead of sections',
      args: check,
      given: { 'in/feed.yaml': `${settings}feeds: [section]\n` },
      code: 1,
      says: 'did you mean "sections"?',
    },
    {
      title: 'a typo in a profile',
      args: check,
      given: { 'in/feed.yaml': `${settings}profiles: [smart-news]\n` },
      code: 1,
      says: 'did you mean "smartnews"?',
    },
    {
      title: 'a word instead of a number',
      args: check,
      given: { 'in/feed.yaml': `${settings}limit: many\n` },
      code: 1,
      says: 'F/in/feed.yaml:6:8: error: "limit" must be a whole number from 1 to 1000: got "many"',
    },
    {
      title: 'a URL without https',
      args: check,
      given: inSettings('feedUrl: https://', 'feedUrl: '),
      code: 1,
      says: 'F/in/feed.yaml:4:10: error: "feedUrl" must be the http or https URL of a folder',
    },
  ],
  'an article': [
    {
      title: 'front matter that is not closed',
      args: publish,
      given: inArticle('08:00\n---\n', '08:00\n'),
      code: 1,
      says: 'F/in/a.md:1:1: error: Cannot read the front matter: it is never closed: end it with a line "---"',
    },
    {
      title: 'a day that does not exist',
      args: publish,
      given: inArticle('2026-01-04', '2026-02-30'),
      code: 1,
      says: 'F/in/a.md:3:1: error: 2026-02-30 is not a date in the calendar',
    },
    {
      title: 'an ambiguous date',
      args: publish,
      given: inArticle('2026-01-04', '04/05/2026'),
      code: 1,
      says: 'write the month as a word',
    },
    {
      title: 'a word as date',
      args: publish,
      given: inArticle('2026-01-04 08:00', 'tomorrow'),
      code: 1,
      says: 'F/in/a.md:3:1: error: A date must be like 2026-01-05',
    },
    {
      title: 'no date',
      args: publish,
      given: inArticle(/date.*\n/, ''),
      code: 1,
      says: 'No date was found: add a line like "date: 2026-01-04" to the front matter',
    },
    {
      title: 'an empty file',
      args: publish,
      given: { 'in/b.md': '' },
      code: 1,
      says: 'F/in/b.md: error: The file is empty',
    },
    {
      title: 'a mark that is neither yes nor no',
      args: publish,
      given: inArticle('title: Terns', 'draft: yess'),
      code: 1,
      says: 'F/in/a.md:2:1: error: "draft" must be true or false: got "yess", so the article is held back',
    },
    {
      title: 'a colon in a title',
      args: publish,
      given: inArticle('Terns', 'Terns: again'),
      code: 0,
      says: 'F/in/a.md:2:8: warning: The front matter was repaired: put the value in quotes',
    },
    {
      title: 'a picture that is not there',
      args: publish,
      given: inArticle('title: Terns', 'image: terns.png'),
      code: 0,
      says: 'F/in/a.md:2:8: warning: The picture "terns.png" is not in the folder of articles',
    },
    {
      title: 'a picture with another name',
      args: publish,
      given: { ...inArticle('title: Terns', 'image: tern.png'), 'in/terns.png': 'x' },
      code: 0,
      says: 'did you mean "terns.png"?',
    },
    {
      title: 'two with one id',
      args: publish,
      given: {
        'in/a.md': article.replace('title', 'id: x\ntitle'),
        'in/b.md': article.replace('title', 'id: x\ntitle'),
      },
      code: 1,
      says: 'rename one file, or give it a different "id"',
    },
    {
      title: 'a format that is not read',
      args: publish,
      given: { 'in/a.md': null, 'in/a.rtf': article },
      code: 1,
      says: '1 file with unknown extensions: a.rtf',
    },
    {
      title: 'no article',
      args: publish,
      given: { 'in/a.md': null },
      code: 0,
      says: 'Put articles beside feed.yaml or in folders below it',
    },
  ],
};

const all = Object.entries(mistakes).flatMap(([what, list]) =>
  list.map((it) => ({ ...it, title: `${what}: ${it.title}` })),
);

test('the list has at least sixty', () => {
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
});

test.each(all)('$title', async ({ args, code, says, given = {}, env = {} }) => {
  const folder = await temporaryFolder();
  const written = Object.entries({ ...files, ...given }).filter(([, text]) => text !== null);
  await writeFiles(folder, Object.fromEntries(written) as Record<string, string>);
  const before = textsBelow(folder);
  const terminal = fakeTerminal({ env });
  const inFolder = args.map((word) => word.replace(/(^|["=])F\//, `$1${folder}/`));
  const result = await main(inFolder, terminal);
  const shown = terminal.printed.join('\n').replaceAll(folder, 'F');
  expect(shown).toContain(says);
  expect(result).toBe(code);
  expect(shown).not.toMatch(/\n {4}at |undefined|\[object/);
  expect(textsBelow(folder)).toMatchObject(before);
  if (code === 2) expect(terminal.stdout).toEqual(shown.includes('"error": {') ? [expect.any(String)] : []);
  if (code !== 0 && !args.includes('F/out')) expect(textsBelow(folder)).toEqual(before);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be read', async () => {
  const folder = await temporaryFolder();
  await writeFiles(folder, files);
  chmodSync(join(folder, 'in'), 0o000);
  const terminal = fakeTerminal();
  expect(await main(['publish', join(folder, 'in'), join(folder, 'out')], terminal)).toBe(1);
  chmodSync(join(folder, 'in'), 0o755);
  expect(terminal.stderr.join('\n')).toContain('permission denied for this user');
});

/** All files below a folder, with their texts. */
function textsBelow(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const isFile = (path: string) => statSync(join(folder, path)).isFile();
  return Object.fromEntries(paths.filter(isFile).map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}
