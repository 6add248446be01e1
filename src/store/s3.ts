/** A bucket as a store: paged listings, conditional writes, and our own care where the SDK does not retry. */
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { PublishError } from '../problem/publish-error.ts';
import { type Bucket, type Checksums, openBucket, type S3StoreOptions } from './s3-bucket.ts';
import { notS3 } from './s3-error.ts';
import { listAll, readWhole } from './s3-read.ts';
import { parseS3Url } from './s3-url.ts';
import { writeWhole } from './s3-write.ts';
import { checkPath, type Store } from './store.ts';

/** Options from a place and the variables that the AWS tools know; null where the place is no `s3://` address. */
export function s3OptionsFrom(
  location: string,
  env: Readonly<Record<string, string | undefined>>,
): S3StoreOptions | null {
  const parsed = parseS3Url(location);
  const endpoint = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'];
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || (endpoint ? 'us-east-1' : undefined);
  if (parsed === null) return null;
  const checksums = readChecksums(env['AWS_REQUEST_CHECKSUM_CALCULATION']);
  return {
    ...parsed,
    ...(checksums === undefined ? {} : { checksums }),
    ...(endpoint ? { endpoint } : {}),
    ...(region ? { region } : {}),
  };
}

const knownChecksums: readonly Checksums[] = ['WHEN_SUPPORTED', 'WHEN_REQUIRED'];

function readChecksums(written: string | undefined): Checksums | undefined {
  const known = knownChecksums.find((it) => it === written?.toUpperCase());
  if (known !== undefined || !written) return known;
  const message = `AWS_REQUEST_CHECKSUM_CALCULATION must be ${knownChecksums.join(' or ')}: got "${written}"`;
  throw new PublishError('invalid-checksums', message);
}

/**
 * Makes a store of a bucket, or of a folder in it. Versions are ETags; each object carries its SHA-256. Nothing is sent until the
 * first call. Calls throw `PublishError` with a code such as `store-missing`.
 *
 * @example
 * const store = createS3Store({ bucket: 'courier', prefix: 'feeds', region: 'eu-north-1' });
 * store.location // => 's3://courier/feeds'
 */
export function createS3Store(options: S3StoreOptions): Store {
  const bucket = openBucket(options);
  return {
    location: bucket.location,
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

async function removeOne({ client, name, prefix, request }: Bucket, path: string): Promise<void> {
  const reply = await client.send(new DeleteObjectCommand({ Bucket: name, Key: prefix + path }), request);
  if (reply.$metadata.httpStatusCode !== 204) throw notS3();
}
