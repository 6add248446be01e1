/** Marks of Pandoc, kramdown and Obsidian inside a line: `==mark==`, `H~2~O`, `x^2^`, and `:tada:` of GitHub. */
import type { Token, TokenizerAndRendererExtension } from 'marked';
import { emojis } from './emojis.ts';

interface Mark {
  readonly form: RegExp;
  readonly tagName: string;
  /** What the text before must end in. */
  readonly after: RegExp;
}

const marks: readonly Mark[] = [
  { form: /^==(?![\s=])([^\n=]{0,299}[^\s=])==(?![\w=])/, tagName: 'mark', after: /(?:^|[^\w=])$/ },
  { form: /^~(?!~)([^\s~]{1,30})~(?!~)/, tagName: 'sub', after: /[\p{L}\p{N})\]]$/u },
  { form: /^\^(?!\^)([^\s^[\]]{1,30})\^(?!\^)/, tagName: 'sup', after: /[\p{L}\p{N})\]]$/u },
];

export const inlineMarks: TokenizerAndRendererExtension = {
  name: 'inlineMarks',
  level: 'inline',
  tokenizer(source, tokens) {
    if (!/^[=~^]/.test(source)) return undefined;
    const before = textBefore(tokens);
    for (const { form, tagName, after } of marks) {
      const [raw, text = ''] = form.exec(source) ?? [];
      if (raw === undefined || !after.test(before)) continue;
      return { type: 'wrapped', raw, tagName, isInline: true, tokens: this.lexer.inlineTokens(text) };
    }
    return undefined;
  },
};

function textBefore(tokens: readonly Token[]): string {
  return tokens.at(-1)?.raw.slice(-2) ?? '';
}

/** A name that is not in the table stays text. */
export const emojiNames: TokenizerAndRendererExtension = {
  name: 'emojiNames',
  level: 'inline',
  tokenizer(source) {
    const [raw = '', name = ''] = /^:([a-z0-9_+-]{2,40}):/.exec(source) ?? [];
    const emoji = emojis.get(name);
    return emoji === undefined ? undefined : { type: 'text', raw, text: emoji, escaped: false };
  },
};
