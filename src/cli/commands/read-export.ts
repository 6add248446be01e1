/** Reads the export of a service for `presstime init --from-export`: a file, a folder or a ZIP. */
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { listZip } from '../../article/docx/unzip.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { type Exported, type ExportTexts, filesOfExport } from '../../scaffold/exports/exported.ts';
import { readGhostExport } from '../../scaffold/exports/ghost-export.ts';
import { readMediumExport } from '../../scaffold/exports/medium-export.ts';
import { readSubstackExport } from '../../scaffold/exports/substack-export.ts';
import { readWordpressExport } from '../../scaffold/exports/wordpress-export.ts';
import { titleFromFolder } from '../../scaffold/scaffold.ts';
import { plainSite } from '../../scaffold/tools/site.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import { findPath } from '../terminal/open-store.ts';
import type { Blog } from './move-in.ts';

export interface ExportLocation {
  /** The folder of the publication. */
  readonly folder: string;
  /** The URL of the site, if a flag says it. */
  readonly url: string | null;
}

/** The largest export that is read, in bytes. */
const maximumExportBytes = 200_000_000;

/**
 * A blog of the articles in an export. Throws `PublishError` with code `missing-feed` if it cannot be read, and with code
 * `already-begun` if the folder contains articles.
 */
export async function readExport(path: string, { folder, url }: ExportLocation): Promise<Blog> {
  const exported = await parseExport(path, url);
  if (exported === null)
    throw notAnExport(path, 'it is not WXR of WordPress, JSON of Ghost, or a folder or ZIP of Medium or Substack');
  const articles = join(folder, 'articles');
  if ((await createDirectoryStore(articles).list(() => true)).length > 0) {
    const message = `There are files in "${articles}". Nothing was written: name another folder`;
    throw new PublishError('already-begun', message);
  }
  const { tool, description, homeUrl, language, timeZone, unread } = exported;
  const title = exported.title ?? titleFromFolder(basename(resolve(folder)));
  return {
    site: { ...plainSite, tool, title, description, homeUrl, language, timeZone, unread },
    path,
    folder: articles,
    files: { paths: new Set(), read: async () => null },
    exported: filesOfExport(exported),
  };
}

async function parseExport(path: string, url: string | null): Promise<Exported | null> {
  const found = await findPath(path);
  if (found === null) throw notAnExport(path, 'there is no such file');
  if (found.isDirectory()) return parseTexts(await textsOfFolder(path), url);
  if (!found.isFile() || found.size > maximumExportBytes) throw notAnExport(path, 'it is no file, or too large');
  const body = await readFile(path);
  if (body.subarray(0, 2).toString('latin1') === 'PK') return parseTexts(await textsOfZip(path, body), url);
  const text = body.toString('utf8').replace(/^\ufeff/, '');
  return /^\s*\{/.test(text) ? readGhostExport(parseJson(text), url) : readWordpressExport(text);
}

function parseTexts(texts: ExportTexts, url: string | null): Exported | null {
  return readSubstackExport(texts, url) ?? readMediumExport(texts, url);
}

/** The files of an export that are read. The others contain subscribers and statistics. */
function isWanted(path: string): boolean {
  return /(?:^|\/)posts(?:\.csv|\/[^/]+\.html)$/.test(path);
}

async function textsOfFolder(folder: string): Promise<ExportTexts> {
  const store = createDirectoryStore(folder);
  const listed = await store.list(isWanted);
  checkSize(folder, listed);
  const texts = await Promise.all(
    listed.map(async ({ path }) => [path, new TextDecoder().decode((await store.read(path))?.body)] as const),
  );
  return new Map(texts);
}

async function textsOfZip(file: string, body: Uint8Array): Promise<ExportTexts> {
  const entries = await listZip(body);
  if (typeof entries === 'string')
    throw notAnExport(file, `the ZIP is ${entries} or too large: unpack it, and name the folder`);
  const wanted = entries.filter(({ name }) => isWanted(name));
  checkSize(file, wanted);
  const texts = new Map<string, string>();
  for (const { name, read } of wanted) {
    const content = await read();
    if (content === null) throw notAnExport(file, `"${name}" in the ZIP is damaged: unpack it, and name the folder`);
    texts.set(name, new TextDecoder().decode(content));
  }
  return texts;
}

function checkSize(path: string, files: readonly { readonly lengthBytes: number }[]): void {
  const bytes = files.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  if (bytes > maximumExportBytes) throw notAnExport(path, 'its posts are too large');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function notAnExport(path: string, reason: string): PublishError {
  return new PublishError('missing-feed', `Cannot read the export "${path}": ${reason}. Nothing was written`);
}
