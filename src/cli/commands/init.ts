/** `presstime init`: begins a publication in a folder, and publishes its first article. In the folder of a blog, it writes the settings. */
import type { Dirent } from 'node:fs';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isArticlePath, isUncertainPath } from '../../article/story/path.ts';
import { channelFile } from '../../channel/channel-file.ts';
import { channelSettings } from '../../channel/settings.ts';
import type { Instant } from '../../model/instant.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import { publish } from '../../publish/publish.ts';
import type { Report } from '../../publish/report.ts';
import type { SiteAnswers } from '../../scaffold/render-site.ts';
import {
  type Answers,
  renderFirstArticle,
  renderSettings,
  type ScaffoldFile,
  titleFromFolder,
} from '../../scaffold/scaffold.ts';
import { codeOf, explainWrite, reasonOf, unless } from '../../store/system-error.ts';
import { askQuestions } from '../interaction/questions.ts';
import { wrapText } from '../screen/wrap.ts';
import { type ExitCode, type Given, type Terminal, UsageError, type Wanted } from '../terminal/command.ts';
import { printable } from '../terminal/messages.ts';
import { hintForPath } from '../terminal/mistyped.ts';
import { readNow } from '../terminal/now.ts';
import { findPath, withPublication } from '../terminal/open-store.ts';
import { sayProblems } from '../terminal/problems.ts';
import { describeProgram, realPath } from '../terminal/program.ts';
import { quoteForShell } from '../terminal/quote.ts';
import { describeMove, reportMove } from './describe-move.ts';
import { type Blog, findBlog, findBuiltFeed, guessAnswers, isBegun, planMove, readFormer, siteUrl } from './move-in.ts';
import { readExport } from './read-export.ts';

/** Begins a publication. Writes nothing if the folder already contains one, or if the user stops at a question. */
export async function init(given: Given, terminal: Terminal): Promise<ExitCode> {
  const folder = given.argument('FOLDER') ?? '.';
  await checkNotMistyped(folder);
  // Says first if the folder is a file, or cannot be read.
  await entriesOf(folder);
  const exported = given.text('from-export');
  const blog =
    exported === null ? await findBlog(folder) : await readExport(exported, { folder, url: given.text('url') });
  if (blog !== null) return moveIn(blog, given, terminal);
  const found = await lookAt(folder);
  if (given.text('from-feed') !== null) {
    const message = `--from-feed needs the folder of a blog: there is no configuration of a known tool in "${folder}"`;
    throw new UsageError(message);
  }
  const now = await readNow(given, terminal);
  const answers = await answersOf(folder, given, terminal);
  if (answers === undefined) {
    terminal.say('\nStopped: nothing was written');
    return 1;
  }
  const files = found.hasArticles
    ? [renderSettings(answers, now)]
    : [renderSettings(answers, now), renderFirstArticle(answers, now)];
  const written = await writeAll(files, found.articles);
  const report = found.hasArticles ? null : await publishFirst(found, now, terminal);
  if (given.yes('json')) terminal.print(JSON.stringify({ written, report }, null, 2));
  else terminal.print(describe({ folder, found, written, report }, { answers, terminal }));
  return 0;
}

/** A mistyped name would become a new folder. */
async function checkNotMistyped(folder: string): Promise<void> {
  const hint = hintForPath(folder);
  if (hint !== null && (await findPath(folder)) === null) throw new UsageError(`Cannot begin in "${folder}": ${hint}`);
}

/** Writes the settings of a blog beside the configuration of its tool, and says what subscribers would see. */
async function moveIn(blog: Blog, given: Given, terminal: Terminal): Promise<ExitCode> {
  if (isBegun(blog)) throw alreadyBegun(join(blog.folder, channelFile));
  const now = await readNow(given, terminal);
  const feed = given.text('from-feed');
  const former = feed === null ? await findBuiltFeed(blog) : await readFormer(feed, blog);
  const answers = await answersOfBlog(blog, given, terminal);
  if (answers === undefined) {
    terminal.say('\nStopped: nothing was written');
    return 1;
  }
  const { files, trial, unread: notKept } = await planMove(blog, { answers, former, now });
  const written = await writeAll(files, blog.folder);
  const unread = [
    ...(siteUrl(blog.site) === null && given.text('url') === null ? [noUrl] : []),
    ...notKept,
    ...blog.site.unread,
  ];
  const report = reportMove(trial, { former, unread });
  if (given.yes('json')) {
    terminal.print(JSON.stringify({ written, tool: blog.site.tool, ...report }, null, 2));
    return 0;
  }
  const begun = blog.exported.length === 0 ? blog.folder : (given.argument('FOLDER') ?? '.');
  const isHere = resolve(begun) === resolve('.');
  const lines = [
    terminal.paint('bold', `Created ${printable(describeFiles(written))} from ${blog.path} (${blog.site.tool})`),
    ...describeMove(report).map(printable),
    'Next, type:',
    ...(isHere ? [] : [`  cd ${quoteForShell(begun)}`]),
    `  ${terminal.program} check`,
    `  ${terminal.program} publish`,
  ];
  terminal.print(lines.join('\n'));
  return 0;
}

