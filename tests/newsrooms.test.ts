/** docs/newsrooms.md, compared with the program: its settings, its item, and the names of files that it lists. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatToRead, isUncertainPath } from '../src/article/story/path.ts';
import { parseChannel } from '../src/channel/parse-channel.ts';
import { fileTypes } from '../src/model/media-type.ts';
import { publish } from '../src/publish/publish.ts';
import { createMemoryStore } from '../src/store/memory.ts';

const document = readFileSync('docs/newsrooms.md', 'utf8');
const block = (language: string) =>
  (new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(document)?.[1] ?? '').replace(/^ {3}/gm, '');
const now = '2026-11-23T15:00:00Z';

test('its settings are valid', () => {
  expect(parseChannel(block('yaml'))).toMatchObject({ problems: [], channel: { limit: 100 } });
});

test('its item is a story, and its kill withdraws it in any order', async () => {
  const item = block('json');
  const kill = item.replace('"version": "1"', '"version": "2"').replace('"usable"', '"canceled"');
  const entriesOf = async (files: readonly string[]) => {
    const named = files.map((text, at) => [`${at}.json`, text] as const);
    const from = createMemoryStore({ 'feed.yaml': block('yaml'), ...Object.fromEntries(named) });
    return (await publish({ from, to: createMemoryStore(), now })).entries;
  };
  expect(kill).not.toBe(item);
  expect([await entriesOf([item]), await entriesOf([item, kill]), await entriesOf([kill, item])]).toEqual([1, 0, 0]);
});

test('it lists every extension of agencies, and no other', () => {
  const [, list = ''] =
    /with one of these extensions are read if[\s\S]*?:([\s\S]*?)\. Other files/.exec(document) ?? [];
  const codes = [...list.matchAll(/`(\.[a-z0-9]+)`/g)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !isUncertainPath(`a${code}`))).toEqual([]);
  const known = fileTypes.filter(({ use }) => use === 'agency').flatMap(({ extensions }) => extensions);
  expect(known.filter((extension) => !document.includes(`\`.${extension}\``))).toEqual([]);
  for (const name of ['A0417', 'ferry.001', 'drop/LNW-20261024']) expect(formatToRead(name)).toBe('agency');
  for (const name of ['a.rst', 'Makefile', 'a.css', 'LNW-0417.xml.part', 'a.docx~'])
    expect(formatToRead(name)).toBeNull();
});
