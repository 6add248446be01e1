/** Finds the items of agencies in JSON: a single one, a list of them, or a wrapper with one or more. */
import { recordIn } from '../../model/record.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import type { JsonPath } from '../text/json-text.ts';
import { itemOf, valueIn } from './json-item.ts';
import { isNinjs } from './ninjs.ts';
import { idOfAp } from './ninjs-facts.ts';

/** A value where an item of an agency is expected. */
export interface AgencyItem {
  /** Null if the value is not an item. */
  readonly item: Fields | null;
  /** The keys and indexes that lead to it. */
  readonly path: JsonPath;
  /** The keys that it also contains in another case. */
  readonly repeated: readonly string[];
}

/** The keys of wrappers: of agencies that send several items, of AP, of Reuters, and of Superdesk (`_items`). */
const wrappers = ['data', 'search', 'item', 'items', 'results', 'newsitems'];

/** How deep wrappers may be nested. */
const maximumDepth = 6;

interface Search {
  readonly path: JsonPath;
  /** The object around this one, which contains the body of an item of AP. */
  readonly around: readonly Fields[];
}

/** The items in a value. Empty if it contains none. Other values in a list with items are found too. */
export function findAgencyItems(value: unknown): readonly AgencyItem[] {
  const found = search(value, { path: [], around: [] });
  return found.some(({ item }) => item !== null) ? found : [];
}

function search(value: unknown, { path, around }: Search): readonly AgencyItem[] {
  if (Array.isArray(value)) {
    if (path.length >= maximumDepth) return [];
    return value.flatMap((inner, index) => {
      const found = search(inner, { path: [...path, index], around: [] });
      return found.length > 0 ? found : [{ item: null, path: [...path, index], repeated: [] }];
    });
  }
  const item = itemOf(value);
  if (item === null || path.length > maximumDepth) return [];
  const repeated = repeatedIn(value);
  if (idOfAp(item) !== null) return [{ item: withBody(item, around), path, repeated }];
  if (isNinjs(item)) return [{ item, path, repeated }];
  const keys = [...item].filter(([name]) => wrappers.includes(name));
  return keys.flatMap(([, { key, value: inner }]) =>
    search(inner, { path: [...path, key], around: [item, ...around] }),
  );
}

/** The keys that an object contains in another case too, such as `pubStatus` and `pubstatus`. */
function repeatedIn(value: unknown): readonly string[] {
  const keys = Object.keys(recordIn(value) ?? {});
  const names = new Set<string>();
  return keys.filter((key) => {
    const isRepeated = names.has(normaliseKey(key));
    names.add(normaliseKey(key));
    return isRepeated;
  });
}

/** Adds the body of an item of AP, which is in `nitf` inside it or around it, and the associations that are around it. */
function withBody(item: Fields, around: readonly Fields[]): Fields {
  const bodies = [item, ...around].map((it) => bodiesIn(it.get('nitf'))).find((it) => it.length > 0) ?? [];
  const associations = [item, ...around].flatMap((it) => namedList(valueIn(it, 'associations')));
  const field = { key: 'associations', value: associations, at: { line: 1, column: 1 } };
  return new Map([...bodies, ...item, ['associations', field]]);
}

/** The bodies in the field `nitf`: an object, or the whole document as a text. */
function bodiesIn(nitf: Field | undefined): readonly [string, Field][] {
  if (nitf === undefined || typeof nitf.value === 'string') return nitf === undefined ? [] : [['bodynitf', nitf]];
  return [...(itemOf(nitf.value) ?? [])].filter(([name]) => name.startsWith('body'));
}

/** The objects in a list, or in an object by their names. */
function namedList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return Object.entries(recordIn(value) ?? {}).map(([name, inner]) => ({ name, ...recordIn(inner) }));
}
