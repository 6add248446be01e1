/** Reads what items of agencies in JSON say about themselves: id, version, status, kind, and notes to editors. */
import type { ItemStatus } from '../../model/metadata.ts';
import { recordIn } from '../../model/record.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { splitVersionedId } from '../agency/versioned-id.ts';
import type { AgencyFacts } from '../agency/written-article.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import type { SkippedKind } from '../story/no-story.ts';
import { itemOf, lineAt, lineIn, listOf, namesIn, textIn, valueIn } from './json-item.ts';

/** The id of the item, without a version. Null if there is none. */
export function idOfNinjs(item: Fields): string | null {
  return identityOf(item).id;
}

interface Identity {
  readonly id: string | null;
  /** The version that was part of the id. */
  readonly version: string | null;
}

/** AP's `uri` contains tokens that change, and its `altids.itemid` stays. */
function identityOf(item: Fields): Identity {
  const written = idOfAp(item) ?? idAt(item, ['uri', 'guid', 'id']);
  if (written === null) return { id: null, version: null };
  const { id, version } = splitVersionedId(written);
  const usn = idAt(item, ['usn']);
  return { id: version !== null && usn !== null && !id.endsWith(usn) ? usn : id, version };
}

/** The id of an item of AP. Null for other agencies. */
export function idOfAp(item: Fields): string | null {
  const ids = itemOf(valueIn(item, 'altids'));
  return ids === null ? null : idAt(ids, ['itemid']);
}

/** The first id among the values of the keys. It is not decoded, because an `&` in a URL begins no reference. */
function idAt(item: Fields, keys: readonly string[]): string | null {
  const written = keys
    .map((key) => valueIn(item, key))
    .map((value) => (typeof value === 'number' ? String(value) : value));
  return written.map((value) => textIn(value)?.trim() ?? null).find((id) => id !== null) ?? null;
}

/** What the item says about its version. `created` is the field of the date. */
export function factsOfNinjs(item: Fields): AgencyFacts {
  return {
    version: lineAt(item, 'version') ?? identityOf(item).version ?? lineAt(item, '_current_version'),
    created: writtenField(item, 'versioncreated'),
    status: statusOf(item),
    ends: endsOf(item),
    slug: lineAt(item, 'slugline', 'slug'),
    note: lineAt(item, 'ednote'),
  };
}

/** The field of a key. Null if it has no value. */
function writtenField(item: Fields, key: string): Field | null {
  const field = item.get(normaliseKey(key));
  return field === undefined || lineIn(field.value) === null ? null : field;
}

/** The keys of the status. PA writes `status`. */
const statusKeys = ['pubstatus', 'status'];