function describeFiles(paths: readonly string[]): string {
  return paths.length > 2 ? `${paths[0]} and ${plural(paths.length - 1, 'more file')}` : paths.join(' and ');
}

const noUrl = {
  kind: 'site-url',
  message: 'The URL of the site is not known: use --url, or set homeUrl and feedUrl in feed.yaml before you publish',
};

async function answersOfBlog(blog: Blog, given: Given, terminal: Terminal): Promise<SiteAnswers | undefined> {
  const guessed = await guessAnswers(blog, given);
  if (given.yes('yes') || given.yes('json') || terminal.ask === null) return guessed;
  const author = guessed.author ?? guessed.authors[0] ?? null;
  const answered = await ask({ ...guessed, author }, given);
  return answered && { ...guessed, ...answered, author: answered.author === author ? guessed.author : answered.author };
}

/** What `init` finds. */
interface Found {
  /** The folder of the articles, and that of the publication. */
  readonly articles: string;
  readonly publication: string;
  readonly hasArticles: boolean;
  /** True if the folder itself contains the articles, instead of its folder `articles`. */
  readonly isBare: boolean;
}

/** A file that may be an article by its content alone does not count. */
function isArticle(name: string): boolean {
  return isArticlePath(name) && !isUncertainPath(name);
}

/** Throws `PublishError` if there is something that `init` would have to replace. */
async function lookAt(folder: string): Promise<Found> {
  const articles = join(folder, 'articles');
  const publication = join(folder, 'public');
  const [own, ofArticles, ofPublication] = [
    await entriesOf(folder),
    await entriesOf(articles),
    await entriesOf(publication),
  ];
  const inFolder = own.some((entry) => entry.isFile() && isArticle(entry.name));
  const inArticles = ofArticles.some((entry) => entry.isDirectory() || (entry.isFile() && isArticle(entry.name)));
  const isBare = inFolder && !inArticles;
  const hasArticles = inFolder || inArticles;
  const known = [
    ...own.filter(({ name }) => name === channelFile).map(() => join(folder, channelFile)),
    ...ofArticles.filter(({ name }) => name === channelFile).map(() => join(articles, channelFile)),
    ...(ofPublication.length > 0 && !hasArticles ? [publication] : []),
  ];
  if (known.length > 0) {
    throw alreadyBegun(known[0] ?? folder);
  }
  return { articles: isBare ? folder : articles, publication, hasArticles, isBare };
}

function alreadyBegun(path: string): PublishError {
  const advice = 'Nothing was written: publish it with the command "publish", or name another folder';
  return new PublishError('already-begun', `There is already "${path}". ${advice}`);
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await unless(['ENOENT'], [], () => readdir(folder, { withFileTypes: true }));
  } catch (thrown) {
    const reason = reasonOf(thrown);
    throw new PublishError('unreadable', `Cannot begin in "${folder}": ${reason}; name another folder`, {
      cause: thrown,
    });
  }
}

async function answersOf(folder: string, given: Given, terminal: Terminal): Promise<Answers | undefined> {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const guessed = {
    title: given.text('title') ?? titleFromFolder(basename(resolve(folder))),
    homeUrl: given.text('url'),
    author: given.text('author'),
    language: given.text('language') ?? new Intl.Locale(locale).baseName,
    timeZone: given.text('time-zone') ?? timeZone,
  };
  if (given.yes('yes') || given.yes('json') || terminal.ask === null) return guessed;
  return ask(guessed, given);
}

type Asked = Pick<Answers, 'title' | 'homeUrl' | 'author' | 'timeZone'>;

