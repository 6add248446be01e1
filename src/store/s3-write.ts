/** Writing to a bucket under a condition, and settling what became of a write whose reply was lost. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { digestOf } from '../model/digest.ts';
import { cacheRuleOf, mediaTypeOf } from '../render/outputs.ts';
import { retry } from './retry.ts';
import { type Bucket, ownAttempts } from './s3-bucket.ts';
import { isGone, isPreconditionFailed, isRequestConflict, notS3 } from './s3-error.ts';
import { readDigest } from './s3-read.ts';
import { conflict, type Expected } from './store.ts';

export interface Writing {
  readonly path: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

export async function writeWhole(bucket: Bucket, writing: Writing): Promise<string> {
  try {
    const work = () => writeOnce(bucket, writing);
    return await retry(work, { ...ownAttempts(bucket), isPassing: isRequestConflict });
  } catch (thrown) {
    const isRefused = isPreconditionFailed(thrown) || isGone(thrown, writing.expected) || isRequestConflict(thrown);
    if (!isRefused) throw thrown;
    return settle(bucket, writing);
  }
}

async function writeOnce(
  { client, name, prefix, request, patienceFor }: Bucket,
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
    { ...request, requestTimeout: patienceFor(body.length) },
  );
  if (reply.ETag === undefined) throw notS3();
  return reply.ETag;
}

function conditionOf(expected: Expected): { readonly IfMatch?: string; readonly IfNoneMatch?: string } {
  if (expected === 'any') return {};
  return expected === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: expected.version };
}

/** A refused write may be our own, whose reply was lost and which the SDK sent again: then our bytes are there. */
async function settle(bucket: Bucket, { path, body }: Writing): Promise<string> {
  const there = await readDigest(bucket, path);
  if (there?.digest === digestOf(body)) return there.version;
  throw conflict(bucket.location, path);
}
