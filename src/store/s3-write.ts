/** Writes objects to a bucket under a condition, recognises its own writes whose response was lost, and removes objects. */
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  type DeleteObjectsCommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { digestOf } from '../model/digest.ts';
import { cacheRuleOf, mediaTypeOf, usualPathOf } from '../render/outputs.ts';
import { mapConcurrently } from './concurrent.ts';
import type { Bucket } from './s3-bucket.ts';
import { isGone, isPreconditionFailed, isRequestConflict, notS3 } from './s3-error.ts';
import { readDigest } from './s3-read.ts';
import { retryIfConflicting } from './s3-retry.ts';
import { conflict, type Expected } from './store.ts';

export interface Writing {
  readonly path: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

/** Writes an object and returns its version. Throws `PublishError` with code `conflict` if the object is not the expected one. */
export async function writeObject(bucket: Bucket, writing: Writing): Promise<string> {
  try {
    const work = () => writeOnce(bucket, writing);
    return await retryIfConflicting(bucket, work);
  } catch (thrown) {
    const isRefused = isPreconditionFailed(thrown) || isGone(thrown, writing.expected) || isRequestConflict(thrown);
    if (!isRefused) throw thrown;
    return acceptOwnWrite(bucket, writing);
  }
}

async function writeOnce(
  { client, name, prefix, request, timeoutFor }: Bucket,
  { path, body, expected }: Writing,
): Promise<string> {
  const reply = await client.send(
    new PutObjectCommand({
      Bucket: name,
      Key: prefix + path,
      Body: body,
      ContentType: mediaTypeOf(usualPathOf(path, body)),
      CacheControl: cacheRuleOf(usualPathOf(path, body)),
      Metadata: { sha256: digestOf(body) },
      ...conditionOf(expected),
    }),
    { ...request, requestTimeout: timeoutFor(body.length) },
  );
  if (reply.ETag === undefined) throw notS3();
  return reply.ETag;
}

function conditionOf(expected: Expected): { readonly IfMatch?: string; readonly IfNoneMatch?: string } {
  if (expected === 'any') return {};
  return expected === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: expected.version };
}

/** If the response to our write was lost, the SDK sends it again and the server refuses it: then the object has our bytes. */
async function acceptOwnWrite(bucket: Bucket, { path, body }: Writing): Promise<string> {
  const stored = await readDigest(bucket, path);
  if (stored?.digest === digestOf(body)) return stored.version;
  throw conflict(bucket.location, path);
}

/** Removes an object, if it exists. */
export function removeObject(bucket: Bucket, path: string): Promise<void> {
  return bucket.explained({ task: 'remove', path }, async () => {
    const { client, name, prefix, request } = bucket;
    const reply = await client.send(new DeleteObjectCommand({ Bucket: name, Key: prefix + path }), request);
    if (reply.$metadata.httpStatusCode !== 204) throw notS3();
  });
}

/** The most that S3 removes in one request. */
const requestLength = 1000;
/** How many objects are removed at the same time, if one by one. */
const concurrency = 8;

/** Removes objects. Throws `PublishError` for the first one that cannot be removed. */
export async function removeObjects(bucket: Bucket, paths: readonly string[]): Promise<void> {
  for (let first = 0; first < paths.length; first += requestLength) {
    const some = paths.slice(first, first + requestLength);
    const removed = some.length === 1 ? new Set<string>() : await removeTogether(bucket, some);
    const left = some.filter((path) => !removed.has(path));
    await mapConcurrently(left, concurrency, (path) => removeObject(bucket, path));
  }
}

/**
 * Returns the paths that the server says it removed. The others are then removed one by one: if the server does not know this
 * request or refuses a key, that succeeds, or explains why not.
 */
async function removeTogether(bucket: Bucket, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const { client, name, prefix, request } = bucket;
  const Objects = paths.map((path) => ({ Key: prefix + path }));
  const command = new DeleteObjectsCommand({ Bucket: name, Delete: { Objects } });
  const { Deleted = [] } = await client.send(command, request).catch((): DeleteObjectsCommandOutput => noOutput);
  return new Set(Deleted.flatMap(({ Key }) => Key?.slice(prefix.length) ?? []));
}

const noOutput: DeleteObjectsCommandOutput = { $metadata: {} };
