/** A Function URL on this machine: HTTP requests as the events that AWS makes of them, and answers back. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Reply } from '../../src/webhook/reply.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function functionUrlEvent(body: string, { headers = {}, method = 'POST', isBase64Encoded = false } = {}) {
  return { version: '2.0', headers, body, isBase64Encoded, requestContext: { http: { method, path: '/' } } };
}

/** Starts on a free port of the loopback address; gives the address, and ends with the test. */
export async function startFunctionUrl(answer: (event: unknown) => Promise<Reply>): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const text = Buffer.concat(chunks).toString('base64');
    const event = functionUrlEvent(text, { headers, method: request.method ?? '', isBase64Encoded: true });
    const { statusCode, headers: sent, body } = await answer(event);
    response.writeHead(statusCode, sent).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
