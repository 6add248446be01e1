/**
 * Starts a Moto that runs state machines. Their tasks call functions of this process: Moto is given the URL of a gateway, which
 * answers invocations itself and passes everything else on.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMoto } from './moto.ts';
import { freePort, type Server } from './process.ts';

/** A function, by the payload of its invocation. */
export type Invoke = (payload: unknown) => Promise<unknown>;

/** The version of the ANTLR runtime with which Moto's parser was made. Debian has an older one. */
const antlrVersion = '4.13.2';

/** Starts Moto with state machines. The ARN of a function does not matter: all invocations go to `invoke`. */
export async function startStateMachines(invoke: Invoke): Promise<Server> {
  const packages = mkdtempSync(join(tmpdir(), 'presstime-antlr-'));
  symlinkSync(antlrFolder(), join(packages, 'antlr4'));
  let moto: Server | null = null;
  const gateway = createServer((request, response) => void serve({ request, response, invoke, moto }));
  const port = await freePort();
  await new Promise<void>((done) => gateway.listen(port, '127.0.0.1', done));
  moto = await startMoto(undefined, { PYTHONPATH: packages, MOTO_PORT: String(port) });
  const { endpoint, credentials, stop } = moto;
  await fetch(`${endpoint}/moto-api/config`, {
    method: 'POST',
    body: JSON.stringify({ stepfunctions: { execute_state_machine: true } }),
  });
  return {
    endpoint,
    credentials,
    stop: async () => {
      await stop();
      gateway.closeAllConnections();
      await new Promise((done) => gateway.close(done));
      rmSync(packages, { recursive: true, force: true });
    },
  };
}

/** The folder of the runtime. Throws if this machine has none of that version. */
function antlrFolder(): string {
  const script = `import antlr4, importlib.metadata, os
print(importlib.metadata.version('antlr4-python3-runtime'), os.path.dirname(antlr4.__file__))`;
  const [version, folder = ''] = execFileSync('python3', ['-c', script], { encoding: 'utf8' }).trim().split(' ');
  if (version === antlrVersion) return folder;
  throw new Error(`Moto's state machines need antlr4-python3-runtime ${antlrVersion}: install it with pip`);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly invoke: Invoke;
  readonly moto: Server | null;
}

async function serve({ request, response, invoke, moto }: Exchange): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const isInvocation = /\/functions\/[^/]+\/invocations/.test(request.url ?? '');
  if (isInvocation) return answer(response, () => invoke(JSON.parse(body.toString() || 'null')));
  const reply = await fetch(`${moto?.endpoint}${request.url}`, {
    method: request.method ?? 'GET',
    headers: Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name) ? [[name, value]] : [],
    ) as [string, string][],
    ...(body.length > 0 ? { body } : {}),
  });
  response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(Buffer.from(await reply.arrayBuffer()));
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
async function answer(response: ServerResponse, work: () => Promise<unknown>): Promise<void> {
  try {
    const result = await work();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result ?? null));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const body = JSON.stringify({ errorMessage: error.message, errorType: error.name });
    response.writeHead(200, { 'content-type': 'application/json', 'x-amz-function-error': 'Unhandled' }).end(body);
  }
}
