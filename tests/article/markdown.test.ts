/** Markdown beyond CommonMark: footnotes, figures with captions, links between notes, and titles from file names. */
import { describe, expect, test } from 'vitest';
import { readArticle } from '../support/channel.ts';

const article = (body: string, path = 'a.md') => readArticle(path, `---\ntitle: T\ndate: 2025-09-14\n---\n${body}\n`);
const contentOf = (body: string) => article(body).contentHtml.replaceAll('\n', '');

describe('footnotes', () => {
  const list = (...items: readonly string[]) =>
    `<hr><ol>${items.map((item) => `<li><p>${item}</p></li>`).join('')}</ol>`;
  test.each([
    ['a number', 'Kelp[^1] is in.\n\n[^1]: Since *May*.', '<p>Kelp<sup>[1]</sup> is in.</p>', ['Since <em>May</em>.']],
    ['a word', 'Kelp[^sea] is in.\n\n[^sea]: Since May.', '<p>Kelp<sup>[1]</sup> is in.</p>', ['Since May.']],
    ['two lines', 'Kelp[^1] is in.\n\n[^1]: Since\nMay.', '<p>Kelp<sup>[1]</sup> is in.</p>', ['SinceMay.']],
    [
      'two in turn',
      'A[^b] b[^a].\n\n[^a]: One.\n[^b]: Two.',
      '<p>A<sup>[1]</sup> b<sup>[2]</sup>.</p>',
      ['Two.', 'One.'],
    ],
    ['one twice', 'A[^1] b[^1].\n\n[^1]: One.', '<p>A<sup>[1]</sup> b<sup>[1]</sup>.</p>', ['One.']],
    ['the text after it', 'A[^1].\n\n[^1]: One.\n\nMore.', '<p>A<sup>[1]</sup>.</p><p>More.</p>', ['One.']],
    ['one that nobody mentions', 'A.\n\n[^1]: One.', '<p>A.</p>', ['One.']],
    [
      'one in a note',
      'A[^1].\n\n[^1]: One[^2].\n[^2]: Two.',
      '<p>A<sup>[1]</sup>.</p>',
      ['One<sup>[2]</sup>.', 'Two.'],
    ],
    ['in a list', '- A[^1].\n\n[^1]: One.', '<ul><li>A<sup>[1]</sup>.</li></ul>', ['One.']],
  ])('%s', (_name, body, text, notes) => {
    expect(contentOf(body)).toBe(`${text}${list(...notes)}`);
  });

  test('of several paragraphs', () => {
    expect(contentOf('A[^1].\n\n[^1]: One.\n\n    Two.\n\nB.')).toBe(
      '<p>A<sup>[1]</sup>.</p><p>B.</p><hr><ol><li><p>One.</p><p>Two.</p></li></ol>',
    );
  });

  test.each([
    ['A[^1].', '<p>A[^1].</p>'],
    ['`[^1]`\n\n```\n[^1]: x\n```', '<p><code>[^1]</code></p><pre><code>[^1]: x</code></pre>'],
    ['A[^<b>].', '<p>A[^&lt;b>].</p>'],
    ['[^x](https://kelp.example/)', '<p><a href="https://kelp.example/">^x</a></p>'],
  ])('%s has none', (body, html) => {
    expect(contentOf(body)).toBe(html);
  });

  test('leave no relative link and no id', () => {
    expect(contentOf('A[^1].\n\n[^1]: One.')).not.toMatch(/href|id=|#/);
  });

  test('are not part of the title, the summary or the plain text', () => {
    const { title, summary, contentText } = readArticle(
      'a.md',
      '---\ndate: 2025-09-14\n---\nKelp[^1] is in.\n\n[^1]: One.\n',
    );
    expect({ title, summary, contentText }).toEqual({
      title: 'Kelp is in',
      summary: 'One.',
      contentText: 'Kelp is in.\n\nOne.',
    });
  });

  test.each(['constructor', '__proto__', 'toString'])('can have the label %s', (label) => {
    expect(contentOf(`A[^${label}].\n\n[^${label}]: One.`)).toBe(`<p>A<sup>[1]</sup>.</p>${list('One.')}`);
  });
});

describe('a paragraph that contains only a picture with a title', () => {
  const figure = (caption: string) =>
    `<figure><img src="https://courier.example/a.jpg" alt="Racks"><figcaption><p>${caption}</p></figcaption></figure>`;
  test('is a figure, and its title is the caption with the credit', () => {
    const { contentHtml, captions, image } = article('![Racks](/a.jpg "Kelp dries. (Ida Moen/AP)")');
    expect(contentHtml).toBe(figure('Kelp dries. (Ida Moen/AP)'));
    expect(captions).toEqual([{ text: 'Kelp dries.', credit: 'Ida Moen/AP', position: null }]);
    expect(image).toMatchObject({ alt: 'Racks', caption: 'Kelp dries.', credit: 'Ida Moen/AP' });
  });

  test('with a link around it', () => {
    expect(contentOf('[![Racks](/a.jpg "Kelp.")](/b)')).toBe(
      '<figure><a href="https://courier.example/b"><img src="https://courier.example/a.jpg" alt="Racks"></a><figcaption><p>Kelp.</p></figcaption></figure>',
    );
  });

  test.each([
    '![Racks](/a.jpg)',
    '![Racks](/a.jpg "")',
    'A ![Racks](/a.jpg "Kelp.")',
    '![a](/a.jpg "b") ![c](/c.jpg "d")',
  ])('but not %s', (body) => {
    expect(contentOf(body)).not.toContain('<figure>');
  });

  test('is text, whatever it contains', () => {
    expect(contentOf('![Racks](/a.jpg "<script>alert(1)</script> & more")')).toBe(
      figure('&lt;script>alert(1)&lt;/script> &amp; more'),
    );
  });
});

describe('links between notes', () => {
  test.each([
    ['[[Peas in April]]', 'Peas in April'],
    ['[[Peas in April|the peas]]', 'the peas'],
    ['[[Peas#Sowing]]', 'Peas &gt; Sowing'.replace('&gt;', '>')],
    ['[[#Sowing]]', 'Sowing'],
    ['[[a|b]] and [[c]]', 'b and c'],
    ['![[Peas in April]]', 'Peas in April'],
    ['[[<b>]]', '&lt;b>'],
    ['[[Peas|*the* peas]]', '*the* peas'],
  ])('%s is its label', (body, label) => {
    expect(contentOf(body)).toBe(`<p>${label}</p>`);
  });

  test.each([
    ['![[beans.jpg]]', 'beans.jpg', ''],
    ['![[beans.jpg|300]]', 'beans.jpg', ''],
    ['![[beans.jpg|300x200]]', 'beans.jpg', ''],
    ['![[beans.jpg|Beans in a row]]', 'beans.jpg', 'Beans in a row'],
    ['![[sea/my beans.PNG]]', 'sea/my%20beans.PNG', ''],
  ])('%s is a picture', (body, file, alt) => {
    expect(contentOf(body)).toBe(`<p><img src="https://courier.example/${file}" alt="${alt}"></p>`);
  });

  test.each([
    ['`[[a]]`', '<p><code>[[a]]</code></p>'],
    ['[[1]](https://kelp.example/)', '<p><a href="https://kelp.example/">[1]</a></p>'],
    ['if [[ -f x ]]; then', '<p>if [[ -f x ]]; then</p>'],
    ['[[]]', '<p>[[]]</p>'],
  ])('%s is not a link', (body, html) => {
    expect(contentOf(body)).toBe(html);
  });

  test.each(['![[javascript:alert(1).jpg]]', '![[data:text/html,x.svg]]'])('%s shows nothing', (body) => {
    expect(contentOf(body)).toBe('<p></p>');
  });
});

describe('the title of a file with spaces in its name', () => {
  const titleOf = (path: string, body = 'Kelp is in.') =>
    readArticle(path, `---\ndate: 2025-09-14\n---\n${body}\n`).title;
  test('is its name, if there is no other title', () => {
    expect(titleOf('Garden/Peas in April.md')).toBe('Peas in April');
    expect(titleOf('2025-09-14 Peas in April.md')).toBe('Peas in April');
    expect(titleOf('Peas in April.md', '# Beans')).toBe('Beans');
    expect(titleOf('peas-in-april.md')).toBe('Kelp is in');
  });
});
