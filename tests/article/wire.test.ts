/** Reading wire text: the first line, bylines, datelines, boilerplate, titles and paragraphs. */
import { describe, expect, test } from 'vitest';
import { parseByline } from '../../src/article/wire/byline.ts';
import { parseDateline } from '../../src/article/wire/dateline.ts';
import { read, readArticle } from '../support/channel.ts';

const stamp = '6:10 PM – Sunday, September 14, 2025';
const codes = (text: string) => read('a.txt', text).problems.map(({ severity, code }) => `${severity} ${code}`);

describe('the prefix is followed by', () => {
  const withPayload = (payload: string) =>
    readArticle('a.txt', ` date 2025-09-14 ${payload}\n\n${stamp}\n\nThe kelp season opened on Sunday.\n`);

  test('a caption, if it ends in a credit or begins with a position mark', () => {
    expect(withPayload('Kelp on racks (Ida Moen/AP)').captions).toHaveLength(1);
    expect(withPayload('(L) Kelp on racks').captions).toEqual([{ text: 'Kelp on racks', credit: null, position: 'L' }]);
  });

  test('a caption without credit, if it is a sentence above a stamp', () => {
    expect(withPayload('Kelp dries on racks.').captions).toEqual([
      { text: 'Kelp dries on racks.', credit: null, position: null },
    ]);
  });

  test('a headline, if it has no full stop', () => {
    expect(withPayload('Kelp season opens early')).toMatchObject({
      title: 'Kelp season opens early',
      titleSource: 'explicit',
      captions: [],
      contentText: 'The kelp season opened on Sunday.',
    });
  });

  test('a byline', () => {
    expect(withPayload('By Ida Moen')).toMatchObject({ byline: ['Ida Moen'], titleSource: 'derived', captions: [] });
  });

  test('a stamp', () => {
    const text = ` date 2025-09-14 ${stamp}\n\nThe kelp season opened.\n`;
    expect(readArticle('a.txt', text)).toMatchObject({
      published: '2025-09-14T22:10:00Z',
      contentText: 'The kelp season opened.',
    });
  });

  test('nothing', () => {
    expect(withPayload('')).toMatchObject({ captions: [], title: 'The kelp season opened on Sunday' });
  });

  test('the first paragraph, if it is a sentence and no stamp follows', () => {
    const text = ' date 2025-09-14 The kelp season opened on Sunday. It is early.\n\nCrews were ready.\n';
    expect(readArticle('a.txt', text)).toMatchObject({
      captions: [],
      contentText: 'The kelp season opened on Sunday. It is early.\n\nCrews were ready.',
      titleSource: 'derived',
    });
  });

  test.each(['date 2025-09-14', '  date 2025-09-14', 'DATE: 2025-09-14', 'date\u00a02025-9-14'])(
    'also after "%s"',
    (prefix) => {
      const text = `${prefix} Kelp. (Ida Moen/AP)\n\nThe kelp season opened.\n`;
      expect(readArticle('a.txt', text)).toMatchObject({
        published: '2025-09-14T04:00:00Z',
        publishedPrecision: 'day',
      });
    },
  );

  test.each(['date 2025-09-14th', 'dated 2025-09-14', 'up to date 2025-09-14'])('not after "%s"', (prefix) => {
    expect(codes(`${prefix} Kelp.\n\nThe kelp season opened.\n`)).toEqual(['error missing-date']);
  });
});

