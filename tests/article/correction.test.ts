/** Corrections in front matter: in the content, as data, and as the date of the last change. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const file = (lines: string, body = 'Kelp.') => `---\ntitle: Kelp\ndate: 2026-01-05\n${lines}\n---\n${body}\n`;
const dated = (lines: string, body?: string) => readArticle('a.md', file(lines, body));

describe('a correction follows the content', () => {
  test.each([
    ['a text', 'correction: The dock has *two* doors.', '<p><strong>Correction</strong>: The dock has two doors.</p>'],
    [
      'with its day',
      'correction:\n  date: 2026-01-06\n  text: The dock has two doors.',
      '<p><strong>Correction</strong> (January 6, 2026): The dock has two doors.</p>',
    ],
    [
      'with the date in the zone in which it was written',
      'correction: {date: "2026-01-06T23:30:00-10:00", text: Two doors.}',
      '<p><strong>Correction</strong> (January 6, 2026): Two doors.</p>',
    ],
    [
      'several, in their order',
      'corrections:\n  - Two doors.\n  - {date: 2026-01-07, text: Green doors.}',
      '<p><strong>Correction</strong>: Two doors.</p>\n<p><strong>Correction</strong> (January 7, 2026): Green doors.</p>',
    ],
    [
      'in the language of the article',
      'lang: de\ncorrection: Zwei Tore.',
      '<p><strong>Korrektur</strong>: Zwei Tore.</p>',
    ],
    [
      'and with a day that every language reads',
      'lang: fr\ncorrection: {date: 2026-01-06, text: Deux portes.}',
      '<p><strong>Correction</strong> (2026-01-06): Deux portes.</p>',
    ],
  ])('%s', (_name, lines, html) => {
    expect(dated(lines).contentHtml).toBe(`<p>Kelp.</p>\n\n${html}`);
  });

  test('below the URL of a link post', () => {
    expect(dated('link: https://kelp.example/\ncorrection: Two doors.').contentHtml).toMatch(
      /kelp\.example<\/a><\/p>\n<p><strong>Correction<\/strong>: Two doors\.<\/p>$/,
    );
  });

  test('but not if the text already contains it', () => {
    const article = dated('correction: The dock has two doors.', 'Kelp.\n\nCorrection: The dock has **two** doors.');
    expect(article.contentHtml.match(/two/g)).toHaveLength(1);
    expect(article.corrections).toHaveLength(1);
  });

  test('the same words inside a longer paragraph do not count', () => {
    expect(dated('correction: Two doors.', 'It has not three but Two doors.').contentHtml).toContain('<strong>');
    expect(dated('correction: dock', 'The dock has two doors.').contentHtml).toContain('</strong>: dock</p>');
  });

  test('and is neither in the summary nor in the plain text', () => {
    expect(dated('correction: Two doors.')).toMatchObject({ summary: 'Kelp.', contentText: 'Kelp.' });
  });
});

test('corrections are also data', () => {
  expect(dated('correction: Two.\nerrata:\n  - {date: 2026-01-07, note: "Green &amp; **blue**."}').corrections).toEqual(
    [
      { text: 'Two.', corrected: null },
      { text: 'Green & blue.', corrected: '2026-01-07T05:00:00Z' },
    ],
  );
  expect(dated('title: Kelp').corrections).toEqual([]);
});

describe('the date of a correction is the date of the last change', () => {
  test.each([
    ['correction: {date: 2026-01-06, text: Two.}', '2026-01-06T05:00:00Z'],
    ['updated: 2026-01-07\ncorrection: {date: 2026-01-06, text: Two.}', '2026-01-07T05:00:00Z'],
    [
      'updated: 2026-01-06\ncorrections: [{date: 2026-01-08, text: A.}, {date: 2026-01-07, text: B.}]',
      '2026-01-08T05:00:00Z',
    ],
    ['correction: {date: 2026-01-04, text: Before it was out.}', null],
    ['correction: Two.', null],
  ])('%s', (lines, updated) => {
    expect(dated(lines).updated).toBe(updated);
  });
});

describe('hostile and invalid', () => {
  test('markup is text', () => {
    const { contentHtml } = dated('correction: "<script>alert(1)</script> <img src=x onerror=alert(1)> ]]> &lt;b>"');
    expect(contentHtml).toContain('&lt;script>alert(1)&lt;/script> &lt;img src=x onerror=alert(1)> ]]> &lt;b>');
    expect(contentHtml).not.toMatch(/<(?:script|img|b)\b/);
  });

  test.each(['correction: true', 'correction: {date: 2026-01-06}', 'correction: [[a]]', 'corrections: [{}]'])(
    '%s is a warning',
    (line) => {
      const { article, problems } = read('a.md', file(line));
      expect(problems).toMatchObject([{ severity: 'warning', code: 'invalid-field' }]);
      expect(article).toMatchObject({ corrections: [], contentHtml: '<p>Kelp.</p>' });
    },
  );

  test('an invalid date is a warning, and the correction stays', () => {
    const { article, problems } = read('a.md', file('correction: {date: 2026-02-30, text: Two.}'));
    expect(problems).toMatchObject([{ severity: 'warning', code: 'invalid-date', line: 4 }]);
    expect(article?.corrections).toEqual([{ text: 'Two.', corrected: null }]);
  });

  test.each(['corrections: []', 'correction: ""', 'correction: false', 'corrected: true'])(
    '%s is not a correction',
    (line) => {
      const { article, problems } = read('a.md', file(line));
      expect([article?.corrections, problems]).toEqual([[], []]);
    },
  );
});
