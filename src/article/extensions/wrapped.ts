/** The token of our extensions of Markdown for an element that Markdown does not have, such as `mark` or `dl`. */
import type { RendererThis, Token, TokenizerAndRendererExtension, Tokens } from 'marked';

export interface Wrapped extends Tokens.Generic {
  readonly type: 'wrapped';
  readonly tagName: string;
  /** True if it contains text, and not blocks. */
  readonly isInline: boolean;
  readonly tokens: Token[];
}

/** Renders these tokens for texts with raw HTML. */
export const wrapped: TokenizerAndRendererExtension = {
  name: 'wrapped',
  renderer(this: RendererThis, token) {
    const { tagName, isInline, tokens } = token as Wrapped;
    const inner = isInline ? this.parser.parseInline(tokens) : `\n${this.parser.parse(tokens)}`;
    return `<${tagName}>${inner}</${tagName}>${isInline ? '' : '\n'}`;
  },
};
