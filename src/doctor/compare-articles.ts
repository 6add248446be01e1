/** Compares the articles with what is published: what changed since, what is refused, and the titles of what is due. Reads few files. */
import { hidePath } from '../article/story/hidden-names.ts';
import type { FileRead } from '../item/source-change.ts';
import { withChunks } from '../ledger/chunks.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { openTables } from '../ledger/state.ts';
import type { Instant } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { compareIndex } from '../publish/read/compare-index.ts';
import { type ListedSource, listSource } from '../publish/read/list-source.ts';
import { readArticles, readSettings } from '../publish/read/read-source.ts';
import { sourceChanges } from '../publish/read/source-changes.ts';
import { storedState } from '../publish/read/stored-state.ts';
import type { Store } from '../store/store.ts';
import { type PublicationStatus, withSourcePaths } from './read-status.ts';
import type { ComparedArticles } from './status-findings.ts';

interface ComparedStores {
  readonly from: Store;
  readonly to: Store;
}

/** The most changed files that are read, to see whether they are refused. */
const mostRead = 100;

export interface Compared {
  readonly source: ComparedArticles;
  /** The status with paths and titles that the ledger does not contain. */
  readonly status: PublicationStatus;
}

/** Lists the articles and reads those that changed, and those that are due next. */
export async function compareArticles(
  { from, to }: ComparedStores,
  { status, now }: { readonly status: PublicationStatus; readonly now: Instant },
): Promise<Compared> {
  const listed = await listSource(from);
  const { articles, gone } = await changesSince(to, listed, now);
  const due = new Set(status.due.map(({ path }) => path));
  const files = listed.articles.filter((file) => articles.includes(file) || due.has(hidePath(file.path)));
  const { read, settingsError } = await readSome(from, listed, files.slice(0, mostRead));
  const refused = read.filter(({ reading }) => reading.state === 'refused').map(({ path }) => path);
  const source = {
    location: from.location,
    articles: listed.articles.length,
    differing: articles.filter(({ path }) => !refused.includes(path)).length + gone.length,
    refused,
    settingsError,
  };
  return { source, status: withTitles(withSourcePaths(status, listed.articles), read) };
}

/** What changed since the last run. What became due meanwhile is not a change of a file. */
async function changesSince(to: Store, listing: ListedSource, now: Instant) {
  const { state, chunks } = storedState(await readLedger(to), to);
  const { facts } = state;
  const input = {
    listing,
    compared: await compareIndex({ state, chunks }, listing),
    facts,
    now: facts.lastRun ?? now,
    readFrom: null,
    startAt: '',
    most: Number.MAX_SAFE_INTEGER,
  };
  return withChunks(chunks, () => sourceChanges(openTables(state), input));
}

async function readSome(from: Store, listed: ListedSource, files: ListedSource['articles']) {
  try {
    return { read: await readArticles(from, files, { source: await readSettings(from, listed) }), settingsError: null };
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    return { read: [], settingsError: thrown.message };
  }
}

function withTitles(status: PublicationStatus, read: readonly FileRead[]): PublicationStatus {
  const titles = new Map(
    read.flatMap(({ path, reading }) => (reading.state === 'accepted' ? [[path, reading.article.title]] : [])),
  );
  return { ...status, due: status.due.map((it) => ({ ...it, title: it.title ?? titles.get(it.path) ?? null })) };
}
