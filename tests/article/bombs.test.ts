/** Small texts on which a parser takes quadratic or exponential time if nothing prevents it. */
import { describe, expect, test } from 'vitest';
import { readSidecar } from '../../src/article/attachments/sidecar.ts';
import { trimUrl } from '../../src/article/markdown/autolinks.ts';
import { maximumFilledCells } from '../../src/article/markdown/filled-cells.ts';
import { TooDeepError } from '../../src/article/text/depth.ts';
import { parseHtmlTree } from '../../src/article/tree/html-tree.ts';
import { elementsOf } from '../../src/article/tree/walk.ts';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import { growthOf, type Repeated } from '../fuzz/growth.ts';
import { channelYaml, read } from '../support/channel.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const keys = 'title: Kelp\ndate: 2026-01-04\n';
const markdown = (text: string) => `---\n${keys}---\n${text}`;
const inMarkdown =
  (write: (times: number) => string): Repeated =>
  (times) => ({ path: 'a.md', body: encode(markdown(write(times))) });
const inFrontMatter =
  (write: (times: number) => string): Repeated =>
  (times) => ({ path: 'a.md', body: encode(`---\n${keys}${write(times)}\n---\nIn.\n`) });
const numbered = (times: number, write: (index: number) => string) =>
  Array.from({ length: times }, (_, index) => write(index)).join('');

describe('the CPU time for', () => {
  test.each<readonly [string, Repeated]>([
    ['a URL with many &amp; at its end', inMarkdown((times) => `http://a.example/${'&amp;'.repeat(times)}`)],
    [
      'many URLs with many &amp; at their ends',
      inMarkdown((times) => `http://a.example/${'&amp;'.repeat(90)} `.repeat(times)),
    ],
    ['a URL with many dots at its end', inMarkdown((times) => `http://a.example/${'.'.repeat(times)}`)],
    ['a URL with many parentheses that close', inMarkdown((times) => `www.a.example/${')'.repeat(times)}`)],
    ['a URL with many parentheses', inMarkdown((times) => `http://a.example/${'('.repeat(times)}${')'.repeat(times)}`)],
    ['a URL with all of these at its end', inMarkdown((times) => `http://a.example/${'.)&amp;*_'.repeat(times)}`)],
    [
      'many footnotes',
      inMarkdown((times) => `${numbered(times, (it) => `a[^${it}] `)}\n\n${numbered(times, (it) => `[^${it}]: n\n`)}`),
    ],
    ['many definitions of links', inMarkdown((times) => `${numbered(times, (it) => `[${it}]: /u${it}\n`)}\n[a][`)],
    ['an item with many lines that are not indented', inMarkdown((times) => `- a\n${'b\n'.repeat(times)}`)],
    ['many links', inMarkdown((times) => '[a](b) '.repeat(times))],
    ['many spans', inMarkdown((times) => `${'<span>a</span>'.repeat(times)}`)],
    ['keys in keys', inFrontMatter((times) => '? '.repeat(times).concat('x'))],
    ['keys in keys of a value', inFrontMatter((times) => `x:\n  ${'? '.repeat(times)}x`)],
    ['keys in keys in braces', inFrontMatter((times) => `x: ${'{? '.repeat(times)}x${'}'.repeat(times)}`)],
  ])('%s grows like the text', (_name, make) => {
    // On a busy machine, one measurement can be wrong. Work that grows like a square never measures as linear.
    const isLinear = [1, 2, 3].some(() => growthOf(make).exponent < 1.6);
    expect(isLinear).toBe(true);
  });

  test('work that grows like its square is found', () => {
    let sum = 0;
    const read = ({ body }: { readonly body: Uint8Array }) => {
      for (let one = 0; one < body.length; one += 1) for (let other = 0; other < body.length; other += 1) sum += other;
      return sum;
    };
    const make = (times: number) => ({ path: 'a.md', body: new Uint8Array(times * 64) });
    expect(growthOf(make, { read }).exponent).toBeGreaterThan(1.6);
  });
});

test.each([
  ['- a\n  b\n  ===\n', '<ul>\n<li><h1>a\nb</h1>\n</li>\n</ul>'],
  ['- a\n\n  b\n  ---\n', '<ul>\n<li><p>a</p>\n<h2>b</h2>\n</li>\n</ul>'],
  ['a\n\nb\n===\nc\n---\nd\n', '<p>a</p>\n<h1>b</h1>\n<h2>c</h2>\n<p>d</p>'],
  ['> a\n> b\n> ===\n\nc\n===\n', '<blockquote>\n<h1>a\nb</h1>\n</blockquote>\n<h1>c</h1>'],
])('underlined headings are found after texts without one: %j', (text, html) => {
  expect(read('a.md', encode(markdown(text))).article?.contentHtml).toBe(html);
});

