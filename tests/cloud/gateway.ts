/**
 * A double of AWS on one machine: Moto for the services, and AWS's own runtime client for the functions, with the uploaded
 * zip and the settings of the stack.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Server } from '../../scripts/servers/process.ts';
import { type RunningFunction, startFunction } from '../lambda/function.ts';
import { forMoto, type Template } from './moto-template.ts';
import { unpack as unzip } from './package.ts';

export interface Gateway {
  /** For AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** How often each function was invoked, by name. */
  readonly invocations: ReadonlyMap<string, number>;
  /** How many functions may run at once in the account. Of these, none is reserved. */
  limit: number;
  close(): Promise<void>;
}

interface State {
  readonly moto: Server;
  endpoint: string;
  readonly functions: Map<string, Promise<RunningFunction>>;
  readonly invocations: Map<string, number>;
  readonly folder: string;
  limit: number;
}

export async function startGateway(moto: Server): Promise<Gateway> {
  const folder = await mkdtemp(join(tmpdir(), 'presstime-gateway-'));
  const state: State = { moto, endpoint: '', functions: new Map(), invocations: new Map(), folder, limit: 1000 };
  const server = createServer((request, response) => void serve(state, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  state.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint: state.endpoint,
    invocations: state.invocations,
    get limit() {
      return state.limit;
    },
    set limit(limit) {
      state.limit = limit;
    },
    close: async () => {
      for (const running of state.functions.values()) await (await running).stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  try {
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '') ?? [];
    if (name !== undefined && request.method === 'POST') await invoke(state, name, { body, response });
    else if (/^\/2016-08-19\/account-settings/.test(request.url ?? '')) sendLimits(state, response);
    else await pass(state, request, { body, response });
  } catch (thrown) {
    response.writeHead(500).end(String(thrown));
  }
}

interface Exchange {
  readonly body: Buffer;
  readonly response: ServerResponse;
}

/** Moto does not know this call: https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
function sendLimits({ limit }: State, response: ServerResponse): void {
  const AccountLimit = { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: limit };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ AccountLimit }));
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
async function invoke(state: State, name: string, { body, response }: Exchange): Promise<void> {
  const settings = await settingsOf(state, name);
  if (settings === null) {
    response.writeHead(404, { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' });
    response.end(JSON.stringify({ Message: `Function not found: ${name}` }));
    return;
  }
  state.invocations.set(name, (state.invocations.get(name) ?? 0) + 1);
  const running = await (state.functions.get(name) ?? start(state, name, settings));
  const answer = await running.invoke(JSON.parse(body.toString() || 'null'), settings.Timeout * 1000);
  const failed = answer?.kind === 'response' ? {} : { 'x-amz-function-error': 'Unhandled' };
  response.writeHead(200, { 'content-type': 'application/json', ...failed });
  response.end(JSON.stringify(answer?.body ?? { errorMessage: `${name} timed out` }));
}

interface Settings {
  readonly Handler: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly FunctionArn: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

async function settingsOf({ moto }: State, name: string): Promise<Settings | null> {
  const reply = await fetch(`${moto.endpoint}/2015-03-31/functions/${name}/configuration`, { headers: signed });
  return reply.ok ? ((await reply.json()) as Settings) : null;
}

/** Moto reads only the region in it. */
const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
};

function start(state: State, name: string, settings: Settings): Promise<RunningFunction> {
  const started = unpack(state, name).then((taskRoot) =>
    startFunction({
      taskRoot,
      name,
      handler: settings.Handler,
      memoryMegabytes: settings.MemorySize,
      arn: settings.FunctionArn,
      env: {
        AWS_ENDPOINT_URL: state.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: state.moto.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: state.moto.credentials.secretAccessKey,
        ...settings.Environment?.Variables,
      },
    }),
  );
  state.functions.set(name, started);
  return started;
}

/** The newest zip of this function in the bucket to which the packager sent it. */
async function unpack({ moto, folder }: State, name: string): Promise<string> {
  const stack = name.slice(0, name.lastIndexOf('-'));
  const zip = `${name.slice(stack.length + 1)}.zip`;
  const { endpoint, credentials } = moto;
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
  const Bucket = await deploymentBucketOf(moto, stack);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  const Key = Contents.map((it) => it.Key ?? '')
    .filter((key) => key.endsWith(`/${zip}`))
    .sort()
    .at(-1);
  if (Key === undefined) throw new Error(`There is no ${zip} in ${Bucket}`);
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  const file = join(folder, zip);
  await writeFile(file, (await Body?.transformToByteArray()) ?? '');
  await unzip(file, join(folder, name));
  return join(folder, name);
}

async function deploymentBucketOf({ endpoint }: Server, stack: string): Promise<string> {
  const query = new URLSearchParams({ Action: 'DescribeStackResources', StackName: stack, Version: '2010-05-15' });
  const headers = { ...signed, 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, authorization: headers.authorization.replace('/lambda/', '/cloudformation/') },
    body: query,
  });
  const text = await reply.text();
  const [, bucket] =
    /<LogicalResourceId>ServerlessDeploymentBucket<\/LogicalResourceId>[\s\S]*?<PhysicalResourceId>([^<]+)</.exec(
      text,
    ) ?? [];
  if (bucket === undefined) throw new Error(`The stack ${stack} has no bucket for its files: ${text.slice(0, 400)}`);
  return bucket;
}

/** Passes requests to Moto unchanged, except for the template. */
async function pass({ moto }: State, request: IncomingMessage, { body, response }: Exchange): Promise<void> {
  const isTemplate = request.method === 'PUT' && /compiled-cloudformation-template\.json/.test(request.url ?? '');
  const sent = isTemplate ? Buffer.from(JSON.stringify(forMoto(JSON.parse(body.toString()) as Template))) : body;
  const { host, 'transfer-encoding': _, ...headers } = request.headers;
  const length = { 'content-length': String(sent.length) };
  await new Promise<void>((done, fail) => {
    const onward = send(
      `${moto.endpoint}${request.url}`,
      { method: request.method, headers: { ...headers, ...length, ...(host === undefined ? {} : { host }) } },
      (reply) => {
        response.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(response).on('finish', done).on('error', fail);
      },
    );
    onward.on('error', fail);
    onward.end(sent);
  });
}
