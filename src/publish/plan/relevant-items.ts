/** Finds the remembered items that the changes of a run can concern: those of the changed files, and those with the same names. Pure. */
import { articleOf } from '../../article/reading.ts';
import { foldId, hiddenStem, hideName, hidePath } from '../../article/story/hidden-names.ts';
import { pagePathOf } from '../../article/story/page-path.ts';
import { fileOfPart, stemOf } from '../../article/story/path.ts';
import { explicitId, tagUri } from '../../item/id.ts';
import { type Item, withEntry } from '../../item/item.ts';
import type { FileRead, SourceChange } from '../../item/source-change.ts';
import { partsOf } from '../../item/versions/gather-versions.ts';
import { keysWith, MissingChunks } from '../../ledger/rows.ts';
import { type NameKind, nameKey, type OpenTables, timeKey } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';

/** Returns items by their keys. `more` contains keys of further items, such as those that are due. */
export function relevantItems(
  open: OpenTables,
  changes: readonly SourceChange[],
  { channel, more }: { readonly channel: Pick<Channel, 'authority'>; readonly more: readonly string[] },
): ReadonlyMap<string, Item> {
  if (open.items.isEmpty()) return new Map();
  const names = changes.flatMap((change) =>
    change.kind === 'read' ? namesOfFile(change, channel) : [nameKey('path', hidePath(change.path))],
  );
  const paths = new Map(changes.flatMap(({ path }) => [[path, path] as const, [hidePath(path), path] as const]));
  request(open.names.missing(names), open.items.missing([...paths.keys(), ...more]));
  const named = names.flatMap((prefix) =>
    [...open.names.range(keysWith(prefix))].map(([key]) => key.slice(prefix.length)),
  );
  const parts = [...paths.keys()].flatMap((path) => [...open.items.range(keysWith(`${path}//`))].map(([key]) => key));
  const keys = [...new Set([...paths.keys(), ...parts, ...more, ...named])];
  request(open.items.missing(keys));
  const found = keys.flatMap((key) => {
    const item = open.items.get(key);
    if (item === undefined) return [];
    const file = paths.get(fileOfPart(key));
    return [
      [key, { ...item, path: file === undefined ? item.path : `${file}${key.slice(fileOfPart(key).length)}` }] as const,
    ];
  });
  return new Map(found.map(([key, item]) => [key, inArchive(item, open)]));
}

/** Throws for all missing chunks at once, so that they are loaded together. */
export function request(...missing: readonly (readonly string[])[]): void {
  const paths = new Set(missing.flat());
  if (paths.size > 0) throw new MissingChunks([...paths]);
}

/** The item with the number of its archive document, which may have changed after the item was written. */
function inArchive(item: Item, { timeline }: OpenTables): Item {
  if (item.state !== 'published') return item;
  const listed = timeline.get(timeKey({ published: item.published, id: item.entry.id }));
  return listed === undefined || listed.archive === item.entry.archive
    ? item
    : withEntry(item, { archive: listed.archive });
}

/** The beginnings of the keys of all names by which a file can be recognised, or that it may claim. */
export function namesOfFile(file: FileRead, { authority }: Pick<Channel, 'authority'>): readonly string[] {
  return partsOf(file).flatMap((part) => namesOfPart(part, { authority }));
}

function namesOfPart(
  { path, digest, reading }: FileRead,
  { authority }: Pick<Channel, 'authority'>,
): readonly string[] {
  const article = articleOf(reading);
  const name = article?.id ?? null;
  const ids = [reading.item?.id ?? [], reading.item?.ends ?? [], reading.advisory?.ids ?? []].flat();
  const stem = stemOf(path);
  const names: readonly (readonly [NameKind, string])[] = [
    ['path', hidePath(fileOfPart(path))],
    ['stem', hiddenStem(path)],
    ['id', tagUri(authority, stem)],
    ['id', tagUri(authority, path)],
    ['page', pagePathOf({ path, id: name })],
    ...(article?.url == null ? [] : [['url', article.url] as const]),
    ...(article?.siteId == null ? [] : [['id', article.siteId] as const]),
    ...(digest === null ? [] : [['digest', digest] as const]),
    ...[...(name === null ? [] : [name]), ...ids].flatMap((id) => [
      ['name', hideName(id)] as const,
      ['name', hideName(foldId(id))] as const,
      ['id', explicitId(authority, id)] as const,
    ]),
  ];
  return names.map(([kind, text]) => nameKey(kind, text));
}
