/** Parses Markdown to tokens of marked: CommonMark with GitHub's extensions, footnotes, and Obsidian's links. */
import { Marked, type Tokens, type TokensList } from 'marked';
import { parseBounded, TooDeepError } from '../text/depth.ts';
import { trimUrl } from './autolinks.ts';
import { checkFilledCells } from './filled-cells.ts';
import { type Note, numberNotes, useFootnotes } from './footnotes.ts';
import { canBeUnderlined } from './underlines.ts';
import { useWikiLinks } from './wiki-links.ts';

/** Matches text up to the next special character. The pattern of the library is slow: it searches for an `@` at each of them. */
const inlineText =
  /^(?:[`~]+|[^`~])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<![`*~_]|\b_|https?:\/\/|ftp:\/\/|www\.|$)|[^ ](?= {2,}\n)))/;
/** Longer emphasis is shown literally, because matching its delimiters takes quadratic time. */
const maximumEmphasisLength = 10_000;

/** The start of a URL, with the part that decides what follows it. Mail addresses stay text. */
const urlStart = /^(?:(?:[hH][tT][tT][pP][sS]?|[fF][tT][pP]):\/\/|www\.)(?:[a-zA-Z0-9-]+\.?)+[^\s<]*/;

/** Links a URL in plain text. The library takes quadratic time for its end. */
function url(source: string): Tokens.Link | undefined {
  const written = urlStart.exec(source)?.[0];
  if (written === undefined) return undefined;
  const text = trimUrl(written);
  const href = text.startsWith('www.') ? `http://${text}` : text;
  return { type: 'link', raw: text, text, href, autolink: true, tokens: [{ type: 'text', raw: text, text }] };
}

const marked = new Marked({
  gfm: true,
  async: false,
  tokenizer: {
    inlineText(source) {
      const raw = inlineText.exec(source)?.[0];
      return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: this.lexer.state.inRawBlock };
    },
    url,
    lheading(source) {
      return canBeUnderlined(this.lexer, source) ? false : undefined;
    },
    table(source) {
      checkFilledCells(this.lexer, source);
      return false;
    },
    emStrong: (source) => (source.length > maximumEmphasisLength ? undefined : false),
    del: (source) => (source.length > maximumEmphasisLength ? undefined : false),
  },
});
useFootnotes(marked);
useWikiLinks(marked);

export interface MarkdownTokens {
  readonly tokens: TokensList;
  /** The footnotes in the order of their numbers. */
  readonly notes: readonly Note[];
}

/** Matches deeply nested quotations and lists, which take the library quadratic time. */
const tooDeep =
  /^[ \t]*(?:(?:>[ \t]{0,3}|(?:[-*+]|\d{1,9}[.)])[ \t]{1,3})){200}|^[ \t]{400,}(?:[-*+]|\d{1,9}[.)])[ \t]/m;

/** Parses a text to tokens. Throws `TooDeepError` and `TooManyCellsError`. */
export function readTokens(markdown: string): MarkdownTokens {
  if (tooDeep.test(markdown)) throw new TooDeepError('Lists or quotations are nested more than 200 times');
  return parseBounded(() => {
    const tokens = marked.lexer(markdown);
    return { tokens, notes: numberNotes(tokens) };
  });
}

/** Renders tokens as HTML. Raw HTML stays as the author wrote it. */
export function renderTokens({ tokens, notes }: MarkdownTokens): string {
  return parseBounded(() => {
    const html = marked.parser(tokens);
    if (notes.length === 0) return html;
    const items = notes.map(({ tokens: inner }) => `<li>${marked.parser(inner)}</li>\n`);
    return `${html}<hr>\n<ol>\n${items.join('')}</ol>\n`;
  });
}

/** The alt text of a picture, with its Markdown converted to plain text. */
export function altOf({ tokens, text }: { readonly tokens?: Tokens.Image['tokens']; readonly text: string }): string {
  const parser = new marked.Parser(marked.defaults);
  return tokens === undefined ? text : parser.parseInline(tokens, parser.textRenderer);
}
