/** The ledger in a bucket does not reveal the names of articles that are not out. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { channelYaml } from '../support/channel.ts';
import { embargoed, hiddenWords, wordsFoundIn } from '../support/embargoed.ts';
import { startS3Double } from '../support/s3-double.ts';

test('no object contains the path, name, id or title of an article that is not out', async () => {
  const double = await startS3Double(['bucket']);
  try {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const to = createS3Store({
      bucket: 'bucket',
      prefix: 'out',
      endpoint: double.endpoint,
      region: 'us-east-1',
      credentials,
    });
    const out = '---\ntitle: Anchors\ndate: 2026-11-01T08:00:00Z\n---\nThe tide is in.\n';
    const from = createMemoryStore({ 'feed.yaml': channelYaml, 'a.md': out, ...embargoed });
    expect((await publish({ from, to, now: '2026-11-10T12:00:00Z' })).heldBack).toHaveLength(4);
    expect(await wordsFoundIn(to, [...hiddenWords, 'anchors'])).toEqual(['anchors']);
  } finally {
    await double.close();
  }
});