describe('the header', () => {
  test('comes in any order, with one line end or two', () => {
    const article = readArticle(
      'a.txt',
      ` date 2025-09-14 Kelp season opens early\nBy Ida Moen\n${stamp}\n\nKelp dries. (Ola Ek/AP Photo)\n\nThe season opened.\n`,
    );
    expect(article).toMatchObject({
      title: 'Kelp season opens early',
      byline: ['Ida Moen'],
      captions: [{ text: 'Kelp dries.', credit: 'Ola Ek/AP Photo', position: null }],
      contentText: 'The season opened.',
    });
  });

  test.each([`By Ida Moen | ${stamp}`, `${stamp} • By Ida Moen`, `NBX Staff Ida Moen – ${stamp}`])('%s', (line) => {
    const article = readArticle('a.txt', ` date 2025-09-14 Kelp. (Ola Ek/AP)\n\n${line}\n\nThe season opened.\n`);
    expect(article).toMatchObject({ byline: ['Ida Moen'], published: '2025-09-14T22:10:00Z' });
    expect(article.contentText).toBe('The season opened.');
  });

  test('can have a stamp on the line of a caption, but not of body text', () => {
    const text = (payload: string) => ` date 2025-09-14 ${payload}\n\nThe season opened.\n`;
    expect(readArticle('a.txt', text(`Kelp. (Ola Ek/AP) ${stamp}`))).toMatchObject({
      published: '2025-09-14T22:10:00Z',
      captions: [{ text: 'Kelp.', credit: 'Ola Ek/AP', position: null }],
    });
    expect(readArticle('a.txt', text(`Kelp grows (as ever) ${stamp}`)).publishedPrecision).toBe('day');
  });

  test('can have a credit on a separate line', () => {
    const article = readArticle(
      'a.txt',
      ` date 2025-09-14 Kelp dries.\n(Ola Ek/AP)\n\n${stamp}\n\nThe season opened.\n`,
    );
    expect(article.captions).toEqual([{ text: 'Kelp dries.', credit: 'Ola Ek/AP', position: null }]);
  });

  test('does not read a paragraph with a dateline as a caption', () => {
    const text = ` date 2025-09-14 KELP BAY (AP) — Boats left.\n\n${stamp}\n\nIt rained.\n`;
    expect(readArticle('a.txt', text)).toMatchObject({
      captions: [],
      dateline: { place: 'KELP BAY', agency: 'AP' },
      contentText: 'KELP BAY (AP) — Boats left.\n\nIt rained.',
    });
  });

  test('ends at the first ordinary paragraph: a bracket at the end of body text is not a credit', () => {
    const article = readArticle(
      'a.txt',
      ` date 2025-09-14 Kelp. (Ola Ek/AP)\n\n${stamp}\n\nThe board said no (Reuters).\n\nIt met the union (and the press/public).\n`,
    );
    expect(article.captions).toHaveLength(1);
    expect(article.contentText).toBe('The board said no (Reuters).\n\nIt met the union (and the press/public).');
  });

  test.each([
    'Advertisements below',
    'Sponsored Content Below',
    'Share this post!',
    'MORE NEWS: Squid returns',
    'RELATED: Squid',
  ])('the boilerplate line "%s" is removed and reported', (line) => {
    const text = ` date 2025-09-14 Kelp. (Ola Ek/AP)\n\n${stamp}\n\nThe season opened.\n\n${line}\n\nCrews were ready.\n`;
    expect(readArticle('a.txt', text).contentText).toBe('The season opened.\n\nCrews were ready.');
    expect(codes(text)).toEqual(['warning boilerplate-line']);
  });

  test.each([
    'Advertisements below the fold paid for it.',
    'She asked them to share this post!',
    'Related work went on.',
  ])('the sentence "%s" is not boilerplate', (line) => {
    const text = ` date 2025-09-14 Kelp. (Ola Ek/AP)\n\n${stamp}\n\nThe season opened.\n\n${line}\n`;
    expect(readArticle('a.txt', text).contentText).toContain(line);
  });

  test('only a date is not an article; only captions are one, with a warning', () => {
    expect(codes(' date 2025-09-14\n')).toEqual(['error no-body']);
    expect(codes(` date 2025-09-14 Kelp. (Ola Ek/AP)\n\n${stamp}\n`)).toEqual(['warning no-body']);
  });
});

describe('bylines', () => {
  test.each([
    ['By Ida Moen', ['Ida Moen']],
    ['by Ida Moen', ['Ida Moen']],
    ['By: Ida Moen', ['Ida Moen']],
    ['Written by Ida Moen', ['Ida Moen']],
    ['By Ida Moen.', ['Ida Moen']],
    ['By\u00a0Ida Moen', ['Ida Moen']],
    ['By Ida Moen and Ola Ek', ['Ida Moen', 'Ola Ek']],
    ['By Ida Moen & Ola Ek', ['Ida Moen', 'Ola Ek']],
    ['By Ida Moen, Ola Ek and Una Hale', ['Ida Moen', 'Ola Ek', 'Una Hale']],
    ['By Ida Moen, Ola Ek, and Una Hale', ['Ida Moen', 'Ola Ek', 'Una Hale']],
    ['BY IDA MOEN AND OLA EK', ['IDA MOEN', 'OLA EK']],
    ['By Ida Moen, Kelp Bay Times', ['Ida Moen']],
    ['By Ida Moen, Reuters', ['Ida Moen']],
    ['By Ida Moen | Kelp Bay Times', ['Ida Moen']],
    ['By Ida Moen for The Kelp Bay Times', ['Ida Moen']],
    ['By I.J. Moen', ['I.J. Moen']],
    ['By Ida Moen Jr.', ['Ida Moen Jr.']],
    ['By Ida Moen, Jr., Kelp Bay Times', ['Ida Moen, Jr.']],
    ['By Dr. Ida O’Moen-Ek', ['Dr. Ida O’Moen-Ek']],
    ['By José de la Ría', ['José de la Ría']],
    ['By Jan van der Kelp', ['Jan van der Kelp']],
    ['By The Associated Press', ['The Associated Press']],
    ['NBX Staff', ['NBX Staff']],
    ['NBX Newsroom', ['NBX Newsroom']],
    ['NBX Staff Ida Moen', ['Ida Moen']],
    ['NBX News Staff Ida Moen and Ola Ek', ['Ida Moen', 'Ola Ek']],
    ['Kelp Bay Times Staff', ['Kelp Bay Times Staff']],
  ])('%s', (line, names) => {
    expect(parseByline(line)).toEqual(names);
  });

  test.each([
    'By Monday the harbor was empty',
    'By Monday',
    'By Noon',
    'By the sea',
    'By Sea and Land',
    'By law, boats must stop.',
    'By Ida Moen the harbor was saved from ruin.',
    'Ida Moen',
    'City Library Staff',
    'Bygones',
    'Standby Ida Moen',
  ])('"%s" is not a byline', (line) => {
    expect(parseByline(line)).toBeNull();
  });
});

