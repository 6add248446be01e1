/** Lists the bucket of articles with the SDK alone, and prints how many objects it contains. */
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';

const client = new S3Client({ endpoint: process.env.AWS_ENDPOINT_URL_S3, forcePathStyle: true });
const versions = new Map();
for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: 'articles' })) {
  for (const { Key, ETag } of Contents) versions.set(Key, ETag);
}
console.log(versions.size);
