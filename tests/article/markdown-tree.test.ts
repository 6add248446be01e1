/** The tree built from Markdown tokens is the same as the one that the HTML parser makes of the output of marked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Node, Root } from 'hast';
import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../src/article/front-matter/front-matter.ts';
import { buildTree, isPlain, parseMarkdownTree } from '../../src/article/markdown/markdown-tree.ts';
import { readTokens, renderTokens } from '../../src/article/markdown/tokens.ts';
import { decode } from '../../src/article/text/decode.ts';
import { readHtml, writeTree } from '../../src/article/tree/html-tree.ts';

/** A tree without what only a parser adds: the positions of the nodes in the HTML. */
function bare(node: Node): unknown {
  const { position: _, data: __, ...rest } = node as Node & { readonly children?: readonly Node[] };
  return rest.children === undefined ? rest : { ...rest, children: rest.children.map(bare) };
}

/** Both trees of a text. Null if it contains raw HTML. */
function bothTrees(markdown: string): { readonly built: unknown; readonly parsed: unknown } | null {
  const read = readTokens(markdown);
  return isPlain(read) ? { built: bare(buildTree(read)), parsed: bare(readHtml(renderTokens(read))) } : null;
}

function expectSame(markdown: string): void {
  const both = bothTrees(markdown);
  expect(both).not.toBeNull();
  expect(both?.built).toEqual(both?.parsed);
}

