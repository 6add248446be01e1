/** An S3 double in this process: the requests that the store makes, conditions, paging, checksums, and faults on demand. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

export type Operation = 'list' | 'get' | 'head' | 'put' | 'delete' | 'deleteAll';

export interface SeenRequest {
  readonly operation: Operation;
  readonly bucket: string;
  /** The object's key; empty for a request about a bucket. */
  readonly key: string;
  /** The prefix of a listing; empty for other requests. */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How many requests of this operation came before it. */
  readonly index: number;
}

/** How a request fails: an error response, no response, half a body and then an end, or half a body and then silence. */
export type Fault = { readonly status: number; readonly code: string } | 'reset' | 'hang' | 'cut' | 'stall';

type Hook = (request: SeenRequest) => Fault | undefined | Promise<Fault | undefined>;

export interface Hooks {
  /** Called before a request is carried out. */
  readonly before?: Hook;
  /** Called after it was carried out, before its response. */
  readonly after?: Hook;
}

export interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface S3Double {
  readonly endpoint: string;
  /** The objects, by `bucket/key`. */
  readonly objects: Map<string, StoredObject>;
  readonly requests: readonly SeenRequest[];
  count(operation: Operation): number;
  /** Sets the hooks, and clears the recorded requests. */
  reset(hooks?: Hooks): void;
  close(): Promise<void>;
}

