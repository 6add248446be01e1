/** Whole publications: each folder in `tests/golden` has articles, and the feeds they must become. `UPDATE_GOLDEN=1` rewrites them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publish } from '../src/publish/publish.ts';
import { formats } from '../src/render/formats.ts';
import { createDirectoryStore } from '../src/store/directory.ts';
import { createMemoryStore } from '../src/store/memory.ts';

const root = join(import.meta.dirname, 'golden');
const now = '2026-11-23T15:00:00Z';
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** The feeds of a folder of articles, by path. Every article must be readable. */
async function publishFolder(folder: string): Promise<Readonly<Record<string, string>>> {
  const to = createMemoryStore();
  const { problems } = await publish({ from: createDirectoryStore(join(folder, 'articles')), to, now });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const read = async (path: string) => new TextDecoder().decode((await to.read(path))?.body);
  return Object.fromEntries(await Promise.all(formats.map(async ({ path }) => [path, await read(path)] as const)));
}

function update(folder: string, feeds: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'expected'), { recursive: true });
  for (const [path, text] of Object.entries(feeds)) writeFileSync(join(folder, 'expected', path), text);
}

describe.each(folders.map(({ name }) => name))('%s', (name) => {
  test('becomes the feeds that are expected', async () => {
    const folder = join(root, name);
    const feeds = await publishFolder(folder);
    if (process.env['UPDATE_GOLDEN'] === '1') update(folder, feeds);
    for (const { path } of formats) {
      expect(feeds[path]).toBe(readFileSync(join(folder, 'expected', path), 'utf8'));
    }
  });
});

test('there are publications to compare', () => {
  expect(folders.length).toBeGreaterThan(4);
});
