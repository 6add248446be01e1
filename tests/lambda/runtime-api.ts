/**
 * The server side of Lambda's runtime API: gives events to a runtime that requests them, and receives its responses.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly kind: 'response' | 'error' | 'init-error';
  readonly body: unknown;
}

export interface RuntimeApi {
  /** The host and the port, as in AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Sends an event to the runtime. Returns its response, or null if there is none at the deadline. */
  invoke(event: unknown, timeoutMilliseconds: number): Promise<Answer | null>;
  close(): Promise<void>;
}

interface Invocation {
  readonly event: unknown;
  readonly timeoutMilliseconds: number;
  readonly answer: (answer: Answer | null) => void;
}

interface State {
  readonly waiting: Invocation[];
  readonly running: Map<string, Invocation>;
  /** The runtime that is waiting for an event. */
  idle: ServerResponse | null;
}

export async function startRuntimeApi(): Promise<RuntimeApi> {
  const state: State = { waiting: [], running: new Map(), idle: null };
  const server = createServer((request, response) => void serve(state, request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event, timeoutMilliseconds) =>
      new Promise((answer) => {
        state.waiting.push({ event, timeoutMilliseconds, answer });
        handOut(state);
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.replace('/2018-06-01/runtime/', '') ?? '';
  if (path === 'invocation/next') {
    state.idle = response;
    request.socket.once('close', () => forget(state, response));
    return handOut(state);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  take(state, path, Buffer.concat(chunks).toString());
  response.writeHead(202).end('{"status":"OK"}');
}

/** A runtime that was killed while waiting gets nothing more. */
function forget(state: State, response: ServerResponse): void {
  if (state.idle === response) state.idle = null;
}

function handOut(state: State): void {
  const { idle } = state;
  if (idle === null) return;
  const invocation = state.waiting.shift();
  if (invocation === undefined) return;
  state.idle = null;
  // A new one for each function, as in AWS.
  const id = crypto.randomUUID();
  state.running.set(id, invocation);
  setTimeout(() => settle(state, id, null), invocation.timeoutMilliseconds).unref();
  idle.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': String(Date.now() + invocation.timeoutMilliseconds),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:presstime',
  });
  idle.end(JSON.stringify(invocation.event));
}

function take(state: State, path: string, body: string): void {
  const [, id = '', kind = ''] = path.split('/');
  if (path === 'init/error') {
    for (const { answer } of state.waiting.splice(0)) answer({ kind: 'init-error', body: JSON.parse(body) });
  } else if (kind === 'response' || kind === 'error') settle(state, id, { kind, body: JSON.parse(body) });
}

function settle(state: State, id: string, answer: Answer | null): void {
  state.running.get(id)?.answer(answer);
  state.running.delete(id);
}
