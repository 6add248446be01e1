/** AWS Function URLs: the event of a request, and a local server that passes such events to a handler. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import type { Reply } from '../../src/webhook/reply.ts';

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** The media types whose bodies AWS passes as text. All others are encoded in Base64. */
const textTypes = /^(?:text\/|application\/(?:json|javascript|xml)\b)/;

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function functionUrlEvent({ method = 'POST', headers = {}, body = '' }: Sent): LambdaFunctionURLEvent {
  const bytes = Buffer.from(body);
  const isBase64Encoded = !textTypes.test(headers['content-type'] ?? 'application/json');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { host: 'abc.lambda-url.eu-central-1.on.aws', ...headers },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: 'abc.lambda-url.eu-central-1.on.aws',
      domainPrefix: 'abc',
      http: { method, path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'e1506fd5-9e7b-434f-bd42-4f8fa224b599',
      routeKey: '$default',
      stage: '$default',
      time: '12/Mar/2026:19:03:58 +0000',
      timeEpoch: 1773342238000,
    },
    ...(bytes.length === 0 ? {} : { body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

export interface FunctionUrl {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server that passes each request to a handler. */
export async function startFunctionUrl(handler: (event: unknown) => Promise<Reply>): Promise<FunctionUrl> {
  const server = createServer((request, response) => void serve(handler, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function serve(
  handler: (event: unknown) => Promise<Reply>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(request.headersDistinct).map(([key, all]) => [key, `${all}`]));
  const event = functionUrlEvent({ method: request.method ?? '', headers, body: Buffer.concat(chunks) });
  const reply = await handler(event);
  response.writeHead(reply.statusCode, reply.headers).end(reply.body);
}
