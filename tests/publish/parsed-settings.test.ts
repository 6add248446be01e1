/** The settings are parsed once: later runs take them from the ledger, if everything that decides the result is the same. */
import { beforeEach, expect, test } from 'vitest';
import { headPath } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes, textOf } from '../support/store.ts';

const story = (text: string) => bytes(`---\ntitle: Tide tables\ndate: 2026-05-04T08:00:00Z\n---\n${text}\n`);

let from: Store;
let to: Store;

beforeEach(async () => {
  from = createMemoryStore({ 'feed.yaml': channelYaml, 'tide.md': story('The tide is in.') });
  to = createMemoryStore();
  await run();
});

const run = (options: Partial<PublishOptions> = {}) => publish({ from, to, now: '2026-05-04T12:00:00Z', ...options });
const edit = () => from.write('tide.md', story('The tide is out.'), 'any');
const atom = async () => textOf(await to.read('atom.xml')) ?? '';

/** Replaces a text in the ledger that was made from the settings. */
async function changeLedger(text: string, other: string): Promise<void> {
  const [first = '', journal = ''] = (textOf(await to.read(headPath)) ?? '').split('\n');
  expect(journal).toContain(text);
  await to.write(headPath, bytes(`${first}\n${journal.replace(text, other)}\n`), 'any');
}

const parsedTitle = '"title":"The Tern Sound Courier"';

test('the ledger contains what was read from the settings', async () => {
  const [, journal = ''] = (textOf(await to.read(headPath)) ?? '').split('\n');
  expect(JSON.parse(journal).settings.parsed.result).toMatchObject({
    channel: { title: 'The Tern Sound Courier', limit: 50 },
    problems: [],
  });
});

test('a damaged result is not used, and is replaced', async () => {
  await changeLedger(parsedTitle, '"title":"The Gannet"');
  await edit();
  await run();
  expect(await atom()).toContain('>The Tern Sound Courier</title>');
  expect(await atom()).toContain('The tide is out.');
  await changeLedger(parsedTitle, parsedTitle);
});

test('a ledger without a result, or with one that is not a record, is still read', async () => {
  for (const other of ['"parsed":null,"was":', '"was":', '"parsed":[],"was":', '"parsed":{"digest":7},"was":']) {
    await changeLedger('"parsed":', other);
    await from.write('tide.md', story(`The ledger says ${other}`), 'any');
    await run();
    expect(await atom()).toContain('The ledger says');
    expect(await atom()).toContain('>The Tern Sound Courier</title>');
  }
});

test('other settings, and another URL of the feed, are parsed', async () => {
  await from.write('feed.yaml', bytes(channelYaml.replace('Tern Sound', 'Gannet')), 'any');
  await run();
  expect(await atom()).toContain('>The Gannet Courier</title>');
  await run({ feedUrl: 'https://staging.courier.example/' });
  expect(await atom()).toContain('href="https://staging.courier.example/atom.xml"');
  await run();
  expect(await atom()).not.toContain('staging');
});

test('problems of the settings are reported by later runs, too', async () => {
  await from.write('feed.yaml', bytes(channelYaml.replace(/^timeZone:.*\n/m, '')), 'any');
  const first = await run();
  await edit();
  const second = await run();
  expect(first.problems.map(({ code }) => code)).toContain('missing-time-zone');
  expect(second.problems).toEqual(first.problems);
});
