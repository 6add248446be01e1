/** Definition lists, `Term` and `: text` below it, and the marks for a table of contents, which feeds do not need. */
import type { Token, TokenizerAndRendererExtension } from 'marked';

const definition = /^([^\s:>#|`~*+\-\d<[!$][^\n]{0,300})\n(?:[ \t]*\n)?:[ \t]{1,4}(?=\S)/;
/** A line of a definition, and its indented lines. */
const description = /^(?:[ \t]*\n)?:[ \t]{1,4}([^\n]+(?:\n(?:[ \t]+\S[^\n]*))*)(?:\n|$)/;

/** https://michelf.ca/projects/php-markdown/extra/#def-list */
export const definitionList: TokenizerAndRendererExtension = {
  name: 'definitionList',
  level: 'block',
  tokenizer(source) {
    let at = 0;
    const tokens: Token[] = [];
    for (let term = definition.exec(source); term !== null; term = definition.exec(source.slice(at))) {
      const [, name = ''] = term;
      tokens.push({ type: 'wrapped', raw: name, tagName: 'dt', isInline: true, tokens: this.lexer.inlineTokens(name) });
      at += name.length + 1;
      for (let found = description.exec(source.slice(at)); found !== null; found = description.exec(source.slice(at))) {
        const [raw, text = ''] = found;
        const line = text.replace(/\n[ \t]+/g, '\n');
        tokens.push({ type: 'wrapped', raw, tagName: 'dd', isInline: true, tokens: this.lexer.inlineTokens(line) });
        at += raw.length;
      }
      at += /^(?:[ \t]*\n)*/.exec(source.slice(at))?.[0].length ?? 0;
    }
    return at === 0 ? undefined : { type: 'wrapped', raw: source.slice(0, at), tagName: 'dl', isInline: false, tokens };
  },
};

/** `[TOC]` of Python-Markdown and `[[_TOC_]]` of GitLab. */
export const contentsMark: TokenizerAndRendererExtension = {
  name: 'contentsMark',
  level: 'block',
  tokenizer(source) {
    const [raw] =
      /^ {0,3}(?:\[(?:TOC|toc)\]|\[\[_?(?:TOC|toc)_?\]\]|@\[toc\]|\$\{toc\})[ \t]*(?:\n+|$)/.exec(source) ?? [];
    return raw === undefined ? undefined : { type: 'space', raw };
  },
};
