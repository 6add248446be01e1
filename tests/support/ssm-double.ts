/** A Parameter Store double for the real client: one action, and errors on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SsmDouble {
  readonly endpoint: string;
  /** The parameters, by name. */
  readonly parameters: Map<string, string>;
  /** The requests so far. */
  readonly asked: readonly Readonly<Record<string, unknown>>[];
  /** The error in response to every request; null for none. */
  fault: string | null;
  close(): Promise<void>;
}

/** Starts on a free port on the loopback address. */
export async function startSsmDouble(): Promise<SsmDouble> {
  const asked: Record<string, unknown>[] = [];
  const server = createServer((request, response) => void serve(double, asked, { request, response }));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const double: SsmDouble = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    parameters: new Map(),
    asked,
    fault: null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return double;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
async function serve(
  { parameters, fault }: SsmDouble,
  asked: Record<string, unknown>[],
  { request, response }: Exchange,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const input = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  asked.push({ target: request.headers['x-amz-target'], ...input });
  const found = parameters.get(String(input['Name']));
  const refusal = fault ?? (found === undefined ? 'ParameterNotFound' : null);
  const reply = refusal === null ? { Parameter: { Value: found } } : { __type: refusal, message: 'by the double' };
  const status = refusal === null ? 200 : refusal === 'InternalServerError' ? 500 : 400;
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(reply));
}
