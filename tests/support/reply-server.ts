/** A server that gives the same response to every request. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FixedReply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ReplyServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** A port on the loopback address where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await startReplyServer({ status: 200, body: '' });
  await server.close();
  return Number(new URL(server.endpoint).port);
}

/** Starts on a free port on the loopback address. */
export async function startReplyServer(reply: FixedReply): Promise<ReplyServer> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(reply.status, reply.headers ?? { 'content-type': 'application/xml' });
      response.end(reply.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
