/** Lists a bucket and reads its objects, and retries truncated responses. */
import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Bucket } from './s3-bucket.ts';
import { isMissing, isMissingHead, notS3 } from './s3-error.ts';
import { retryIfTruncated } from './s3-retry.ts';
import { byPath, isPath, maximumFileBytes, type StoredBody, tooLong } from './store.ts';

/** Lists every object whose path is accepted. A listing page that is truncated or not from an S3 server is never used, but requested again. */
export async function listObjects(bucket: Bucket, accept: (path: string) => boolean): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  let token: string | undefined;
  do {
    const page = await retryIfTruncated(bucket, () => listPage(bucket, token));
    for (const { Key = '', ETag = '', Size = 0 } of page.Contents ?? []) {
      const path = Key.slice(bucket.prefix.length);
      if (isPath(path) && accept(path)) files.push({ path, version: ETag, lengthBytes: Size });
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return files.sort(byPath);
}

/**
 * An incomplete listing would withdraw articles, so a page counts only if it says that it is the last one or how to get the
 * next one.
 */
async function listPage({ client, name, prefix, request }: Bucket, token: string | undefined) {
  const command = new ListObjectsV2Command({ Bucket: name, Prefix: prefix, ContinuationToken: token });
  const page: ListObjectsV2CommandOutput = await client.send(command, request);
  const continues = page.IsTruncated === true && page.NextContinuationToken !== undefined;
  if (page.IsTruncated !== false && !continues) throw notS3();
  return page;
}

/** Reads an object. Checks that its body is complete and matches its digest. Returns null if the object does not exist. */
export function readObject(bucket: Bucket, path: string): Promise<StoredBody | null> {
  return retryIfTruncated(bucket, async () => {
    const reply = await get(bucket, path);
    if (reply === null) return null;
    if ((reply.ContentLength ?? 0) > maximumFileBytes) throw unreadable(reply, { path, location: bucket.location });
    return collect(reply, { path, location: bucket.location });
  });
}

async function get({ client, name, prefix, request }: Bucket, path: string): Promise<GetObjectCommandOutput | null> {
  try {
    return await client.send(new GetObjectCommand({ Bucket: name, Key: prefix + path }), request);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}

interface Named {
  readonly path: string;
  readonly location: string;
}

/** Drops the body without reading it. */
function unreadable({ Body }: GetObjectCommandOutput, { path, location }: Named): PublishError {
  (Body as Readable | undefined)?.destroy();
  return new PublishError('unreadable', `Cannot read "${path}" in ${location}: ${tooLong}`);
}

async function collect(reply: GetObjectCommandOutput, { path, location }: Named): Promise<StoredBody> {
  const body = (await reply.Body?.transformToByteArray()) ?? new Uint8Array();
  const digest = reply.Metadata?.['sha256'];
  const short = reply.ContentLength !== undefined && reply.ContentLength !== body.length;
  if (short || (digest !== undefined && digest !== digestOf(body))) {
    throw new PublishError('cut-body', `"${path}" in ${location} arrived with other bytes than were written`);
  }
  if (reply.ETag === undefined) throw notS3();
  return { body, version: reply.ETag };
}

/** Returns null if the object does not exist. */
export async function lookAtObject(bucket: Bucket, path: string): Promise<StoredFile | null> {
  const found = await head(bucket, path);
  if (found === null) return null;
  if (found.ETag === undefined) throw notS3();
  return { path, version: found.ETag, lengthBytes: found.ContentLength ?? 0 };
}

async function head({ client, name, prefix, request }: Bucket, path: string): Promise<HeadObjectCommandOutput | null> {
  try {
    return await client.send(new HeadObjectCommand({ Bucket: name, Key: prefix + path }), request);
  } catch (thrown) {
    if (isMissingHead(thrown)) return null;
    throw thrown;
  }
}

/** Reads the digest in an object's metadata. If another program wrote the object, it has none, so the body is read. Null if there is no object. */
export async function readDigest(bucket: Bucket, path: string): Promise<{ digest: string; version: string } | null> {
  const found = await head(bucket, path);
  if (found === null) return null;
  const digest = found.Metadata?.['sha256'];
  if (digest !== undefined) return { digest, version: found.ETag ?? '' };
  const stored = await readObject(bucket, path);
  return stored === null ? null : { digest: digestOf(stored.body), version: stored.version };
}
