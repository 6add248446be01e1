/** `presstime show`: prints how one article file is read, and what a first publish would make of it. */
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type Beside, indexBeside, isBesidePath, isOtherPicturePath } from '../../article/attachments/beside.ts';
import { describeOtherFile } from '../../article/parse-file.ts';
import { allReadings, articleOf, type KeysRead, type Reading, withdrawalOf } from '../../article/reading.ts';
import type { FoundMark, MarkMeaning } from '../../article/story/found-mark.ts';
import { notStory } from '../../article/story/no-story.ts';
import { fileOfPart, isArticlePath } from '../../article/story/path.ts';
import { findWorkingFiles } from '../../article/working-files.ts';
import { channelFile } from '../../channel/channel-file.ts';
import { asTimeZone } from '../../channel/values.ts';
import { findVersions } from '../../compare/find-versions.ts';
import type { KnownVersion } from '../../item/item.ts';
import { explainVersions } from '../../item/versions/explain-versions.ts';
import type { Article } from '../../model/article.ts';
import type { Channel } from '../../model/channel.ts';
import { digestOf } from '../../model/digest.ts';
import type { File } from '../../model/file.ts';
import type { Enclosure } from '../../model/image.ts';
import type { Instant } from '../../model/instant.ts';
import {
  type Caption,
  type Correction,
  type ItemStatus,
  isPlainVersion,
  type Withdrawal,
} from '../../model/metadata.ts';
import { type Finding, inFile, type Problem, warning } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import { emptyState, type Plan, plan } from '../../publish/plan/plan.ts';
import { readArticleFile } from '../../reading/read-article.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import type { Store } from '../../store/store.ts';
import { localTime } from '../../time/zoned-time.ts';
import { wrapParagraphs, wrapText } from '../screen/wrap.ts';
import type { ExitCode, Given, Terminal, Wanted } from '../terminal/command.ts';
import { findChannel } from '../terminal/find-channel.ts';
import { describeProblem, printable } from '../terminal/messages.ts';
import { suggestNeighbour } from '../terminal/mistyped.ts';

export const wantedTimeZone: Wanted = {
  description: 'a time zone such as Europe/Paris',
  accepts: (written) => asTimeZone(written) !== undefined,
  names: Intl.supportedValuesOf('timeZone'),
};

