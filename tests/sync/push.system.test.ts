/** Articles sent to a bucket. */
import { expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { planPush, push } from '../../src/sync/push.ts';
import { temporaryFolder } from '../support/folder.ts';
import { newsroomFiles } from '../support/newsroom.ts';
import { startS3Double } from '../support/s3-double.ts';
import { bytes } from '../support/store.ts';

const onProgress = () => undefined;
const files = {
  ...newsroomFiles(['anchors', 'boats']),
  'terns.png': 'a picture',
  'boats.images.yaml': '- caption: Terns',
};

test('a bucket: the ETags in its listing identify the bytes, so that a second push reads and writes nothing', async () => {
  const double = await startS3Double(['articles']);
  const { endpoint } = double;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const to = createS3Store({ bucket: 'articles', prefix: 'articles', endpoint, region: 'us-east-1', credentials });
  const from = createDirectoryStore(await temporaryFolder());
  for (const [path, text] of Object.entries(files)) await from.write(path, bytes(text), 'any');
  await push(from, to, { plan: await planPush(from, to), onProgress });
  double.reset();
  await push(from, to, { plan: await planPush(from, to), onProgress });
  expect(double.requests.map(({ operation }) => operation)).toEqual(['list']);
  await double.close();
});
