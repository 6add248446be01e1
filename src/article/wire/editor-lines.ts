/** Takes what is for editors out of a wire text: slug lines, `Eds: …`, `(Corrects number in paragraph 1)`. */
import { type Finding, type Position, warning } from '../../problem/problem.ts';
import type { EditorialLine } from '../story/no-story.ts';
import { parseByline } from './byline.ts';
import { parseDateline } from './dateline.ts';
import type { Line } from './header.ts';
import { correctionIn, isSlug, type NoteKind, readNote, takeUpdateMarks } from './update-marks.ts';

export interface EditorLines {
  /** The lines of the story. */
  readonly others: readonly Line[];
  /** Corrections that are meant for readers. */
  readonly corrections: readonly string[];
  /** True if a slug line says that the text corrects an earlier one. */
  readonly isCorrection: boolean;
  readonly findings: readonly Finding[];
}

/** The lines above and below the story that may be notes. */
const headLines = 10;
const footLines = 3;

/** Takes the lines for editors above the dateline, and notes at the end. */
export function takeEditorLines(lines: readonly Line[]): EditorLines {
  const bodyAt = lines.findIndex(({ text }) => parseDateline(text).dateline !== null);
  const headLength = Math.min(bodyAt === -1 ? headLines : bodyAt, headLines);
  const kinds = new Map<Line, NoteKind | 'slug'>();
  for (const [index, line] of lines.entries()) {
    const isFoot = index >= Math.max(headLength, lines.length - footLines);
    if (index >= headLength && !isFoot) continue;
    const before = lines[index - 1];
    const kind = isFoot ? readFootNote(line.text) : readHeadLine(line.text);
    if (kind !== null) kinds.set(line, kind);
    else if (before !== undefined && kinds.get(before) === 'note' && continuesNote(before, line))
      kinds.set(line, 'note');
  }
  if (kinds.size === lines.length) return { others: lines, corrections: [], isCorrection: false, findings: [] };
  const linesOf = (wanted: NoteKind | 'slug') => lines.filter((line) => kinds.get(line) === wanted);
  const slugs = linesOf('slug').map(({ text }) => takeUpdateMarks(text));
  return {
    others: lines.filter((line) => !kinds.has(line)),
    corrections: linesOf('correction').map(({ text }) => correctionIn(text)),
    isCorrection: slugs.some(({ isCorrection }) => isCorrection),
    findings: describeNotes(linesOf('note'), (line) => ({ line: line.number, column: line.column })),
  };
}

function readHeadLine(text: string): NoteKind | 'slug' | null {
  const isMarked = /^(?:BC|AM|PM)-/.test(text) || takeUpdateMarks(text).marks.length > 0;
  return readNote(text) ?? (isMarked && isSlug(text) ? 'slug' : null);
}

/** True for a note below a story. Only this form, because press releases end with notes that are meant for everybody. */
export function readFootNote(text: string): NoteKind | null {
  return /^Eds(?::|\.:?) /.test(text) ? 'note' : null;
}

/** True for the next line of a note that is not finished. */
function continuesNote(before: Line, line: Line): boolean {
  return before.block === line.block && !/[.!?)\]]$/.test(before.text) && parseByline(line.text) === null;
}

/** The warning about the notes that were removed from one text, so that nothing disappears silently. */
export function describeNotes<T extends EditorialLine>(
  [first, ...more]: readonly T[],
  at: (line: T) => Position | undefined,
): Finding[] {
  if (first === undefined) return [];
  const others = more.length === 0 ? '' : `, and ${more.length === 1 ? 'another one' : `${more.length} others`}`;
  const message = `A note to editors was removed, because it is not for readers: "${first.text.slice(0, 100)}"${others}`;
  return [warning('editors-note', message, at(first))];
}
