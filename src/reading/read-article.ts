/**
 * Reads one article within a budget of CPU time and memory. The main thread reads it first, for a short time that ordinary
 * articles never use up. If that is not enough, another process reads it again, with the whole budget.
 */
import { wantedFiles } from '../article/attachments/attach.ts';
import type { Beside } from '../article/attachments/beside.ts';
import { loadMetadataLibrary, withEmbedded } from '../article/attachments/embedded-captions.ts';
import { readSidecar } from '../article/attachments/sidecar.ts';
import { isMail } from '../article/mail/mail-kind.ts';
import { parseMarkdown } from '../article/markdown/markdown.ts';
import { completeReading, type Parsed, parseFile, type StoryParsers, storiesIn } from '../article/parse-file.ts';
import { loadTransliteration } from '../article/permalink/transliterate.ts';
import { type Reading, type Refused, refuseAsFault, refused } from '../article/reading.ts';
import { formatOf } from '../article/story/path.ts';
import type { File } from '../model/file.ts';
import { error } from '../problem/problem.ts';
import type { Store } from '../store/store.ts';
import { explainRead } from '../store/system-error.ts';
import { type ArticleBudgetOptions, OverBudgetError, readArticleInOwnProcess } from './own-process.ts';
import { type ReadingLimits, readingLimits } from './reading-limits.ts';
import type { ArticleAnswer, ArticleSettings, ArticleStep } from './steps.ts';
import { runSoonWithin, StoppedError } from './watchdog.ts';

/** Starts work as soon as the memory budget has space for the files at these paths. */
export type Gate = <T>(paths: readonly string[], work: () => Promise<T>) => Promise<T>;

export interface ReadArticleContext {
  /** The same object for all articles of a run, so that it is sent to the other process once. */
  readonly settings: ArticleSettings;
  readonly gate?: Gate;
  readonly parsers?: StoryParsers;
  readonly limits?: ReadingLimits;
}

/** Reads an article and the files beside it that it uses. If it needs more than its budget, it is refused as `over-budget`. */
export async function readArticleFile(from: Store, file: File, context: ReadArticleContext): Promise<Reading> {
  if (needsPreparing(file)) return readInOwnProcess(from, file, context);
  try {
    return await readInMainThread(from, file, context);
  } catch (thrown) {
    if (!(thrown instanceof StoppedError)) throw thrown;
    return readInOwnProcess(from, file, context);
  }
}

/** True for the formats whose libraries are asynchronous, because only synchronous work can be stopped. */
function needsPreparing({ path, body }: File): boolean {
  const format = formatOf(path);
  return format === 'word' || isMail({ body, format });
}

/**
 * Reads an article in this thread. Throws `StoppedError` if that takes too long. Word documents and e-mails cannot be read here, because
 * only synchronous work can be stopped.
 */
export async function readInMainThread(
  from: Store,
  file: File,
  { settings, gate = open, parsers, limits = readingLimits }: ReadArticleContext,
): Promise<Reading> {
  const { path } = file;
  const loaded = parsers ?? (await parsersFor(path));
  const { channel, index } = settings;
  const run = <T>(task: () => T) => runSoonWithin(limits.mainMilliseconds, () => refuseIfThrown(path, task));
  await loadTransliteration(file, channel);
  const first = await run(() => parseAndFind(file, settings, loaded));
  if ('state' in first) return first;
  const { parsed, wanted } = first;
  return gate(wanted, async () => {
    const bodies = await readBodies(from, wanted);
    const second = await run(() => {
      const sidecar = readSidecar(path, { bodies });
      const more = storiesIn(parsed).flatMap((story) => wantedFiles(story, { path, beside: index, channel, sidecar }));
      return { sidecar, more: more.filter((it) => !bodies.has(it)) };
    });
    if ('state' in second) return second;
    const { sidecar, more } = second;
    const beside = { ...index, bodies: new Map([...bodies, ...(await readBodies(from, more))]) };
    const library = channel.pictureCaptions ? await loadMetadataLibrary() : null;
    return run(() => {
      const described = library === null ? beside : withEmbedded(beside, library);
      return completeReading(parsed, { beside: described, sidecar });
    });
  });
}

/** Loads parsers before the budget begins. A Markdown file needs no other one, and most files are in Markdown. */
async function parsersFor(path: string): Promise<StoryParsers> {
  if (formatOf(path) === 'markdown') return { markdown: parseMarkdown };
  return (await import('../article/parse-article.ts')).storyParsers;
}

/** A reading if the article needs no files, or else what was parsed and the files to read. */
function parseAndFind(
  file: File,
  { channel, index }: ArticleSettings,
  parsers: StoryParsers,
): Reading | { readonly parsed: Parsed; readonly wanted: readonly string[] } {
  const parsed = parseFile(file, channel, { parsers });
  if (parsed.state !== 'parsed') return parsed;
  const context = { path: file.path, beside: index, channel, sidecar: null };
  const wanted = [...new Set(storiesIn(parsed).flatMap((story) => wantedFiles(story, context)))];
  return wanted.length > 0 ? { parsed, wanted } : completeReading(parsed, { beside: index, sidecar: noSidecar });
}

function refuseIfThrown<T>(path: string, task: () => T): T | Refused {
  try {
    return task();
  } catch (thrown) {
    return refuseAsFault(path, thrown);
  }
}

/** How many articles the other process was asked for. */
let asked = 0;

/**
 * Reads an article in another process. If that takes more than the budget, or the process fails, the article is refused. Throws `PublishError` if the
 * machine cannot start a process.
 */
export async function readInOwnProcess(
  from: Store,
  file: File,
  { settings, gate = open, limits = readingLimits }: ReadArticleContext,
): Promise<Reading> {
  const options = { settings, budget: limits.budget };
  asked += 1;
  const id = asked;
  const next = (bodies: Beside['bodies']) => answerOrRefusal({ kind: 'article', id, file, bodies }, options);
  const first = await next(new Map());
  if (first.kind === 'read') return first.reading;
  return gate(first.paths, async () => {
    let bodies = await readBodies(from, first.paths);
    for (;;) {
      const answer = await next(bodies);
      if (answer.kind === 'read') return answer.reading;
      bodies = new Map([...bodies, ...(await readBodies(from, answer.paths))]);
    }
  });
}

async function answerOrRefusal(step: ArticleStep, options: ArticleBudgetOptions): Promise<ArticleAnswer> {
  const { path } = step.file;
  try {
    return await readArticleInOwnProcess(step, options);
  } catch (thrown) {
    if (thrown instanceof OverBudgetError) {
      return { kind: 'read', reading: refused(path, [error('over-budget', thrown.message)]) };
    }
    // If the machine cannot start a process, that says nothing about the article.
    const explained = explainRead(thrown, path);
    if (explained.code !== 'unreadable') throw explained;
    return { kind: 'read', reading: refuseAsFault(path, thrown) };
  }
}

/** What a file without a sidecar is completed with. */
const noSidecar = { rows: [], findings: [] };

/** A file that was removed after it was listed counts as empty. */
async function readBodies(from: Store, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const bodies = new Map<string, Uint8Array>();
  for (const path of paths) bodies.set(path, (await from.read(path))?.body ?? new Uint8Array());
  return bodies;
}

/** For a single article, which waits for no other. */
const open: Gate = (_paths, work) => work();
