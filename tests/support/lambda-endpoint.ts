/** A double of the two AWS Lambda calls that the command line makes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Invoked {
  readonly functionName: string;
  readonly event: unknown;
}

export interface LambdaReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent unchanged. */
  readonly body: unknown;
  /** If true, the connection is broken instead. */
  readonly cut?: true;
}

/** The reply to the request for the configuration of a function. */
export type Configured = (functionName: string) => LambdaReply;

const nothingConfigured: Configured = () => ({ status: 404, body: { Type: 'User', Message: 'Function not found' } });

/** Starts on a free port on the loopback address. Returns the URL for AWS_ENDPOINT_URL, and ends with the test. */
export async function startLambdaEndpoint(
  answer: (invoked: Invoked) => LambdaReply,
  configured: Configured = nothingConfigured,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const asked = /functions\/([^/]+)\/configuration$/.exec(request.url ?? '')?.[1];
    if (asked !== undefined) {
      const { status = 200, body } = configured(asked);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const functionName = /functions\/([^/]+)\/invocations/.exec(request.url ?? '')?.[1] ?? '';
    const {
      status = 200,
      headers = {},
      body,
      cut,
    } = answer({ functionName, event: JSON.parse(String(Buffer.concat(chunks))) });
    if (cut) request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
