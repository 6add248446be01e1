/** Reads the items of agencies in one JSON file to stories. Items of other kinds are skipped. */
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import { storyOfArticle } from '../agency/written-article.ts';
import { type Fields, normaliseKey } from '../story/field.ts';
import type { SkippedPart } from '../story/no-story.ts';
import { emptyStory, type StoryReading, type TextFile } from '../story/story.ts';
import { findInJson, nameOfPath } from '../text/json-text.ts';
import { positionsIn } from '../text/position.ts';
import type { AgencyItem } from './agency-items.ts';
import { withDateKey } from './json-item.ts';
import { readNinjs } from './ninjs.ts';
import { hasNinjsBody } from './ninjs-body.ts';
import { checkNinjsStatus, kindOfNinjs } from './ninjs-facts.ts';

/** Reads each item on its own, so that one that cannot be read leaves the others. */
export function readAgencyItems(items: readonly AgencyItem[], file: TextFile): readonly (StoryReading | SkippedPart)[] {
  const { offsets, repeated } = findInJson(file.text, new Set(items.flatMap(pathsOf)));
  const positions = positionsIn(file.text);
  const offsetOf = (path: AgencyItem['path']) => offsets.get(nameOfPath(path)) ?? 0;
  const at = (path: AgencyItem['path']) => positions(offsetOf(path));
  return items.map((found, index) => {
    const next = items[index + 1];
    const end = next === undefined ? file.text.length : offsetOf(next.path);
    const own = repeated.filter(({ offset }) => offset >= offsetOf(found.path) && offset < end);
    const guards = [
      ...own.map(({ key, offset }) => ({ key, at: positions(offset) })),
      ...found.repeated.map((key) => ({ key, at: at([...found.path, key]) })),
    ];
    const reading = readItem(found, { file, at });
    return 'what' in reading
      ? reading
      : { ...reading, findings: [...guards.flatMap(repeatedGuard), ...reading.findings] };
  });
}

/** The keys that decide whether and when an item is published. */
const guardKeys: ReadonlySet<string> = new Set(
  ['pubstatus', 'status', 'version', 'versioncreated', 'embargoed', 'embargoeduntil', 'uri', 'guid'].map(normaliseKey),
);

/** Only the last value of a key is known. The others may be those of a kill. */
function repeatedGuard({ key, at }: { readonly key: string; readonly at: Position }): readonly Finding[] {
  if (!guardKeys.has(normaliseKey(key))) return [];
  return [error('invalid-mark', `"${key}" is written twice, so the article is held back: remove one of them`, at)];
}

/** The paths of an item and of its keys. */
function pathsOf({ item, path }: AgencyItem): readonly string[] {
  const keys = item === null ? [] : [...item.values()].map(({ key }) => nameOfPath([...path, key]));
  return [nameOfPath(path), ...keys];
}

interface ItemContext {
  readonly file: TextFile;
  readonly at: (path: AgencyItem['path']) => Position;
}

function readItem({ item, path }: AgencyItem, { file, at }: ItemContext): StoryReading | SkippedPart {
  if (item === null) return noItem(at(path));
  const placed = new Map([...item].map(([name, field]) => [name, { ...field, at: at([...path, field.key]) }]));
  const what = kindOfNinjs(placed, { hasBody: hasNinjsBody(placed) });
  const { story, findings } = storyOfArticle(readNinjs(placed), { keys: withoutStatus(placed), file });
  if (what !== null) return { what, item: story.item };
  const start = { dateKey: 'versioncreated', at: at(path) };
  return {
    story,
    findings: [...checkNinjsStatus(placed), ...findings.map((finding) => withDateKey(finding, start))],
  };
}

/** The status of an item is read with its version. In other tools, the key has other values. */
function withoutStatus(item: Fields): Fields {
  return new Map([...item].filter(([name]) => name !== 'status'));
}

function noItem(at: Position): StoryReading {
  const message = 'One of the values in the list is not an item of an agency, and was left out';
  return { story: { ...emptyStory, draft: true }, findings: [warning('unknown-json', message, at)] };
}
