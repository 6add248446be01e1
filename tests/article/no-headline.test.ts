/** Articles without a headline: the title is the first sentence, and the summary continues after it. */
import { describe, expect, test } from 'vitest';
import { buildEntry, plainEntry } from '../../src/item/build-entry.ts';
import { channel, read } from '../support/channel.ts';

const dated = (text: string, lines = '') => `---\ndate: 2026-01-05\n${lines}\n---\n${text}\n`;

function texts(text: string, lines = '') {
  const { article } = read('tide.md', dated(text, lines));
  return { title: article?.title, summary: article?.summary };
}

const long = `The council of the outer islands${' and of the inner islands'.repeat(4)} meets on Friday.`;

describe('the summary of an article without a headline', () => {
  test('continues with the second sentence', () => {
    expect(texts('Nets are dry. Boats go out at six.\n\nThe tide is low.')).toEqual({
      title: 'Nets are dry',
      summary: 'Boats go out at six. The tide is low.',
    });
  });

  test('is empty if there is only one sentence', () => {
    expect(texts('Nets are dry.')).toEqual({ title: 'Nets are dry', summary: '' });
  });

  test('begins with the second paragraph, even if the first one has no full stop', () => {
    expect(texts('Nets are dry\n\nBoats go out.')).toEqual({ title: 'Nets are dry', summary: 'Boats go out.' });
  });

  test('continues a title that was cut, word for word', () => {
    const { title = '', summary = '' } = texts(`${long} Boats go out.`);
    expect(title.endsWith('…') && summary.startsWith('…')).toBe(true);
    expect(`${title.slice(0, -1)} ${summary.slice(1)}`).toBe(`${long} Boats go out.`);
  });

  test('is what follows the dateline and the first sentence in a wire text', () => {
    const { article } = read(
      'tide.txt',
      '4:15 PM – Monday, November 2, 2026\n\nPELL BAY — Nets are dry. Boats go out.\n',
    );
    expect(article).toMatchObject({ title: 'Nets are dry', summary: 'Boats go out.' });
    expect(article?.contentHtml).toContain('PELL BAY — Nets are dry. Boats go out.');
  });

  test('is the rest of a caption if the caption is the title', () => {
    const lines = 'image: https://x.example/a.jpg\ncaption: Nets dry on the quay. They were cleaned on Sunday.';
    expect(texts('', lines)).toEqual({ title: 'Nets dry on the quay', summary: 'They were cleaned on Sunday.' });
  });

  test('is the one that the author wrote', () => {
    expect(texts('Nets are dry.', 'summary: About nets.')).toEqual({ title: 'Nets are dry', summary: 'About nets.' });
  });

  test('with a headline, it begins with the first sentence', () => {
    expect(texts('Nets are dry. Boats go out.', 'title: Nets are dry')).toEqual({
      title: 'Nets are dry',
      summary: 'Nets are dry. Boats go out.',
    });
  });
});

function entryOf(text: string, lines = '') {
  const { article } = read('tide.md', dated(text, lines));
  if (article === null) throw new Error('The article was not read');
  return buildEntry(article, { channel, id: 'tag:x.example,2026:tide', updated: article.published });
}

describe('an entry', () => {
  test.each([
    ['a first sentence', 'Nets are dry.', '', 'text'],
    ['a headline', 'Nets are dry.', 'title: Nets are dry', null],
    ['a file name', '', '', null],
  ])('says whether its title is from the text: %s', (_name, text, lines, titleFrom) => {
    expect(entryOf(text, lines).titleFrom).toBe(titleFrom);
  });

  test('has a headline unless it says otherwise', () => {
    expect(plainEntry.titleFrom).toBeNull();
  });

  test('without a body has its summary as its content, or else its title', () => {
    expect(entryOf('', 'title: Nets\nsummary: They are dry & clean.').contentHtml).toBe(
      '<p>They are dry &amp; clean.</p>',
    );
    expect(entryOf('', 'title: Nets').contentHtml).toBe('<p>Nets</p>');
  });
});
