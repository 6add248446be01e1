/** Metadata without fences at the start of Markdown, as in Pelican and MultiMarkdown. All text is invented. */
import { describe, expect, test } from 'vitest';
import { markRows } from '../../src/article/marks/marks.ts';
import { read, readArticle } from '../support/channel.ts';

const kelp = 'Title: Kelp & salt\nDate: 2026-01-04 16:15\n';

describe('the metadata', () => {
  test('is read like front matter, and is not in the text', () => {
    const top = `${kelp}Modified: 2026-01-05 10:00\nTags: sea, kelp\nAuthors: Ida Moen, Ola Ek\nSlug: kelp\nSummary: It is in.\n`;
    expect(readArticle('a.md', `${top}\nThe kelp is in.\n`)).toMatchObject({
      id: 'kelp',
      title: 'Kelp & salt',
      published: '2026-01-04T21:15:00Z',
      updated: '2026-01-05T15:00:00Z',
      categories: ['sea', 'kelp'],
      byline: ['Ida Moen', 'Ola Ek'],
      summary: 'It is in.',
      contentHtml: '<p>The kelp is in.</p>',
    });
  });

  test.each([
    ['blank lines above', `\n\n${kelp}\nThe kelp.\n`],
    ['Windows line ends', `${kelp}\nThe kelp.\n`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${kelp}\nThe kelp.\n`],
    ['a fence only below', `${kelp}---\nThe kelp.\n`],
    ['spaces around', 'Title:   Kelp & salt  \n  Date:2026-01-04 16:15\n\nThe kelp.\n'],
    ['a value on two lines', 'Title: Kelp\n    & salt\nDate: 2026-01-04 16:15\n\nThe kelp.\n'],
    ['other keys', `Base Header Level: 2\n${kelp}\nThe kelp.\n`],
  ])('may have %s', (_name, text) => {
    expect(readArticle('a.md', text)).toMatchObject({
      title: 'Kelp & salt',
      published: '2026-01-04T21:15:00Z',
      contentHtml: '<p>The kelp.</p>',
    });
  });

  test('has its problems at their lines', () => {
    const { problems } = read('a.md', 'Title: Kelp\nDate: 2026-14-44\n\nThe kelp.\n');
    expect(problems).toMatchObject([{ code: 'invalid-date', line: 2 }]);
  });
});

describe('a mark holds the article back', () => {
  const stateOf = (line: string) => read('a.md', `${kelp}${line}\n\nThe kelp.\n`).state;

  test.each([
    'Status: draft',
    'Status: hidden',
    'STATUS: Draft',
    'status:draft',
    'Status: skip',
    'Status: nearly',
    'Darft: yes',
  ])('%s', (line) => {
    expect(stateOf(line)).toBe('held');
  });

  const out = markRows.flatMap(({ keys, values }) => {
    const [value] = Object.entries(values).find(([, meaning]) => meaning === 'out') ?? [];
    return value === undefined ? [] : keys.filter((key) => !key.includes('.')).map((key) => `${key}: ${value}`);
  });
  test.each(out)('%s', (line) => {
    expect(stateOf(line)).toBe('held');
  });

  test('above the title, and if the lines turn out to be text', () => {
    expect(read('a.md', `Status: draft\n${kelp}\nThe kelp.\n`).state).toBe('held');
    expect(read('2026-01-04-a.md', 'Title: Kelp\nStatus: draft\nThe text begins at once.\n').state).toBe('held');
  });

  test.each(['Status: published', 'Draft: no', 'Private: false', 'Expires: never'])('but not %s', (line) => {
    expect(stateOf(line)).toBe('accepted');
  });

  test('and an embargo delays it', () => {
    const text = `${kelp}Embargo: 2026-02-01 09:00\n\nThe kelp.\n`;
    expect(readArticle('a.md', text).published).toBe('2026-02-01T14:00:00Z');
  });
});

describe('stays text', () => {
  test.each([
    'Note: the harbor is closed.',
    'Note: the harbor is closed.\nTitle: Kelp',
    'Date: Friday\nPlace: the hall',
    'Author: Ida Moen\nEditor: Ola Ek',
    'Title: Kelp\nis the best of all plants.',
    'Title:\nAuthor: Ida Moen',
    'Title: Kelp\nhttp://courier.example/kelp',
    'Title:: Kelp',
    '# Title: Kelp',
    '- Title: Kelp',
    '> Title: Kelp',
  ])('%j', (top) => {
    const { contentText, titleSource } = readArticle('2026-01-04-a.md', `${top}\n\nThe kelp.\n`);
    expect(contentText.endsWith('The kelp.')).toBe(true);
    expect(contentText.length > 'The kelp.'.length || titleSource === 'explicit').toBe(true);
  });

  test('with front matter above it', () => {
    const text = '---\ndate: 2026-01-04\n---\nTitle: Kelp\nTags: sea\n\nThe kelp.\n';
    expect(readArticle('a.md', text).contentText).toBe('Title: Kelp Tags: sea\n\nThe kelp.');
  });

  test('in wire text and HTML', () => {
    expect(readArticle('a.txt', `${kelp}\nThe kelp.\n`).title).not.toBe('Kelp & salt');
    expect(read('2026-01-04-a.html', `${kelp}\n<p>The kelp.</p>\n`).article?.title).not.toBe('Kelp & salt');
  });
});

test.each([
  ['one long line', 'Title: '.repeat(50_000)],
  ['very many lines', 'Title: a\n'.repeat(50_000)],
  ['one long key', `${'a '.repeat(50_000)}: b`],
  ['continued lines', `Title: a\n${'    b\n'.repeat(50_000)}`],
])('hostile metadata is read in time: %s', (_name, top) => {
  expect(['accepted', 'refused']).toContain(read('2026-01-04-a.md', `${top}\n\nThe kelp.\n`).state);
});
