/** Pictures in e-mails are published like those beside an article: in a run, in an import, and in the preview. */
import { describe, expect, test } from 'vitest';
import { importArticles } from '../../src/import/import.ts';
import { publish } from '../../src/publish/publish.ts';
import { readAsset } from '../../src/reading/read-asset.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { jpegWithIptc, png } from '../support/picture.ts';
import { mail, multipart, picture, plain } from './mails.ts';

const now = instant('2026-11-23T15:00:00Z');
const quay = png(60, 40);
const message = (width = 60) =>
  mail(
    {},
    multipart('mixed', [
      plain('SKERROW (VP) - The bridge is closed.\n'),
      picture(png(width, 40), { name: 'quay.png', description: 'The quay. (Bo Lind/Vale Press)' }),
    ]),
  );
const encode = (text: string) => new TextEncoder().encode(text);

async function mediaOf(to: Store) {
  const listed = await to.list((path) => path.startsWith('media/'));
  return Promise.all(listed.map(async ({ path }) => ({ path, body: (await to.read(path))?.body ?? null })));
}

async function itemOf(to: Store) {
  const { items } = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body)) as {
    items: Readonly<Record<string, unknown>>[];
  };
  return items[0];
}

function newsroom(yaml = channelYaml) {
  const from = createMemoryStore({ 'feed.yaml': yaml, 'inbox/a.eml': encode(message()) });
  return { from, to: createMemoryStore() };
}

describe('a picture attached to an e-mail', () => {
  test('is published with its caption and credit', async () => {
    const { from, to } = newsroom();
    expect((await publish({ from, to, now })).problems).toEqual([]);
    const media = await mediaOf(to);
    expect(media.map(({ path }) => path)).toEqual([expect.stringMatching(/^media\/quay-[0-9a-f]{16}\.png$/)]);
    expect(Buffer.from(media[0]?.body ?? []).equals(Buffer.from(quay))).toBe(true);
    expect(await itemOf(to)).toMatchObject({
      title: 'The bridge is closed',
      image: `https://feeds.courier.example/${media[0]?.path}`,
      content_html: expect.stringContaining('The quay. <small>(Bo Lind/Vale Press)</small>'),
    });
  });
  test('is not written again, comes back if it was removed, and follows a change of the e-mail', async () => {
    const { from, to } = newsroom();
    await publish({ from, to, now });
    const [first] = await mediaOf(to);
    expect((await publish({ from, to, now })).changes.filter(({ action }) => action === 'written')).toEqual([]);
    await to.remove(first?.path ?? '');
    await publish({ from, to, now, verify: true });
    expect((await mediaOf(to)).map(({ path }) => path)).toEqual([first?.path]);
    await from.write('inbox/a.eml', encode(message(70)), 'any');
    await publish({ from, to, now });
    const [changed, ...more] = await mediaOf(to);
    expect({ isNew: changed?.path !== first?.path, more }).toEqual({ isNew: true, more: [] });
  });
  test('is published by an event that names the e-mail', async () => {
    const { from, to } = newsroom();
    await from.remove('inbox/a.eml');
    await publish({ from, to, now });
    await from.write('inbox/b.eml', encode(message()), 'any');
    await publish({ from, to, now, changedPaths: ['inbox/b.eml'] });
    expect(await mediaOf(to)).toHaveLength(1);
  });
  test('is published by an import', async () => {
    const { from, to } = newsroom();
    // An e-mail with an id is left to the run after the import, because another file may be a version of it.
    await from.write('inbox/a.eml', encode(message().replace(/Message-ID: .*\r\n/, '')), 'any');
    const expected = createMemoryStore();
    await publish({ from, to: expected, now });
    await importArticles({ from, to, scratch: createMemoryStore(), now });
    expect(await mediaOf(to)).toEqual(await mediaOf(expected));
    expect(await itemOf(to)).toEqual(await itemOf(expected));
  });
  test('gets the caption that it contains, if the settings ask for it', async () => {
    const { from, to } = newsroom(`${channelYaml}pictureCaptions: true\n`);
    const body = jpegWithIptc(64, 48, { 120: 'The quay.', 80: 'Bo Lind', 110: 'VP' });
    const text = mail(
      {},
      multipart('mixed', [plain('It is closed.'), picture(body, { name: 'a.jpg', type: 'image/jpeg' })]),
    );
    await from.write('inbox/a.eml', encode(text), 'any');
    await publish({ from, to, now });
    expect(await itemOf(to)).toMatchObject({
      content_html: expect.stringContaining('The quay. <small>(Bo Lind/VP)</small>'),
    });
  });
});

describe('the path of a file in an e-mail', () => {
  const { from } = newsroom();
  test('is read from the e-mail', async () => {
    const stored = await readAsset(from, 'inbox/a.eml//1/quay.png');
    expect(Buffer.from(stored?.body ?? []).equals(Buffer.from(quay))).toBe(true);
  });
  test.each(['inbox/a.eml//2/quay.png', 'inbox/a.eml//0/quay.png', 'inbox/b.eml//1/quay.png', 'feed.yaml//1/a.png'])(
    '%s does not exist',
    async (path) => {
      expect(await readAsset(from, path)).toBeNull();
    },
  );
});
