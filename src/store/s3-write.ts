/** Writes objects to a bucket under a condition, and recognises its own writes whose response was lost. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { digestOf } from '../model/digest.ts';
import { cacheRuleOf, mediaTypeOf } from '../render/outputs.ts';
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
      ContentType: mediaTypeOf(path),
      CacheControl: cacheRuleOf(path),
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
