/** Adds our extensions to a Markdown parser. */
import type { Marked } from 'marked';
import { admonitions, colonBoxes } from './callouts.ts';
import { emojiNames, inlineMarks } from './inline-marks.ts';
import { contentsMark, definitionList } from './lists.ts';
import { blockTex, inlineTex } from './tex.ts';
import { wrapped } from './wrapped.ts';

export function useExtensions(marked: Marked): void {
  const blocks = [blockTex, colonBoxes, admonitions, contentsMark, definitionList];
  marked.use({ extensions: [wrapped, ...blocks, inlineTex, inlineMarks, emojiNames] });
}
