/** A bucket as a store: paged listings, conditional writes, and our own care where the SDK does not retry. */

import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { PublishError } from '../problem.ts';
import { cacheRuleOf, mediaTypeOf } from '../render/formats.ts';
import { explain, type Failed, isGone, isMissing, isPreconditionFailed, isRequestConflict } from './s3-error.ts';
import {
  byPath,
  checkPath,
  conflict,
  digestOf,
  type Expected,
  isPath,
  type Store,
  type StoredBody,
  type StoredFile,
} from './store.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  /** The folder in the bucket; empty for the whole bucket. */
  readonly prefix?: string;
  /** Another S3-compatible server; its buckets are then part of the path. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Ends all requests that are under way. */
  readonly signal?: AbortSignal;
  /** How long the server may be silent: ten seconds, unless told otherwise. */
  readonly requestTimeoutMilliseconds?: number;
}

/** `s3://bucket/prefix` in its parts; null where a place is no such address. */
function parseS3Place(place: string): { readonly bucket: string; readonly prefix: string } | null {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place);
  if (match === null) return null;
  return { bucket: match[1] ?? '', prefix: (match[2] ?? '').replace(/\/+$/, '') };
}

/** Options from a place and the variables that the AWS tools know; null where the place is no `s3://` address. */
export function s3OptionsFrom(place: string, env: Readonly<Record<string, string | undefined>>): S3StoreOptions | null {
  const parsed = parseS3Place(place);
  const endpoint = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'];
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || (endpoint ? 'us-east-1' : undefined);
  if (parsed === null) return null;
  return { ...parsed, ...(endpoint ? { endpoint } : {}), ...(region ? { region } : {}) };
}

/** Makes a store of a bucket, or of a folder in it. Versions are ETags; each object carries its SHA-256. */
export function createS3Store(options: S3StoreOptions): Store {
  const bucket = openBucket(options);
  return {
    place: bucket.place,
    list: (accept) => bucket.explained({ task: 'list', path: null }, () => listAll(bucket, accept)),
    read: async (path) => {
      checkPath(path);
      return bucket.explained({ task: 'read', path }, () => readWhole(bucket, path));
    },
    write: async (path, body, expected) => {
      checkPath(path);
      return bucket.explained({ task: 'write', path }, () => writeWhole(bucket, { path, body, expected }));
    },
    remove: async (path) => {
      checkPath(path);
      return bucket.explained({ task: 'remove', path }, () => removeOne(bucket, path));
    },
  };
}

interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly place: string;
  readonly prefix: string;
  readonly request: { readonly abortSignal?: AbortSignal };
  readonly explained: <T>(what: Pick<Failed, 'task' | 'path'>, work: () => Promise<T>) => Promise<T>;
}

function openBucket(options: S3StoreOptions): Bucket {
  const prefix = options.prefix === undefined || options.prefix === '' ? '' : `${options.prefix}/`;
  const place = `s3://${options.bucket}/${prefix}`.replace(/\/$/, '');
  return {
    client: new S3Client(clientConfig(options)),
    name: options.bucket,
    place,
    prefix,
    request: options.signal === undefined ? {} : { abortSignal: options.signal },
    explained: async (what, work) => {
      try {
        return await work();
      } catch (thrown) {
        throw thrown instanceof PublishError ? thrown : explain(thrown, { ...what, bucket: options.bucket, prefix });
      }
    },
  };
}

const defaultTimeoutMilliseconds = 10_000;
const connectionMilliseconds = 3_000;
/** The SDK's own tries, for 500, 503 and resets. */
const maxAttempts = 5;
/** Our tries, for a body that was cut and for 409, which the SDK gives up on. */
const ownAttempts = 5;