describe('is the same by both ways', () => {
  test.each([
    ['headings, and one with marks in it', '# A *b*\n\nUnder\n=====\n\n###### F\n'],
    ['paragraphs, hard line breaks and a rule', 'a  \nb\\\nc\nd\n\n* * *\n'],
    ['emphasis in emphasis', '***a** b* ~~c **d**~~ __e__ snake_case\n'],
    ['many of one kind', `${'*a'.repeat(9)}${'*'.repeat(9)}\n`],
    ['tight, loose and nested lists', '- a\n- b\n  - c\n    1. d\n\n- e\n\n  f\n\n7) g\n8) h\n'],
    ['a list that begins at 0', '0. a\n1. b\n'],
    ['tasks, tight and loose', '- [ ] a\n- [x] b\n\n* [X] c\n\n* [ ]\n'],
    ['quotations with lists and code', '> a\n> - b\n>\n> ```\n> c\n> ```\n> > d\n'],
    ['code in every form', '```js {1}\na < b && c\n```\n\n    indented & <b>\n\n~~~c++\n~~~\n\n`` a`b `` `&copy;`\n'],
    ['a code language with character references', '```&copy;&Tab;x&nbsp;\na\n```\n'],
    [
      'tables with alignment, and one without rows',
      '|a|b|c|d|\n|---|:-:|--:|:--|\n|*1*|2 \\| 3|\n|`x`|[y](z)||\n\n|a|\n|-|\n',
    ],
    [
      'footnotes, in their order, and one that is missing',
      'a[^2] b[^1] c[^3] d[^2]\n\n[^1]: one *x*\n[^2]: two\n\n  more\n[^4]: four\n',
    ],
    [
      'links of every form',
      '[a](b "t") [c](<d e>) [f][g] [h] <https://x.example/?a=1&b> https://y.example/?c&d www.z.example\n\n[g]: /u\n[h]: /v "&amp; t"\n',
    ],
    [
      'odd characters in links',
      '[a](/x?a=1&copy=2&copy;&notit;%zz%20"\'\\)é日 "q &quot; \' < >") [b](javascript:alert(1)) [c]( )\n',
    ],
    [
      'pictures with markup and references in their texts',
      '![*a* `b` &lt; "c" [d](e)](f.jpg "g &amp; h") ![[i.png|j & k]] ![](<l m.jpg>)\n',
    ],
    ['links of Obsidian', '[[page]] [[page#part|words *x*]] ![[other note]]\n'],
    [
      'character references',
      '&amp; &copy; &copy &notit; &not; &#39; &#x3c; &#0; &#xD800; &#128; &#13; &Tab; &unknown; &nbsp; &shy; AT&T\n',
    ],
    ['escapes', '\\* \\< \\& \\\\ \\[a](b) \\`c`\n'],
    ['comments', 'a <!-- b --> c\n\n<!--more-->\n\n<!-- d\n\ne -->\n\nf\n'],
    ['nothing', '\n \n'],
  ])('%s', (_name, markdown) => {
    expectSame(markdown);
  });

  const folders = ['articles', 'docs', 'tests/golden', 'tests/shapes'];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:md|markdown)$/.test(name) && !name.includes('expected'))
      .map((name) => join(folder, name)),
  );

  test(`${files.length} files of samples, goldens, shapes and documents`, () => {
    const trees = files.map((file) => {
      const { text } = decode(readFileSync(file));
      return { file, both: bothTrees(splitFrontMatter(text ?? '').body) };
    });
    for (const { file, both } of trees) expect({ file, tree: both?.built }).toEqual({ file, tree: both?.parsed });
    expect(trees.filter(({ both }) => both !== null).length).toBeGreaterThan(trees.length / 2);
  });

  const pieces = [
    ...[
      'a',
      'b c',
      ' ',
      '  ',
      '\n',
      '\n\n',
      '    ',
      '\t',
      '# ',
      '###### x',
      '\n---\n',
      '\n===\n',
      '\\',
      '\\\n',
      '  \n',
    ],
    ...[
      '* ',
      '- ',
      '1. ',
      '7) ',
      '- [ ] ',
      '* [X]\n',
      '> ',
      '>',
      '`',
      '``',
      '\n```js a\n',
      '\n~~~x&copy;y\n',
      '\n```\n',
    ],
    ...['*', '**', '***', '_', '__', '~', '~~', '[', ']', '(', ')', '](', '![', '[a](b "t")', "[a](<b c> 't&amp;\"')"],
    ...['![a](b.jpg "c&lt;")', '![*a* `b`](c)', '![[p.png|x]]', '[[page|words]]', '[^1]', '\n[^1]: note\n', '[x][ref]'],
    ...[
      '\n[ref]: /u?a=1&copy=2&copy; "t"\n',
      '<http://x.example/a?b&copy;c&c>',
      'https://x.example/a?b=1&copy=2&amp;c',
    ],
    ...[
      '&',
      '&amp;',
      '&copy;',
      '&copy',
      '&notit;',
      '&#39;',
      '&#0;',
      '&#xD800;',
      '&#12345678;',
      '&nbsp;',
      '&Tab;',
      '&#13;',
    ],
    ...[
      '"',
      "'",
      '<',
      '>',
      '<!--more-->',
      '<!-- x\ny -->',
      '<!--->',
      '|',
      '| a | b |\n|---|:-:|\n',
      '\n|a|b|\n|--:|--|\n|1|2|\n',
    ],
    ...['%', '%zz', '日本', '\u00a0', '\u2028', 'e\u0301', '🐟', ':', '//', '.', '-'],
  ];

  test('any text without raw HTML', () => {
    const anyMarkdown = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 }).map((it) => it.join(''));
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const both = bothTrees(decode(new TextEncoder().encode(markdown)).text ?? '');
        if (both !== null) expect(both.built).toEqual(both.parsed);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('goes through the HTML parser as a whole', () => {
  const write = (markdown: string) => writeTree(parseMarkdownTree(markdown) as Root);

  test.each([
    [
      'raw HTML that opens in one block and closes in another',
      '<div>\n\n*a*\n\n</div>\n',
      '<div><p><em>a</em></p>\n</div>',
    ],
    ['raw HTML in a line', 'a <b>*c*</b>\n', '<p>a <b><em>c</em></b></p>\n'],
    ['raw HTML in a table', '|a|\n|-|\n|<br>|\n', '<td><br></td>'],
    ['raw HTML in a footnote', 'a[^1]\n\n[^1]: <b>c</b>\n', '<li><p><b>c</b></p>\n</li>'],
    ['a comment with text beside it', '<!-- a --> b <i>c\n', '<!-- a --> b <i>c\n</i>'],
    ['a link in a link', '[a <https://x.example/> b](c)\n', '<a href="c">a </a><a href="https://x.example/">'],
  ])('%s', (_name, markdown, html) => {
    expect(isPlain(readTokens(markdown))).toBe(false);
    expect(write(markdown)).toContain(html);
  });
});

test('a paragraph that contains only text is read as one with more', () => {
  const pieces = [
    ...['a', 'http://x.example', 'http:', '//x.example', 'www.x.example', 'HTTP:', '@', '&amp;', '!', '(', ')', ']'],
    ...['#', '|', '"', ' ', '  ', '\n', '   \n', '\n\n', '\t', '- ', '> ', '1. ', '    '],
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((it) => it.join(''));
  const write = (markdown: string) => writeTree(parseMarkdownTree(markdown));
  fc.assert(
    fc.property(text, (after) => {
      expect(write(`x y${after}`)).toBe(write(`**x** y${after}`).replace('<strong>x</strong>', 'x'));
    }),
    { numRuns: 3000 },
  );
});
