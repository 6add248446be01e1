/** Converts inline Markdown to plain text, for titles and similar fields, in which Markdown and tags would be shown literally. */
import { Lexer, type Token } from 'marked';
import { cleanPlainText } from '../text/decode.ts';
import { foldSpaces } from '../text/spaces.ts';
import { decodeHtmlText } from '../tree/plain-text.ts';

/**
 * Converts `**Bold** &amp; <em>more</em>` to `Bold & more`. Tags that are not formatting, such as `<canvas>`, are kept as text.
 * Removes characters that a feed cannot contain.
 */
export function textOfMarkdown(markdown: string): string {
  if (isPlain.test(markdown)) return foldSpaces(cleanPlainText(markdown));
  const text = Lexer.lexInline(markdown.replace(dunder, '\\_\\_$1\\_\\_')).map(textOfToken).join('');
  return foldSpaces(cleanPlainText(text));
}

/** Matches names such as `__init__`, which are not bold. */
const dunder = /(?<![\w`\\])__([a-z][a-z0-9]*)__(?![\w`])/g;

/** Matches text in which nothing means anything in Markdown, as in most titles. */
const isPlain = /^(?!.*www\.)[^\\`*_[\]<>&~:@\n]*$/i;

const formattingTag =
  /^<\/?(?:a|abbr|b|br|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^>]*)?\/?>$/i;

function textOfToken(token: Token): string {
  if (token.type === 'html') return formattingTag.test(token.raw) ? '' : decodeHtmlText(token.raw);
  if (token.type === 'codespan') return token.text;
  if ('tokens' in token && token.tokens !== undefined) return token.tokens.map(textOfToken).join('');
  if (token.type === 'br') return ' ';
  return decodeHtmlText('text' in token ? String(token.text) : token.raw);
}
