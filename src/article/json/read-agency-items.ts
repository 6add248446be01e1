/** Reads the items of agencies in one JSON file to stories. Items of other kinds are skipped. */
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { applyNoteEmbargo } from '../agency/note-embargo.ts';
import { storyOfArticle, type WrittenArticle } from '../agency/written-article.ts';
import { type Fields, normaliseKey } from '../story/field.ts';
import type { SkippedPart } from '../story/no-story.ts';
import { emptyStory, type StoryReading, type TextFile } from '../story/story.ts';
import { TooDeepError } from '../text/depth.ts';
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
  const others = items.filter(({ item }) => item === null);
  const readings = items.map((found, index) => {
    const next = items[index + 1];
    const end = next === undefined ? file.text.length : offsetOf(next.path);
    const own = repeated.filter(({ offset }) => offset >= offsetOf(found.path) && offset < end);
    const guards = [
      ...own.map(({ key, offset }) => ({ key, at: positions(offset) })),
      ...found.repeated.map((key) => ({ key, at: at([...found.path, key]) })),
    ];
    const reading =
      found.item === null ? null : readItem(found.item, { file, at: (key) => at([...found.path, ...key]) });
    if (reading === null || 'what' in reading) return reading;
    return { ...reading, findings: [...guards.flatMap(repeatedGuard), ...reading.findings] };
  });
  const [first] = others;
  return [
    ...readings.filter((it) => it !== null),
    ...(first === undefined ? [] : [noItems(others.length, at(first.path))]),
  ];
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
  /** The position of the item, or of one of its keys. */
  readonly at: (key: readonly string[]) => Position;
}

function readItem(item: Fields, { file, at }: ItemContext): StoryReading | SkippedPart {
  const placed = new Map([...item].map(([name, field]) => [name, { ...field, at: at([field.key]) }]));
  const what = kindOfNinjs(placed, { hasBody: hasNinjsBody(placed) });
  const bounded = readBounded(placed, at([]));
  const noted = applyNoteEmbargo(bounded.article, file.channel);
  const { story, findings } = storyOfArticle(noted.article, { keys: withoutStatus(placed), file });
  if (what !== null) return { what, item: story.item };
  const start = { dateKey: 'versioncreated', at: at([]) };
  return {
    story,
    findings: [
      ...bounded.findings,
      ...noted.findings,
      ...checkNinjsStatus(placed),
      ...findings.map((finding) => withDateKey(finding, start)),
    ],
  };
}

/** Reads an item. If its body is nested too deeply, the rest is still read, because it may be a kill. */
function readBounded(
  item: Fields,
  at: Position,
): { readonly article: WrittenArticle; readonly findings: readonly Finding[] } {
  try {
    return { article: readNinjs(item), findings: [] };
  } catch (thrown) {
    if (!(thrown instanceof TooDeepError)) throw thrown;
    const shallow = new Map([...item].filter(([name]) => !/^(?:body|bodies|headline|descri)/.test(name)));
    const message = 'A text of the item is nested too deeply: use fewer levels of HTML elements';
    return { article: readNinjs(shallow), findings: [error('too-deep', message, at)] };
  }
}

/** The status of an item is read with its version. In other tools, the key has other values. */
function withoutStatus(item: Fields): Fields {
  return new Map([...item].filter(([name]) => name !== 'status'));
}

function noItems(count: number, at: Position): StoryReading {
  const message = `${plural(count, 'value')} in the list that ${count === 1 ? 'is' : 'are'} not an item of an agency ${count === 1 ? 'was' : 'were'} left out`;
  return { story: { ...emptyStory, draft: true }, findings: [warning('unknown-json', message, at)] };
}
