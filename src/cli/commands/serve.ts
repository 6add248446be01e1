/** `presstime serve`: serves the publication on this machine, to try it in a browser or feed reader. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative, resolve, sep } from 'node:path';
import { findFile, partFor, readStart, type ServedFile, sendPart } from '../../http/serve-file.ts';
import { setContentType } from '../../http/set-content-type.ts';
import { decodeJson } from '../../ledger/ledger-values.ts';
import { readLedger } from '../../ledger/read-ledger.ts';
import type { FeedFileNames } from '../../model/feed.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { mediaTypeOf, startBytes, usualPathOf } from '../../render/outputs.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import { reasonOf, unless } from '../../store/system-error.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { checkFolder } from '../terminal/open-store.ts';
import { quoteForShell } from '../terminal/quote.ts';
import { usualLocations } from '../terminal/usual-locations.ts';

/** Serves a folder until the user stops the program. */
export async function serve(given: Given, { print, say, stopped, program }: Terminal): Promise<ExitCode> {
  const folder = given.argument('FOLDER') ?? usualLocations().to;
  await checkFolder(folder, advice);
  const server = createServer((request, response) => void answer(request, response, resolve(folder)));
  const url = await listen(server, Number(given.text('port') ?? '4000'));
  print(`Serving ${folder} at ${url}`);
  say((await describeFeeds(folder, { url, program })).join('\n'));
  await stopped();
  server.close();
  server.closeAllConnections();
  return 0;
}

/** The URLs to subscribe to. If there are no feeds, or if they contain another URL, the lines say what to do first. */
async function describeFeeds(
  folder: string,
  { url, program }: { readonly url: string; readonly program: string },
): Promise<readonly string[]> {
  const files = await fileNamesOf(folder);
  const feeds = Object.values(files).filter((name) => existsSync(join(folder, name)));
  const stop = 'press Ctrl+C to stop';
  const run = folder === usualLocations().to ? '' : ` --to ${quoteForShell(folder)}`;
  if (feeds.length === 0) return [`Nothing is published in ${folder} yet: run ${program} publish${run}; ${stop}`];
  const own = await readSelfUrl(folder, files.json);
  const warning = own === null || own === url + files.json ? [] : [describeOtherUrl(own, url)];
  return [...warning, `Subscribe to ${feeds.map((name) => url + name).join(' or ')}; ${stop}`];
}

/** The names of the feed files in a publication. Without a ledger, the default names. */
async function fileNamesOf(folder: string): Promise<FeedFileNames> {
  return (await readLedger(createDirectoryStore(folder))).head.facts.files;
}

/** The URL of the feed that the feed itself contains; null if it contains none. */
async function readSelfUrl(folder: string, name: string): Promise<string | null> {
  const stored = await createDirectoryStore(folder).read(name);
  const feed = (stored === null ? null : decodeJson(stored.body)) as { readonly feed_url?: unknown } | null;
  const own = feed?.feed_url;
  return typeof own === 'string' && URL.canParse(own) ? own : null;
}

function describeOtherUrl(own: string, url: string): string {
  const published = new URL('.', own).href;
  return `The feeds were published for ${published}: to try them in a reader on this machine, publish with --feed-url ${url}`;
}

const named = 'name the folder that you published to';
const advice = { missing: `publish first, or ${named}`, file: named };

/** Listens on the loopback address only, so that no other machine can connect. Returns the URL. */
function listen(server: Server, port: number): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', (thrown) => {
      const message = `Cannot serve on port ${port}: ${reasonOf(thrown)}; choose another with --port`;
      fail(new PublishError('cannot-serve', message, { cause: thrown }));
    });
    server.listen(port, '127.0.0.1', () => done(`http://localhost:${(server.address() as AddressInfo).port}/`));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, root: string): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  try {
    const found = await findFile(root, path);
    if (found.kind === 'file') await answerFile(request, response, { root, file: found.file });
    else if (found.kind === 'folder') response.writeHead(301, { Location: found.location }).end();
    else if (path === '/') await listFeeds(response, root);
    else if (found.status === 404) await answerMissing(response, { path, root });
    else sendStatus(response, path, found.status);
  } catch {
    // The file cannot be read, or the client has disconnected.
    if (response.headersSent) response.destroy();
    else sendStatus(response, path, 500);
  }
}

interface Answered {
  readonly root: string;
  readonly file: ServedFile;
}

async function answerFile(request: IncomingMessage, response: ServerResponse, { root, file }: Answered): Promise<void> {
  const path = relative(root, file.path).split(sep).join('/');
  const start = /\.(?:xml|json)$/.test(path) ? await readStart(file.path, startBytes) : new Uint8Array();
  setContentType(usualPathOf(path, start), request, response);
  response.setHeader('Cache-Control', 'no-cache');
  return sendPart(request, response, { file, part: partFor(request.headers, file) });
}

interface Missing {
  readonly path: string;
  readonly root: string;
}

/** Sends the 404 page of the publication, as a configured web server does. */
async function answerMissing(response: ServerResponse, { path, root }: Missing): Promise<void> {
  const found = await findFile(root, '/404.html');
  const page = found.kind === 'file' ? await unless(['ENOENT'], null, () => readFile(found.file.path)) : null;
  if (page === null) return sendStatus(response, path, 404);
  const headers = {
    'Content-Type': mediaTypeOf('404.html'),
    'Content-Length': page.length,
    'Cache-Control': 'no-cache',
  };
  response.writeHead(404, headers).end(page);
}

/** Sends a status without a file. Removes the headers of a file that could not be sent. */
function sendStatus(response: ServerResponse, path: string, status: number): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`There is no ${path} here\n`);
}

/** The answer for `/` if there is no index.html. */
async function listFeeds(response: ServerResponse, root: string): Promise<void> {
  const names = Object.values(await fileNamesOf(root));
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(names.map((name) => `/${name}\n`).join(''));
}
