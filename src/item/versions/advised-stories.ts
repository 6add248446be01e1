/** Names the story that a text such as `KILL` or `HOLD` probably means, so that a person acts. Pure. */
import { hideName } from '../../article/story/hidden-names.ts';
import type { Advisory } from '../../article/story/no-story.ts';
import { foldSpaces } from '../../article/text/spaces.ts';
import { error, inFile, type Problem } from '../../problem/problem.ts';
import { entryOf, type Item, type Published } from '../item.ts';
import type { FileRead, SourceChange } from '../source-change.ts';

/** A file that contains such a text, and what it says. */
interface AdvisedFile {
  readonly file: FileRead;
  readonly advisory: Advisory;
}

/** The files with such texts that name no item by its id. */
export function advisories(changes: readonly SourceChange[]): readonly AdvisedFile[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'read') return [];
    const { advisory } = change.reading;
    return advisory === null ? [] : [{ file: change, advisory }];
  });
}

/** The problems that name the stories. `items` are all items. */
export function adviseOn(found: readonly AdvisedFile[], items: readonly Item[]): readonly Problem[] {
  const out = items.filter((item): item is Published => item.state === 'published');
  const titled = out.map((item) => ({ item, words: wordsIn(item.entry.title) }));
  return found.flatMap(({ file, advisory }) => {
    const likely = likelyStory(advisory, titled);
    return inFile(file.path, [
      describeAdvice(advisory, { likely, hasItems: items.some((item) => entryOf(item) !== null) }),
    ]);
  });
}

interface Titled {
  readonly item: Published;
  readonly words: ReadonlySet<string>;
}

/** How many of the words of a title must be in a name, or the other way round. */
const likeness = 0.6;

function likelyStory({ ids, names }: Advisory, titled: readonly Titled[]): Published | null {
  const named = new Set(ids.map(hideName));
  const exact = titled.find(({ item }) => item.name !== null && named.has(hideName(item.name)));
  if (exact !== undefined) return exact.item;
  const wanted = names.map(wordsIn).filter((words) => words.size > 0);
  let best: { readonly item: Published; readonly share: number } | null = null;
  for (const { item, words } of titled) {
    for (const name of wanted) {
      const share = shareOf(name, words);
      if (share >= likeness && (best === null || share > best.share)) best = { item, share };
    }
  }
  return best?.item ?? null;
}

/** The share of words that two texts have in common, of the shorter one. A slug of one word is enough. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common / Math.max(1, Math.min(one.size, other.size));
}

/** The words of a title or slug that say something, in lower case. */
function wordsIn(text: string): ReadonlySet<string> {
  const words = foldSpaces(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter((word) => word.length > 2));
}

interface Advice {
  readonly likely: Published | null;
  readonly hasItems: boolean;
}

function describeAdvice({ word, isKill, line }: Advisory, { likely, hasItems }: Advice) {
  const at = { line, column: 1 };
  const act = isKill
    ? 'mark the story "withdrawn: true" or remove its file, then remove this file'
    : 'mark the story "draft: true" or remove its file, then remove this file';
  if (likely === null) {
    const where = hasItems ? 'no published story was found that it means' : 'no story is published';
    return error('unresolved-advisory', `The text says ${word}, and ${where}: find the story, and ${act}`, at);
  }
  const { path, entry } = likely;
  return error(
    'unresolved-advisory',
    `The text says ${word}, and probably means "${entry.title}" ("${path}"), which is published: ${act}`,
    at,
  );
}
