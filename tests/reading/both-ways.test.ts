/** An article has the same reading in the main thread and in a process of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { indexBeside, isBesidePath } from '../../src/article/attachments/beside.ts';
import { formatOf } from '../../src/article/story/path.ts';
import { readInMainThread, readInOwnProcess } from '../../src/reading/read-article.ts';
import { readChannel } from '../../src/reading/read-channel.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel } from '../support/channel.ts';

const root = 'tests/golden';
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
/** Time enough on a slow machine. */
const patient = { mainMilliseconds: 60_000, budget: { cpuMilliseconds: 60_000, memoryMegabytes: 512 } };

function filesIn(folder: string): Readonly<Record<string, Uint8Array>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))]));
}

describe.each(folders.map(({ name }) => name))('the golden articles of %s', (name) => {
  test('are read equally', async () => {
    const files = filesIn(join(root, name, 'articles'));
    const store = createMemoryStore(files);
    const { channel: own } = await readChannel(files['feed.yaml'] ?? new Uint8Array());
    const index = indexBeside(Object.keys(files).filter(isBesidePath));
    const settings = { channel: own ?? channel, index };
    const articles = Object.entries(files).filter(([path]) => formatOf(path) !== null);
    for (const [path, body] of articles) {
      const context = { settings, limits: patient };
      const here = formatOf(path) === 'word' ? null : await readInMainThread(store, { path, body }, context);
      const there = await readInOwnProcess(store, { path, body }, context);
      expect(there.problems.filter(({ code }) => code === 'internal-error')).toEqual([]);
      if (here !== null) expect({ path, reading: there }).toEqual({ path, reading: here });
    }
    expect(own).not.toBeNull();
  });
});

test('a megabyte of text and a table of fair size are read equally', async () => {
  const settings = { channel, index: indexBeside([]) };
  const context = { settings, limits: patient };
  const text = 'The kelp grew *quickly* in spring. '.repeat(14).concat('\n\n').repeat(2000);
  const table = `|Boat|Catch|\n|-|-|\n${'|Tern|12|\n'.repeat(2000)}`;
  const body = new TextEncoder().encode(`---\ntitle: Kelp\ndate: 2026-01-04\n---\n${text}${table}`);
  const store = createMemoryStore({});
  const here = await readInMainThread(store, { path: 'kelp.md', body }, context);
  expect(here.state).toBe('accepted');
  expect(await readInOwnProcess(store, { path: 'kelp.md', body }, context)).toEqual(here);
});
