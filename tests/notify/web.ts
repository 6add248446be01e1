/** Small real servers on loopback, closed when the test is done. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request, as received. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Web {
  /** Ends in a slash. */
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** Answers one request; the body has been read. */
export type Answerer = (asked: Asked, response: ServerResponse) => void | Promise<void>;

/** Starts a server that answers every request in one way. */
export async function startWeb(answer: Answerer): Promise<Web> {
  const asked: Asked[] = [];
  const url = await listen(async (request, response) => {
    const body = await readAll(request);
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    asked.push(one);
    await answer(one, response);
  });
  return { url, asked };
}

/** The first answerer answers the first request, and so on; the last answers all later ones. */
export function inTurn(...answerers: readonly Answerer[]): Answerer {
  let turn = 0;
  return (asked, response) => {
    const answerer = answerers[Math.min(turn, answerers.length - 1)];
    turn += 1;
    return answerer?.(asked, response);
  };
}

/** Answers with a status, and perhaps a body and headers. */
export function saying(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Answerer {
  return (_asked, response) => void response.writeHead(status, headers).end(body);
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((done) => void server.close(() => done()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
