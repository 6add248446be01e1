/** Parses Markdown to tokens of marked: CommonMark with GitHub's extensions, footnotes, and Obsidian's links. */
import { Marked, type Tokens, type TokensList } from 'marked';
import { parseBounded, TooDeepError } from '../text/depth.ts';
import { type Note, numberNotes, useFootnotes } from './footnotes.ts';
import { useWikiLinks } from './wiki-links.ts';

/** Matches text up to the next special character. The pattern of the library is slow: it searches for an `@` at each of them. */
const inlineText =
  /^(?:[`~]+|[^`~])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<![`*~_]|\b_|https?:\/\/|ftp:\/\/|www\.|$)|[^ ](?= {2,}\n)))/;
/** Longer emphasis is shown literally, because matching its delimiters takes quadratic time. */
const maximumEmphasisLength = 10_000;

const marked = new Marked({
  gfm: true,
  async: false,
  tokenizer: {
    inlineText(source) {
      const raw = inlineText.exec(source)?.[0];
      return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: this.lexer.state.inRawBlock };
    },
    url: (source) => (/^(?:https?|ftp):\/\/|^www\./i.test(source) ? false : undefined),
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

/** Parses a text to tokens. Throws `TooDeepError`. */
export function readTokens(markdown: string): MarkdownTokens {
  if (tooDeep.test(markdown)) throw new TooDeepError('Lists or quotations are nested more than 200 times');
  return parseBounded(() => {
    const tokens = marked.lexer(markdown);
    return { tokens, notes: numberNotes(marked, tokens) };
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
