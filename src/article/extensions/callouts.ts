/** Callouts of Docusaurus and VitePress, `:::tip Title … :::`, of Material for MkDocs, `!!! note "Title"`, and of GitHub, `> [!NOTE]`. */
import type { ElementContent, Root } from 'hast';
import type { Lexer, Token, TokenizerAndRendererExtension } from 'marked';
import { elementsOf } from '../tree/walk.ts';

/** Words that open a callout. Other names after `:::` are boxes without a title of their own. */
const kinds = new Set(
  'abstract attention bug caution check danger details error example fail failure faq hint important info missing note question quote seealso success summary tip todo tldr warning'.split(
    ' ',
  ),
);

const opener =
  /^ {0,3}(:{3,})[ \t]{0,9}(?:\{([^{}\n]{0,200})\}|([a-zA-Z][\w-]{0,39}))?[ \t]*(?:\[([^\n]{0,300})\]|([^\n]{0,300}?))[ \t]*(?:\{[^{}\n]{0,300}\})?[ \t]*\n/;
/** The most lines of a box, so that openers without an end take linear time. */
const maximumLines = 2000;

export const colonBoxes: TokenizerAndRendererExtension = {
  name: 'colonBoxes',
  level: 'block',
  tokenizer(source) {
    if (!/^ {0,3}:::/.test(source)) return undefined;
    const [line = '', colons = '', classes = '', word = '', label, rest = ''] = opener.exec(source) ?? [];
    const name = word || (/\.([\w-]+)/.exec(classes)?.[1] ?? '');
    const end = name === '' ? null : endOfBox(source, { from: line.length, colons: colons.length });
    if (end === null) return undefined;
    const text = source.slice(line.length, end.start);
    const title = (label ?? rest).replace(/^["']|["']$/g, '').trim();
    return box({ raw: source.slice(0, end.end), name, title, text, lexer: this.lexer });
  },
};

interface Opened {
  readonly from: number;
  readonly colons: number;
}

/** The line that closes a box, which can contain other boxes. Null if there is none. */
function endOfBox(source: string, { from, colons }: Opened) {
  let open = 0;
  let start = from;
  for (let lines = 0; start < source.length && lines < maximumLines; lines += 1) {
    const next = source.indexOf('\n', start);
    const end = next === -1 ? source.length : next + 1;
    const [, run = '', after = ''] =
      /^ {0,3}(:{3,})[ \t]*([^\n]*)/.exec(source.slice(start, Math.min(end, start + 400))) ?? [];
    if (run !== '' && after.trim() !== '') open += run.length >= colons && run.length === colons ? 1 : 0;
    else if (run.length >= colons) {
      if (open === 0) return { start, end };
      open -= 1;
    }
    start = end;
  }
  return null;
}

const admonition =
  /^(?:!!!|\?\?\?\+?)[ \t]+([a-zA-Z][\w-]{0,39})(?:[ \t]+[a-z][\w-]{0,39}){0,5}(?:[ \t]+"([^"\n]{0,300})")?[ \t]*\n((?:[ \t]*\n)*(?:(?: {4}|\t)[^\n]*(?:\n|$)|[ \t]*\n(?=(?:[ \t]*\n)*(?: {4}|\t)))+)/;

export const admonitions: TokenizerAndRendererExtension = {
  name: 'admonitions',
  level: 'block',
  tokenizer(source) {
    if (!/^(?:!!!|\?\?\?)/.test(source)) return undefined;
    const [raw, name = '', title, text = ''] = admonition.exec(source) ?? [];
    if (raw === undefined) return undefined;
    return box({ raw, name, title: title ?? named(name), text: text.replace(/^(?: {4}|\t)/gm, ''), lexer: this.lexer });
  },
};

interface Box {
  readonly raw: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly lexer: Lexer;
}

/** A quotation with a bold title for a callout, else a box with its title, if it has one. */
function box({ raw, name, title, text, lexer }: Box) {
  const isCallout = kinds.has(name.toLowerCase());
  const shown = title === '' && isCallout ? named(name) : title;
  const head = shown === '' ? [] : [heading(shown, lexer)];
  const tokens = [...head, ...lexer.blockTokens(text, [])];
  return isCallout
    ? { type: 'blockquote', raw, text, tokens }
    : { type: 'wrapped', raw, tagName: 'div', isInline: false, tokens };
}

function heading(title: string, lexer: Lexer): Token {
  const strong = { type: 'strong', raw: title, text: title, tokens: lexer.inlineTokens(title) };
  return { type: 'paragraph', raw: title, text: title, tokens: [strong] } as Token;
}

/** `seealso` as `Seealso`, which is the title that tools show. */
function named(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' ');
}

/** Gives quotations that begin with `[!NOTE]` or `[!tip]- Title` a bold title. Changes the tree in place. https://github.com/orgs/community/discussions/16925 */
export function titleAlerts(tree: Root): void {
  for (const quote of elementsOf(tree)) {
    if (quote.tagName !== 'blockquote') continue;
    const first = quote.children.find((child) => child.type === 'element');
    if (first?.type !== 'element' || first.tagName !== 'p') continue;
    const [text] = first.children;
    const [mark, kind = ''] =
      text?.type === 'text'
        ? (/^\s*\[!([a-z][\w-]{0,39})(?:\|[^\]\n]{0,99})?\][+-]?[ \t]*/i.exec(text.value) ?? [])
        : [];
    if (text?.type !== 'text' || mark === undefined) continue;
    const rest: ElementContent[] = [{ type: 'text', value: text.value.slice(mark.length) }, ...first.children.slice(1)];
    const { line, below } = splitAtBreak(rest);
    const isTitled = line.some((node) => node.type !== 'text' || node.value.trim() !== '');
    const title: readonly ElementContent[] = isTitled ? line : [{ type: 'text', value: named(kind.toLowerCase()) }];
    first.children = [{ type: 'element', tagName: 'strong', properties: {}, children: [...title] }];
    if (below.length > 0)
      quote.children.splice(
        quote.children.indexOf(first) + 1,
        0,
        { type: 'text', value: '\n' },
        {
          type: 'element',
          tagName: 'p',
          properties: {},
          children: [...below],
        },
      );
  }
}

/** The nodes in the first line, and those below it. */
function splitAtBreak(nodes: readonly ElementContent[]) {
  const at = nodes.findIndex(
    (node) => (node.type === 'text' && node.value.includes('\n')) || (node.type === 'element' && node.tagName === 'br'),
  );
  const node = nodes[at];
  if (node === undefined) return { line: nodes, below: [] };
  if (node.type !== 'text') return { line: nodes.slice(0, at), below: nodes.slice(at + 1) };
  const split = node.value.indexOf('\n');
  const after = node.value.slice(split + 1);
  return {
    line: [...nodes.slice(0, at), { type: 'text' as const, value: node.value.slice(0, split) }],
    below: [...(after === '' ? [] : [{ type: 'text' as const, value: after }]), ...nodes.slice(at + 1)],
  };
}
