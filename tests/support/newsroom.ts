/** Articles as an author writes them, day after day, and what a reader finds in the publication afterwards. */
import { isDeepStrictEqual } from 'node:util';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { entryOf } from '../../src/item/item.ts';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { nothingPending, pendingPath } from '../../src/ledger/pending.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { readWholeLedger } from '../../src/ledger/whole-ledger.ts';
import { assetsOf } from '../../src/publish/plan/plan.ts';
import { formats } from '../../src/render/feed/formats.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from './channel.ts';
import { instant } from './instant.ts';
import { png } from './picture.ts';
import { bytes, textOf } from './store.ts';

/** The clock of all runs, so that the bytes are the same whenever a test runs. */
export const now = instant('2026-10-01T12:00:00Z');

const feedPaths = formats.map(({ path }) => path);

/** The text of an article. Its body contains `version`, so that a reader can tell older from newer. */
export function articleText(name: string, version: number): string {
  return `---\ntitle: About ${name}\npublished: 2026-0${(version % 3) + 6}-11T10:00:00Z\n---\n\nThis is version ${version} of ${name}.\n`;
}

/** An article with its own picture, and the picture. */
export function withPicture(name: string, version: number): Readonly<Record<string, string | Uint8Array>> {
  const shown = `image:\n  url: ${name}.png\n  alt: One of the ${name}\n---\n\n`;
  return {
    [`${name}.md`]: articleText(name, version).replace('---\n\n', shown),
    [`${name}.png`]: png(20, name.length),
  };
}

/** The settings and some articles. */
export function newsroomFiles(names: readonly string[], version = 1): Readonly<Record<string, string>> {
  const articles = names.map((name) => [`${name}.md`, articleText(name, version)] as const);
  return Object.fromEntries([['feed.yaml', channelYaml.replace('pages: false', 'pages: true')], ...articles]);
}

/** Writes files to a store, whatever it contains. */
export async function fill(store: Store, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, body] of Object.entries(files)) {
    await store.write(path, typeof body === 'string' ? bytes(body) : body, 'any');
  }
}

export type Feeds = Readonly<Record<string, string | null>>;

/** The feeds in a store, by path; null for a missing one. */
export async function readFeeds(store: Store): Promise<Feeds> {
  const read = feedPaths.map(async (path) => [path, textOf(await store.read(path))] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** The titles of a feed's entries. Throws if the feed is not whole and well-formed. */
export function titlesOf(path: string, text: string): readonly string[] {
  if (path.endsWith('.json'))
    return (JSON.parse(text) as { items: { title: string }[] }).items.map(({ title }) => title);
  const entries = elements(parseXml(text).children).flatMap(({ children }) => elementsNamed(children, 'item', 'entry'));
  return entries.flatMap(({ children }) => elementsNamed(children, 'title').map((title) => title.text));
}

function elementsNamed(nodes: readonly unknown[], ...names: readonly string[]): readonly XmlElement[] {
  return elements(nodes).flatMap((element) =>
    element.name === 'channel'
      ? elementsNamed(element.children, ...names)
      : names.includes(element.name)
        ? [element]
        : [],
  );
}

function elements(nodes: readonly unknown[]): readonly XmlElement[] {
  return nodes.filter((node) => node instanceof XmlElement);
}

/** What is wrong with a publication: files that differ from the ledger, are not in it, or are missing. */
export async function faultsOf(store: Store): Promise<readonly string[]> {
  const ledger = await readLedger(store);
  if (ledger.stored === null) return ['There is no ledger'];
  const { items, files: known, paths, lost } = await readWholeLedger(store, ledger);
  const there = await store.list(() => true);
  const versions = new Map(there.map(({ path, version }) => [path, version]));
  const media = items.flatMap(assetsOf).map(({ publishedPath }) => publishedPath);
  const named = [...media, headPath, pendingPath, ...known.keys(), ...paths];
  return [
    ...[...feedPaths, 'index.html']
      .filter((path) => !known.has(path))
      .map((path) => `The ledger does not name ${path}`),
    ...items
      .filter((item) => !known.has(entryOf(item)?.page?.path ?? 'index.html'))
      .map(({ path }) => `${path} has no page`),
    ...[...known]
      .filter(([path, { version }]) => versions.get(path) !== version)
      .map(([path]) => `${path} is another than the ledger says`),
    ...lost.map((path) => `${path} is missing or damaged`),
    ...media.filter((path) => !versions.has(path)).map((path) => `${path} is missing`),
    ...there.filter(({ path }) => !named.includes(path)).map(({ path }) => `Nothing names ${path}`),
    ...(isDeepStrictEqual(ledger.pending, nothingPending) ? [] : ['Something is pending']),
  ];
}

/** The items and entries in the ledger: paths of articles, and ids. */
export async function ledgerOf(
  store: Store,
): Promise<{ readonly paths: readonly string[]; readonly ids: readonly string[] }> {
  const { items, entries } = await readWholeLedger(store, await readLedger(store));
  const paths = items.filter(({ state }) => state !== 'withdrawn').map(({ path }) => path);
  return { paths: paths.sort(), ids: [...entries.keys()].sort() };
}

/** True for the paths that belong to the publication and its ledger. */
export function isPublished(path: string): boolean {
  return !path.startsWith('.') || path.startsWith(ledgerFolder);
}
