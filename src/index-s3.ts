/** The public names of `presstime/s3`, the only entry point that loads the AWS SDK. */

export type { StoredFile } from './model/file.ts';
export { createS3Store } from './store/s3.ts';
export type { Checksums, S3StoreOptions } from './store/s3-bucket.ts';
export type { Accept, Expected, LinkTarget, Store, StoredBody } from './store/store.ts';
