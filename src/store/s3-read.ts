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
import { type ListingPage, parseListingPage } from './s3-listing.ts';
import { retryIfTruncated } from './s3-retry.ts';
import { byPath, isPath, maximumFileBytes, type StoredBody, tooLong } from './store.ts';

/**
 * Lists every object whose path is accepted. A listing page that is truncated or not from an S3 server is never used, but
 * requested again.
 */
export async function listObjects(bucket: Bucket, accept: (path: string) => boolean): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  let token: string | null = null;
  do {
    const page: ListingPage = await retryIfTruncated(bucket, () => listPage(bucket, token));
    for (const { key, etag, lengthBytes } of page.objects) {
      const path = key.slice(bucket.prefix.length);
      if (isPath(path) && accept(path)) files.push({ path, version: etag, lengthBytes });
    }
    token = page.isTruncated === true ? page.nextToken : null;
  } while (token !== null);
  return files.sort(byPath);
}

/**
 * An incomplete listing would withdraw articles, so a page counts only if it says that it is the last one or how to get the
 * next one, and if no object is missing of those that it counts.
 */
async function listPage(bucket: Bucket, token: string | null): Promise<ListingPage> {
  const page = await requestPage(bucket, token);
  const continues = page.isTruncated === true && page.nextToken !== null && page.nextToken !== token;
  if (page.isTruncated !== false && !continues) throw notS3();
  if (page.objects.length < (page.keyCount ?? 0)) throw notS3();
  return page.encoding === 'url' ? decodeKeys(page) : page;
}

/** What the SDK gives to those who handle a response before it is parsed. */
interface Received {
  readonly response: unknown;
}

interface Response {
  readonly statusCode: number;
  body: Readable | Uint8Array;
}

async function requestPage({ client, name, prefix, request }: Bucket, token: string | null): Promise<ListingPage> {
  const command = new ListObjectsV2Command({
    Bucket: name,
    Prefix: prefix,
    ...(token === null ? {} : { ContinuationToken: token }),
  });
  let page: ListingPage | null = null;
  const parseFirst = async <T extends Received>(received: T): Promise<T> => {
    const response = received.response as Response;
    if (response.statusCode !== 200) return received;
    const bytes = await bytesOf(response.body as Readable);
    page = parseListingPage(bytes.toString());
    // The SDK does not parse an empty body.
    response.body = page === null ? bytes : new Uint8Array();
    return received;
  };
  command.middlewareStack.add((next) => async (args) => parseFirst(await next(args)), {
    step: 'deserialize',
    priority: 'low',
  });
  const output = await client.send(command, request);
  return page ?? pageFrom(output);
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function pageFrom({
  Contents = [],
  IsTruncated,
  NextContinuationToken,
  KeyCount,
  EncodingType,
}: ListObjectsV2CommandOutput): ListingPage {
  return {
    objects: Contents.map(({ Key = '', ETag = '', Size = 0 }) => ({ key: Key, etag: ETag, lengthBytes: Size })),
    isTruncated: IsTruncated ?? null,
    nextToken: NextContinuationToken || null,
    keyCount: KeyCount ?? null,
    encoding: EncodingType ?? null,
  };
}

/** Some servers encode keys without being asked. */
function decodeKeys(page: ListingPage): ListingPage {
  try {
    const decode = (key: string) => decodeURIComponent(key.replaceAll('+', ' '));
    return { ...page, objects: page.objects.map((it) => ({ ...it, key: decode(it.key) })) };
  } catch {
    throw notS3();
  }
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