const statuses: ReadonlyMap<string, ItemStatus> = new Map([
  ['usable', 'usable'],
  ['withheld', 'withheld'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
  ['withdrawn', 'canceled'],
  ['killed', 'canceled'],
]);

/** What AP marks in `editorialtypes`, and Superdesk in `state`. Other values say how the text was edited. */
const marks: ReadonlyMap<string, ItemStatus> = new Map([
  ['kill', 'canceled'],
  ['killed', 'canceled'],
  ['recalled', 'canceled'],
  ['withhold', 'withheld'],
  ['holdforrelease', 'withheld'],
]);

/** A missing or empty status is usable. One that is not known holds the item back. A kill in one of the keys is a kill. */
function statusOf(item: Fields): ItemStatus {
  const word = statusWord(item);
  const marked = [...editorialTypesOf(item), lineAt(item, 'state') ?? ''].map((type) => marks.get(type.toLowerCase()));
  const found = [word === null ? 'usable' : (statuses.get(word) ?? 'withheld'), ...marked];
  return found.find((it) => it === 'canceled') ?? found.find((it) => it === 'withheld') ?? 'usable';
}

function editorialTypesOf(item: Fields): readonly string[] {
  return namesIn(valueIn(item, 'editorialtypes'));
}

/** The status in lower case, without the prefix of its vocabulary, such as `stat:`. */
function statusWord(item: Fields): string | null {
  const written = lineAt(item, ...statusKeys);
  return written === null ? null : written.toLowerCase().replace(/^.*[:/]\s*/, '');
}

/** Warns of a status that is not known. */
export function checkNinjsStatus(item: Fields): readonly Finding[] {
  const word = statusWord(item);
  const field = statusKeys.map((key) => writtenField(item, key)).find((it) => it !== null);
  if (word === null || field === undefined || statuses.has(word)) return [];
  const message = `"${field.key}" must be "usable", "withheld" or "canceled": got "${word.slice(0, 100)}", so the article is held back`;
  return [warning('invalid-field', message, field.at)];
}

/** The items that this one replaces, as TT writes them. Superdesk's `evolvedfrom` names a story that stays. */
function endsOf(item: Fields): readonly string[] {
  const own = idOfNinjs(item);
  const ids = listOf(valueIn(item, 'replacing')).map((it) => {
    const inner = itemOf(it);
    return inner === null ? textIn(it) : idAt(inner, ['uri', 'guid']);
  });
  const ended = ids.filter((id) => id !== null).map((id) => splitVersionedId(id.trim()).id);
  return [...new Set(ended)].filter((id) => id !== own);
}

/** What items of each type are. Items of other types are stories if they have a body. */
const kinds: ReadonlyMap<string, SkippedKind> = new Map([
  ['advisory', 'advisory'],
  ['audio', 'audio'],
  ['concept', 'concept'],
  ['event', 'event'],
  ['graphic', 'graphic'],
  ['infographic', 'graphic'],
  ['photo', 'picture'],
  ['picture', 'picture'],
  ['image', 'picture'],
  ['planning', 'planning item'],
  ['planningitem', 'planning item'],
  ['video', 'video'],
]);

/** Types that are packages if they have no body. */
const packages: ReadonlySet<string> = new Set(['composite', 'package', 'collection']);

/** Types that need no body. */
const texts: ReadonlySet<string> = new Set(['text', 'story', 'article', 'preformatted', '']);

interface KindContext {
  readonly hasBody: boolean;
}

/** What an item is if it is not a story. Null for a story. A kill counts as a story, because it ends one. */
export function kindOfNinjs(item: Fields, { hasBody }: KindContext): SkippedKind | null {
  const type = (lineAt(item, 'type') ?? '').toLowerCase().replace(/^.*[:/]/, '');
  const known = kinds.get(type);
  if (known !== undefined) return known;
  if (statusOf(item) !== 'usable') return null;
  if (isTest(item)) return 'test message';
  if (editorialTypesOf(item).some((type) => /^advisory$/i.test(type))) return 'advisory';
  if (hasBody || texts.has(type)) return null;
  return packages.has(type) ? 'package' : 'other file';
}

/** True if the signal, the genre, the editorial type of AP or the note to editors says that the item is a test. */
function isTest(item: Fields): boolean {
  const signals = [['signals', 'signal'], ['genre', 'genres'], ['editorialtypes']].map((keys) =>
    valueIn(item, ...keys),
  );
  return (
    signals
      .flatMap(listOf)
      .flatMap(codesOf)
      .some((code) => testCode.test(code)) || testNote.test(lineAt(item, 'ednote') ?? '')
  );
}

const testCode = /^(?:.*[:/])?test(?:[- _]?(?:message|item|story))?$/i;

/** Notes such as `TEST ONLY` and `This is a test, please ignore`, but not `Test match follows`. */
const testNote =
  /^\W{0,9}(?:eds?: ?)?(?:this is (?:only )?a test\b(?! match)|test(?:ing)? (?:only|message|item|story|file|transmission|please ignore)\b|test\W{0,9}$)/i;

function codesOf(value: unknown): readonly string[] {
  const record = recordIn(value);
  return (record === null ? [value] : Object.values(record)).map(lineIn).filter((it) => it !== null);
}
