/** Items with versions, in a folder and in a bucket: every subset and order, in one to four runs. */
import { afterAll, beforeAll, describe } from 'vitest';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';
import { allSchedules, versionsSuite } from '../support/versions.ts';

versionsSuite('a folder', {
  make: async () => createDirectoryStore(await temporaryFolder()),
  schedules: allSchedules(),
});

describe('a server', () => {
  let double: S3Double;
  let prefixes = 0;
  beforeAll(async () => {
    double = await startS3Double(['bucket']);
  });
  afterAll(() => double.close());

  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  versionsSuite('a bucket', {
    make: () => {
      prefixes += 1;
      const { endpoint } = double;
      return createS3Store({ bucket: 'bucket', prefix: `p${prefixes}`, endpoint, region: 'us-east-1', credentials });
    },
    schedules: allSchedules(['v1', 'v2', 'v3 kill']),
  });
});
