/** Files that are made to be slow or to break the parsers. Each is read or refused, without an overflow or a stall. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const length = 200_000;
const units = [
  '(',
  ')',
  '()',
  '(a/b)',
  '(a/b) / ',
  '(L) ',
  ' / ',
  '/',
  '1',
  '1 ',
  '12:30 ',
  'a ',
  'A ',
  'A. ',
  'A, ',
  'A and ',
  'By A ',
  ' ',
  '\t',
  '. ',
  '.',
  '-',
  ' — ',
  '|',
  ' | ',
  'updated ',
  'Jan 1 ',
  '(AP',
  'Photo by ',
  'REUTERS/',
  '©',
  'St. ',
  '“',
  ':',
  '&',
  '<',
  '<b>',
  '<a href=x>',
  '[',
  '[](',
  '![](',
  '*',
  '*x',
  '**a',
  '_a',
  '!',
  '`',
  '~~',
  '\\',
  'a@',
  'http://',
  '\u0301',
  '🌊',
  'a\n',
  '\n',
] as const;
const line = (unit: string) => unit.repeat(Math.ceil(length / unit.length));

function titleOrRefusal(path: string, text: string): string | undefined {
  const { article, problems } = read(path, text);
  return article?.title ?? problems[0]?.code;
}

describe.each([...units])('200,000 characters of %j', (unit) => {
  const stamp = '6:10 PM – Sunday, September 14, 2025';
  test('on each line of a wire text', () => {
    const payload = read('a.txt', ` date 2025-09-14 ${line(unit)}\n\n${stamp}\n\nKelp is in.\n`);
    expect(payload.article?.published.slice(0, 10)).toBe('2025-09-14');
    const header = read('a.txt', ` date 2025-09-14 Kelp. (Ida Moen/AP)\n\n${line(unit)}\n\n${stamp}\n\nKelp is in.\n`);
    expect(header.article?.captions[0]?.credit).toBe('Ida Moen/AP');
    const body = read('a.txt', ` date 2025-09-14 Kelp. (Ida Moen/AP)\n\n${stamp}\n\n${line(unit)}x\n`);
    expect(body.article?.published).toBe('2025-09-14T22:10:00Z');
  });

  test('in Markdown', () => {
    expect(titleOrRefusal('a.md', `---\ntitle: Kelp\ndate: 2025-09-14\n---\n${line(unit)}\n`)).toMatch(
      /^(?:Kelp|too-deep)$/,
    );
  });

  test('in front matter', () => {
    const value = JSON.stringify(line(unit).slice(0, 4_000));
    const keys = ['title', 'author', 'tags', 'description', 'image_caption', 'image'].map((key) => `${key}: ${value}`);
    expect(
      read('a.md', `---\ndate: 2025-09-14\n${keys.slice(0, 5).join('\n')}\n---\nx\n`).article?.publishedPrecision,
    ).toBe('day');
    expect(read('a.md', `---\ndate: ${value}\n---\nx\n`).article).toBeNull();
  });

  test('in a heading, a byline and a caption of HTML', () => {
    const head = `<h1>Kelp</h1><p class="byline">${line(unit)}</p><time datetime="2025-09-14"></time>`;
    const figure = `<figure><img src="a.jpg"><figcaption>${line(unit)}</figcaption></figure>`;
    expect(titleOrRefusal('a.html', `<article>${head}<p>x</p>${figure}</article>`)).toMatch(/^(?:Kelp|too-deep)$/);
  });
});

describe('deep nesting', () => {
  test.each([
    ['a.html', `<time datetime="2025-09-14"></time>${'<div>'.repeat(50_000)}x`],
    ['a.md', `---\ndate: 2025-09-14\n---\n${'> '.repeat(5_000)}x`],
    [
      'a.md',
      `---\ndate: 2025-09-14\n---\n${Array.from({ length: 500 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')}`,
    ],
  ])('%s is read or refused as too deep', (path, text) => {
    const { article, problems } = read(path, text);
    expect(article === null ? problems.map(({ code }) => code) : ['read']).toSatisfy((codes: string[]) =>
      ['read', 'too-deep'].includes(codes.join()),
    );
  });
});

test('not all of forty thousand captions are read', () => {
  const article = readArticle('a.txt', ` date 2025-09-14\n${'(L) Kelp. (Ida Moen/AP)\n'.repeat(40_000)}`);
  expect(article.captions.length).toBeLessThanOrEqual(40);
});

test('text that looks like the markup of a feed is text', () => {
  const text = ' date 2025-09-14\n\nIt says ]]></content:encoded></item> and <![CDATA[ &xxe; here.\n';
  const article = readArticle('a.txt', text);
  expect(article.contentText).toBe('It says ]]></content:encoded></item> and <![CDATA[ &xxe; here.');
  expect(article.contentHtml).not.toContain('<![CDATA[');
});
