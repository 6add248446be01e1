/** Files that end in the middle: their errors say that a program may still be writing them. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const item = '{ "title": "The pier", "date": "2026-01-04", "content_html": "<p>It opens.</p>" }';

async function messages(text: string, isLocal: boolean): Promise<readonly string[]> {
  const from = { ...createMemoryStore({ 'feed.yaml': channelYaml, 'a.json': text }), isLocal };
  const { problems } = await publish({ from, to: createMemoryStore(), now: '2026-11-23T15:00:00Z' });
  return problems.map(({ code, message }) => `${code}: ${message}`);
}

const hint = /; the file ends in the middle: if a program is still writing it, publish again$/;

test('a file of a folder that is cut off is an error that says so', async () => {
  const [first, ...more] = await messages(item.slice(0, 40), true);
  expect(first).toMatch(/^invalid-json: /);
  expect(first).toMatch(hint);
  expect(more).toEqual([]);
});

test('a file that is wrong in its middle has the usual error, and so has one in a bucket, where files appear whole', async () => {
  const wrong = [
    await messages(item.replace('"date":', '"date"'), true),
    await messages(item.slice(0, 40), false),
  ].flat();
  expect(wrong.map((message) => [message.startsWith('invalid-json: '), hint.test(message)])).toEqual([
    [true, false],
    [true, false],
  ]);
});
