/** Listing and reading a bucket: whole, or not at all. */
import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';
import { retry } from './retry.ts';
import { type Bucket, ownAttempts } from './s3-bucket.ts';
import { isForeign, isMissing, isMissingHead, notS3, wasRetried } from './s3-error.ts';
import { byPath, isPath, mostBytes, type StoredBody, tooLong } from './store.ts';

/** Every object whose path is accepted. A page that came in part, or from no S3 server, is asked for again and never believed. */
export async function listAll(bucket: Bucket, accept: (path: string) => boolean): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  let token: string | undefined;
  do {
    const page = await persist(bucket, () => listPage(bucket, token));
    for (const { Key = '', ETag = '', Size = 0 } of page.Contents ?? []) {
      const path = Key.slice(bucket.prefix.length);
      if (isPath(path) && accept(path)) files.push({ path, version: ETag, lengthBytes: Size });
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return files.sort(byPath);
}

/** A listing that shows less than there is would take articles out: what says neither that it ends nor how it goes on is none. */
async function listPage({ client, name, prefix, request }: Bucket, token: string | undefined) {
  const command = new ListObjectsV2Command({ Bucket: name, Prefix: prefix, ContinuationToken: token });
  const page: ListObjectsV2CommandOutput = await client.send(command, request);
  const goesOn = page.IsTruncated === true && page.NextContinuationToken !== undefined;
  if (page.IsTruncated !== false && !goesOn) throw notS3();
  return page;
}

/** Does some work again if its reply was cut. */
function persist<T>(bucket: Bucket, work: () => Promise<T>): Promise<T> {
  return retry(work, { ...ownAttempts(bucket), isPassing: (thrown) => isCut(thrown) && !wasRetried(thrown) });
}

/** Reads until the whole body has come and is what was written. */
export function readWhole(bucket: Bucket, path: string): Promise<StoredBody | null> {
  return persist(bucket, async () => {
    const reply = await get(bucket, path);
    if (reply === null) return null;
    if ((reply.ContentLength ?? 0) > mostBytes) throw unreadable(reply, { path, location: bucket.location });
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

/** The body is not waited for. */
function unreadable({ Body }: GetObjectCommandOutput, { path, location }: Named): PublishError {
  (Body as Readable | undefined)?.destroy();
  return new PublishError('unreadable', `Cannot read "${path}" in ${location}: ${tooLong}`);
}

async function collect(reply: GetObjectCommandOutput, { path, location }: Named): Promise<StoredBody> {
  const body = (await reply.Body?.transformToByteArray()) ?? new Uint8Array();
  const digest = reply.Metadata?.['sha256'];
  const short = reply.ContentLength !== undefined && reply.ContentLength !== body.length;
  if (short || (digest !== undefined && digest !== digestOf(body))) {
    throw new PublishError('cut-body', `"${path}" in ${location} came with other bytes than were written`);
  }
  if (reply.ETag === undefined) throw notS3();
  return { body, version: reply.ETag };
}

/** A reply that ended early: its bytes do not add up, it is no XML, or its connection broke or fell silent after the head. */
function isCut(thrown: unknown): boolean {
  if (thrown instanceof PublishError) return thrown.code === 'cut-body';
  return (
    thrown instanceof Error &&
    thrown.name !== 'AbortError' &&
    (isForeign(thrown) ||
      /aborted|ECONNRESET|premature|socket hang up|TimeoutError/i.test(`${thrown.message} ${thrown.name}`))
  );
}

/** The digest that stands beside an object; one that another program wrote has none, and is read. */
export async function readDigest(bucket: Bucket, path: string): Promise<{ digest: string; version: string } | null> {
  const { client, name, prefix, request } = bucket;
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: name, Key: prefix + path }), request);
    const digest = head.Metadata?.['sha256'];
    if (digest !== undefined) return { digest, version: head.ETag ?? '' };
  } catch (thrown) {
    if (isMissingHead(thrown)) return null;
    throw thrown;
  }
  const stored = await readWhole(bucket, path);
  return stored === null ? null : { digest: digestOf(stored.body), version: stored.version };
}
