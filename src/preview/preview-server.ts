/** The server of the preview: its page and its data, articles as readers show them, and the publication. For this machine only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setContentType } from '../http/set-content-type.ts';
import { messageOf, PublishError } from '../problem/publish-error.ts';
import { mediaTypeOf, usualPathOf } from '../render/outputs.ts';
import { renderEntryPage } from '../render/page/article-page.ts';
import { reasonOf } from '../store/system-error.ts';
import { pageFiles } from './page-files.ts';
import { frameHeaders, type Headers, pageHeaders, publicationHeaders } from './policies.ts';
import type { PageFileName } from './read-page-file.ts';
import { readers } from './readers/readers.ts';
import type { Session, Shown } from './session.ts';
import { viewEntry } from './view/entry-view.ts';
import { pathInPublication, type Serving, withLocalUrls } from './view/local-urls.ts';
import { findPublished } from './view/published-file.ts';
import { renderReaderFrame, type Theme } from './view/reader-frame.ts';
import { viewList } from './view/reader-list.ts';
import { viewSource } from './view/source-view.ts';

/** A server that listens. */
export interface PreviewServer {
  /** Ends in a slash. */
  readonly url: string;
  readonly session: Session;
  readonly close: () => void;
}

/** Starts a session once the port is known to be free. Listens on the loopback address only. Throws `PublishError` with code `cannot-serve` if the port is taken. */
export async function startPreviewServer(
  createSession: () => Session,
  { port }: { readonly port: number },
): Promise<PreviewServer> {
  const server = createServer();
  await listen(server, port);
  const session = createSession();
  server.on('request', (request, response) => void answer({ request, response, session, port: portOf(server) }));
  return {
    url: `http://localhost:${portOf(server)}/`,
    session,
    close: () => {
      session.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (thrown) => {
      const message = `Cannot serve on port ${port}: ${reasonOf(thrown)}; choose another with --port`;
      fail(new PublishError('cannot-serve', message, { cause: thrown }));
    });
    server.listen(port, '127.0.0.1', done);
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly session: Session;
  readonly port: number;
}

interface Asked extends Exchange {
  readonly url: URL;
}

type Handler = (asked: Asked) => Promise<void> | void;

const pageFile = (name: PageFileName): Handler => {
  const { type, text } = pageFiles[name];
  return ({ response }) => send(response, { headers: pageHeaders, type, body: text() });
};

/** By path. Files of the publication are below /publication/. */
const handlers: Readonly<Record<string, Handler>> = {
  '/': pageFile('preview.html'),
  '/preview.css': pageFile('preview.css'),
  '/preview.js': pageFile('preview.js'),
  '/api/events': sendEvents,
  '/api/overview': async ({ response, session }) => sendJson(response, (await session.shown()).overview),
  '/api/entry': sendEntry,
  '/api/list': sendList,
  '/api/source': sendSource,
  '/frame': sendFrame,
};

/** Another host name means that a page on the web asks, whose name was made to lead here (DNS rebinding). */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ['localhost', '127.0.0.1'].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
  return host !== undefined && names.includes(host.toLowerCase());
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, port } = exchange;
  try {
    if (!isOwnHost(request.headers.host, port))
      return sendText(response, 403, 'This server answers only for localhost');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendText(response, 405, 'Only GET is allowed here');
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const isForeign = request.headers['sec-fetch-site'] === 'cross-site' && url.pathname.startsWith('/api/');
    if (isForeign) return sendText(response, 403, 'Other sites may not read this');
    const handler = handlers[url.pathname] ?? (url.pathname.startsWith('/publication/') ? sendPublished : null);
    if (handler === null) return sendText(response, 404, `There is no ${url.pathname} here`);
    await handler({ ...exchange, url });
  } catch (thrown) {
    if (response.headersSent) response.destroy();
    else sendText(response, 500, messageOf(thrown));
  }
}

interface Reply {
  readonly headers: Headers;
  readonly type: string;
  readonly body: string | Uint8Array;
}