describe('formatting tags that are not closed', () => {
  const fonts = (times: number) => numbered(times, (it) => `<p><font size=${it}>a</p>`);
  const countElements = (html: string) => elementsOf(parseHtmlTree(html)).length;

  test.each([
    ['each with other attributes', fonts(1000)],
    ['around paragraphs', numbered(1000, (it) => `<font size=${it}><p>`)],
    ['in divisions', numbered(1000, (it) => `<div><b class=c${it}></div>`)],
  ])('are refused if they become very many elements: %s', (_name, html) => {
    expect(() => parseHtmlTree(html)).toThrow(TooDeepError);
    expect(read('a.html', encode(`<article><time datetime="2026-01-04">${html}`))).toMatchObject({
      state: 'refused',
      problems: [{ code: 'too-deep' }],
    });
  });

  test('are repeated in each block if they are few, as in browsers', () => {
    expect(countElements(fonts(3))).toBe(3 + 1 + 2 + 3);
    expect(countElements(fonts(60))).toBe(60 + (60 * 61) / 2);
  });

  test('that are the same are repeated three times at most, so that their number grows like the text', () => {
    const tags = (times: number) => `<p>${'<b><a><i><p>'.repeat(times)}`;
    expect(countElements(tags(2000)) / countElements(tags(1000))).toBeCloseTo(2, 1);
  });
});

describe('keys in keys', () => {
  const bomb = `${'? '.repeat(32)}x`;

  test.each([3, 32, 40])('refuse front matter, with the line: %i levels', (levels) => {
    expect(read('a.md', encode(`---\n${keys}${'? '.repeat(levels)}x\n---\nIn.\n`))).toMatchObject({
      state: 'refused',
      problems: [
        { code: 'invalid-front-matter', line: 4, message: expect.stringContaining('a key contains another key') },
      ],
    });
  });

  test.each(['? [a, b]\n: c', '? {a: b}\n: c', '? a\n: ? b\n  : c', '{a: b}: c'])(
    'one key that is a list or a map does not: %j',
    (field) => {
      expect(read('a.md', encode(`---\n${keys}${field}\n---\nIn.\n`)).state).toBe('accepted');
    },
  );

  test('are an error in feed.yaml', () => {
    const { channel, problems } = parseChannel(`${channelYaml}${bomb}\n`);
    expect(channel).toBeNull();
    expect(problems).toMatchObject([
      { code: 'invalid-yaml', message: expect.stringContaining('a key contains another key') },
    ]);
    expect(parseChannel(channelYaml).problems).toEqual([]);
  });

  test('make a sidecar invalid', () => {
    const sidecarOf = (text: string) => readSidecar('a.txt', { bodies: new Map([['a.images.yaml', encode(text)]]) });
    expect(sidecarOf(`- ${bomb}\n`)).toMatchObject({ rows: [], findings: [{ code: 'invalid-sidecar' }] });
    expect(sidecarOf('- pier.png\n')).toMatchObject({ rows: [{ file: 'pier.png' }], findings: [] });
  });
});

describe('a table with short rows', () => {
  const table = (columns: number, rows: number) =>
    `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|b|\n'.repeat(rows)}`;

  test.each([
    ['in the text', table(1000, 1000)],
    ['in a quotation', table(1000, 1000).replace(/^/gm, '> ')],
    ['that is divided into many', `${table(100, 100)}\n`.repeat(12)],
  ])('is refused if it would be filled with many cells: %s', (_name, text) => {
    expect(read('a.md', encode(markdown(text)))).toMatchObject({
      state: 'refused',
      problems: [{ code: 'too-many-cells', message: expect.stringContaining(String(maximumFilledCells)) }],
    });
  });

  test('is filled up to the header if it is of fair size', () => {
    const reading = read('a.md', encode(markdown(table(30, 300))));
    expect(reading.article?.contentHtml.match(/<t[dh]>/g)?.length).toBe(30 * 301);
  });

  test('may have many cells if they are written', () => {
    const text = `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(20_000)}`;
    expect(read('a.md', encode(markdown(text))).article?.contentHtml.match(/<td>/g)?.length).toBe(40_000);
  });
});

test.each([
  ['http://a.example/b.', 'http://a.example/b'],
  ['http://a.example/b...?!', 'http://a.example/b'],
  ['http://a.example/(b)', 'http://a.example/(b)'],
  ['http://a.example/(b))', 'http://a.example/(b)'],
  ['http://a.example/b)', 'http://a.example/b'],
  ['http://a.example/(b', 'http://a.example/'],
  ['http://a.example/?b=1&amp;', 'http://a.example/?b=1'],
  ['http://a.example/?b=1&amp;c', 'http://a.example/?b=1&amp;c'],
  ['http://a.example/b;', 'http://a.example/b'],
  ['http://a.example/b&;', 'http://a.example/b&'],
  ['http://a.example/b&c;.', 'http://a.example/b'],
  ['http://a.example/b-', 'http://a.example/b-'],
])('a URL in plain text, %s, ends as in GFM', (written, url) => {
  expect(trimUrl(written)).toBe(url);
});