interface State {
  readonly buckets: ReadonlySet<string>;
  readonly objects: Map<string, StoredObject>;
  readonly pageSize: number;
  readonly unknown: readonly string[];
  readonly refused: RegExp | null;
  readonly kept: RegExp | null;
  readonly counts: Map<Operation, number>;
  requests: SeenRequest[];
  hooks: Hooks;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface DoubleOptions {
  readonly pageSize?: number;
  /** Headers that it ignores, as some other servers do. */
  readonly unknown?: readonly string[];
  /** Headers with which it refuses every request. */
  readonly refused?: RegExp;
  /** Keys that it does not delete together with others. */
  readonly kept?: RegExp;
}

/** Starts on a free port on the loopback address, with these empty buckets. */
export async function startS3Double(
  buckets: readonly string[],
  { pageSize = 1000, unknown = [], refused, kept }: DoubleOptions = {},
): Promise<S3Double> {
  const empty = { objects: new Map(), counts: new Map(), requests: [], hooks: {} };
  const state: State = {
    ...empty,
    buckets: new Set(buckets),
    pageSize,
    unknown,
    refused: refused ?? null,
    kept: kept ?? null,
  };
  const server = createServer((request, response) => void serve(state, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: state.objects,
    get requests() {
      return state.requests;
    },
    count: (operation) => state.counts.get(operation) ?? 0,
    reset: (hooks = {}) => {
      state.hooks = hooks;
      state.counts.clear();
      state.requests = [];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  // The client was killed while it sent the request, which is ignored.
  if (body === null) return;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const seen = see(state, request, url);
  const before = await state.hooks.before?.(seen);
  if (before !== undefined && before !== 'cut' && before !== 'stall') return fail(response, before);
  const reply = answer(state, seen, { url, body });
  const after = before ?? (await state.hooks.after?.(seen));
  if (after === 'cut' || after === 'stall') return sendHalf(response, reply, after);
  if (after !== undefined) return fail(response, after);
  send(response, reply);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

const ofObject: Readonly<Record<string, Operation>> = { GET: 'get', HEAD: 'head', PUT: 'put', DELETE: 'delete' };
const ofBucket: Readonly<Record<string, Operation>> = { GET: 'list', POST: 'deleteAll' };

function see(state: State, request: IncomingMessage, url: URL): SeenRequest {
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/');
  const key = decodeURIComponent(rest.join('/'));
  const operation = (key === '' ? ofBucket : ofObject)[request.method ?? ''] ?? 'get';
  const index = state.counts.get(operation) ?? 0;
  state.counts.set(operation, index + 1);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const prefix = url.searchParams.get('prefix') ?? '';
  const seen = { operation, bucket, key, prefix, headers, index };
  state.requests.push(seen);
  return seen;
}

interface Asked {
  readonly url: URL;
  readonly body: Buffer;
}

function answer(state: State, seen: SeenRequest, asked: Asked): Reply {
  if (!(seen.headers['authorization'] ?? '').startsWith('AWS4-HMAC-SHA256 ')) return errorReply(403, 'AccessDenied');
  if (!state.buckets.has(seen.bucket)) return errorReply(404, 'NoSuchBucket');
  const strange = Object.entries(seen.headers).some((header) => state.refused?.test(header.join(': ')) === true);
  if (strange) return errorReply(501, 'NotImplemented');
  const headers = Object.fromEntries(Object.entries(seen.headers).filter(([name]) => !state.unknown.includes(name)));
  return answers[seen.operation](state, { ...seen, headers }, asked);
}

const answers: Readonly<Record<Operation, (state: State, seen: SeenRequest, asked: Asked) => Reply>> = {
  list: (state, { bucket }, { url }) => list(state, bucket, url.searchParams),
  get: (state, seen) => read(state, seen),
  head: (state, seen) => ({ ...read(state, seen), body: '' }),
  put: (state, seen, { body }) => put(state, seen, body),
  delete: ({ objects }, { bucket, key }) => {
    objects.delete(`${bucket}/${key}`);
    return { status: 204 };
  },
  deleteAll,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
function deleteAll({ objects, kept }: State, { bucket }: SeenRequest, { body }: Asked): Reply {
  const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, written = '']) => unescapeXml(written));
  if (keys.length === 0 || keys.length > 1000) return errorReply(400, 'MalformedXML');
  const results = keys.map((key) => {
    const isKept = kept?.test(key) === true;
    if (!isKept) objects.delete(`${bucket}/${key}`);
    const code = '<Code>InternalError</Code><Message>Kept by the double</Message>';
    const written = `<Key>${escapeXml(key)}</Key>`;
    return isKept ? `<Error>${written}${code}</Error>` : `<Deleted>${written}</Deleted>`;
  });
  return xmlReply(200, `<DeleteResult>${results.join('')}</DeleteResult>`);
}

function unescapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(#x?)?([^;]+);/g, (_, number: string | undefined, name: string) =>
    number === undefined ? (names[name] ?? '') : String.fromCodePoint(Number.parseInt(name, number === '#' ? 10 : 16)),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html; keys come in the order of their UTF-8 bytes. */
function list({ objects, pageSize }: State, bucket: string, parameters: URLSearchParams): Reply {
  const prefix = `${bucket}/${parameters.get('prefix') ?? ''}`;
  const token = parameters.get('continuation-token');
  const after = token === null ? null : Buffer.from(token, 'base64');
  const found = [...objects.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, bytes: Buffer.from(name.slice(bucket.length + 1)) }))
    .filter(({ bytes }) => after === null || Buffer.compare(bytes, after) > 0)
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  const page = found.slice(0, pageSize);
  const contents = page.map(({ name, bytes }) => contentXml(bytes.toString(), objects.get(name) as StoredObject));
  const last = page.at(-1);
  const more =
    found.length > page.length && last !== undefined
      ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${last.bytes.toString('base64')}</NextContinuationToken>`
      : '<IsTruncated>false</IsTruncated>';
  return xmlReply(200, `<ListBucketResult><Name>${bucket}</Name>${more}${contents.join('')}</ListBucketResult>`);
}

function contentXml(key: string, { etag, body }: StoredObject): string {
  return `<Contents><Key>${escapeXml(key)}</Key><ETag>${escapeXml(etag)}</ETag><Size>${body.length}</Size></Contents>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function read({ objects }: State, { bucket, key }: SeenRequest): Reply {
  const object = objects.get(`${bucket}/${key}`);
  if (object === undefined) return errorReply(404, 'NoSuchKey');
  const { body, etag, headers } = object;
  return { status: 200, body, headers: { ...headers, etag, 'content-length': String(body.length) } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function put({ objects }: State, { bucket, key, headers }: SeenRequest, body: Buffer): Reply {
  const there = objects.get(`${bucket}/${key}`);
  const match = headers['if-match'];
  if (match !== undefined && there === undefined) return errorReply(404, 'NoSuchKey');
  const refused = match === undefined ? headers['if-none-match'] === '*' && there !== undefined : match !== there?.etag;
  if (refused) return errorReply(412, 'PreconditionFailed');
  if (!isWhole(body, headers['x-amz-checksum-crc32'])) return errorReply(400, 'BadDigest');
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  objects.set(`${bucket}/${key}`, { body, etag, headers: keptHeaders(headers) });
  return { status: 200, headers: { etag } };
}

function isWhole(body: Buffer, checksum: string | undefined): boolean {
  if (checksum === undefined) return true;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64') === checksum;
}

function keptHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = /^(content-type|cache-control|x-amz-meta-.*|x-amz-checksum-crc32)$/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => kept.test(name)));
}

function xmlReply(status: number, xml: string): Reply {
  return { status, headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0"?>${xml}` };
}

function errorReply(status: number, code: string): Reply {
  return xmlReply(status, `<Error><Code>${code}</Code><Message>${code} by the double</Message></Error>`);
}

function fail(response: ServerResponse, fault: Fault): void {
  if (typeof fault === 'object') send(response, errorReply(fault.status, fault.code));
  else if (fault === 'reset') response.destroy();
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, headers);
  response.end(body);
}

function sendHalf(response: ServerResponse, reply: Reply, end: 'cut' | 'stall'): void {
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, body.length / 2), () => {
    if (end === 'cut') response.destroy();
  });
}
