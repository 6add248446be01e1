/**
 * Whole publications: each folder in `tests/golden` contains articles and the expected publication. If it has a folder
 * `before`, the files in it replace those articles in a first run, a day earlier. `UPDATE_GOLDEN=1` rewrites them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publish } from '../src/publish/publish.ts';
import { createMemoryStore } from '../src/store/memory.ts';
import type { Store } from '../src/store/store.ts';
import { textOf } from './support/store.ts';

const root = join(import.meta.dirname, 'golden');
const now = '2026-11-23T15:00:00Z';
const dayBefore = '2026-11-22T15:00:00Z';
/** The one page that is compared from its first byte to its last; of every other page only what is inside `main` is. */
const wholePage = 'hostile/articles/markup.html';
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

function filesIn(folder: string): Readonly<Record<string, Buffer>> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]),
  );
}

function storeOf(files: Readonly<Record<string, Uint8Array>>): Store {
  const store = createMemoryStore();
  for (const [path, body] of Object.entries(files)) void store.write(path, body, 'any');
  return store;
}

/** Everything that a folder of articles becomes, by path, except pictures and style sheets. Every article must be readable. */
async function publishFolder(name: string): Promise<Readonly<Record<string, string>>> {
  const to = createMemoryStore();
  const folder = join(root, name);
  const articles = filesIn(join(folder, 'articles'));
  const before = filesIn(join(folder, 'before'));
  if (Object.keys(before).length > 0) await publish({ from: storeOf({ ...articles, ...before }), to, now: dayBefore });
  const { problems } = await publish({ from: storeOf(articles), to, now });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const files = await to.list((path) => !/^(?:\.|media\/)|\.css$/.test(path));
  const read = async (path: string) => comparedOf(`${name}/${path}`, textOf(await to.read(path)) ?? '');
  return Object.fromEntries(await Promise.all(files.map(async ({ path }) => [path, await read(path)] as const)));
}

/** What is compared of a file: of a page its `main` element, since the rest is the same on every page. */
function comparedOf(path: string, text: string): string {
  if (!path.endsWith('.html') || path === wholePage) return text;
  const [main] = /<main[\s>][\s\S]*<\/main>\n/.exec(text) ?? [];
  if (main === undefined) throw new Error(`${path} has no main element`);
  return main;
}

function update(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe.each(folders.map(({ name }) => name))('%s', (name) => {
  test('becomes the expected publication', async () => {
    const expected = join(root, name, 'expected');
    const files = await publishFolder(name);
    if (process.env['UPDATE_GOLDEN'] === '1') update(expected, files);
    const wanted = Object.entries(filesIn(expected)).map(([path, body]) => [path, body.toString('utf8')]);
    expect(files).toEqual(Object.fromEntries(wanted));
  });
});

test('there are publications to compare, and a page that is whole', () => {
  expect(folders.length).toBeGreaterThan(8);
  const pages = folders.flatMap(({ name }) =>
    Object.entries(filesIn(join(root, name, 'expected'))).map(([path, body]) => ({
      path: `${name}/${path}`,
      text: body.toString('utf8'),
    })),
  );
  expect(pages.filter(({ text }) => text.startsWith('<!doctype html>')).map(({ path }) => path)).toEqual([wholePage]);
});
