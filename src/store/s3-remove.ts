/** Removes objects from a bucket: a thousand in one request, and one by one those that the server did not remove. */
import { DeleteObjectCommand, DeleteObjectsCommand, type DeleteObjectsCommandOutput } from '@aws-sdk/client-s3';
import { mapConcurrently } from './concurrent.ts';
import type { Bucket } from './s3-bucket.ts';
import { notS3 } from './s3-error.ts';

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
