/** Parts of a text that its author hid: they are in no content, summary or title, and code keeps its marks. */
import { describe, expect, test } from 'vitest';
import { hiddenForms, removeHiddenParts, shownText } from '../../src/article/marks/hidden-parts.ts';
import { paywallMarks } from '../../src/article/tree/paywall.ts';
import { read } from '../support/channel.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const file = (text: string, lines = 'title: Gulls') =>
  read('gulls.md', `---\n${lines}\ndate: 2026-03-02\n---\n\n${text}\n`);
const content = (text: string) => file(text).article?.contentHtml;

const written = (opens: string, closes: string) =>
  closes === '\n'
    ? `\n${opens} (the source)\n`
    : /^#/.test(opens)
      ? `\n${opens}\nthe source\n${closes}\n`
      : `${opens} the source ${closes}`;

describe.each(hiddenForms)('$opens … $closes ($tool)', ({ opens, closes, unclosed }) => {
  const part = written(opens, closes);

  test('is not in the content, nor in the summary', () => {
    const { article, problems } = file(`Gulls are back. ${part} They nest.`);
    expect(JSON.stringify(article)).not.toContain('the source');
    expect(article?.contentText).toMatch(/^Gulls are back\.\s+They nest\.$/);
    expect(problems).toEqual([]);
  });

  test('is not in a heading that becomes the title', () => {
    const { article } = file(
      `# Gulls ${part.trim().includes('\n') || closes === '\n' ? part : part}\n\nBack.`,
      'weight: 1',
    );
    expect(article?.title).toBe('Gulls');
  });

  test('stays in code', () => {
    for (const code of [`\`\`\`\n${part.trim()}\n\`\`\``, `\`x ${part.trim().replace(/\n/g, ' ')} y\``]) {
      expect(
        file(`See this:\n\n${code}\n\nEnd.`).article?.contentText + (content(`See this:\n\n${code}\n`) ?? ''),
      ).toContain('the source');
    }
  });

  test(`if it is never closed, it is ${unclosed}`, () => {
    const { article, problems } = file(`Gulls are back, ${written(opens, closes).split('the source')[0]} the source`);
    const isShown = JSON.stringify(article).includes('the source');
    expect(isShown).toBe(unclosed === 'text');
    const codes = problems.map(({ code }) => code);
    expect(codes).toEqual(unclosed === 'hidden' && closes !== '\n' ? ['unclosed-comment'] : []);
  });
});

describe('in front matter', () => {
  test.each(['%% x %%', '{# x #}', '{/* x */}', '{{/* x */}}', '{>> x <<}', '<!-- x -->'])('%s', (part) => {
    const { article } = file('Text.', `title: "Gulls ${part} are back"\nsummary: "${part} They nest."`);
    expect(article).toMatchObject({ title: 'Gulls are back', summary: 'They nest.' });
  });
});

describe('marks that hide nothing', () => {
  test.each([
    ['Rates rose by 5%% and then by 6%% more.', '<p>Rates rose by 5%% and then by 6%% more.</p>'],
    ['One %% sign.', '<p>One %% sign.</p>'],
    ['Use {# here.', '<p>Use {# here.</p>'],
    ['A `%%code%%` span.', '<p>A <code>%%code%%</code> span.</p>'],
    ['{{/* figure(src="/a.png") */}}', '<p>{{ figure(src="/a.png") }}</p>'],
  ])('%s', (text, html) => {
    expect(content(text)).toBe(html);
  });

  test('the id of a heading', () => {
    expect(content('## Gulls {#gulls}\n\nBack.')).toBe('<h2>Gulls</h2>\n<p>Back.</p>');
  });
});