describe('datelines', () => {
  test.each([
    ['KELP BAY — Boats left.', 'KELP BAY', null],
    ['KELP BAY, Maine (AP) — Boats left.', 'KELP BAY, Maine', 'AP'],
    ['KELP BAY, Maine (AP)—Boats left.', 'KELP BAY, Maine', 'AP'],
    ['KELP BAY, N.C. (AP) -- Boats left.', 'KELP BAY, N.C.', 'AP'],
    ['KELP BAY, May 2 (Reuters) - Boats left.', 'KELP BAY', 'Reuters'],
    ['KELP BAY/SAND POINT, May 2 (Reuters) - Boats left.', 'KELP BAY/SAND POINT', 'Reuters'],
    ['KELP BAY, Maine, May 2, 2025 /KelpWire/ -- Boats left.', 'KELP BAY, Maine', 'KelpWire'],
    ['KELP BAY, 2 May 2025 (AFP) – Boats left.', 'KELP BAY', 'AFP'],
    ['KELP BAY, Sunday, May 2, 2025 – Boats left.', 'KELP BAY', null],
    ['KELP BAY, Ontario, Canada — Boats left.', 'KELP BAY, Ontario, Canada', null],
    ['KELP-ON-SEA, England (PA) — Boats left.', 'KELP-ON-SEA, England', 'PA'],
    ['ST. IDA, Minn. (WKLP) — Boats left.', 'ST. IDA, Minn.', 'WKLP'],
    ['SÃO KELP – Boats left.', 'SÃO KELP', null],
    ['L’ALGUE, France (AFP) — Boats left.', 'L’ALGUE, France', 'AFP'],
    ['KELP\u00a0BAY\u00a0— Boats left.', 'KELP BAY', null],
  ])('%s', (paragraph, place, agency) => {
    expect(parseDateline(paragraph)).toEqual({ dateline: { place, agency }, rest: 'Boats left.' });
  });

  test.each([
    'Kelp Bay (AP) — Boats left.',
    'NASA — the agency — said so.',
    'U.S. – led talks resumed.',
    'I — and nobody else — left.',
    'KELP BAY boats left.',
    'KELP-fed snails left.',
    'BREAKING — Boats left.',
    'KELP BAY—Boats left.',
  ])('"%s" has none', (paragraph) => {
    expect(parseDateline(paragraph)).toEqual({ dateline: null, rest: paragraph });
  });

  test('stays in the text and out of the title', () => {
    const text = ` date 2025-09-14\n\n${stamp}\n\nKELP BAY, Maine (AP) — Boats left at dawn. It rained.\n`;
    expect(readArticle('a.txt', text)).toMatchObject({
      title: 'Boats left at dawn',
      dateline: { place: 'KELP BAY, Maine', agency: 'AP' },
      contentText: 'KELP BAY, Maine (AP) — Boats left at dawn. It rained.',
    });
  });
});

describe('a derived title', () => {
  const titleOf = (body: string) => readArticle('a.txt', ` date 2025-09-14\n\n${stamp}\n\n${body}\n`).title;

  test.each([
    ['The U.S. Coast Guard left. It rained.', 'The U.S. Coast Guard left'],
    ['Gov. I.J. Moen met Mr. Ek on Jan. 3. It rained.', 'Gov. I.J. Moen met Mr. Ek on Jan. 3'],
    ['“We are late,” Moen said. It rained.', '“We are late,” Moen said'],
    ['Is it late? It rained.', 'Is it late?'],
  ])('%s', (body, title) => {
    expect(titleOf(body)).toBe(title);
  });

  test('is cut at a word, and never inside a character', () => {
    const title = titleOf(`${'Kelp 🌊 grows '.repeat(30)}here.`);
    expect([...title].length).toBeLessThanOrEqual(110);
    expect(title).toMatch(/(?:Kelp|🌊|grows)…$/u);
  });
});

describe('paragraphs', () => {
  const textOf = (body: string) => readArticle('a.txt', ` date 2025-09-14\n\n${stamp}\n\n${body}\n`).contentText;

  test('are separated by blank lines; hard-wrapped lines are joined', () => {
    expect(textOf('Boats left the\nharbor at dawn.\n\n\nIt rained.')).toBe(
      'Boats left the harbor at dawn.\n\nIt rained.',
    );
  });

  test('are single lines, if there are no blank lines and each line ends a sentence', () => {
    expect(textOf('Boats left the harbor.\nIt rained.')).toBe('Boats left the harbor.\n\nIt rained.');
  });

  test('keep markup as text', () => {
    expect(readArticle('a.txt', ` date 2025-09-14\n\n${stamp}\n\nA <b> & ]]> c.\n`).contentHtml).toContain(
      'A &lt;b> &amp; ]]> c.',
    );
  });
});
