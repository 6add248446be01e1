/** A store in an S3 bucket. */
import { PublishError } from '../problem/publish-error.ts';
import { type Checksums, openBucket, type S3StoreOptions } from './s3-bucket.ts';
import { listObjects, lookAtObject, readObject } from './s3-read.ts';
import { removeObject, removeObjects, writeObject } from './s3-write.ts';
import { checkPath, parseS3Url, type Store } from './store.ts';

/**
 * Makes options from an `s3://` URL and the environment variables of the AWS tools. Returns null if `location` is not an
 * `s3://` URL. Throws `PublishError` with code `invalid-checksums` if `AWS_REQUEST_CHECKSUM_CALCULATION` has a wrong value.
 */
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
 * Makes a store in a bucket, or in a folder of it. Versions are ETags. The metadata of each object contains its SHA-256.
 * Nothing is sent before the first call. Its methods throw `PublishError` with a code such as `store-missing`.
 *
 * @example
 * const store = createS3Store({ bucket: 'courier', prefix: 'feeds', region: 'eu-north-1' });
 * store.location // => 's3://courier/feeds'
 */
export function createS3Store(options: S3StoreOptions): Store {
  const bucket = openBucket(options);
  return {
    location: bucket.location,
    isLocal: false,
    list: (accept) => bucket.explained({ task: 'list', path: null }, () => listObjects(bucket, accept)),
    look: async (path) => {
      checkPath(path);
      return bucket.explained({ task: 'read', path }, () => lookAtObject(bucket, path));
    },
    read: async (path) => {
      checkPath(path);
      return bucket.explained({ task: 'read', path }, () => readObject(bucket, path));
    },
    write: async (path, body, expected) => {
      checkPath(path);
      return bucket.explained({ task: 'write', path }, () => writeObject(bucket, { path, body, expected }));
    },
    remove: async (path) => {
      checkPath(path);
      return removeObject(bucket, path);
    },
    removeAll: async (paths) => {
      for (const path of paths) checkPath(path);
      return removeObjects(bucket, paths);
    },
  };
}
