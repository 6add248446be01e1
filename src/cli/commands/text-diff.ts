/** Shows what changed in a text: changed words in their sentence, with a paragraph before and after. Pure. */
import { type Change, diffArrays, diffWordsWithSpace } from 'diff';

/** More changes than that are not searched for: the texts count as different as a whole. */
const maximumChanges = 2_000;

/** A paragraph of a text that is shown. `context` did not change, and `gap` is shown instead of several that did not. */
export interface ShownParagraph {
  readonly kind: 'context' | 'gap' | 'removed' | 'added' | 'changed';
  readonly text: string;
}

/** The paragraphs that changed, each with the unchanged one before and after it. */
export function diffParagraphs(before: readonly string[], after: readonly string[]): readonly ShownParagraph[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: maximumChanges }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return changes.flatMap(({ value, removed, added }, index): readonly ShownParagraph[] => {
    const next = changes[index + 1];
    const last = changes[index - 1];
    if (removed && next?.added) return changedParagraphs(value, next.value);
    if (removed) return value.map((text) => ({ kind: 'removed', text: removedText(text) }));
    if (added) return last?.removed ? [] : value.map((text) => ({ kind: 'added', text: addedText(text) }));
    return context(value, { isStart: index === 0, isEnd: next === undefined });
  });
}

function changedParagraphs(before: readonly string[], after: readonly string[]): readonly ShownParagraph[] {
  const count = Math.max(before.length, after.length);
  return Array.from({ length: count }, (_, index) => pairOf(before[index], after[index])).flat();
}

function pairOf(before: string | undefined, after: string | undefined): readonly ShownParagraph[] {
  if (before === undefined) return after === undefined ? [] : [{ kind: 'added', text: addedText(after) }];
  if (after === undefined) return [{ kind: 'removed', text: removedText(before) }];
  const words = wordsChanged(before, after);
  if (words !== null) return [{ kind: 'changed', text: cutSame(words).map(markWord).join('') }];
  return [
    { kind: 'removed', text: removedText(before) },
    { kind: 'added', text: addedText(after) },
  ];
}

/** Both values in one line, with the words that differ marked: `The tide turned at [-noon-]{+four+}`. */
export function diffLine(before: string, after: string): string {
  const words = wordsChanged(before, after);
  return words === null ? [before, after].map(markWhole).join('') : words.map(markWord).join('');
}

function markWhole(text: string, index: number): string {
  if (text === '') return '';
  return index === 0 ? removedText(text) : addedText(text);
}

/** Null if less than this part of the longer text is the same. */
const similarity = 0.4;

function wordsChanged(before: string, after: string): readonly Change[] | null {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: maximumChanges });
  if (changes === undefined) return null;
  const same = changes.filter(({ removed, added }) => !removed && !added);
  const sameLength = same.reduce((sum, { value }) => sum + value.trim().length, 0);
  return sameLength >= Math.max(before.length, after.length) * similarity ? changes : null;
}

function markWord({ value, removed, added }: Change): string {
  if (removed) return removedText(value);
  return added ? addedText(value) : value;
}

/** The marks of `git diff --word-diff`. They say without colours what changed. */
function removedText(text: string): string {
  return `[-${text}-]`;
}

function addedText(text: string): string {
  return `{+${text}+}`;
}

/** So much of an unchanged part is shown beside a change. */
const contextLength = 60;

function cutSame(changes: readonly Change[]): readonly Change[] {
  return changes.map((change, index) => {
    if (change.removed || change.added) return change;
    const [isStart, isEnd] = [index === 0, index === changes.length - 1];
    return { ...change, value: cutMiddle(change.value, { isStart, isEnd }) };
  });
}

interface PartPosition {
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

/** Cuts between words. What is at the start or end of the paragraph is cut there. */
function cutMiddle(text: string, { isStart, isEnd }: PartPosition): string {
  const shown = contextLength * (isStart || isEnd ? 1 : 2);
  if (text.length <= shown + 3) return text;
  const head = isStart ? '' : text.slice(0, contextLength).replace(/\S*$/, '');
  const tail = isEnd ? '' : text.slice(-contextLength).replace(/^\S*/, '');
  return `${head}…${tail}`;
}

function context(paragraphs: readonly string[], { isStart, isEnd }: PartPosition): readonly ShownParagraph[] {
  const shown = new Set([...(isStart ? [] : [0]), ...(isEnd ? [] : [paragraphs.length - 1])]);
  const lines = paragraphs.map((text, index): ShownParagraph => {
    return shown.has(index) ? { kind: 'context', text } : { kind: 'gap', text: '…' };
  });
  return lines.filter(({ kind }, index) => kind !== 'gap' || lines[index - 1]?.kind !== 'gap');
}
