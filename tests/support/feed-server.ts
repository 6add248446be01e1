/** A server of one publication on the loopback address, which behaves well, or in one way badly. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

export interface FeedServer {
  /** Without a trailing slash. */
  readonly origin: string;
  /** The method, the path and the User-Agent of each request. */
  readonly requests: readonly SeenByServer[];
}

export interface SeenByServer {
  readonly method: string;
  readonly path: string;
  readonly userAgent: string;
}

/** Answers a request in another way than a good server. Returns false if it does not. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse, origin: string) => boolean;

const modified = 'Mon, 23 Nov 2026 14:00:00 GMT';

/** Starts on a free port, and ends with the test. `feed` makes the text of `/rss.xml` for the origin of the server. */
export async function startFeedServer(
  feed: (origin: string) => string,
  misbehave: Misbehaviour = () => false,
): Promise<FeedServer> {
  const requests: SeenByServer[] = [];
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    requests.push({ method, path, userAgent: headers['user-agent'] ?? '' });
    if (!misbehave(request, response, origin)) serveWell(request, response, { origin, text: feed(origin) });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, requests };
}

interface Served {
  readonly origin: string;
  readonly text: string;
}

function serveWell(request: IncomingMessage, response: ServerResponse, { origin, text }: Served): void {
  if (request.url === '/robots.txt') return void response.end('User-agent: *\nAllow: /\n');
  if (request.url === '/') {
    response.setHeader('content-type', 'text/html');
    const link = `<link rel="alternate" type="application/rss+xml" href="${origin}/rss.xml">`;
    return void response.end(`<!doctype html><html><head><title>Marsh</title>${link}</head></html>`);
  }
  if (request.url !== '/rss.xml') return void response.writeHead(404).end();
  const isKnown = request.headers['if-none-match'] === '"one"' || request.headers['if-modified-since'] === modified;
  if (isKnown && request.headers['cache-control'] !== 'no-cache') return void response.writeHead(304).end();
  response.writeHead(200, {
    'content-type': 'application/rss+xml',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=300',
    etag: '"one"',
    'last-modified': modified,
  });
  response.end(request.method === 'HEAD' ? undefined : gzipSync(text));
}

/** A server that answers like this if the request is for the feed. */
export function answersFeed(
  answer: (request: IncomingMessage, response: ServerResponse, origin: string) => void,
): Misbehaviour {
  return (request, response, origin) => {
    if (request.url !== '/rss.xml') return false;
    answer(request, response, origin);
    return true;
  };
}
