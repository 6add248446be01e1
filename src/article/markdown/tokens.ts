/** Parses Markdown to tokens of marked: CommonMark with GitHub's extensions, footnotes, and Obsidian's links. */
import { Lexer, Marked, type MarkedExtension, type Tokens, type TokensList } from 'marked';
import { useExtensions } from '../extensions/extensions.ts';
import { useWikiLinks } from '../extensions/wiki-links.ts';
import { parseBounded, TooDeepError } from '../text/depth.ts';
import { trimUrl } from './autolinks.ts';
import { checkFilledCells } from './filled-cells.ts';
import { type Note, numberNotes, useFootnotes } from './footnotes.ts';
import { canBeUnderlined } from './underlines.ts';

/** The characters that are text in any case: the library has tried to read them as something else. */
const textStart = /^(?:[`~=]+|[^`~=])/;
/** A special character, a URL or a line break, which end a text. A pattern for the whole text, as in the library, is slow. */
const textEnd = /[\\<![`*~_$^]|==|:(?=[a-z0-9_+-]{2,40}:)|https?:\/\/|ftp:\/\/|www\.|(?<![\s\S] ) {2,}\n/g;

/** Reads text up to the next special character. */
function inlineText(source: string): string | undefined {
  const start = textStart.exec(source)?.[0];
  if (start === undefined) return undefined;
  textEnd.lastIndex = start.length;
  return source.slice(0, textEnd.exec(source)?.index);
}

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

/** The first line of a table, and the first character of the line below it. */
const tableStart = /^[^\n]*\n[ \t|:-]/;

const tokenizer: MarkedExtension['tokenizer'] = {
  inlineText(source) {
    const raw = inlineText(source);
    return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: this.lexer.state.inRawBlock };
  },
  url,
  lheading(source) {
    return canBeUnderlined(this.lexer, source) ? false : undefined;
  },
  table(source) {
    if (!tableStart.test(source)) return undefined;
    checkFilledCells(this.lexer, source);
    return false;
  },
};

const emphasis = (source: string) => (source.length > maximumEmphasisLength ? undefined : false);

/** The library takes more steps if its emphasis is replaced. So it is replaced only for long texts. */
const marked = createMarked({});
const markedForLong = createMarked({ emStrong: emphasis, del: emphasis });

function createMarked(own: NonNullable<MarkedExtension['tokenizer']>): Marked {
  const created = new Marked({ gfm: true, async: false, tokenizer: { ...tokenizer, ...own } });
  useFootnotes(created);
  useWikiLinks(created);
  useExtensions(created);
  return created;
}

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
    const tokens = lex(markdown);
    return { tokens, notes: markdown.includes('[^') ? numberNotes(tokens) : [] };
  });
}

/** Does what `marked.lexer` does, and leaves out the search for inline tokens in paragraphs that contain none. */
function lex(markdown: string): TokensList {
  const { defaults } = markdown.length > maximumEmphasisLength ? markedForLong : marked;
  const lexer = new Lexer(defaults);
  lexer.blockTokens(markdown.replace(/\r\n?/g, '\n'), lexer.tokens);
  for (const { src, tokens } of lexer.inlineQueue) {
    lexer.state.inRawBlock = false;
    if (src === '' || canHaveTokens.test(src)) lexer.inlineTokens(src, tokens);
    else tokens.push({ type: 'text', raw: src, text: src, escaped: false });
  }
  return lexer.tokens;
}

/** Matches text that can contain more than text: Markdown, HTML, a URL or a line break. */
const canHaveTokens = /[\\<[`*_~$^]|==|:\/\/|:[a-z0-9_+-]{2,40}:|www\.| {2}\n/i;

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