/** Prints how a file is read, and returns 1 if any problem is an error. */
export async function show(given: Given, terminal: Terminal): Promise<ExitCode> {
  const file = given.argument('FILE') ?? '';
  if (existsSync(file) && statSync(file).isDirectory())
    throw new PublishError('unreadable', `"${file}" is a folder: name one article file in it`);
  const { channel: found, root, hasSettings } = await findChannel(resolve(file));
  const path = relative(root, resolve(file)).split(sep).join('/');
  const store = createDirectoryStore(root);
  const stored = await store.read(path);
  if (stored === null)
    throw new PublishError('unreadable', `Cannot read "${file}": there is no such file${suggestNeighbour(file)}`);
  const working = await workingProblems(path, root);
  if (working !== null) return sayWorking(working, { given, terminal, file });
  const channel = withZone(found, given);
  const reading = await readArticleFile(
    store,
    { path, body: stored.body },
    { settings: { channel, index: await picturesBelow(root) } },
  );
  const [article = null, ...others] = allReadings(reading).flatMap((it) => shownArticle(it) ?? []);
  const { version, body } = stored;
  const change = { kind: 'read', path, version, digest: digestOf(body), reading, beside: {} } as const;
  const planned = plan(emptyState, [change], channel, terminal.now());
  const problems = [...planned.problems, ...inFile(path, [...undated(reading), ...noStory(reading, stored)])];
  const context = { settings: { channel, index: await picturesBelow(root) } };
  const item = await shownItem(reading, { store, channel, read: (file) => readArticleFile(store, file, context) });
  const { marks, unused } = reading.keys;
  if (given.yes('json'))
    terminal.print(
      JSON.stringify(
        {
          article,
          ...(others.length === 0 ? {} : { articles: [article, ...others] }),
          item,
          withdrawal: withdrawalOf(reading),
          marks,
          unusedKeys: unused,
          problems,
        },
        null,
        2,
      ),
    );
  else {
    for (const problem of problems) sayProblem(problem, { ...terminal, location: dirname(file) });
    const rows =
      article === null ? [] : [...rowsOf(article), ...(hasSettings ? rowsOfPlan(planned, isOutdone(item, path)) : [])];
    const all = [...rows, ...rowsOfItem(item), ...rowsOfKeys(reading.keys)];
    printRows(all, article?.contentText ?? null, terminal);
    for (const other of others) printRows(rowsOf(other), other.contentText, terminal);
  }
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** The problems of a working file or a copy. Null if the file is an article. */
async function workingProblems(path: string, root: string): Promise<readonly Problem[] | null> {
  const folder = dirname(path);
  const names = await readdir(join(root, folder));
  const { paths, problems } = findWorkingFiles(names.map((name) => (folder === '.' ? name : `${folder}/${name}`)));
  return paths.has(path) ? problems.filter(({ file }) => file === path) : null;
}

interface SayContext {
  readonly given: Given;
  readonly terminal: Terminal;
  readonly file: string;
}

function sayWorking(problems: readonly Problem[], { given, terminal, file }: SayContext): 0 {
  if (given.yes('json')) terminal.print(JSON.stringify({ article: null, problems }, null, 2));
  else for (const problem of problems) sayProblem(problem, { ...terminal, location: dirname(file) });
  return 0;
}

/** The error for a file without any story: it was named because it seemed to be one. */
function noStory(reading: Reading, { body }: Pick<File, 'body'>): readonly Finding[] {
  const skipped = allReadings(reading).flatMap((it) => (it.state === 'skipped' ? [it.what] : []));
  const [what] = skipped;
  if (what === undefined || skipped.length < allReadings(reading).length) return [];
  return [what === 'other file' ? describeOtherFile(body) : notStory(what)];
}

/** The pictures, sidecars and other articles that the article may use, by their paths. */
async function picturesBelow(root: string): Promise<Beside> {
  const isWhole = existsSync(join(root, channelFile));
  const names = await readdir(root, { recursive: isWhole });
  const paths = names.map((name) => name.split(sep).join('/'));
  const beside = paths.filter((path) => isBesidePath(path) || isOtherPicturePath(path));
  return indexBeside(beside, isWhole ? paths.filter(isArticlePath) : null);
}

/** An article with its withdrawal and draft marks. */
interface ShownArticle extends Article {
  readonly withdrawal: Withdrawal | null;
  readonly draft: boolean;
  readonly item: ShownVersion | null;
}

/** Which version of an item a file is. */
interface ShownVersion {
  readonly id: string;
  readonly version: string | null;
  readonly status: ItemStatus;
  readonly created: Instant | null;
  readonly embargoed: Instant | null;
  readonly ends: readonly string[];
}

/** The item of a file: all its versions in the folder, and which one is current. */
interface ShownItem extends ShownVersion {
  readonly versions: readonly (Pick<KnownVersion, 'created' | 'status'> & {
    readonly file: string;
    readonly version: string | null;
    readonly isCurrent: boolean;
  })[];
  readonly reason: string;
}

function shownVersion({ item }: Reading): ShownVersion | null {
  if (item === null) return null;
  const { id, number, status, created, embargoed, ends } = item;
  return { id, version: number, status, created, embargoed, ends };
}

interface ItemOptions {
  readonly store: Store;
  readonly channel: Channel;
  readonly read: (file: File) => Promise<Reading>;
}

/** Null if the file says nothing about versions. */
async function shownItem(reading: Reading, { store, channel, read }: ItemOptions): Promise<ShownItem | null> {
  const own = shownVersion(reading);
  if (own === null) return null;
  const plain = { ...own, versions: [], reason: '' };
  if (reading.item === null || isPlainVersion(reading.item)) return plain;
  const paths = (await store.list(isArticlePath)).map(({ path }) => path);
  const versions = await findVersions(own.id, { from: store, channel, paths, read });
  if (versions.length === 0) return plain;
  const { current, reason } = explainVersions(versions);
  return {
    ...own,
    versions: versions.map((it) => ({
      file: fileOfPart(it.path),
      version: it.number,
      created: it.created,
      status: it.status,
      isCurrent: it === current,
    })),
    reason,
  };
}

function rowsOfItem(item: ShownItem | null): readonly Row[] {
  if (item === null || item.versions.length === 0) return [];
  const { id, versions, reason } = item;
  return [
    ['item', id],
    ...versions.map(({ file, version, created, status, isCurrent }): Row => {
      const facts = [created, status === 'usable' ? null : status, isCurrent ? 'current' : null];
      const rest = facts.filter((it) => it !== null).join(', ');
      return ['version', `${version ?? 'without a number'}: ${file}${rest === '' ? '' : `, ${rest}`}`];
    }),
    ['current', reason],
  ];
}

function shownArticle(reading: Reading): ShownArticle | null {
  const article = articleOf(reading);
  const draft = reading.state === 'held' && reading.mark.kind === 'draft';
  return article === null
    ? null
    : { ...article, withdrawal: withdrawalOf(reading), draft, item: shownVersion(reading) };
}

/** The warning that explains a missing article if there is no other problem. */
function undated(reading: Reading): Finding[] {
  if (reading.state !== 'held' || reading.article !== null) return [];
  if (reading.mark.kind === 'withdrawn') {
    return [warning('undated-withdrawal', 'This article is withdrawn, and has no date')];
  }
  if (reading.problems.length > 0) return [];
  return [warning('undated-draft', 'This is a draft without a date: add one before it is published')];
}

function withZone(channel: Channel, given: Given): Channel {
  const zone = given.text('time-zone');
  return zone === null ? channel : { ...channel, timeZone: zone, timeZoneSource: 'channel' };
}

function sayProblem(problem: Problem, terminal: Terminal & { readonly location: string }): void {
  terminal.say(describeProblem({ ...problem, file: basename(problem.file) }, terminal));
}

type Row = readonly [name: string, value: string];

function printRows(rows: readonly Row[], contentText: string | null, { paint, print, columns }: Terminal): void {
  const shown = rows.filter(([, value]) => value !== '');
  if (shown.length === 0) return;
  const lines = shown.map(([name, value]) => `${paint('bold', name.padEnd(11))} ${printable(value)}`);
  const text = contentText === null ? [] : ['', wrapParagraphs(contentText, columns)];
  print([...lines.map((line) => wrapText(line, columns)), ...text].join('\n'));
}

/** True if another file is the current version of the item. */
function isOutdone(item: ShownItem | null, path: string): boolean {
  return item?.versions.some(({ file, isCurrent }) => isCurrent && file !== path) === true;
}

/** What a first publish would make of the file. */
function rowsOfPlan({ shown, heldBack, refused }: Plan, isOld: boolean): readonly Row[] {
  const item = shown.find(({ unlisted }) => unlisted === null);
  const [waiting] = heldBack;
  const held = waiting?.reason ?? (refused.length > 0 ? 'refused' : 'withdrawn');
  return [
    ['state', isOld ? 'not current' : item === undefined ? held : 'published'],
    ['due', waiting?.due ?? ''],
    ['id', item?.entry.id ?? ''],
    ['page', item?.entry.page === null ? '' : (item?.entry.url ?? '')],
  ];
}

/** The marks that keep the article or parts of it from the public, and the keys that mean nothing here. */
function rowsOfKeys({ marks, unused }: KeysRead): readonly Row[] {
  return [...marks.map((mark) => ['mark', describeMark(mark)] as const), ['unused', unused.join(', ')]];
}

const effects: Readonly<Record<MarkMeaning, string>> = {
  out: 'the article is held back',
  members: 'only the text above the paywall is published',
  unlisted: 'only a page, no feed',
  excerpt: 'only the summary in feeds',
  pageless: 'no effect',
  listed: 'no effect',
  part: 'a part of the text is hidden',
};

function describeMark({ key, line, tool, meaning }: FoundMark): string {
  return `${key}${line === null ? '' : ` in line ${line}`}: ${effects[meaning]} (${tool})`;
}

function rowsOf(article: ShownArticle): readonly Row[] {
  const { published, timeZone, timeZoneSource, publishedPrecision, dateline, image } = article;
  return [
    ['file', article.path],
    ['title', `${article.title} (${article.titleSource})`],
    [
      'published',
      `${published}: ${showLocal(published, timeZone)} in ${timeZone} (${timeZoneSource}, to the ${publishedPrecision})`,
    ],
    ['updated', article.updated ?? ''],
    ['expires', article.expires ?? ''],
    ['withdrawn', article.withdrawal === null ? '' : describeWithdrawal(article.withdrawal)],
    ['draft', article.draft ? 'yes' : ''],
    ['byline', article.byline.join(', ')],
    ['dateline', dateline === null ? '' : [dateline.place, dateline.agency].filter((it) => it !== null).join(', ')],
    ['url', article.url ?? ''],
    ['about', article.externalUrl ?? ''],
    ['section', article.section ?? ''],
    ['categories', article.categories.join(', ')],
    ['image', image?.url ?? ''],
    ...article.captions.map((caption) => ['caption', describeCaption(caption)] as const),
    ...article.enclosures.map((enclosure) => ['enclosure', describeEnclosure(enclosure)] as const),
    ...article.corrections.map((correction) => ['correction', describeCorrection(correction)] as const),
    ['summary', article.summary],
  ];
}

/** The local time, such as `2026-01-04 16:15`. */
function showLocal(instant: Instant, timeZone: string): string {
  const { year, month, day, hour, minute } = localTime(instant, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

function describeWithdrawal({ withdrawn, notice }: Withdrawal): string {
  return [withdrawn ?? 'yes', notice].filter((it) => it !== null).join(': ');
}

function describeEnclosure({ url, type, lengthBytes, durationSeconds }: Enclosure): string {
  const length = lengthBytes === null ? [] : [plural(lengthBytes, 'byte')];
  const duration = durationSeconds === null ? [] : [`${durationSeconds} s`];
  return `${url} (${[type, ...length, ...duration].join(', ')})`;
}

function describeCorrection({ corrected, text }: Correction): string {
  return corrected === null ? text : `${corrected}: ${text}`;
}

function describeCaption({ text, credit, position }: Caption): string {
  const marked = position === null ? text : `[${position}] ${text}`;
  return credit === null ? marked : `${marked} — ${credit}`;
}
