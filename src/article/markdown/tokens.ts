/** Reads Markdown to the tokens of marked: CommonMark with GitHub's tables, strikes and links, footnotes, and links of Obsidian. */
import { Marked, type Tokens, type TokensList } from 'marked';
import { parseBounded, TooDeepError } from '../text/depth.ts';
import { type Note, numberNotes, useFootnotes } from './footnotes.ts';
import { useWikiLinks } from './wiki-links.ts';

/** Text up to the next character that may begin something. The library's own form looks for an `@` again at each of them. */
const inlineText =
  /^(?:[`~]+|[^`~])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<![`*~_]|\b_|https?:\/\/|ftp:\/\/|www\.|$)|[^ ](?= {2,}\n)))/;
/** Longer stretches of emphasis are shown with their marks: matching marks takes time by the square of the length. */
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

/** Quotations in quotations and lists in lists take the library time by the square of their depth. */
const tooDeep =
  /^[ \t]*(?:(?:>[ \t]{0,3}|(?:[-*+]|\d{1,9}[.)])[ \t]{1,3})){200}|^[ \t]{400,}(?:[-*+]|\d{1,9}[.)])[ \t]/m;

/** The tokens of a text. Throws `TooDeepError`. */
export function readTokens(markdown: string): MarkdownTokens {
  if (tooDeep.test(markdown)) throw new TooDeepError('Lists or quotations are nested more than 200 times');
  return parseBounded(() => {
    const tokens = marked.lexer(markdown);
    return { tokens, notes: numberNotes(marked, tokens) };
  });
}

/** The HTML of tokens, raw HTML as its author wrote it. */
export function renderTokens({ tokens, notes }: MarkdownTokens): string {
  return parseBounded(() => {
    const html = marked.parser(tokens);
    if (notes.length === 0) return html;
    const items = notes.map(({ tokens: inner }) => `<li>${marked.parser(inner)}</li>\n`);
    return `${html}<hr>\n<ol>\n${items.join('')}</ol>\n`;
  });
}

/** The alternative text of a picture, whose Markdown is plain text there. */
export function altOf({ tokens, text }: { readonly tokens?: Tokens.Image['tokens']; readonly text: string }): string {
  const parser = new marked.Parser(marked.defaults);
  return tokens === undefined ? text : parser.parseInline(tokens, parser.textRenderer);
}