/** Asks what no flag says. Undefined if the user stops. */
async function ask<T extends Asked>(guessed: T, given: Given): Promise<T | undefined> {
  const asked = questions.filter(({ flag }) => given.text(flag) === null);
  const answered = await askQuestions(
    asked.map(({ key, text }) => ({ text, suggestion: guessed[key], wanted: wantedSetting(settingsOf[key]) })),
    { input: process.stdin, output: process.stdout },
  );
  return (
    answered && { ...guessed, ...Object.fromEntries(asked.map(({ key }, index) => [key, answered[index] ?? null])) }
  );
}

const questions = [
  { key: 'title', flag: 'title', text: 'Title of the feed' },
  { key: 'homeUrl', flag: 'url', text: 'URL of your site' },
  { key: 'author', flag: 'author', text: 'Author' },
  { key: 'timeZone', flag: 'time-zone', text: 'Time zone' },
] as const;

const settingsOf = {
  title: 'title',
  homeUrl: 'homeUrl',
  author: 'authors',
  language: 'language',
  timeZone: 'timeZone',
} as const;

/** What a flag or an answer must be, from the table of settings. */
export function wantedSetting(key: keyof typeof channelSettings): Wanted {
  const { wanted, parse } = channelSettings[key];
  return {
    description: wanted.replace(/^a name, or .*/, 'a name'),
    accepts: (written) => parse(written) !== undefined,
  };
}

/** Writes all files or none. Returns their paths. */
async function writeAll(files: readonly ScaffoldFile[], folder: string): Promise<readonly string[]> {
  const written: string[] = [];
  let created: string | undefined;
  try {
    created = await mkdir(folder, { recursive: true });
    for (const { path, text } of files) {
      await writeNew(join(folder, path), text);
      written.push(join(folder, path));
    }
    return written;
  } catch (thrown) {
    for (const path of written) await rm(path, { force: true });
    if (created !== undefined) await removeFolders(resolve(folder), dirname(resolve(created)));
    throw explainWrite(thrown, folder);
  }
}

/** Leaves no part of a file, and does not touch one that exists. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') await rm(path, { force: true });
    throw thrown;
  }
}

/** Removes empty folders from the inner one up to the outer one, which stays. */
async function removeFolders(inner: string, outer: string): Promise<void> {
  for (let folder = inner; folder !== outer && folder !== dirname(folder); folder = dirname(folder))
    await rmdir(folder);
}

function publishFirst({ articles, publication }: Found, now: Instant, terminal: Terminal): Promise<Report> {
  const locations = { from: articles, to: publication };
  return withPublication(locations, terminal, {
    writes: true,
    verify: false,
    run: async (stores) => {
      const report = await publish({ ...stores, now });
      await sayProblems(report.problems, { from: stores.from, to: report.to }, terminal);
      return report;
    },
  });
}

interface Begun {
  readonly folder: string;
  readonly found: Found;
  readonly written: readonly string[];
  readonly report: Report | null;
}

function describe(
  { folder, found, written, report }: Begun,
  { answers, terminal }: { readonly answers: Answers; readonly terminal: Terminal },
): string {
  const { language, timeZone } = answers;
  const isHere = resolve(folder) === resolve('.');
  // A relative path to the program is another one in the new folder.
  const start = { script: process.argv[1] ?? '', realPath, folder: resolve(folder), env: terminal.env };
  const program = isHere ? terminal.program : describeProgram(start);
  const published =
    report === null
      ? []
      : [
          `Published ${plural(report.entries, 'entry', 'entries')} to ${report.to}: ${report.feeds.map(({ url }) => basename(url)).join(', ')}`,
        ];
  const done = [
    terminal.paint('bold', `Created ${written.map(printable).join(' and ')}`),
    `  language ${language}, time zone ${timeZone}: to change them, edit ${channelFile}`,
    ...published.map(printable),
    ...(report === null ? ['Your articles are unchanged, and nothing is published yet'] : []),
    'Next, type:',
  ];
  const commands = [
    ...(isHere ? [] : [`  cd ${quoteForShell(folder)}`]),
    ...(found.isBare
      ? [
          `  ${program} check .`,
          `  ${program} publish --from . --to ../${quoteForShell(`${basename(resolve(folder))}-public`)}`,
        ]
      : [`  ${program} preview`, `  ${program} publish`]),
  ];
  // A command that is wrapped cannot be copied.
  return [wrapText(done.join('\n'), terminal.columns), ...commands].join('\n');
}
