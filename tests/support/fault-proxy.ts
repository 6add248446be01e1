/**
 * A proxy between the SDK and any S3 server that makes requests fail in one way, from the Nth on. All other requests pass
 * unchanged, including the Host header, which is part of the signature.
 */
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Plan {
  /** The first request with the fault, from 1. */
  readonly at: number;
  readonly fault: FaultName;
}

/** A request, such as `GET /bucket/key`. */
export interface Asked {
  readonly method: string;
  readonly url: string;
}

export interface FaultProxy {
  readonly endpoint: string;
  /** All requests so far, in order. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export async function startFaultProxy(upstream: string, plan: Plan | null): Promise<FaultProxy> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    asked.push({ method, url });
    const spoilt = plan !== null && asked.length >= plan.at && asked.length < plan.at + faults[plan.fault].times;
    const act = spoilt ? faults[plan.fault].act : pass;
    act({ request, response, upstream }).catch(() => response.destroy());
  });
  server.on('clientError', (_thrown, socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: string;
}

type Act = (exchange: Exchange) => Promise<unknown>;

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** Forwards a request. */
async function carryOut({ request, upstream }: Exchange): Promise<Reply> {
  const body = await bodyOf(request);
  const { hostname, port } = new URL(upstream);
  const { method, url: path, headers } = request;
  const answered = await new Promise<IncomingMessage>((done, fail) => {
    send({ hostname, port, method, path, headers, agent: false }, done).on('error', fail).end(body);
  });
  return { status: answered.statusCode ?? 0, headers: answered.headers, body: await bodyOf(answered) };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function pass(exchange: Exchange): Promise<void> {
  answer(exchange, await carryOut(exchange));
}

function answer({ response, request }: Exchange, { status, headers, body }: Reply): void {
  head(response, { status, headers }, request.method === 'HEAD' ? undefined : body.length);
  response.end(body);
}

function head(response: ServerResponse, { status, headers }: Omit<Reply, 'body'>, length: number | undefined): void {
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = headers;
  response.writeHead(status, length === undefined || status === 204 ? kept : { ...kept, 'content-length': length });
}

/** Responds instead of the server. */
function instead(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Act {
  return async (exchange) => {
    await bodyOf(exchange.request);
    answer(exchange, { status, headers, body: exchange.request.method === 'HEAD' ? empty : Buffer.from(text) });
  };
}

const empty = Buffer.alloc(0);

function refuse(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Act {
  const text = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} by the proxy</Message></Error>`;
  return instead(status, text, { 'content-type': 'application/xml', ...headers });
}

const page = '<!doctype html><html><head><title>Not here</title></head><body><p>Come back<br>later</body></html>';
const wellFormedPage = '<html><head><title>Welcome</title></head><body><p>Sign in to go on.</p></body></html>';
const html = { 'content-type': 'text/html' };

const resetBefore: Act = async ({ request }) => request.socket.destroy();

const resetAfter: Act = async (exchange) => {
  await carryOut(exchange);
  exchange.request.socket.destroy();
};

/** Each drop arrives well within the time limit for silence, but all of them together do not. */
const slowBeyondLimit: Act = async (exchange) => {
  const { status, headers, body } = await carryOut(exchange);
  head(exchange.response, { status, headers }, exchange.request.method === 'HEAD' ? undefined : body.length);
  const drop = Math.max(1, Math.ceil(body.length / 4));
  for (let from = 0; from < body.length; from += drop) {
    await wait(silenceMilliseconds / 3);
    exchange.response.write(body.subarray(from, from + drop));
  }
  exchange.response.end();
};

const hang: Act = async ({ request }) => request.resume();

const hangAfter: Act = (exchange) => carryOut(exchange);

/** Sends the bytes one drop after the other. */
const dribble: Act = async (exchange) => {
  const { status, headers, body } = await carryOut(exchange);
  await wait(20);
  head(exchange.response, { status, headers }, exchange.request.method === 'HEAD' ? undefined : body.length);
  const drop = Math.max(1, Math.ceil(body.length / 5));
  for (let from = 0; from < body.length; from += drop) {
    exchange.response.write(body.subarray(from, from + drop));
    await wait(5);
  }
  exchange.response.end();
};

/** Sends half of a body, or half of the first line if there is no body; then ends, or stays silent. */
function half(end: 'cut' | 'stall'): Act {
  return async ({ request, response, upstream }) => {
    const { status, headers, body } = await carryOut({ request, response, upstream });
    const { socket } = request;
    if (body.length === 0) socket.write('HTTP/1.1 2');
    else {
      head(response, { status, headers }, body.length);
      response.write(body.subarray(0, body.length / 2));
    }
    await wait(10);
    if (end === 'cut') socket.destroy();
  };
}

/** Sends half of a body with headers that claim it is complete. */
const halfAsWhole: Act = async (exchange) => {
  const reply = await carryOut(exchange);
  answer(exchange, { ...reply, body: reply.body.subarray(0, reply.body.length / 2) });
};

/** A listing that says there is more, but not how to request it. */
const endless: Act = async (exchange) => {
  const reply = await carryOut(exchange);
  const text = reply.body.toString('latin1').replace('<IsTruncated>false', '<IsTruncated>true');
  const isListing = exchange.request.url?.includes('list-type') === true;
  answer(exchange, { ...reply, body: isListing ? Buffer.from(text, 'latin1') : reply.body });
};

/** A response of a server whose clock is an hour ahead. */
const skewed: Act = (exchange) => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  return refuse(403, 'RequestTimeTooSkewed', { date })(exchange);
};

/** How long intended silence is waited for: longer than a busy machine needs for anything. */
export const silenceMilliseconds = 3_000;

interface Fault {
  /** How many requests in a row fail. */
  readonly times: number;
  readonly act: Act;
  /** The requests for which the fault is temporary: a run retries them and succeeds. */
  readonly passes: RegExp;
  /** True if only a time limit ends it. */
  readonly silent?: true;
}

/** By the kinds of requests in the matrix. */
const everywhere = /^/;
const reading = /^(?:get|list)/;
const writing = /^put/;
export const nowhere = /$^/;

/** More often than any retry. */
const always = 1_000_000;

const known = {
  '503 once': { times: 1, act: refuse(503, 'ServiceUnavailable'), passes: everywhere },
  '503 twice': { times: 2, act: refuse(503, 'ServiceUnavailable'), passes: everywhere },
  '503 three times': { times: 3, act: refuse(503, 'ServiceUnavailable'), passes: everywhere },
  '503 for ever': { times: always, act: refuse(503, 'ServiceUnavailable'), passes: nowhere },
  'SlowDown twice': { times: 2, act: refuse(503, 'SlowDown'), passes: everywhere },
  '429 twice': { times: 2, act: refuse(429, 'TooManyRequests'), passes: everywhere },
  '500 once': { times: 1, act: refuse(500, 'InternalError'), passes: everywhere },
  '502 with a page': { times: 1, act: instead(502, page, html), passes: everywhere },
  '502 with a page for ever': { times: always, act: instead(502, page, html), passes: nowhere },
  'reset before': { times: 1, act: resetBefore, passes: everywhere },
  'reset before, for ever': { times: always, act: resetBefore, passes: nowhere },
  'reset after': { times: 1, act: resetAfter, passes: everywhere },
  'reset after, twice': { times: 2, act: resetAfter, passes: everywhere },
  'reset after, for ever': { times: always, act: resetAfter, passes: nowhere },
  'hang before': { times: 1, act: hang, passes: everywhere, silent: true },
  'hang after': { times: 1, act: hangAfter, passes: everywhere, silent: true },
  'hang for ever': { times: always, act: hang, passes: nowhere, silent: true },
  'hang after, for ever': { times: always, act: hangAfter, passes: nowhere, silent: true },
  'slow body': { times: 1, act: dribble, passes: everywhere },
  'slow body, beyond the limit': { times: 1, act: slowBeyondLimit, passes: everywhere, silent: true },
  'cut body': { times: 1, act: half('cut'), passes: everywhere },
  'stalled body': { times: 1, act: half('stall'), passes: everywhere, silent: true },
  'half as whole': { times: 1, act: halfAsWhole, passes: everywhere },
  'endless listing': { times: 1, act: endless, passes: everywhere },
  '409 once': { times: 1, act: refuse(409, 'ConditionalRequestConflict'), passes: writing },
  '409 for ever': { times: always, act: refuse(409, 'ConditionalRequestConflict'), passes: nowhere },
  '412 once': { times: 1, act: refuse(412, 'PreconditionFailed'), passes: writing },
  '403 AccessDenied': { times: 1, act: refuse(403, 'AccessDenied'), passes: nowhere },
  'clock skew': { times: 1, act: skewed, passes: everywhere },
  '404 NoSuchBucket': { times: 1, act: refuse(404, 'NoSuchBucket'), passes: nowhere },
  '404 with a page': { times: 1, act: instead(404, wellFormedPage, html), passes: nowhere },
  'expired token': { times: 1, act: refuse(400, 'ExpiredToken'), passes: nowhere },
  'quota exceeded': { times: 1, act: refuse(507, 'QuotaExceeded'), passes: nowhere },
  garbage: { times: 1, act: instead(200, page, html), passes: reading },
  'welcome page for ever': { times: always, act: instead(200, wellFormedPage, html), passes: nowhere },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof known;

export const faults: Readonly<Record<FaultName, Fault>> = known;
export const faultNames = Object.keys(known) as readonly FaultName[];