function clientConfig(options: S3StoreOptions): S3ClientConfig {
  const { endpoint, region, credentials, requestTimeoutMilliseconds = defaultTimeoutMilliseconds } = options;
  return {
    maxAttempts,
    requestHandler: timeouts(requestTimeoutMilliseconds),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** A request that hangs, or a body that stops in the middle, would hang for ever: the SDK has no time limit of its own. */
function timeouts(milliseconds: number) {
  return {
    connectionTimeout: Math.min(milliseconds, connectionMilliseconds),
    requestTimeout: milliseconds,
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  };
}

async function listAll(
  { client, name, prefix, request }: Bucket,
  accept: (path: string) => boolean,
): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  let token: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await client.send(
      new ListObjectsV2Command({ Bucket: name, Prefix: prefix, ContinuationToken: token }),
      request,
    );
    for (const { Key = '', ETag = '', Size = 0 } of page.Contents ?? []) {
      const path = Key.slice(prefix.length);
      if (isPath(path) && accept(path)) files.push({ path, version: ETag, lengthBytes: Size });
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return files.sort(byPath);
}

/** Reads until the whole body has come and is what was written. */
async function readWhole(bucket: Bucket, path: string): Promise<StoredBody | null> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await get(bucket, path);
    if (reply === null) return null;
    try {
      return await collect(reply, { path, place: bucket.place });
    } catch (thrown) {
      if (attempt === ownAttempts || !isCut(thrown)) throw thrown;
      await pause(attempt);
    }
  }
}

async function get({ client, name, prefix, request }: Bucket, path: string): Promise<GetObjectCommandOutput | null> {
  try {
    return await client.send(new GetObjectCommand({ Bucket: name, Key: prefix + path }), request);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}

async function collect(
  reply: GetObjectCommandOutput,
  { path, place }: { readonly path: string; readonly place: string },
): Promise<StoredBody> {
  const body = (await reply.Body?.transformToByteArray()) ?? new Uint8Array();
  const digest = reply.Metadata?.['sha256'];
  const short = reply.ContentLength !== undefined && reply.ContentLength !== body.length;
  if (short || (digest !== undefined && digest !== digestOf(body))) {
    throw new PublishError('cut-body', `"${path}" in ${place} came with other bytes than were written`);
  }
  return { body, version: reply.ETag ?? '' };
}

/** A reply that ended early: its bytes do not add up, or its connection broke after the head. */
function isCut(thrown: unknown): boolean {
  if (thrown instanceof PublishError) return thrown.code === 'cut-body';
  return (
    thrown instanceof Error &&
    /aborted|ECONNRESET|premature|socket hang up/i.test(`${thrown.message} ${thrown.name}`) &&
    thrown.name !== 'AbortError'
  );
}

interface Writing {
  readonly path: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

async function writeWhole(bucket: Bucket, writing: Writing): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOnce(bucket, writing);
    } catch (thrown) {
      const lost = isPreconditionFailed(thrown) || isGone(thrown, writing.expected);
      if (!lost && !isRequestConflict(thrown)) throw thrown;
      if (lost || attempt === ownAttempts) return await settle(bucket, writing);
      await pause(attempt);
    }
  }
}

async function writeOnce(
  { client, name, prefix, request }: Bucket,
  { path, body, expected }: Writing,
): Promise<string> {
  const reply = await client.send(
    new PutObjectCommand({
      Bucket: name,
      Key: prefix + path,
      Body: body,
      ContentType: mediaTypeOf(path),
      CacheControl: cacheRuleOf(path),
      Metadata: { sha256: digestOf(body) },
      ...conditionOf(expected),
    }),
    request,
  );
  return reply.ETag ?? '';
}

function conditionOf(expected: Expected): { readonly IfMatch?: string; readonly IfNoneMatch?: string } {
  if (expected === 'any') return {};
  return expected === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: expected.version };
}

/** A refused write may be our own, whose reply was lost and which the SDK sent again: then our bytes are there. */
async function settle(bucket: Bucket, { path, body }: Writing): Promise<string> {
  const there = await readDigest(bucket, path);
  if (there?.digest === digestOf(body)) return there.version;
  throw conflict(bucket.place, path);
}

/** The digest that stands beside an object; one that another program wrote has none, and is read. */
async function readDigest(bucket: Bucket, path: string): Promise<{ digest: string; version: string } | null> {
  const { client, name, prefix, request } = bucket;
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: name, Key: prefix + path }), request);
    const digest = head.Metadata?.['sha256'];
    if (digest !== undefined) return { digest, version: head.ETag ?? '' };
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
  const stored = await readWhole(bucket, path);
  return stored === null ? null : { digest: digestOf(stored.body), version: stored.version };
}

async function removeOne({ client, name, prefix, request }: Bucket, path: string): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: name, Key: prefix + path }), request);
}

async function pause(attempt: number): Promise<void> {
  await wait(50 * 2 ** attempt);
}
