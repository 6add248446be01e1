/** Reading withdrawals, even if something else is wrong with the file. */
import { describe, expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const file = (lines: string, body = 'Kelp.\n') => `---\ntitle: Kelp\n${lines}\n---\n${body}`;
const dated = (lines: string, body?: string) => read('a.md', file(`date: 2026-01-05\n${lines}`, body));

describe('an article is withdrawn', () => {
  test.each([
    ['withdrawn: true', null, null],
    ['retracted: "yes"', null, null],
    ['status: withdrawn', null, null],
    ['status: killed', null, null],
    ['status: Canceled', null, null],
    ['status: cancelled', null, null],
    ['status: Retracted\nnotice: It was *wrong*.', 'It was wrong.', null],
    ['withdrawn: 2026-01-06', null, '2026-01-06T05:00:00Z'],
    ['withdrawn_at: 2026-01-06T10:00:00Z', null, '2026-01-06T10:00:00Z'],
    ['withdrawn: It was wrong in 2026.', 'It was wrong in 2026.', null],
    ['withdrawn: {date: 2026-01-06, notice: It was wrong.}', 'It was wrong.', '2026-01-06T05:00:00Z'],
    ['withdrawn: 2026-01-06\nwithdrawal_notice: It was wrong.', 'It was wrong.', '2026-01-06T05:00:00Z'],
    ['withdrawn: false\nretracted: 2026-01-06', null, '2026-01-06T05:00:00Z'],
    ['extra:\n  withdrawn: true', null, null],
  ])('%s', (lines, notice, withdrawn) => {
    const { article, draft, withdrawal, problems } = dated(lines);
    expect(withdrawal).toEqual({ notice, withdrawn });
    expect(article).not.toBeNull();
    expect({ draft, problems }).toEqual({ draft: false, problems: [] });
  });

  test.each([
    'withdrawn: false',
    'withdrawn: "no"',
    'withdrawn: ""',
    'withdrawn: null',
    'notice: Read this.',
    'status: live',
    'status: usable',
  ])('but not by %s', (lines) => {
    const { article, withdrawal } = dated(lines);
    expect([withdrawal, article === null]).toEqual([null, false]);
  });

  test('an invalid date is a warning, and the article is withdrawn', () => {
    expect(dated('withdrawn: 2026-02-30')).toMatchObject({
      withdrawal: { notice: null, withdrawn: null },
      problems: [{ severity: 'warning', code: 'invalid-field' }],
    });
  });

  test('by a very long notice', () => {
    const notice = 'It was wrong. '.repeat(500).trim();
    expect(dated(`withdrawn: "${notice}"`).withdrawal).toEqual({ notice, withdrawn: null });
  });

  test('markup in the notice is text', () => {
    expect(dated('withdrawn: "<script>alert(1)</script> It was wrong"').withdrawal?.notice).toBe(
      '<script>alert(1)</script> It was wrong',
    );
  });
});

describe('it needs nothing else', () => {
  test('no body', () => {
    expect(dated('withdrawn: true', '')).toMatchObject({ withdrawal: {}, problems: [] });
    expect(read('a.txt', '---\ndate: 2026-01-05\nwithdrawn: true\n---\n')).toMatchObject({
      article: {},
      withdrawal: {},
      problems: [],
    });
  });

  test('no date: there is no article then', () => {
    expect(read('a.md', file('withdrawn: true'))).toMatchObject({
      article: null,
      draft: false,
      withdrawal: { notice: null, withdrawn: null },
      problems: [],
    });
  });

  test.each([
    ['an invalid date', file('date: yesterday\nwithdrawn: 2026-01-06'), 'invalid-date'],
    ['an invalid update', file('date: 2026-01-05\nupdated: 2026-02-30\nwithdrawn: 2026-01-06'), 'invalid-date'],
    ['front matter that is broken', file('withdrawn: 2026-01-06\nb: "c'), 'invalid-front-matter'],
    ['TOML that is broken', '+++\ntags = [\nwithdrawn = "2026-01-06"\n+++\nKelp.\n', 'invalid-front-matter'],
    ['front matter that is too long', file(`withdrawn: 2026-01-06\nx: ${'x'.repeat(60_000)}`), 'invalid-front-matter'],
    ['a text that is too deep', file('date: 2026-01-05\nwithdrawn: 2026-01-06', `${'> '.repeat(500)}a\n`), 'too-deep'],
  ])('%s is a warning', (_name, text, code) => {
    const { article, draft, withdrawal, problems } = read('a.md', text);
    expect({ article, draft, withdrawal }).toEqual({
      article: null,
      draft: false,
      withdrawal: { notice: null, withdrawn: '2026-01-06T05:00:00Z' },
    });
    expect(problems).toMatchObject([{ severity: 'warning', code }]);
  });

  test.each([
    file('withdrawn: false\nb: "c'),
    file('b: "c', 'withdrawn: true\n'),
    file('extra:\n  withdrawn: true\nb: "c'),
  ])('an invalid file without a withdrawal is refused', (text) => {
    expect(read('a.md', text)).toMatchObject({
      withdrawal: null,
      problems: [{ severity: 'error', code: 'invalid-front-matter' }],
    });
  });
});

test('a draft that is withdrawn counts as withdrawn, so that feeds list it', () => {
  const mark = { kind: 'withdrawn', withdrawal: { notice: null, withdrawn: null } };
  expect(dated('draft: true\nwithdrawn: true')).toMatchObject({ state: 'held', mark });
});

test('JSON, and HTML with front matter, are withdrawn like Markdown', () => {
  expect(read('a.html', '---\ndate: 2026-01-05\nwithdrawn: true\n---\n')).toMatchObject({
    article: {},
    withdrawal: {},
    problems: [],
  });
  const retracted = { '@type': 'NewsArticle', headline: 'Kelp', creativeWorkStatus: 'Retracted', identifier: 'kelp-1' };
  expect(read('a.json', JSON.stringify({ ...retracted, datePublished: '2026-01-05' }))).toMatchObject({
    article: { id: 'kelp-1' },
    withdrawal: {},
    draft: false,
  });
  expect(read('a.json', JSON.stringify(retracted))).toMatchObject({ article: null, withdrawal: {}, problems: [] });
});