function send(response: ServerResponse, { headers, type, body }: Reply): void {
  response.writeHead(200, { ...headers, 'Content-Type': type });
  response.end(body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function sendJson(response: ServerResponse, data: unknown): void {
  send(response, { headers: pageHeaders, type: 'application/json', body: JSON.stringify(data) });
}

/** Sends the number of each round, the first at once (HTML, 9.2). The page then asks for what it shows. */
async function sendEvents({ request, response, session }: Asked): Promise<void> {
  response.writeHead(200, { ...pageHeaders, 'Content-Type': 'text/event-stream' });
  const sendRound = ({ round }: Shown) => response.write(`event: round\ndata: ${round.number}\n\n`);
  const stop = session.onRound(sendRound);
  request.on('close', stop);
  sendRound(await session.shown());
}

/** The same host as that of the page, so that the page can look into its frames. */
function servingOf({ request }: Exchange, { round }: Shown): Serving {
  const feedUrl = round.ahead?.before.source.channel.feedUrl ?? '';
  return { feedUrl, localUrl: `http://${request.headers.host}/publication/` };
}

/** The article that a request names. Null if there is none, or nothing to show. */
function entryNamed({ url }: Asked, { entries }: Shown) {
  const path = url.searchParams.get('path');
  return entries.find((entry) => entry.path === path) ?? null;
}

async function sendEntry(asked: Asked): Promise<void> {
  const { response, session } = asked;
  const shown = await session.shown();
  const { ahead } = shown.round;
  const entry = entryNamed(asked, shown);
  if (ahead === null || entry === null) return sendJson(response, null);
  const { memory, stores } = session;
  sendJson(response, await viewEntry(entry, { ahead, memory, ...stores, serving: servingOf(asked, shown) }));
}

/** The text of any file with settings or an article, such as `feed.yaml`. */
async function sendSource({ response, session, url }: Asked): Promise<void> {
  const { round, overview } = await session.shown();
  const { memory, stores } = session;
  const context = { ahead: round.ahead, memory, from: stores.from, problems: overview.problems };
  sendJson(response, await viewSource(url.searchParams.get('path') ?? '', context));
}

async function sendList(asked: Asked): Promise<void> {
  const { response, session, url } = asked;
  const shown = await session.shown();
  const reader = readers.find(({ id }) => id === url.searchParams.get('reader'));
  const { ahead } = shown.round;
  if (ahead === null || reader === undefined) return sendText(response, 404, 'There is no such reader');
  const { channel } = ahead.before.source;
  sendJson(response, viewList(reader, shown.entries, { channel, serving: servingOf(asked, shown) }));
}

async function sendFrame(asked: Asked): Promise<void> {
  const { response, session, url } = asked;
  const shown = await session.shown();
  const reader = readers.find(({ id }) => id === url.searchParams.get('reader'));
  const { ahead } = shown.round;
  const entry = entryNamed(asked, shown)?.entry ?? null;
  if (ahead === null || reader === undefined || entry === null)
    return sendText(response, 404, 'There is nothing to show');
  const theme: Theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light';
  const { channel } = ahead.before.source;
  const body = renderReaderFrame(reader, entry, { channel, serving: servingOf(asked, shown), theme });
  send(response, { headers: frameHeaders, type: 'text/html; charset=utf-8', body });
}

/** A file of the publication. The page of an article that is held back is made for the preview. */
async function sendPublished(asked: Asked): Promise<void> {
  const { request, response, session, url } = asked;
  const shown = await session.shown();
  const { ahead } = shown.round;
  if (ahead === null) return sendText(response, 503, 'The publication cannot be made now: repair feed.yaml first');
  const serving = servingOf(asked, shown);
  const path = pathInPublication(url.origin + url.pathname, { feedUrl: serving.localUrl }) ?? '';
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const body =
    (await findPublished(file, ahead, { ...session.stores, memory: session.memory })) ??
    pageOfHeld(file, shown, serving);
  if (body === null) return sendText(response, 404, `The publication has no file "${file}"`);
  for (const [name, value] of Object.entries(publicationHeaders)) response.setHeader(name, value);
  const usual = usualPathOf(file, body);
  setContentType(usual, request, response);
  const isText = /^text\/|\b(?:xml|json)\b/.test(mediaTypeOf(usual));
  response.end(isText ? withLocalUrls(new TextDecoder().decode(body), serving) : body);
}

function pageOfHeld(file: string, { entries, round }: Shown, { feedUrl }: Serving): Uint8Array | null {
  const held = entries.find(
    ({ state, entry }) => state === 'held' && pathInPublication(entry?.url ?? null, { feedUrl }) === file,
  );
  const channel = round.ahead?.before.source.channel;
  if (held?.entry == null || channel === undefined) return null;
  const html = renderEntryPage(held.entry, { channel, groupUrl: () => null, isListed: false });
  return new TextEncoder().encode(html);
}
