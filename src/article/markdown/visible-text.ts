/** Removes from a text what its author hid from readers, and reports comments that are never closed. */
import { type Finding, type Position, warning } from '../../problem/problem.ts';
import { type HiddenPart, hasHiddenMark, markOfPart, removeHiddenParts } from '../marks/hidden-parts.ts';
import { codeRanges } from '../shortcodes/code-ranges.ts';
import type { ShortcodeOptions } from '../shortcodes/shortcodes.ts';
import type { FoundMark } from '../story/found-mark.ts';
import { positionsIn } from '../text/position.ts';

export interface VisibleText {
  readonly text: string;
  readonly marks: readonly FoundMark[];
  readonly findings: readonly Finding[];
}

/** The maximum number of hidden parts that are listed. */
const maximumMarks = 50;

/** Removes comments of all tools from a text of Markdown or a template of HTML. Code stays as it is. */
export function visibleText(written: string, { markup, linesBefore }: ShortcodeOptions): VisibleText {
  if (!hasHiddenMark(written)) return { text: written, marks: [], findings: [] };
  const { text, parts } = removeHiddenParts(written, { code: codeRanges(written, markup), kind: 'body' });
  const position = positionsIn(written);
  const at = ({ start }: HiddenPart): Position => {
    const { line, column } = position(start);
    return { line: line + linesBefore, column };
  };
  return {
    text,
    marks: parts.slice(0, maximumMarks).map((part) => markOfPart(part, at(part).line)),
    findings: parts.filter(({ isClosed }) => !isClosed).map((part) => unclosed(part, at(part))),
  };
}

function unclosed({ form: { opens, closes } }: HiddenPart, at: Position): Finding {
  const message = `"${opens}" begins a comment that is never closed, so everything below it was left out: close it with "${closes}"`;
  return warning('unclosed-comment', message, at);
}