describe('other parts', () => {
  test.each([
    ['a comment of Liquid', 'A. {% comment %}the source{% endcomment %} B.'],
    ['with hyphens', 'A. {%- comment -%}\nthe source\n{%- endcomment -%} B.'],
    ['on one line', 'A. {% # the source %} B.'],
    ['that is never closed', 'A. {% comment %} the source'],
    ['a comment over paragraphs', 'A. <!-- one\n\nthe source --> B.'],
    ['a reference as a comment below a line', 'A.\n[comment]: # (the source)\n'],
    ['a comment over paragraphs of Obsidian', 'A.\n\n%%\nthe source\n\nthe source\n%%\n\nB.'],
    ['never closed in Obsidian', 'A.\n\n%%\nthe source'],
    ['a hidden element', 'A. <span hidden>the source</span> B.'],
    ['a template', 'A.\n\n<template>the source</template>\n'],
    ['a hidden element in the first heading', '# A <span hidden>the source</span>\n\nB.'],
  ])('%s', (_name, text) => {
    const { article } = file(text, 'weight: 1');
    expect(JSON.stringify(article)).not.toContain('the source');
    expect(JSON.stringify(article)).toContain('A');
  });

  test.each([
    ['spaces in a comment of MDX', 'A { /* the source */ } B.', 'A B.'],
    ['hyphens in a comment of Hugo', 'A {{- /* the source */ -}} B.', 'A B.'],
    ['a word that looks like an id in a comment of Nunjucks', 'A {#todo} the source #} B.', 'A B.'],
    ['a short end in kramdown', 'A {::comment}the source{:/} B.', 'A B.'],
    ['in a list of Logseq', '- A\n- #+BEGIN_COMMENT\n  the source\n  #+END_COMMENT\n- B.', 'A\n\nB.'],
    ['a reference over two lines', 'A\n\n[//]: # (the source\nthe source)\n\nB.', 'A\n\nB.'],
    ['a reference below its mark', 'A\n\n[//]: #\n(the source)\n\nB.', 'A\n\nB.'],
    ['a reference that is never closed', 'A\n\n[//]: # (\nthe source\n\nB.', 'A\n\nB.'],
    ['a reference of Hexo', 'A\n\n[^_^]: # (the source)\n\nB.', 'A\n\nB.'],
    ['nested comments of Liquid', 'A {% comment %}x{% comment %}y{% endcomment %}the source{% endcomment %}B.', 'A B.'],
    ['a backtick in a comment', 'A <!-- ` --> %%the source%% B `x`.', 'A B x.'],
    ['below code in a quote', '> ```\n> A\n\n%%the source%% B.', 'A\n\nB.'],
    ['below code in a list', '- A\n  ```\n  x\n\nB %%the source%%', 'A\n\nx\n\nB'],
    ['below a long line of a list', `- A\n\n${'    word word word word'.repeat(30)}\n\n    %%the source%%`, 'A'],
    ['a dialog', 'A\n\n<dialog>the source</dialog>\n\nB.', 'A\n\nB.'],
  ])('%s', (_name, text, shown) => {
    const { article } = file(text);
    expect(JSON.stringify(article)).not.toContain('the source');
    expect(article?.contentText.replace(/ +/g, ' ')).toContain(shown);
  });

  test.each([
    ['CSS', 'Write a { /* b */ color: red } here.', 'color: red'],
    ['an id beside a comment', '## A {#a}\n\nB {# x #} C.', 'B C.'],
    ['a tag of Svelte', 'Write {#if x}A{/if}.', '{#if x}A{/if}'],
    ['a quotation below an empty reference', '[//]: #\n"A," he said.', '“A,”'],
    ['code that continues in a quote', '> ```\n> %%A%%\n> ```', '%%A%%'],
    ['code in a list', '- A\n\n  ```\n  %%B%%\n\n  C\n  ```', '%%B%%'],
    ['indented code at the top', 'A\n\n  ```\n%%B%%\n  ```\n\nC %%D%% `%%E%%`', '%%B%%'],
    ['an open dialog', '<dialog open>A</dialog>', 'A'],
  ])('%s is shown', (_name, text, shown) => {
    expect(file(text).article?.contentText.replace(/"A,"/, '“A,”')).toContain(shown);
  });

  test('in alt texts and titles', () => {
    const { article } = file('![Gulls <!-- the source -->](https://a.example/a.jpg "Back <!-- the source -->")');
    expect(JSON.stringify(article)).not.toContain('the source');
    expect(article?.images[0]).toMatchObject({ alt: 'Gulls', caption: 'Back' });
  });

  test.each([
    'authors: [{name: "Ada %% the source %%"}]',
    'tags: ["sea <!-- the source -->"]',
    'rights: "{# the source #}"',
  ])('%s', (line) => {
    expect(JSON.stringify(file('A.', `title: Gulls\n${line}`).article)).not.toContain('the source');
  });

  test.each(['{% comment %}the source{% endcomment %}', '{% # the source %}'])('%s in a title', (part) => {
    expect(file('A.', `title: "Gulls ${part}"`).article?.title).toBe('Gulls');
  });

  test.each(paywallMarks)('everything below <!--%s-->', (mark) => {
    const text = `A.\n\n<!--${mark}-->\n\nthe source\n\n# the source\n`;
    expect(file(text, 'weight: 1').article).toMatchObject({ contentHtml: '<p>A.</p>', summary: '', title: 'A.' });
    expect(content(text.replace(mark, 'more'))).toContain('the source');
  });

  test('a paywall in a hidden element, in HTML and in JSON', () => {
    const html = '<p>A.</p><span hidden><!--members-only--></span><p>the source</p>';
    const page = read('a.html', `---\ndate: 2026-03-02\ntitle: A\n---\n<article>${html}</article>`);
    const item = { id: '1', title: 'A', content_html: html, date_published: '2026-03-02T09:00:00Z' };
    for (const { article } of [page, read('a.json', JSON.stringify(item))]) {
      expect(article?.contentText).toBe('A.');
      expect(JSON.stringify(article)).not.toContain('the source');
    }
  });

  test('a comment of a template in HTML with front matter', () => {
    const page = (text: string) =>
      read('a.html', `---\ndate: 2026-03-02\ntitle: A\n---\n<p>A. ${text}</p>`).article?.contentHtml;
    expect(page('{# the source #}')).toBe('<p>A. </p>');
    expect(page('<code>{# shown #}</code>')).toBe('<p>A. <code>{# shown #}</code></p>');
  });

  test('show lists them with their lines', () => {
    expect(file('A.\n\nB. %% x %%').keys.marks).toEqual([
      { key: '%% … %%', line: 8, tool: 'Obsidian', meaning: 'part' },
    ]);
  });
});

test.each(['%%', '%%\n', '{#', '{/*', '{>>', '<!--', '<!-- -->', '{{/* a() */}}', '`%%', '#+begin_comment\n'])(
  'many of %j take little time',
  (mark) => {
    const start = cpuMilliseconds();
    removeHiddenParts(mark.repeat(40_000), { code: [], kind: 'body' });
    shownText(mark.repeat(40_000));
    expect(cpuMilliseconds() - start).toBeLessThan(3000);
  },
);
