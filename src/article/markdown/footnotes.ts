/**
 * Footnotes in Markdown, `[^1]` and `[^1]: …`. They become superscript numbers and a list at the end, without links, because
 * feed readers break those.
 */
import type { Marked, Token, TokenizerAndRendererExtension, Tokens } from 'marked';
import { walkTokens } from './walk-tokens.ts';

/** A reference to a note. `number` is set after the whole text was read, if the note exists. */
export interface NoteReference extends Tokens.Generic {
  readonly label: string;
  number?: number;
}

export interface Note extends Tokens.Generic {
  readonly label: string;
  readonly tokens: Token[];
}

const noteStart = /^ {0,3}\[\^([^\]\s[]{1,100})\]:/;
/** Matches a note: the lines of its paragraph, and indented lines after blank lines. */
const noteForm =
  /^ {0,3}\[\^([^\]\s[]{1,100})\]:[ \t]*([^\n]*(?:\n(?![ \t]*(?:\[\^|[#>`~|<*+-]|\d{1,9}[.)]))[ \t]*\S[^\n]*|(?:\n[ \t]*)*\n(?: {2}|\t)[ \t]*\S[^\n]*)*)(?:\n|$)/;

/** Adds footnotes to a Markdown parser. */
export function useFootnotes(marked: Marked): void {
  marked.use({ extensions: [note, reference] });
}

const note: TokenizerAndRendererExtension = {
  name: 'note',
  level: 'block',
  childTokens: ['tokens'],
  tokenizer(source) {
    const match = noteStart.test(source) ? noteForm.exec(source) : null;
    if (match === null) return undefined;
    const [raw, label = '', text = ''] = match;
    return { type: 'note', raw, label, tokens: this.lexer.blockTokens(text.replace(/\n[ \t]{1,4}/g, '\n'), []) };
  },
  renderer: () => '',
};

const reference: TokenizerAndRendererExtension = {
  name: 'reference',
  level: 'inline',
  tokenizer(source) {
    const match = /^\[\^([^\]\s[]{1,100})\](?!\()/.exec(source);
    return match === null ? undefined : { type: 'reference', raw: match[0], label: match[1] ?? '' };
  },
  renderer: (token) => {
    const { number, raw } = token as NoteReference;
    return number === undefined ? escapeText(raw) : `<sup>[${number}]</sup>`;
  },
};

/** Numbers the references to notes. Returns the notes in the order of their first reference, then those without a reference. */
export function numberNotes(tokens: readonly Token[]): readonly Note[] {
  const references: NoteReference[] = [];
  const notes = new Map<string, Note>();
  walkTokens(tokens, (token) => {
    if (token.type === 'reference') references.push(token as NoteReference);
    if (token.type === 'note' && !notes.has((token as Note).label)) notes.set((token as Note).label, token as Note);
  });
  const order = new Set([...references.map(({ label }) => label).filter((label) => notes.has(label)), ...notes.keys()]);
  const numbers = new Map([...order].map((label, index) => [label, index + 1]));
  for (const found of references) {
    const number = numbers.get(found.label);
    if (number !== undefined) found.number = number;
  }
  return [...order].map((label) => notes.get(label)).filter((it) => it !== undefined);
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
