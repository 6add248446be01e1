/**
 * Keeps TeX in Markdown as code, so that no sign of it is read as Markdown: `$a_1$`, `$$…$$`, `\(…\)` and `\[…\]`.
 * https://pandoc.org/MANUAL.html#math
 */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';

/** Dollar signs of prices have a blank or a digit at the wrong side. */
const inline =
  /^\$(?![\s$])((?:[^$\\\n]|\\[^\n]|\n(?!\s*\n)){0,499}[^\s$\\]|\\[^\s]|(?:[^$\\\n]|\\[^\n]){0,498}\\[^\s\n])\$(?![\w$])/;
const double = /^\$\$((?:[^$\\\n]|\\[^\n]|\\?\n(?![ \t]*\n)|\$(?!\$)){1,5000})\$\$(?!\$)/;
const parentheses = /^\\\(((?:[^\\\n]|\\(?![()])[^\n]|\n(?![ \t]*\n)){1,1000})\\\)/;
const brackets = /^\\\[((?:[^\\\n]|\\(?![[\]])[^\n]|\\?\n(?![ \t]*\n)){1,5000})\\\]/;

/** True for text that is TeX and not prose in escaped brackets. */
function isTex(text: string): boolean {
  return (/[\\^_={}]/.test(text) && !text.includes('://')) || /^\s*[a-zA-Z]\s*$/.test(text);
}

/** True for text between dollar signs that is not a price or the name of a variable of a shell. */
function isFormula(text: string): boolean {
  return /[\\^_={}+*/<>|()-]/.test(text) || !/\s/.test(text);
}

/** A formula in a line. The sign before it must not be a letter, as in `US$`. */
export const inlineTex: TokenizerAndRendererExtension = {
  name: 'inlineTex',
  level: 'inline',
  tokenizer(source, tokens) {
    if (source.startsWith('$')) {
      if (/[\w\\$]$/.test(tokens.at(-1)?.raw ?? '')) return undefined;
      const [raw, text = ''] = double.exec(source) ?? inline.exec(source) ?? [];
      return raw === undefined || !isFormula(text) ? undefined : codeSpan(raw, text);
    }
    if (!/^\\[([]/.test(source)) return undefined;
    const [raw, text = ''] = parentheses.exec(source) ?? brackets.exec(source) ?? [];
    return raw === undefined || !isTex(text) ? undefined : codeSpan(raw, text);
  },
};

function codeSpan(raw: string, text: string): Tokens.Codespan {
  return { type: 'codespan', raw, text: text.trim() };
}

/** A formula on lines of its own. */
export const blockTex: TokenizerAndRendererExtension = {
  name: 'blockTex',
  level: 'block',
  tokenizer(source) {
    if (!/^ {0,3}(?:\$\$|\\\[)/.test(source)) return undefined;
    const start = source.length - source.trimStart().length;
    const text = source.slice(start);
    const [raw, tex = ''] = double.exec(text) ?? brackets.exec(text) ?? [];
    if (raw === undefined || (raw.startsWith('\\') && !isTex(tex))) return undefined;
    const after = /^[ \t]*(?:\n|$)/.exec(text.slice(raw.length))?.[0];
    if (after === undefined) return undefined;
    return { type: 'code', raw: source.slice(0, start + raw.length + after.length), lang: 'tex', text: tex.trim() };
  },
};
