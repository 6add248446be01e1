/** ANPA 1312: head lines, dashes and tabs, and the time in the last line. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

interface Parts {
  readonly heading?: string;
  readonly head?: string;
  readonly text?: string;
  readonly trailer?: string;
}

const head =
  '^BC-Vale-Bridge,2nd Ld-Writethru,240<\n^A bridge is closed for two months<\n^By ADA QUILL=\n^Vale Press=\n';
const text = '\tSKERROW (VP) _ The bridge over the\nTarn is closed.\n\tIt opens in May.\n';

function item(parts: Parts = {}): string {
  const heading = parts.heading ?? 'a0417\x1fvps-\r\nu a\x13\x11 bc-vale-bridge 10-24 0240 \r\n';
  const trailer = parts.trailer ?? 'VP-SK-10-24-26 1105EDT\n';
  return `\x16\x16\x01${heading}\x02${parts.head ?? head}${parts.text ?? text}\x03${trailer}\x04`;
}

const parse = (parts: Parts) => readArticle('a.txt', item(parts));
const plain = (lines: string) => parse({ text: lines }).contentHtml.replace(/\n/g, '');

test('headline, byline, dateline, time and text', () => {
  const article = parse({});
  expect(article.title).toBe('A bridge is closed for two months');
  expect(article.byline).toEqual(['ADA QUILL']);
  expect(article.dateline).toEqual({ place: 'SKERROW', agency: 'VP' });
  expect(article.published).toBe('2026-10-24T15:05:00Z');
  expect(article.contentHtml.replace(/\n/g, '')).toBe(
    '<p>SKERROW (VP) — The bridge over the Tarn is closed.</p><p>It opens in May.</p>',
  );
  expect(JSON.stringify(article)).not.toContain('Writethru');
});

describe('the head', () => {
  test('notes for editors and lines about pictures are not published', () => {
    const article = parse({ head: '^BC-Vale,100<\n^AP Photo VP101<\n^Eds: Adds a quote.<\n^A bridge<\n' });
    expect(article.title).toBe('A bridge');
    expect(JSON.stringify(article)).not.toMatch(/Adds|VP101/);
  });
  test('a headline of two lines', () => {
    expect(parse({ head: '^BC-Vale,100<\n^A bridge that is\nclosed for long<\n' }).title).toBe(
      'A bridge that is closed for long',
    );
  });
  test('a note that holds the item back', () => {
    const reading = read('a.txt', item({ head: '^BC-Vale,100<\n^Eds: HOLD FOR RELEASE<\n^A bridge<\n' }));
    expect(reading.draft).toBe(true);
  });
});

describe('the text', () => {
  test('a dash is written as "_", but not inside a word or URL', () => {
    expect(plain('\tOne _ two. See https://a.example/b_c_d.\n')).toBe('<p>One — two. See https://a.example/b_c_d.</p>');
  });
  test('quotation marks', () => {
    expect(plain("\tHe said ``no.''\n")).toBe('<p>He said "no."</p>');
  });
  test('a heading, a rule, and lines of a table', () => {
    expect(plain('\tOne.\n^Background=\n\t___\nSkerrow 3<\nTarn    4<\n\tEnd.\n')).toBe(
      '<p>One.</p><h2>Background</h2><hr><pre>Skerrow 3Tarn    4</pre><p>End.</p>',
    );
  });
  test('a tabular item stays as it is', () => {
    const article = parse({
      heading: 'a0418\x1fvps-\r\ns a\x13\x12 bc-vale-results 10-24 0050 \r\n',
      text: 'Skerrow  3\nTarn     4\n',
    });
    expect(article.contentHtml).toBe('<pre>Skerrow  3\nTarn     4</pre>');
  });
});

describe('the time', () => {
  test('in the last line of the text', () => {
    const article = parse({ text: `${text}\nVP-SK-10-24-26 1105GMT<\n`, trailer: '' });
    expect(article.published).toBe('2026-10-24T11:05:00Z');
    expect(article.contentHtml).not.toContain('VP-SK');
  });
  test('a month that does not exist is not read', () => {
    expect(read('a.txt', item({ trailer: 'VP-SK-13-24-26 1105EDT' })).problems[0]?.code).toBe('missing-date');
  });
});

test('several items in one file', () => {
  const reading = read('a.anpa', item() + item({ head: '^BC-Vale,100<\n^Another bridge<\n' }));
  expect([reading.article?.title, ...reading.more.map((it) => it.state === 'accepted' && it.article.title)]).toEqual([
    'A bridge is closed for two months',
    'Another bridge',
  ]);
});

test('control characters of the typesetter are removed', () => {
  expect(plain('\tOne\x1e bridge\x1d.\n')).toBe('<p>One bridge.</p>');
});

test('ten thousand head lines', () => {
  const article = parse({ head: `^BC-Vale,100<\n^A bridge<\n${'^More<\n'.repeat(10_000)}` });
  expect(article.title).toBe('A bridge');
});

test('a file without control characters is recognised by its heading and slug', () => {
  const text = [
    'v0417vale-',
    'r i BC-VP--Skerrow-Ferry   10-24 0180',
    '^BC-VP--Skerrow-Ferry,180<',
    '^Ferry returns to Skerrow<',
    '^Eds: With photos.<',
    '^By ADA QUILL=',
    '\t   SKERROW (VP) _ The ferry is back.',
    '',
    '\t   VP-NY-10-24-26 1105GMT<',
    '',
  ].join('\n');
  const article = readArticle('a.txt', new TextEncoder().encode(text));
  expect(article).toMatchObject({
    title: 'Ferry returns to Skerrow',
    byline: ['ADA QUILL'],
    published: '2026-10-24T11:05:00Z',
  });
  expect(article.contentText).toBe('SKERROW (VP) — The ferry is back.');
});
